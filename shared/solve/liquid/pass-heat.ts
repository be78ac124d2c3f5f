/** What the flows of one pass mean for its heat: what enters at boundaries, what rooms take, what pumps, racks and coils give. */
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { Fluid } from '../fluids.ts';
import { branchFlag, type HydraulicSolution } from '../hydraulics/system.ts';
import type { LiquidColumns } from './columns.ts';
import { exchangerHeat } from './exchanger-law.ts';
import type { AirCoil, RoomsPass } from './rooms.ts';
import type { PumpState } from './solution.ts';
import { stillFlow_kg_s, type Transport } from './transport.ts';

/** Inflows below this part of the largest flow are rounding, not flow. */
const roundingInflow = 1e-7;

/** Mass that enters at each boundary node; negative where it leaves. */
export function setInflow({ from, to, boundary }: LiquidColumns, massFlow_kg_s: Float64Array, inflow: Float64Array): void {
  inflow.fill(0);
  let largest = 0;
  for (let b = 0; b < from.length; b++) {
    const flow = massFlow_kg_s[b] as number;
    if (!(Math.abs(flow) > 0)) continue;
    const [f, t] = [from[b] as number, to[b] as number];
    inflow[f] = (inflow[f] as number) + flow;
    inflow[t] = (inflow[t] as number) - flow;
    if (Math.abs(flow) > largest) largest = Math.abs(flow);
  }
  const entering = boundary.map((node) => (Math.abs(inflow[node] as number) >= roundingInflow * largest ? 1 : 0));
  const kept = Float64Array.from(boundary, (node, k) => (entering[k] === 1 ? (inflow[node] as number) : 0));
  inflow.fill(0);
  boundary.forEach((node, k) => {
    inflow[node] = kept[k] as number;
  });
}

/** Heat that pipes and motors leave in each cooled space. */
export function heatToRooms(
  network: LiquidNetwork,
  columns: LiquidColumns,
  pumps: readonly PumpState[],
  heat_W: Float64Array,
): Map<string, number> {
  const { surrounded, surroundedSpace, spaceNames } = columns;
  const sums = new Float64Array(spaceNames.length);
  for (let k = 0; k < surrounded.length; k++) {
    const space = surroundedSpace[k] as number;
    if (space >= 0) sums[space] = (sums[space] as number) - (heat_W[surrounded[k] as number] as number);
  }
  const extra = new Map(spaceNames.map((name, i) => [name, sums[i] as number]));
  for (const pump of pumps) {
    const space = network.branches[pump.branch]?.space;
    if (space !== undefined) extra.set(space, (extra.get(space) ?? 0) + pump.lossToSurroundings_W);
  }
  return extra;
}

/** Heat that does not depend on temperature, where there is a flow to carry it. */
export function setFixedHeat(
  network: LiquidNetwork,
  { heated, given_W }: LiquidColumns,
  pumps: readonly PumpState[],
  air: RoomsPass,
  massFlow_kg_s: Float64Array,
  fixedHeat_W: Float64Array,
): void {
  fixedHeat_W.fill(0);
  for (let k = 0; k < heated.length; k++) {
    const b = heated[k] as number;
    if (Math.abs(massFlow_kg_s[b] as number) > stillFlow_kg_s) fixedHeat_W[b] = given_W[k] as number;
  }
  for (const { branch, electrical_W, lossToSurroundings_W } of pumps) {
    fixedHeat_W[branch] = (fixedHeat_W[branch] as number) + electrical_W - lossToSurroundings_W;
  }
  for (const [index, duty] of air.duties) {
    const { branch } = network.units[index] as AirCoil;
    if (Math.abs(massFlow_kg_s[branch] as number) > stillFlow_kg_s) fixedHeat_W[branch] = (fixedHeat_W[branch] as number) + duty.heat_W;
  }
}

/** A flow that moves less than this part of what the set point needs is far from its target: the exchanger then runs by its own law. */
const nearTarget = 0.75;

/** Outlets that controls hold; free where the open valve passes too little, or its flow is still far from its target. */
export function setHeldOutlets(
  network: LiquidNetwork,
  { from, to }: LiquidColumns,
  fluids: readonly Fluid[],
  { enthalpy, temperature_K }: Transport,
  { massFlow_kg_s, branchFlags }: HydraulicSolution,
  heldOutlet_K: Float64Array,
): void {
  heldOutlet_K.fill(Number.NaN);
  const upstream = (b: number): number => ((massFlow_kg_s[b] as number) < 0 ? to[b] : from[b]) as number;
  for (const control of network.controls) {
    if (control.type !== 'exchanger-outlet' || ((branchFlags[control.valve] as number) & branchFlag.flowHeld) === 0) continue;
    const exchanger = network.exchangers[control.exchanger];
    if (!exchanger) continue;
    const [hot, cold] = [upstream(exchanger.hot), upstream(exchanger.cold)];
    const [hot_kg_s, cold_kg_s] = [Math.abs(massFlow_kg_s[exchanger.hot] as number), Math.abs(massFlow_kg_s[exchanger.cold] as number)];
    const [hotFluid, coldFluid] = [fluids[hot] as Fluid, fluids[cold] as Fluid];
    const needed_W = hot_kg_s * ((enthalpy[hot] as number) - hotFluid.enthalpy(control.target_K));
    const { heat_W } = exchangerHeat(
      exchanger,
      hotFluid,
      coldFluid,
      hot_kg_s,
      cold_kg_s,
      temperature_K[hot] as number,
      temperature_K[cold] as number,
    );
    if (heat_W >= nearTarget * needed_W) heldOutlet_K[control.exchanger] = control.target_K;
  }
}

/** Water flow that lets each coil hold its supply air; wide open where none does. */
export function setCoilTargets(network: LiquidNetwork, air: RoomsPass, started: boolean, imposed_kg_s: Float64Array): void {
  network.units.forEach((unit, index) => {
    if (unit.type !== 'air-coil') return;
    const duty = air.duties.get(index);
    const open_kg_s = 20 * unit.ratedWater_kg_s;
    imposed_kg_s[unit.branch] = !unit.running ? 0 : duty && started ? Math.min(open_kg_s, duty.wantedWater_kg_s) : unit.ratedWater_kg_s / 2;
  });
}
