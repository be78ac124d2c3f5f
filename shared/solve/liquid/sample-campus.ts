/** Several small plants side by side in one network, each cooling a room too: for tests of parts, edits and record order. */
import type { BranchHeat, LiquidBranch, LiquidControl, LiquidNetwork, ThermalUnit } from '../../network/liquid.ts';
import { type PlantOptions, samplePlant } from './sample-plant.ts';

export interface HallOptions extends PlantOptions {
  /** Names the hall: equal names are the same hall before and after an edit. */
  readonly name: string;
  /** Heat of each rack as a part of `rackHeat_W`; 1 where none is given. */
  readonly shares?: readonly number[];
  readonly roomHeat_W?: number;
}

/** A plant with a coil between its facility mains that cools the hall's room. */
function hallNetwork({ name, shares = [], roomHeat_W = 20e3, ...options }: HallOptions): LiquidNetwork {
  const plant = samplePlant(options);
  const at = (id: string) => plant.nodes.findIndex((node) => node.id === id);
  const rename = (id: string) => `${name}/${id}`;
  const coil: LiquidBranch = {
    id: 'coil',
    owner: 'coil',
    from: at('fws-supply'),
    to: at('fws-return'),
    element: { type: 'resistance', coefficient: 40e3 / 0.002 ** 2, exponent: 2 },
    heat: { type: 'unit', unit: plant.units.length },
    open: true,
    volume_m3: 0,
    space: 'room',
  };
  const unit: ThermalUnit = {
    type: 'air-coil',
    owner: 'coil',
    branch: plant.branches.length,
    space: rename('room'),
    supplyAir_K: (options.fwsLeaving_K ?? 309.15) + 6,
    conductance_W_K: 9000,
    ratedWater_kg_s: 2,
    airFlow_kg_s: 6,
    fanPower_W: 1500,
    standby_W: 50,
    running: true,
  };
  const racks = new Map(Array.from({ length: options.racks ?? 8 }, (_, r) => [`rack-${r}`, shares[r] ?? 1]));
  return {
    ...plant,
    nodes: plant.nodes.map((node) => ({ ...node, id: rename(node.id), owner: rename(node.owner) })),
    branches: [...plant.branches, coil].map((branch): LiquidBranch => {
      const { heat } = branch;
      const share = racks.get(branch.id);
      const inRoom = branch.id.includes('-main-') && branch.id !== 'fws-main-return' && branch.id !== 'fws-main-supply';
      return {
        ...branch,
        id: rename(branch.id),
        owner: rename(branch.owner),
        heat: heat.type === 'fixed' ? { ...heat, heat_W: heat.heat_W * (share ?? 1) } : heat,
        ...(inRoom ? { space: rename('room') } : {}),
      };
    }),
    exchangers: plant.exchangers.map((exchanger) => ({ ...exchanger, owner: rename(exchanger.owner) })),
    units: [...plant.units, unit].map((one) => ({ ...one, owner: rename(one.owner) })),
    controls: plant.controls.map((control) => ({ ...control, owner: rename(control.owner) })),
    spaces: [{ owner: rename('room'), heat_W: roomHeat_W, bypass: 0.05, recirculation: 0.05 }],
  };
}

/** Where a list's entries go: new index by old one. */
export interface Order {
  readonly nodes: readonly number[];
  readonly branches: readonly number[];
  readonly exchangers: readonly number[];
  readonly units: readonly number[];
}

/** The network with every list in another order and every index in it moved along. */
export function reordered(network: LiquidNetwork, order: Order): LiquidNetwork {
  const placed = <T>(list: readonly T[], to: readonly number[]): T[] => {
    const result: T[] = [];
    list.forEach((one, i) => {
      result[to[i] as number] = one;
    });
    return result;
  };
  const node = (i: number) => order.nodes[i] as number;
  const branch = (i: number) => order.branches[i] as number;
  const heat = (given: BranchHeat): BranchHeat => {
    if (given.type === 'exchanger') return { ...given, exchanger: order.exchangers[given.exchanger] as number };
    if (given.type === 'unit' || given.type === 'condenser') return { ...given, unit: order.units[given.unit] as number };
    return given;
  };
  return {
    ...network,
    nodes: placed(network.nodes, order.nodes),
    branches: placed(
      network.branches.map((one) => ({ ...one, from: node(one.from), to: node(one.to), heat: heat(one.heat) })),
      order.branches,
    ),
    exchangers: placed(
      network.exchangers.map((one) => ({ ...one, hot: branch(one.hot), cold: branch(one.cold) })),
      order.exchangers,
    ),
    units: placed(
      network.units.map((one) => ({ ...one, branch: branch(one.branch) })),
      order.units,
    ),
    controls: network.controls.map((control): LiquidControl => {
      if (control.type === 'differential-pressure')
        return { ...control, pumps: control.pumps.map(branch), high: node(control.high), low: node(control.low) };
      if (control.type === 'exchanger-outlet')
        return { ...control, exchanger: order.exchangers[control.exchanger] as number, valve: branch(control.valve) };
      return { ...control, branch: branch(control.branch) };
    }),
  };
}

/** Halls side by side, with nothing between them. */
export function sampleCampus(halls: readonly HallOptions[]): LiquidNetwork {
  const whole = { nodes: [], branches: [], exchangers: [], units: [], controls: [], spaces: [] } as LiquidNetwork;
  return halls.map(hallNetwork).reduce((sum, hall) => {
    const shifted = (count: number, by: number) => Array.from({ length: count }, (_, i) => i + by);
    // Only the indices move: the lists begin where those before end.
    const moved = reordered(
      { ...hall, nodes: [], branches: hall.branches },
      {
        nodes: shifted(hall.nodes.length, sum.nodes.length),
        branches: shifted(hall.branches.length, sum.branches.length),
        exchangers: shifted(hall.exchangers.length, sum.exchangers.length),
        units: shifted(hall.units.length, sum.units.length),
      },
    );
    const tail = <T>(list: readonly T[]): T[] => list.filter((one) => one !== undefined);
    return {
      nodes: [...sum.nodes, ...hall.nodes],
      branches: [...sum.branches, ...tail(moved.branches)],
      exchangers: [...sum.exchangers, ...tail(moved.exchangers)],
      units: [...sum.units, ...tail(moved.units)],
      controls: [...sum.controls, ...moved.controls],
      spaces: [...(sum.spaces ?? []), ...(moved.spaces ?? [])],
    };
  }, whole);
}
