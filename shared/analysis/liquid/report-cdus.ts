/** Both sides of each CDU: duty, approach, valve, pumps on their curve, and which limit binds. */
import type { CduParameters } from '../../catalogue/kinds/cdu/definition.ts';
import { describeQuantity } from '../../units/format.ts';
import { demandRatios, flowAtHead_m3_s } from './pump-use.ts';
import { dropOf, equipmentOf, type LiquidReportInput, put, putFlow, solvedBranch } from './report-input.ts';

export function reportCdus(input: LiquidReportInput): void {
  const { network, solution, branch, limits, builder, mechanicalPower_W } = input;
  const pumps = new Map(solution.pumps.map((pump) => [pump.branch, pump]));
  const valveControl = new Map(network.controls.flatMap((one, c) => (one.type === 'exchanger-outlet' ? [[one.owner, c] as const] : [])));
  const speedControl = new Map(
    network.controls.flatMap((one, c) => (one.type === 'differential-pressure' ? one.pumps.map((pump) => [pump, c] as const) : [])),
  );
  const demand = demandRatios(network, solution);
  for (const { record, parameters: p, running } of equipmentOf<CduParameters>(input, 'cdu')) {
    const { id } = record;
    const at = (name: string) => branch.at(id, name);
    const [cold, valve, pumpBranch, hot] = [at('exchanger-fws'), at('control-valve'), at('pumps'), at('exchanger-tcs')];
    if (cold === undefined || valve === undefined || pumpBranch === undefined || hot === undefined) continue;
    const pump = pumps.get(pumpBranch);
    put(input, id, 'power', mechanicalPower_W.get(id));
    put(input, id, 'pumpPower', pump?.electrical_W ?? 0);
    if (!running) {
      builder.setText(id, 'state', input.state.failed.has(id) ? 'out of service' : 'off: no supply');
      continue;
    }
    const flows = putFlow(input, id, hot);
    const primary = solvedBranch(input, cold) ? Math.abs(solution.massFlow_kg_s[cold] as number) : 0;
    if (solvedBranch(input, cold)) {
      put(input, id, 'primaryFlow', Math.abs(solution.flow_m3_s[cold] as number));
      put(input, id, 'primaryPressureDrop', dropOf(input, cold) + dropOf(input, valve));
      put(input, id, 'valveOpening', solution.position[valve]);
      if (primary > 1e-7) {
        put(input, id, 'primarySupplyTemperature', solution.inlet_K[cold]);
        put(input, id, 'primaryReturnTemperature', solution.outlet_K[cold]);
      }
    }
    if (!flows || !pump) {
      builder.setText(id, 'state', 'no flow');
      continue;
    }
    const heat = -(solution.heat_W[hot] as number);
    const supply = solution.outlet_K[hot] as number;
    const back = solution.inlet_K[pumpBranch] as number;
    put(input, id, 'supplyTemperature', supply);
    put(input, id, 'returnTemperature', back);
    put(input, id, 'temperatureRise', back - supply);
    put(input, id, 'heat', heat);
    put(input, id, 'capacityUse', heat / p.capacity_W);
    if (primary > 1e-7) put(input, id, 'approach', supply - (solution.inlet_K[cold] as number));
    const head = -(dropOf(input, pumpBranch) + dropOf(input, hot));
    const flow = solution.flow_m3_s[hot] as number;
    put(input, id, 'head', head);
    put(input, id, 'speed', pump.speed);
    const available = flowAtHead_m3_s(p.shutoffHead_Pa, p.ratedHead_Pa, p.ratedSecondary_m3_s, p.curveExponent, head);
    const wanted = flow * (demand.get(solution.islandOf[network.branches[hot]?.from ?? -1] ?? -1) ?? 1);
    put(input, id, 'flowUse', wanted / available);

    const states: string[] = [];
    const speed = solution.controls[speedControl.get(pumpBranch) ?? -1];
    if (speed?.atLimit && speed.actual < speed.target) {
      states.push(
        `pumps at full speed, Δp ${describeQuantity(speed.actual, 'pressureDifference')} of ${describeQuantity(speed.target, 'pressureDifference')}`,
      );
      const short = wanted > flow * 1.001 ? ` of ${describeQuantity(wanted, 'flow')} asked for` : '';
      limits.push({
        owner: id,
        message: `limited by its pump curve: ${describeQuantity(flow, 'flow')}${short} at ${describeQuantity(head, 'pressureDifference')}, pumps at full speed; heat is ${Math.round((100 * heat) / p.capacity_W)} % of capacity`,
      });
    } else if (flow > p.ratedSecondary_m3_s * 1.001) {
      limits.push({
        owner: id,
        message: `limited by its pump curve: ${describeQuantity(flow, 'flow')} is beyond the published ${describeQuantity(p.ratedSecondary_m3_s, 'flow')}; heat is ${Math.round((100 * heat) / p.capacity_W)} % of capacity`,
      });
    }
    const outlet = solution.controls[valveControl.get(id) ?? -1];
    if (outlet?.atLimit) {
      const message = `valve 100 % open, supply ${(outlet.actual - outlet.target).toFixed(1)} K above set point`;
      states.push(message);
      limits.push({ owner: id, message });
    }
    const target = outlet?.target ?? p.supply_K;
    if (states.length === 0)
      states.push(
        heat > 0
          ? `holding ${describeQuantity(target, 'temperature')}${target > p.supply_K ? ' above the dew point' : ''} with the valve ${Math.round(100 * (solution.position[valve] as number))} % open`
          : 'idle',
      );
    builder.setText(id, 'state', states.join('; '));
  }
}
