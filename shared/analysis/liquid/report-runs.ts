/** Pipes, headers and valves. */
import { kindOf } from '../../catalogue/resolve.ts';
import type { LiquidBranch } from '../../network/liquid.ts';
import { dropOf, type LiquidReportInput, put, putFlow, solvedBranch } from './report-input.ts';

const circle = (diameter_m: number): number => (Math.PI / 4) * diameter_m ** 2;

export function reportRuns(input: LiquidReportInput): void {
  const { network } = input;
  const headers: number[] = [];
  input.branches.forEach((b) => {
    const branch = network.branches[b] as LiquidBranch;
    const { type } = branch.element;
    if (type === 'valve' || type === 'check-valve') reportValve(input, b, branch);
    if (type !== 'pipe') return;
    if (input.recordOf(b)?.type === 'connection') reportRun(input, b, branch);
    else headers.push(b);
  });
  reportHeaders(input, headers);
}

/** A pipe runs from its first end to its second, as it is drawn. */
function reportRun(input: LiquidReportInput, b: number, branch: LiquidBranch): void {
  const { owner, element } = branch;
  const { solution } = input;
  const flows = putFlow(input, owner, b);
  if (solvedBranch(input, b)) put(input, owner, 'flowDirection', flows ? Math.sign(solution.flow_m3_s[b] as number) : 0);
  if (!flows || element.type !== 'pipe') return;
  put(input, owner, 'velocity', Math.abs(solution.flow_m3_s[b] as number) / circle(element.diameter_m));
  put(input, owner, 'pressureDrop', Math.abs(dropOf(input, b)));
  put(input, owner, 'supplyTemperature', solution.inlet_K[b]);
  put(input, owner, 'heat', solution.heat_W[b]);
}

function reportValve(input: LiquidReportInput, b: number, { owner, element, open }: LiquidBranch): void {
  const { document, solution } = input;
  const record = input.recordOf(b);
  if (!record || kindOf(document, record)?.kind !== 'valve') return;
  if (element.type === 'valve' && solvedBranch(input, b)) put(input, owner, 'valveOpening', open ? element.opening : 0);
  if (!putFlow(input, owner, b)) return;
  put(input, owner, 'pressureDrop', Math.abs(dropOf(input, b)));
  put(input, owner, 'supplyTemperature', solution.inlet_K[b]);
}

/**
 * A header shows its fullest piece, and the pressure between its ends.
 * @param pieces branches of headers; those of one stand side by side
 */
function reportHeaders(input: LiquidReportInput, pieces: readonly number[]): void {
  const { network, solution } = input;
  let [fullest, low, high] = [-1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  pieces.forEach((b, i) => {
    const { owner, from, to } = network.branches[b] as LiquidBranch;
    if (solvedBranch(input, b)) {
      const carried = Math.abs(solution.massFlow_kg_s[b] as number);
      if (fullest < 0 || carried > Math.abs(solution.massFlow_kg_s[fullest] as number)) fullest = b;
      for (const node of [from, to]) {
        low = Math.min(low, solution.pressure_Pa[node] as number);
        high = Math.max(high, solution.pressure_Pa[node] as number);
      }
    }
    if (owner === network.branches[pieces[i + 1] ?? -1]?.owner) return;
    if (fullest >= 0) reportHeader(input, fullest, high - low);
    [fullest, low, high] = [-1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  });
}

function reportHeader(input: LiquidReportInput, b: number, drop_Pa: number): void {
  const { network, solution } = input;
  const { owner, element } = network.branches[b] as LiquidBranch;
  if (!putFlow(input, owner, b) || element.type !== 'pipe') return;
  put(input, owner, 'velocity', Math.abs(solution.flow_m3_s[b] as number) / circle(element.diameter_m));
  put(input, owner, 'pressureDrop', drop_Pa);
  put(input, owner, 'supplyTemperature', solution.inlet_K[b]);
}
