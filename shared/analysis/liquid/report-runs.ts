/** Pipes, headers and valves. */
import { kindOf } from '../../catalogue/resolve.ts';
import type { LiquidBranch } from '../../network/liquid.ts';
import { type LiquidReportInput, put, putFlow, solvedBranch } from './report-input.ts';

const circle = (diameter_m: number): number => (Math.PI / 4) * diameter_m ** 2;

export function reportRuns(input: LiquidReportInput): void {
  const { document, network, solution } = input;
  for (const b of input.branches) {
    const branch = network.branches[b] as LiquidBranch;
    const { owner, element } = branch;
    if (document.tables.connection.has(owner)) {
      if (element.type !== 'pipe') continue;
      const flows = putFlow(input, owner, b);
      // A pipe runs from its first end to its second, as it is drawn.
      if (solvedBranch(input, b)) put(input, owner, 'flowDirection', flows ? Math.sign(solution.flow_m3_s[b] as number) : 0);
      if (flows) reportPipe(input, b, element.diameter_m);
      continue;
    }
    const record = document.tables.equipment.get(owner);
    if (!record || (element.type !== 'valve' && element.type !== 'check-valve') || kindOf(document, record)?.kind !== 'valve') continue;
    if (element.type === 'valve' && solvedBranch(input, b)) put(input, owner, 'valveOpening', branch.open ? element.opening : 0);
    if (!putFlow(input, owner, b)) continue;
    put(
      input,
      owner,
      'pressureDrop',
      Math.abs((solution.pressure_Pa[branch.from] as number) - (solution.pressure_Pa[branch.to] as number)),
    );
    put(input, owner, 'supplyTemperature', solution.inlet_K[b]);
  }
  reportHeaders(input);
}

function reportPipe(input: LiquidReportInput, b: number, diameter_m: number): void {
  const { network, solution } = input;
  const branch = network.branches[b];
  if (!branch) return;
  put(input, branch.owner, 'velocity', Math.abs(solution.flow_m3_s[b] as number) / circle(diameter_m));
  put(
    input,
    branch.owner,
    'pressureDrop',
    Math.abs((solution.pressure_Pa[branch.from] as number) - (solution.pressure_Pa[branch.to] as number)),
  );
  put(input, branch.owner, 'supplyTemperature', solution.inlet_K[b]);
  put(input, branch.owner, 'heat', solution.heat_W[b]);
}

/** A header shows its fullest piece, and the pressure between its ends. */
function reportHeaders(input: LiquidReportInput): void {
  const { document, network, solution } = input;
  const fullest = new Map<string, number>();
  const pressures = new Map<string, [low: number, high: number]>();
  for (const b of input.branches) {
    const { owner, element, from, to } = network.branches[b] as LiquidBranch;
    if (element.type !== 'pipe' || !document.tables.equipment.has(owner) || !solvedBranch(input, b)) continue;
    const best = fullest.get(owner);
    if (best === undefined || Math.abs(solution.massFlow_kg_s[b] as number) > Math.abs(solution.massFlow_kg_s[best] as number))
      fullest.set(owner, b);
    const range = pressures.get(owner) ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const node of [from, to]) {
      range[0] = Math.min(range[0], solution.pressure_Pa[node] as number);
      range[1] = Math.max(range[1], solution.pressure_Pa[node] as number);
    }
    pressures.set(owner, range);
  }
  for (const [owner, b] of fullest) {
    const element = network.branches[b]?.element;
    if (!putFlow(input, owner, b) || element?.type !== 'pipe') continue;
    const [low, high] = pressures.get(owner) ?? [Number.NaN, Number.NaN];
    put(input, owner, 'velocity', Math.abs(solution.flow_m3_s[b] as number) / circle(element.diameter_m));
    put(input, owner, 'pressureDrop', high - low);
    put(input, owner, 'supplyTemperature', solution.inlet_K[b]);
  }
}
