import type { BoardParameters } from '../../catalogue/kinds/board.ts';
import type { TransferSwitchParameters } from '../../catalogue/kinds/transfer-switch.ts';
import { parametersOf } from '../../catalogue/resolve.ts';
import { quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, equipmentOf } from './rule.ts';

const boards: ReadonlySet<string> = new Set(['switchgear', 'switchboard', 'rpp', 'dc-board', 'ats', 'sts']);

/**
 * Making over breaking capacity: IEC 60947-2 table 2 for breakers up to 1 kV, from the breaking capacity
 * on; 2.5 above (IEC 62271-100, 50 Hz).
 */
const lowVoltageRatio = [
  [50_000, 2.2],
  [20_000, 2.1],
  [10_000, 2],
  [6_000, 1.7],
  [0, 1.5],
] as const;

function makingRatio(voltage_V: number, interrupting_A: number): number {
  if (voltage_V > 1000) return 2.5;
  return lowVoltageRatio.find(([from_A]) => interrupting_A > from_A)?.[1] ?? 1.5;
}

/** Breakers of a board against the largest fault at its bar: breaking capacity by initial current, making capacity by peak. */
export const breakingCapacity = defineRule({
  rule: 'breaking-capacity',
  title: 'Breaking and making capacity of boards',
  source: 'item: interrupting rating; three-phase fault after IEC 60909-0:2016 (earth faults not computed)',
  judges: 'record',
  awaits: 'faults',
  check: (input) => {
    const { document, results } = input;
    return equipmentOf(input, boards).flatMap((equipment) => {
      const fault = quantityOf(results, equipment.id, 'faultCurrent');
      const parameters = parametersOf(document, equipment);
      if (fault === undefined || !parameters.ok) return [];
      const { voltage_V } = parameters.value as { voltage_V: number };
      const { interrupting_A = 0, withstand_A }: Partial<BoardParameters & TransferSwitchParameters> = parameters.value;
      const limit_A = withstand_A ?? interrupting_A;
      const about = {
        rule: 'breaking-capacity',
        subjects: [equipment.id],
        unit: 'A',
        source: 'item: interrupting rating; IEC 60909-0:2016, IEC 60947-2 table 2',
      };
      return [
        ...upperLimit({
          ...about,
          actual: fault,
          limit: limit_A,
          past: `a fault at the bar of ${equipment.tag} is larger than its breakers can switch off`,
        }),
        ...upperLimit({
          ...about,
          actual: quantityOf(results, equipment.id, 'faultPeak') ?? 0,
          limit: makingRatio(voltage_V, limit_A) * limit_A,
          past: `the peak of a fault at the bar of ${equipment.tag} is larger than its breakers can close on`,
        }),
      ];
    });
  },
});
