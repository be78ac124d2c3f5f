/** From a scenario to the state before the first pass: ambient, failures and what the racks ask for. */

import type { Document } from '../document/document.ts';
import { scenarioNamed, siteOf } from '../document/document.ts';
import type { EquipmentId, RecordId } from '../document/ids.ts';
import type { Scenario } from '../document/records.ts';
import { fail, type Result, succeed } from '../problem.ts';
import { ambientState } from '../solve/psychrometrics.ts';
import { coincidenceOf, rackDemand_W } from './load-model.ts';
import { racksOf } from './racks.ts';
import type { OperatingState } from './state.ts';

export interface ScenarioOptions {
  /** Name or id; the site's default scenario unless given. */
  readonly scenario?: string;
  /** Replaces the scenario's dry bulb; its relative humidity stays. */
  readonly ambient_K?: number;
  /** Out of service besides what the scenario names. */
  readonly failed?: readonly RecordId[];
  /** Replaces what the scenario lets these racks draw, W at their AC inputs. */
  readonly rackPower_W?: ReadonlyMap<EquipmentId, number>;
  /** Told after each solution of the plant on the way to an answer, so that somebody can show progress; it changes nothing. */
  readonly onStep?: () => void;
}

export function findScenario(document: Document, name: string | undefined): Result<Scenario> {
  const wanted = name ?? siteOf(document).defaultScenario;
  const scenario = scenarioNamed(document, wanted);
  if (scenario) return succeed(scenario);
  const known = [...document.tables.scenario.values()].map((record) => record.name).sort();
  return fail({ code: 'unknown-scenario', message: `no scenario is named ${wanted}; this design has ${known.join(', ')}` });
}

export function stateOf(document: Document, scenario: Scenario, options: ScenarioOptions): OperatingState {
  const failed = new Set<RecordId>([...scenario.failed, ...(options.failed ?? [])]);
  const dryBulb_K = options.ambient_K ?? scenario.ambient.dryBulb_K;
  const itPower_W = new Map<EquipmentId, number>();
  for (const { equipment, parameters } of racksOf(document)) {
    const demand_W =
      options.rackPower_W?.get(equipment.id) ?? rackDemand_W(parameters, scenario) * coincidenceOf(document, equipment.group);
    itPower_W.set(equipment.id, failed.has(equipment.id) ? 0 : demand_W);
  }
  return {
    scenario,
    ambient: ambientState(dryBulb_K, scenario.ambient.relativeHumidity, siteOf(document).altitude_m),
    failed,
    unpowered: new Set(),
    standby: new Set(),
    itPower_W,
    mechanicalPower_W: new Map(),
    storagePower_W: new Map(),
    electricalHeat_W: new Map(),
  };
}
