/**
 * The heat balance of a solved design, stage by stage: what solved flows and temperatures carry (Σ ṁ·Δh) against the
 * electrical power that crosses into them. Nothing here reads a heat that a solver booked; a temperature that is
 * wrong by a tenth of a kelvin shows.
 */
import type { Document } from '../document/document.ts';
import type { LiquidNetwork } from '../network/liquid.ts';
import { fluidNamed, water } from '../solve/fluids.ts';
import type { LiquidSolution } from '../solve/liquid/solution.ts';
import { airSpecificHeat_J_kgK } from '../solve/psychrometrics.ts';
import { branchesByName } from './liquid/branch-names.ts';
import { surroundingsOf } from './liquid/surroundings.ts';
import { racksOf } from './racks.ts';
import { quantityOf, type ResultTable } from './result.ts';
import type { OperatingState } from './state.ts';

export interface EnergyStage {
  readonly key: 'racks' | 'cdus' | 'chillers' | 'pumps' | 'loops' | 'rooms' | 'site';
  readonly title: string;
  /** What enters the stage, and what leaves it, W. */
  readonly in_W: number;
  readonly out_W: number;
  /** Sum of the amounts by which single elements miss, W: errors of two racks do not cancel. */
  readonly residual_W: number;
}

export interface EnergyBalance {
  readonly stages: readonly EnergyStage[];
  /** Largest stage residual over the heat that enters. */
  readonly imbalance: number;
  /** Heat taken out of the liquid by chillers and coolers. */
  readonly rejected_W: number;
  /** Heat that pipes lose outdoors and in rooms that the plant does not cool; negative where they gain. */
  readonly toSurroundings_W: number;
  /** Heat of racks, motors and power equipment in places that the plant does not cool. */
  readonly vented_W: number;
  /** Heat that enters liquid and cooled rooms: racks, pumps, fans, compressors of water-cooled chillers, power equipment. */
  readonly entering_W: number;
}

export interface EnergyInput {
  readonly document: Document;
  readonly state: OperatingState;
  readonly network: LiquidNetwork;
  readonly solution: LiquidSolution;
  /** Published columns: racks are read from here. */
  readonly results: ResultTable;
}

const fluidAt = ({ nodes, branches }: LiquidNetwork, b: number) => fluidNamed(nodes[branches[b]?.from ?? -1]?.fluid ?? 'water') ?? water;

type Carried = Pick<LiquidSolution, 'massFlow_kg_s' | 'inlet_K' | 'outlet_K'> & {
  readonly nodes: LiquidNetwork['nodes'];
  readonly gains_W: Float64Array;
};

/** By the numbering of the islands, which a network of the same shape and fluids keeps. */
const carried = new WeakMap<Int32Array, Carried>();

/** ṁ·(h_out − h_in) of each branch, from flow and end temperatures; nothing where the island has no solution. */
function gainsOf(network: LiquidNetwork, { massFlow_kg_s, inlet_K, outlet_K, islands, islandOf }: LiquidSolution): Float64Array {
  const { branches, nodes } = network;
  const known = carried.get(islandOf);
  const before = known?.nodes.length === nodes.length ? known : undefined;
  const solved = islands.map(({ status }) => status === 'solved' || status === 'no-reference');
  const gains_W = new Float64Array(branches.length);
  for (let b = 0; b < gains_W.length; b++) {
    const flow_kg_s = Math.abs(massFlow_kg_s[b] as number);
    const entering_K = inlet_K[b] as number;
    const leaving_K = outlet_K[b] as number;
    if (!(flow_kg_s > 1e-7) || entering_K === leaving_K || !solved[islandOf[branches[b]?.from ?? -1] ?? -1]) continue;
    const kept =
      before && before.massFlow_kg_s[b] === massFlow_kg_s[b] && before.inlet_K[b] === entering_K && before.outlet_K[b] === leaving_K
        ? (before.gains_W[b] as number)
        : 0;
    if (kept !== 0) {
      gains_W[b] = kept;
      continue;
    }
    const fluid = fluidAt(network, b);
    gains_W[b] = flow_kg_s * (fluid.enthalpy(leaving_K) - fluid.enthalpy(entering_K));
  }
  carried.set(islandOf, { massFlow_kg_s, inlet_K, outlet_K, nodes, gains_W });
  return gains_W;
}

export function energyBalance({ document, state, network, solution, results }: EnergyInput): EnergyBalance {
  const fluidOf = (b: number) => fluidAt(network, b);
  const gains_W = gainsOf(network, solution);
  const gained = (b: number): number => gains_W[b] ?? 0;
  const branch = branchesByName(network, solution);

  // Racks, from the published columns.
  const racks = { in: 0, out: 0, residual: 0 };
  const roomHeat = new Map<string, number>();
  let vented_W = 0;
  const toRoom = (space: string | undefined, heat_W: number) => {
    if (space === undefined) vented_W += heat_W;
    else roomHeat.set(space, (roomHeat.get(space) ?? 0) + heat_W);
  };
  for (const { equipment, parameters } of racksOf(document)) {
    const power = state.itPower_W.get(equipment.id) ?? 0;
    toRoom(surroundingsOf(document, equipment.space, state).space, power * (1 - parameters.liquidShare));
    const b = branch.at(equipment.id, 'coolant');
    const flow = quantityOf(results, equipment.id, 'massFlow');
    const supply = quantityOf(results, equipment.id, 'supplyTemperature');
    const back = quantityOf(results, equipment.id, 'returnTemperature');
    if (b === undefined || flow === undefined || supply === undefined || back === undefined) continue;
    const fluid = fluidOf(b);
    const carried = flow * (fluid.enthalpy(back) - fluid.enthalpy(supply));
    racks.in += power * parameters.liquidShare;
    racks.out += carried;
    racks.residual += Math.abs(carried - power * parameters.liquidShare);
  }

  const cdus = { in: 0, out: 0, residual: 0 };
  for (const { hot, cold } of network.exchangers) {
    const [lost, won] = [-gained(hot), gained(cold)];
    cdus.in += lost;
    cdus.out += won;
    cdus.residual += Math.abs(lost - won);
  }

  const chillers = { in: 0, out: 0, residual: 0 };
  let compressors_W = 0;
  network.units.forEach((unit, u) => {
    if (unit.type !== 'water-cooled-chiller') return;
    const power_W = solution.units[u]?.toLiquid_W ?? 0;
    const [taken, given] = [-gained(unit.branch), gained(unit.condenser)];
    compressors_W += power_W;
    chillers.in += taken + power_W;
    chillers.out += given;
    chillers.residual += Math.abs(taken + power_W - given);
  });

  const pumps = { in: 0, out: 0, residual: 0 };
  for (const pump of solution.pumps) {
    const power = pump.electrical_W - pump.lossToSurroundings_W;
    const won = gained(pump.branch);
    pumps.in += power;
    pumps.out += won;
    pumps.residual += Math.abs(power - won);
    toRoom(network.branches[pump.branch]?.space, pump.lossToSurroundings_W);
  }

  // Every part of the liquid: what its branches gain must sum to nothing, islands one by one.
  const islands = solution.islands.map(() => ({ in: 0, out: 0 }));
  let rejected_W = 0;
  let toSurroundings_W = 0;
  let pipesToRooms = 0;
  network.branches.forEach(({ heat, from, space }, b) => {
    const won = gained(b);
    if (won === 0) return;
    const sum = islands[solution.islandOf[from] as number];
    if (sum && won > 0) sum.in += won;
    else if (sum) sum.out -= won;
    if (heat.type === 'surroundings') {
      if (space === undefined) toSurroundings_W -= won;
      else {
        toRoom(space, -won);
        pipesToRooms -= won;
      }
    }
    const unit = heat.type === 'unit' ? network.units[heat.unit]?.type : undefined;
    if (unit !== undefined && unit !== 'air-coil' && unit !== 'water-cooled-chiller') rejected_W -= won;
  });
  const loops = { in: 0, out: 0, residual: 0 };
  for (const sum of islands) {
    loops.in += sum.in;
    loops.out += sum.out;
    loops.residual += Math.abs(sum.in - sum.out);
  }

  // Rooms: heat and fans against the water of the coils and against the air's own temperatures.
  for (const [place, heat_W] of state.electricalHeat_W) toRoom(surroundingsOf(document, place, state).space, heat_W);
  const rooms = { in: 0, out: 0, residual: 0 };
  const coilsOf = new Map<string, number[]>();
  network.units.forEach((unit, u) => {
    if (unit.type === 'air-coil') coilsOf.set(unit.space, [...(coilsOf.get(unit.space) ?? []), u]);
  });
  let fans_W = 0;
  for (const space of solution.spaces) {
    if (!space.solved || Number.isNaN(space.supply_K)) continue;
    fans_W += space.fan_W;
    const entering = (roomHeat.get(space.owner) ?? 0) + space.fan_W;
    let water_W = 0;
    let air_W = 0;
    for (const u of coilsOf.get(space.owner) ?? []) {
      const run = solution.units[u];
      water_W += gained(network.units[u]?.branch ?? -1);
      if (run?.airFlow_kg_s !== undefined && run.airIn_K !== undefined && run.airOut_K !== undefined)
        air_W += run.airFlow_kg_s * airSpecificHeat_J_kgK * (run.airIn_K - run.airOut_K);
    }
    const byAir = space.airFlow_kg_s * airSpecificHeat_J_kgK * (space.return_K - space.supply_K) + space.fan_W;
    rooms.in += entering;
    rooms.out += water_W;
    rooms.residual += Math.max(Math.abs(entering - water_W), Math.abs(entering - air_W), Math.abs(entering - byAir));
  }

  const roomTotal = [...roomHeat.values()].reduce((sum, heat) => sum + heat, 0);
  const unremoved = solution.spaces.reduce((sum, space) => sum + (space.solved ? 0 : (roomHeat.get(space.owner) ?? 0)), 0);
  const entering_W = racks.in + pumps.in + compressors_W + (roomTotal - unremoved - pipesToRooms) + fans_W;
  const site = { in: entering_W, out: rejected_W + toSurroundings_W, residual: Math.abs(entering_W - rejected_W - toSurroundings_W) };
  const stage = (key: EnergyStage['key'], title: string, { in: in_W, out: out_W, residual: residual_W }: typeof racks): EnergyStage => ({
    key,
    title,
    in_W,
    out_W,
    residual_W,
  });
  const stages = [
    stage('racks', 'Racks: electrical power to liquid, and what the coolant carries', racks),
    stage('cdus', 'CDUs: TCS side against FWS side', cdus),
    ...(chillers.out > 0 ? [stage('chillers', 'Chillers: chilled water and compressors against condenser water', chillers)] : []),
    stage('pumps', 'Pumps: shaft power against the rise of the liquid', pumps),
    stage('loops', 'Loops: heat in against heat out', loops),
    stage('rooms', 'Rooms: heat of racks, power equipment and fans against coils', rooms),
    stage('site', 'Site: heat in against heat rejected and lost', site),
  ];
  const worst = stages.reduce((most, { residual_W }) => Math.max(most, residual_W), 0);
  return { stages, imbalance: entering_W > 0 ? worst / entering_W : 0, rejected_W, toSurroundings_W, vented_W, entering_W };
}
