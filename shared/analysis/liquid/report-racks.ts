/** Coolant and air of each rack. */
import { describeQuantity } from '../../units/format.ts';
import { racksOf } from '../racks.ts';
import { dropOf, type LiquidReportInput, put, putFlow, solvedBranch } from './report-input.ts';
import { Setting } from './setting.ts';

/** A rise past its set point by less than this is not worth a word, K. */
const noticeable_K = 0.1;

/** Of water at atmospheric pressure; pressurised loops reach a little further. */
const boiling_K = 373.15;

export function reportRacks(input: LiquidReportInput): void {
  const { document, state, network, solution, branch, limits, builder } = input;
  const control = new Map(network.controls.flatMap((one, c) => ('branch' in one ? [[one.branch, c] as const] : [])));
  const inletAir = new Map(solution.spaces.map((space) => [space.owner, space]));
  const setting = new Setting(document, state);
  racksOf(document).forEach(({ equipment, parameters }) => {
    const { id } = equipment;
    if (!builder.concerns(id)) return;
    const power = state.itPower_W.get(id) ?? 0;
    const toLiquid = power * parameters.liquidShare;
    put(input, id, 'heatToLiquid', toLiquid);
    put(input, id, 'heatToAir', power - toLiquid);
    const { space } = setting.surroundingsOf(equipment.space);
    const air = space === undefined ? undefined : inletAir.get(space);
    if (air?.solved) put(input, id, 'airInletTemperature', air.inlet_K);
    const b = branch.at(id, 'coolant');
    if (b === undefined || !solvedBranch(input, b)) return;
    const ends = network.branches[b];
    if (!putFlow(input, id, b) || !ends) {
      if (toLiquid > 0) limits.push({ owner: id, message: `no coolant flow for ${describeQuantity(toLiquid, 'power')} of heat` });
      return;
    }
    const supply = solution.inlet_K[b] as number;
    const back = solution.outlet_K[b] as number;
    put(input, id, 'supplyTemperature', supply);
    put(input, id, 'returnTemperature', back);
    put(input, id, 'temperatureRise', back - supply);
    put(input, id, 'heat', solution.heat_W[b]);
    put(input, id, 'pressureDrop', dropOf(input, b) - (solution.throttle_Pa[b] as number));
    if (parameters.maxSupply_K !== undefined) put(input, id, 'supplyMargin', parameters.maxSupply_K - supply);
    if (solution.islands[solution.islandOf[ends.from] ?? -1]?.status === 'solved')
      put(input, id, 'inletPressure', solution.pressure_Pa[ends.from]);
    if (back > boiling_K)
      limits.push({ owner: id, message: `coolant returns at ${describeQuantity(back, 'temperature')}: too little flow, it would boil` });
    const held = control.get(b);
    const state_ = held === undefined ? undefined : solution.controls[held];
    if (state_?.atLimit) {
      const over =
        parameters.flowControl === 'temperature-rise'
          ? back - supply - parameters.temperatureRise_K
          : back - parameters.returnTemperature_K;
      if (over > noticeable_K) {
        const density = (solution.massFlow_kg_s[b] as number) / (solution.flow_m3_s[b] as number);
        const [has, wants] = [solution.flow_m3_s[b] as number, state_.target / density];
        limits.push({
          owner: id,
          message: `flow ${describeQuantity(has, 'flow')} of ${describeQuantity(wants, 'flow')} with the control valve open, return ${over.toFixed(1)} K above its set point`,
        });
      }
    }
  });
}
