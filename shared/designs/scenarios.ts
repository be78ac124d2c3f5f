/** The scenarios every reference design has, by the names the command line knows. */
import type { RecordId } from '../document/ids.ts';
import type { Scenario } from '../document/records.ts';
import { zeroCelsius_K } from '../units/quantity.ts';
import type { FacilityBuilder } from './builder.ts';

export interface ScenarioSpec {
  readonly designAmbient_K: number;
  readonly hotAmbient_K: number;
  readonly cdu: RecordId;
  readonly heatRejection: RecordId;
  readonly trainA: readonly RecordId[];
}

/** Returns the design scenario: the one that opens first. */
export function buildScenarios(b: FacilityBuilder, spec: ScenarioSpec): Scenario {
  const at = (dryBulb_K: number, relativeHumidity: number) => ({ dryBulb_K, relativeHumidity });
  const designDay = at(spec.designAmbient_K, 0.25);
  const add = (name: string, title: string, load: Scenario['load'], ambient: Scenario['ambient'], failed: readonly RecordId[] = []) =>
    b.scenario({ name, title, load, utilisation: 1, ambient, failed });
  const design = add('design', 'Design day', 'design', designDay);
  add('typical', 'Typical operation, 15 °C', 'typical', at(zeroCelsius_K + 15, 0.6));
  add('edp-peak', 'Electrical peak of all racks', 'edpp', designDay);
  add('hot-day', 'Hottest day', 'design', at(spec.hotAmbient_K, 0.2));
  add('cdu-out', 'One CDU out of service', 'design', designDay, [spec.cdu]);
  add('chiller-out', 'One unit of heat rejection out of service', 'design', designDay, [spec.heatRejection]);
  add('feed-a-lost', 'Utility A and its generators lost', 'design', designDay, spec.trainA);
  return design;
}
