/**
 * Faults in a settled power system: its closed switches merge buses, network feeders, generators,
 * motors and converters feed in, and IEC 60909 gives the levels. A UPS with a static bypass passes the
 * fault current of its input; without one, and for rectifiers, the converter gives its limited current.
 */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { UnionFind } from '../union-find.ts';
import { type FaultLevels, type FaultMachine, type FaultNetwork, faultLevels, type LimitedSource, voltageFactor } from './iec60909.ts';

/** What runs and what conducts, as `energise` settles it. */
export interface SwitchState {
  readonly closed: ArrayLike<number>;
  readonly live: ArrayLike<number>;
  /** 1 for each source that runs. */
  readonly running: ArrayLike<number>;
}

/** By bus of the network; NaN where dead. On DC buses the limited current of what feeds them, without a peak. */
export interface BusFaults {
  readonly max_A: Float64Array;
  readonly peak_A: Float64Array;
  readonly min_A: Float64Array;
}

/** 415 V and 480 V systems may stand ±10 % off nominal (IEC 60038), which asks for the wider voltage factors. */
const lowVoltageTolerance = 0.1;
/** Groups of low-voltage motors with their cables: five times rated current, R/X = 0.42 (IEC 60909-0:2016, groups of motors). */
const motor = { startingCurrent: 5, resistanceOverReactance: 0.42 } as const;

const isIdealLine = ({ element }: ElectricalNetwork['branches'][number]): boolean =>
  element.type === 'line' && (element.lossless === true || (element.resistance_ohm === 0 && element.reactance_ohm === 0));

/** Nodes of the fault network: buses that closed switches and bypasses join. */
function nodesOf(network: ElectricalNetwork, { closed, live }: SwitchState): { nodeOf: Int32Array; count: number } {
  const merging = new UnionFind(network.buses.length);
  network.branches.forEach((branch, b) => {
    const { element, from, to } = branch;
    if (!closed[b] || !live[from] || !live[to]) return;
    if (element.type === 'switch' || isIdealLine(branch) || (element.type === 'converter' && element.bypass)) merging.union(from, to);
  });
  const nodeOf = new Int32Array(network.buses.length).fill(-1);
  let count = 0;
  for (let bus = 0; bus < network.buses.length; bus++) {
    if (!live[bus]) continue;
    const root = merging.find(bus);
    nodeOf[bus] = root === bus ? count++ : (nodeOf[root] as number);
  }
  return { nodeOf, count };
}

/** Resistance at 20 °C of one that is stated at another temperature, IEC 60909-0:2016 equation (33). */
const cold = (resistance_ohm: number, stated_K: number): number => resistance_ohm / (1 + 0.004 * (stated_K - 293.15));

function machinesOf(network: ElectricalNetwork, state: SwitchState, nodeOf: Int32Array, which: 'max' | 'min'): FaultMachine[] {
  const machines: FaultMachine[] = [];
  network.sources.forEach((source, s) => {
    if (!state.running[s] || !source.machine) return;
    const { rating_VA, subtransientReactance: x, powerFactor } = source.machine;
    const nominal_V = network.buses[source.bus]?.nominal_V ?? source.voltage_V;
    // K_G = (Un/UrG)·c_max/(1 + x″d·sin φ), equation (18).
    const sine = Math.sqrt(1 - powerFactor * powerFactor);
    const factor = ((nominal_V / source.voltage_V) * voltageFactor(nominal_V, { case: 'max', lowVoltageTolerance })) / (1 + x * sine);
    const reactance_ohm = (factor * x * source.voltage_V ** 2) / rating_VA;
    machines.push({ bus: nodeOf[source.bus] as number, resistance_ohm: reactance_ohm / source.xOverR, reactance_ohm });
  });
  // Motors count in the largest fault only.
  if (which === 'min') return machines;
  for (const { feeds, sharing, motors_VA = 0 } of network.loads) {
    const livefeeds = feeds.filter((feed) => state.live[feed]);
    const used = sharing === 'priority' ? livefeeds.slice(0, 1) : livefeeds;
    if (motors_VA <= 0) continue;
    for (const feed of used) {
      const nominal_V = network.buses[feed]?.nominal_V ?? 0;
      const z = (nominal_V * nominal_V * used.length) / (motor.startingCurrent * motors_VA);
      const reactance_ohm = z / Math.hypot(1, motor.resistanceOverReactance);
      machines.push({ bus: nodeOf[feed] as number, resistance_ohm: reactance_ohm * motor.resistanceOverReactance, reactance_ohm });
    }
  }
  return machines;
}

/** Current-limited converters that feed an island of their own. */
function limitedOf(network: ElectricalNetwork, { closed, live, running }: SwitchState, nodeOf: Int32Array): LimitedSource[] {
  const inverters = network.sources.flatMap(({ bus, limitedFault, rating_W, voltage_V }, s) =>
    running[s] && limitedFault !== undefined
      ? [{ bus: nodeOf[bus] as number, current_A: (limitedFault * rating_W) / Math.sqrt(3) / voltage_V }]
      : [],
  );
  const storage = network.loads.flatMap(({ feeds, battery }) =>
    feeds.filter((feed) => battery && live[feed]).map((feed) => ({ bus: nodeOf[feed] as number, current_A: battery?.fault_A ?? 0 })),
  );
  const converters = network.branches.flatMap((branch, b) => {
    const { element, from, to } = branch;
    if (element.type !== 'converter' || !closed[b] || !live[from] || !live[to] || element.bypass) return [];
    if (element.faultCurrent === undefined) return [];
    const bus = network.buses[to];
    if (!bus) return [];
    const rated_A = element.rating_W / (bus.current === 'dc' ? 1 : Math.sqrt(3)) / bus.nominal_V;
    return [{ bus: nodeOf[to] as number, current_A: element.faultCurrent * rated_A }];
  });
  return [...inverters, ...storage, ...converters];
}

function faultNetwork(
  network: ElectricalNetwork,
  state: SwitchState,
  nodeOf: Int32Array,
  count: number,
  which: 'max' | 'min',
): FaultNetwork {
  const nominal_V = new Array<number>(count).fill(0);
  network.buses.forEach((bus, b) => {
    const node = nodeOf[b] as number;
    if (node >= 0) nominal_V[node] = Math.max(nominal_V[node] ?? 0, bus.nominal_V);
  });
  const lines: FaultNetwork['lines'][number][] = [];
  const transformers: FaultNetwork['transformers'][number][] = [];
  network.branches.forEach((branch, b) => {
    const { element, from, to } = branch;
    const [f, t] = [nodeOf[from] as number, nodeOf[to] as number];
    if (!state.closed[b] || f < 0 || t < 0 || f === t) return;
    // A fault on one phase asks for zero-sequence data.
    if (branch.phase) return;
    if (element.type === 'line') {
      const { resistance_ohm, reactance_ohm, conductor } = element;
      lines.push({
        from: f,
        to: t,
        resistance_ohm: conductor ? cold(resistance_ohm, conductor.stated_K) : resistance_ohm,
        reactance_ohm,
        ...(conductor && { endTemperature_C: conductor.faultEnd_K - 273.15 }),
      });
    } else if (element.type === 'transformer') {
      transformers.push({
        high: f,
        low: t,
        rating_VA: element.rating_VA,
        high_V: network.buses[from]?.nominal_V ?? 0,
        low_V: (network.buses[to]?.nominal_V ?? 0) * element.tap,
        impedance: element.impedance,
        resistance: element.impedance / Math.hypot(1, element.xOverR),
      });
    }
  });
  const feeders = network.sources.flatMap((source, s) =>
    state.running[s] && !source.machine && source.limitedFault === undefined
      ? [
          {
            bus: nodeOf[source.bus] as number,
            faultLevel_VA: which === 'max' ? source.faultLevel_VA : (source.minFaultLevel_VA ?? source.faultLevel_VA),
            resistanceOverReactance: 1 / source.xOverR,
          },
        ]
      : [],
  );
  return {
    nominal_V,
    lines,
    transformers,
    feeders,
    machines: machinesOf(network, state, nodeOf, which),
    limited: limitedOf(network, state, nodeOf),
  };
}

/** Largest, peak and least three-phase fault current at every bus, in the given switch state. */
export function busFaults(network: ElectricalNetwork, state: SwitchState): BusFaults {
  const { nodeOf, count } = nodesOf(network, state);
  const solve = (which: 'max' | 'min'): FaultLevels =>
    faultLevels(faultNetwork(network, state, nodeOf, count, which), { case: which, lowVoltageTolerance, frequency_Hz: 50 });
  const most = solve('max');
  const least = solve('min');
  const spread = (values: Float64Array, applies: (bus: number) => boolean = () => true) =>
    Float64Array.from(network.buses, (_, bus) => {
      const node = nodeOf[bus] as number;
      return node < 0 || !applies(bus) ? Number.NaN : (values[node] as number);
    });
  return {
    max_A: spread(most.initial_A),
    peak_A: spread(most.peak_A, (bus) => network.buses[bus]?.current === 'ac'),
    min_A: spread(least.initial_A),
  };
}
