/** Strainers, pressure-independent valves and buffer tanks. */
import type { BufferTankParameters } from '../../catalogue/kinds/buffer-tank/definition.ts';
import type { ValveParameters } from '../../catalogue/kinds/valve/definition.ts';
import { describeQuantity } from '../../units/format.ts';
import { dropOf, equipmentOf, type LiquidReportInput, put, putFlow, solvedBranch } from './report-input.ts';

export function reportFittings(input: LiquidReportInput): void {
  reportStrainers(input);
  reportFlowLimits(input);
  reportTanks(input);
}

function reportStrainers(input: LiquidReportInput): void {
  const { builder, branch, solution } = input;
  for (const { record } of equipmentOf(input, 'strainer')) {
    const b = branch.at(record.id, 'basket');
    if (b === undefined) continue;
    if (!putFlow(input, record.id, b)) {
      builder.setText(record.id, 'state', 'no flow');
      continue;
    }
    put(input, record.id, 'pressureDrop', Math.abs(dropOf(input, b)));
    put(input, record.id, 'supplyTemperature', solution.inlet_K[b]);
  }
}

/** Valves that hold a set flow: the opening at which they do, or that even open they pass less. */
function reportFlowLimits(input: LiquidReportInput): void {
  const { builder, branch, network, solution, limits } = input;
  const states = new Map(network.controls.flatMap((control, c) => (control.type === 'flow-limit' ? [[control.branch, c] as const] : [])));
  if (states.size === 0) return;
  for (const { record, parameters: p } of equipmentOf<ValveParameters>(input, 'valve')) {
    const b = branch.at(record.id, 'seat');
    const state = solution.controls[(b === undefined ? undefined : states.get(b)) ?? -1];
    if (b === undefined || !state || p.setFlow_m3_s === undefined || !solvedBranch(input, b)) continue;
    put(input, record.id, 'valveOpening', solution.position[b]);
    const flow_m3_s = Math.abs(solution.flow_m3_s[b] as number);
    if (!(flow_m3_s > 0)) builder.setText(record.id, 'state', 'no flow');
    else if (state.atLimit) {
      const message = `fully open, ${describeQuantity(flow_m3_s, 'flow')} of ${describeQuantity(p.setFlow_m3_s, 'flow')}`;
      builder.setText(record.id, 'state', message);
      limits.push({ owner: record.id, message });
    } else builder.setText(record.id, 'state', `holding ${describeQuantity(p.setFlow_m3_s, 'flow')}`);
  }
}

function reportTanks(input: LiquidReportInput): void {
  const { builder, branch, network, solution } = input;
  for (const { record, parameters: p } of equipmentOf<BufferTankParameters>(input, 'buffer-tank')) {
    const nozzles = Array.from({ length: p.circuits }, (_, i) => [`in-${i + 1}`, `out-${i + 1}`])
      .flat()
      .flatMap((name) => {
        const b = branch.at(record.id, name);
        return b === undefined ? [] : [{ b, inwards: name.startsWith('in') ? 1 : -1 }];
      });
    const first = nozzles[0];
    if (!first || !solvedBranch(input, first.b)) continue;
    const mixed = network.branches[first.b]?.[first.inwards > 0 ? 'to' : 'from'] ?? -1;
    let [massFlow, flow, lost_W] = [0, 0, 0];
    for (const { b, inwards } of nozzles) {
      const kg_s = inwards * (solution.massFlow_kg_s[b] as number);
      if (kg_s > 0) {
        massFlow += kg_s;
        flow += Math.abs(solution.flow_m3_s[b] as number);
      }
      lost_W -= solution.heat_W[b] as number;
    }
    put(input, record.id, 'massFlow', massFlow);
    put(input, record.id, 'flow', flow);
    builder.setText(record.id, 'state', massFlow > 1e-7 ? 'mixed' : 'no flow');
    if (!(massFlow > 1e-7)) continue;
    put(input, record.id, 'supplyTemperature', solution.nodeTemperature_K[mixed]);
    put(input, record.id, 'heat', -lost_W);
  }
}
