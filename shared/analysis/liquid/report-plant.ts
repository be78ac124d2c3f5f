/** Chillers, dry coolers, fan walls and facility pumps. */
import type { PumpParameters } from '../../catalogue/kinds/pump/definition.ts';
import { describeQuantity } from '../../units/format.ts';
import { demandRatios, flowAtHead_m3_s } from './pump-use.ts';
import { dropOf, equipmentOf, type LiquidReportInput, put, putFlow } from './report-input.ts';

/** A set point missed by less holds, K. */
const missed_K = 0.01;

interface WaterUnit {
  readonly capacity_W: number;
  readonly leaving_K?: number;
  readonly supplyAir_K?: number;
}

const waterUnits = [
  'chiller',
  'water-cooled-chiller',
  'dry-cooler',
  'adiabatic-cooler',
  'cooling-tower',
  'fan-wall',
  'in-row-cooler',
  'rear-door',
] as const;

export function reportUnits(input: LiquidReportInput): void {
  const { network, solution, limits, builder, mechanicalPower_W, state } = input;
  const index = new Map(network.units.map((unit, u) => [unit.owner, u]));
  for (const kind of waterUnits) {
    for (const { record, parameters: p, running } of equipmentOf<WaterUnit>(input, kind)) {
      const { id } = record;
      const u = index.get(id);
      const unit = u === undefined ? undefined : network.units[u];
      const run = u === undefined ? undefined : solution.units[u];
      if (!unit || !run) continue;
      put(input, id, 'power', mechanicalPower_W.get(id));
      put(input, id, 'fanPower', run.fan_W);
      if (kind === 'chiller' || kind === 'water-cooled-chiller') put(input, id, 'compressorPower', run.compressor_W);
      if (!running) {
        builder.setText(id, 'state', state.failed.has(id) ? 'out of service' : 'off: no supply');
        continue;
      }
      const b = unit.branch;
      const flows = putFlow(input, id, b);
      builder.setText(id, 'state', run.mode);
      if (!flows) continue;
      const [entering, leaving] = [solution.inlet_K[b] as number, solution.outlet_K[b] as number];
      put(input, id, 'heat', run.heat_W);
      put(input, id, 'pressureDrop', dropOf(input, b) - (solution.throttle_Pa[b] as number));
      put(input, id, 'temperatureRise', Math.abs(entering - leaving));
      // Of the water: a coil is supplied with the colder side, a chiller supplies it.
      put(input, id, 'supplyTemperature', unit.type === 'air-coil' ? entering : leaving);
      put(input, id, 'returnTemperature', unit.type === 'air-coil' ? leaving : entering);
      if (unit.type === 'water-cooled-chiller') {
        const c = unit.condenser;
        put(input, id, 'primaryFlow', Math.abs(solution.flow_m3_s[c] as number));
        put(input, id, 'primarySupplyTemperature', solution.inlet_K[c]);
        put(input, id, 'primaryReturnTemperature', solution.outlet_K[c]);
        put(input, id, 'primaryPressureDrop', dropOf(input, c));
      }
      if (unit.type === 'air-coil') {
        put(input, id, 'capacityUse', (run.heat_W - run.fan_W) / p.capacity_W);
        put(input, id, 'airSupplyTemperature', run.airOut_K);
        put(
          input,
          id,
          'airReturnTemperature',
          run.airIn_K === undefined ? undefined : run.airIn_K - (run.airFlow_kg_s ? run.fan_W / (run.airFlow_kg_s * 1006) : 0),
        );
        put(input, id, 'airFlow', airFlowOf(p));
        const over = (run.airOut_K ?? unit.supplyAir_K) - unit.supplyAir_K;
        if (over > missed_K) limits.push({ owner: id, message: `valve 100 % open, supply air ${over.toFixed(1)} K above set point` });
        continue;
      }
      put(input, id, 'waterUse', run.waterUse_m3_s);
      put(input, id, 'evaporation', run.evaporation_m3_s);
      put(input, id, 'blowDown', run.blowDown_m3_s);
      put(input, id, 'capacityUse', run.available_W > 0 ? run.heat_W / run.available_W : undefined);
      if (kind === 'chiller') put(input, id, 'freeCoolingHeat', run.freeCooling_W);
      const over = leaving - unit.leaving_K;
      if (over > missed_K && (run.mode === 'capacity limited' || run.mode === 'full fan speed')) {
        limits.push({
          owner: id,
          message: `${run.mode} at ${describeQuantity(run.heat_W, 'power')}, leaving ${over.toFixed(1)} K above set point`,
        });
      }
    }
  }
}

const airFlowOf = (p: object): number | undefined =>
  'airFlow_m3_s' in p && typeof p.airFlow_m3_s === 'number' ? p.airFlow_m3_s : undefined;

export function reportPumps(input: LiquidReportInput): void {
  const { network, solution, branch, limits, builder, mechanicalPower_W, state } = input;
  const pumps = new Map(solution.pumps.map((pump) => [pump.branch, pump]));
  const control = new Map(
    network.controls.flatMap((one, c) => (one.type === 'differential-pressure' ? one.pumps.map((pump) => [pump, c] as const) : [])),
  );
  const demand = demandRatios(network, solution);
  for (const { record, parameters: p, running } of equipmentOf<PumpParameters>(input, 'pump')) {
    const { id } = record;
    const b = branch.at(id, 'impeller');
    const check = branch.at(id, 'check-valve');
    const pump = b === undefined ? undefined : pumps.get(b);
    if (b === undefined || check === undefined || !pump) continue;
    const power_W = mechanicalPower_W.get(id);
    put(input, id, 'power', power_W);
    put(input, id, 'pumpPower', power_W);
    if (!running) {
      builder.setText(id, 'state', state.failed.has(id) ? 'out of service' : state.standby.has(id) ? 'standby' : 'off: no supply');
      continue;
    }
    if (!putFlow(input, id, b)) {
      builder.setText(id, 'state', 'no flow');
      continue;
    }
    const flow = solution.flow_m3_s[b] as number;
    const head = -(dropOf(input, b) + dropOf(input, check));
    put(input, id, 'supplyTemperature', solution.outlet_K[b]);
    put(input, id, 'heat', solution.heat_W[b]);
    put(input, id, 'head', head);
    put(input, id, 'speed', pump.speed);
    const wanted = flow * (demand.get(solution.islandOf[network.branches[b]?.from ?? -1] ?? -1) ?? 1);
    put(input, id, 'flowUse', wanted / flowAtHead_m3_s(p.shutoffHead_Pa, p.ratedHead_Pa, p.ratedFlow_m3_s, p.curveExponent, head));
    const speed = solution.controls[control.get(b) ?? -1];
    if (speed?.atLimit && speed.actual < speed.target) {
      const message = `at full speed, Δp ${describeQuantity(speed.actual, 'pressureDifference')} of ${describeQuantity(speed.target, 'pressureDifference')}`;
      limits.push({ owner: id, message });
      builder.setText(id, 'state', message);
    } else builder.setText(id, 'state', speed?.atLimit ? 'at lowest speed' : `holding Δp at ${Math.round(100 * pump.speed)} % speed`);
    if (pump.beyondCurve) limits.push({ owner: id, message: `flow ${describeQuantity(flow, 'flow')} is beyond the end of its curve` });
  }
}
