/** One part of a network as a network of its own, and the shape that parts can have in common. */
import type { BranchHeat, Exchanger, LiquidBranch, LiquidControl, LiquidNetwork, ThermalUnit } from '../../network/liquid.ts';
import { lawOf } from '../hydraulics/laws.ts';
import type { Part } from './partition.ts';

/** Numbers of everything within its part. */
export interface LocalNumbers {
  readonly node: Int32Array;
  readonly branch: Int32Array;
  readonly exchanger: Int32Array;
  readonly unit: Int32Array;
}

export function localNumbers({ nodes, branches, exchangers, units }: LiquidNetwork, parts: readonly Part[]): LocalNumbers {
  const local = {
    node: new Int32Array(nodes.length),
    branch: new Int32Array(branches.length),
    exchanger: new Int32Array(exchangers.length),
    unit: new Int32Array(units.length),
  };
  const number = (members: Int32Array, into: Int32Array) => {
    for (let i = 0; i < members.length; i++) into[members[i] as number] = i;
  };
  for (const part of parts) {
    number(part.nodes, local.node);
    number(part.branches, local.branch);
    number(part.exchangers, local.exchanger);
    number(part.units, local.unit);
  }
  return local;
}

/** A network of the same parts, and this part of it: lists that it shares with the network give the part's own again. */
export interface EarlierPart {
  readonly network: LiquidNetwork;
  readonly part: LiquidNetwork;
}

export function partNetwork(network: LiquidNetwork, part: Part, local: LocalNumbers, earlier?: EarlierPart): LiquidNetwork {
  const kept = <L extends 'nodes' | 'branches' | 'exchangers' | 'units' | 'controls'>(list: L): LiquidNetwork[L] | undefined =>
    earlier?.network[list] === network[list] ? earlier?.part[list] : undefined;
  return {
    nodes: kept('nodes') ?? pick(part.nodes, network.nodes),
    branches: kept('branches') ?? partBranches(network, part, local),
    exchangers: kept('exchangers') ?? partExchangers(network, part, local),
    units: kept('units') ?? partUnits(network, part, local),
    controls: kept('controls') ?? partControls(network, part, local),
    spaces: pick(part.spaces, network.spaces ?? []),
  };
}

function partBranches(network: LiquidNetwork, part: Part, local: LocalNumbers): LiquidBranch[] {
  const branches = new Array<LiquidBranch>(part.branches.length);
  for (let k = 0; k < branches.length; k++) {
    const {
      id,
      owner,
      from: start,
      to: end,
      element,
      heat: given,
      open,
      volume_m3,
      space,
    } = network.branches[part.branches[k] as number] as LiquidBranch;
    const from = local.node[start] as number;
    const to = local.node[end] as number;
    const heat = localHeat(given, local);
    branches[k] =
      space === undefined
        ? { id, owner, from, to, element, heat, open, volume_m3 }
        : { id, owner, from, to, element, heat, open, volume_m3, space };
  }
  return branches;
}

const partExchangers = (network: LiquidNetwork, part: Part, { branch }: LocalNumbers): Exchanger[] =>
  pick(part.exchangers, network.exchangers).map((exchanger) => ({
    ...exchanger,
    hot: branch[exchanger.hot] as number,
    cold: branch[exchanger.cold] as number,
  }));

const partUnits = (network: LiquidNetwork, part: Part, { branch }: LocalNumbers): ThermalUnit[] =>
  pick(part.units, network.units).map(
    (unit): ThermalUnit =>
      unit.type === 'water-cooled-chiller'
        ? { ...unit, branch: branch[unit.branch] as number, condenser: branch[unit.condenser] as number }
        : { ...unit, branch: branch[unit.branch] as number },
  );

const partControls = (network: LiquidNetwork, part: Part, { branch, exchanger, node }: LocalNumbers): LiquidControl[] =>
  pick(part.controls, network.controls).map((control): LiquidControl => {
    switch (control.type) {
      case 'differential-pressure':
        return {
          ...control,
          pumps: control.pumps.map((pump) => branch[pump] as number),
          high: node[control.high] as number,
          low: node[control.low] as number,
        };
      case 'exchanger-outlet':
        return { ...control, exchanger: exchanger[control.exchanger] as number, valve: branch[control.valve] as number };
      default:
        return { ...control, branch: branch[control.branch] as number };
    }
  });

function pick<T>(members: Int32Array, list: readonly T[]): T[] {
  const picked = new Array<T>(members.length);
  for (let k = 0; k < picked.length; k++) picked[k] = list[members[k] as number] as T;
  return picked;
}

function localHeat(heat: BranchHeat, local: LocalNumbers): BranchHeat {
  switch (heat.type) {
    case 'exchanger':
      return { ...heat, exchanger: local.exchanger[heat.exchanger] as number };
    case 'unit':
    case 'condenser':
      return { ...heat, unit: local.unit[heat.unit] as number };
    default:
      return heat;
  }
}

const unitTypes: readonly ThermalUnit['type'][] = [
  'free-cooling-chiller',
  'dry-cooler',
  'cooling-tower',
  'water-cooled-chiller',
  'air-coil',
];
const controlTypes: readonly LiquidControl['type'][] = [
  'flow-limit',
  'temperature-rise',
  'return-temperature',
  'differential-pressure',
  'exchanger-outlet',
];

/**
 * Everything that orderings and column layouts follow from, and no number that may differ between blocks built alike:
 * ends, sorts of law, fixed pressures, fluids, and what controls and units act on. Reads into one array that grows.
 */
export class ShapeReader {
  #numbers = new Int32Array(4096);
  #length = 0;
  readonly #fluids = new Map<string, number>();

  /** The shape as a view that the next call overwrites. */
  read({ nodes, branches, exchangers, units, controls }: LiquidNetwork): Int32Array {
    this.#length = 0;
    const most = 5 + nodes.length + 3 * branches.length + 2 * exchangers.length + 3 * units.length + 4 * controls.length;
    const pumps = controls.reduce((sum, control) => sum + (control.type === 'differential-pressure' ? control.pumps.length : 0), 0);
    if (most + pumps > this.#numbers.length) this.#numbers = new Int32Array(2 * (most + pumps));
    for (const list of [nodes, branches, exchangers, units, controls]) this.#put(list.length);
    for (const { fluid, fixedPressure_Pa } of nodes) this.#put(2 * this.#numberOf(fluid) + (fixedPressure_Pa === undefined ? 0 : 1));
    for (const branch of branches) {
      const { element } = branch;
      const checked = element.type === 'check-valve' || (element.type === 'pump' && element.checked);
      this.#put(branch.from);
      this.#put(branch.to);
      this.#put(4 * lawOf(branch) + (checked ? 2 : 0) + (element.type === 'valve' ? 1 : 0));
    }
    for (const { hot, cold } of exchangers) {
      this.#put(hot);
      this.#put(cold);
    }
    for (const unit of units) {
      this.#put(unitTypes.indexOf(unit.type));
      this.#put(unit.branch);
      this.#put(unit.type === 'water-cooled-chiller' ? unit.condenser : -1);
    }
    for (const control of controls) {
      this.#put(controlTypes.indexOf(control.type));
      if (control.type !== 'differential-pressure') continue;
      this.#put(control.high);
      this.#put(control.low);
      this.#put(control.pumps.length);
      for (const pump of control.pumps) this.#put(pump);
    }
    return this.#numbers.subarray(0, this.#length);
  }

  #put(number: number): void {
    this.#numbers[this.#length++] = number;
  }

  #numberOf(fluid: string): number {
    const known = this.#fluids.get(fluid) ?? this.#fluids.size;
    this.#fluids.set(fluid, known);
    return known;
  }
}
