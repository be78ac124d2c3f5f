/**
 * Three-phase bolted fault levels after IEC 60909-0:2016: initial symmetrical current I″k from an
 * equivalent voltage source c·Un/√3 at the fault, peak current by method C (20 Hz equivalent
 * frequency in a 50 Hz system, 24 Hz in a 60 Hz one). Loads, line capacitances and magnetising
 * branches are left out, as the standard does. Far-from-generator: no decay.
 */
import { BlockLu } from './block-lu.ts';

export interface FaultFeeder {
  readonly bus: number;
  /** Initial short-circuit power at the bus, VA. */
  readonly faultLevel_VA: number;
  readonly resistanceOverReactance: number;
}

export interface FaultTransformer {
  readonly high: number;
  readonly low: number;
  readonly rating_VA: number;
  readonly high_V: number;
  readonly low_V: number;
  /** Short-circuit voltage and its resistive part, relative. */
  readonly impedance: number;
  readonly resistance: number;
}

export interface FaultLine {
  readonly from: number;
  readonly to: number;
  /** Of the whole run at 20 °C, parallel conductors included. */
  readonly resistance_ohm: number;
  readonly reactance_ohm: number;
  /** Temperature of the conductor at the end of the fault, for the minimum case; 20 °C leaves it cold. */
  readonly endTemperature_C?: number;
}

export interface FaultNetwork {
  readonly nominal_V: readonly number[];
  readonly feeders: readonly FaultFeeder[];
  readonly transformers: readonly FaultTransformer[];
  readonly lines: readonly FaultLine[];
}

export interface FaultOptions {
  readonly case: 'max' | 'min';
  /** Tolerance of the low-voltage system, 0.06 or 0.10: sets its largest voltage factor. */
  readonly lowVoltageTolerance: number;
  readonly frequency_Hz: number;
}

/** NaN at buses that no feeder reaches. */
export interface FaultLevels {
  readonly initial_A: Float64Array;
  readonly peak_A: Float64Array;
  /** √3·Un·I″k. */
  readonly power_VA: Float64Array;
  /** Impedance seen from the fault. */
  readonly resistance_ohm: Float64Array;
  readonly reactance_ohm: Float64Array;
}

/** Voltage factor c, IEC 60909-0:2016 table 1. */
function voltageFactor(nominal_V: number, { case: which, lowVoltageTolerance }: FaultOptions): number {
  if (nominal_V <= 1000) return which === 'max' ? (lowVoltageTolerance > 0.06 ? 1.1 : 1.05) : lowVoltageTolerance > 0.06 ? 0.9 : 0.95;
  return which === 'max' ? 1.1 : 1;
}

/** Per-unit base. */
const base_VA = 1e8;

interface Series {
  readonly from: number;
  readonly to: number;
  readonly r: number;
  readonly x: number;
  /** Ideal ratio at `from`, off the ratio of nominal voltages. */
  readonly tap: number;
}

function seriesOf(network: FaultNetwork, options: FaultOptions): Series[] {
  const nominal = (bus: number) => network.nominal_V[bus] as number;
  const transformers = network.transformers.map((t): Series => {
    const relativeX = Math.sqrt(t.impedance * t.impedance - t.resistance * t.resistance);
    // Impedance correction K_T, equation (12a), with c_max of the low-voltage side in both cases.
    const factor = (0.95 * voltageFactor(nominal(t.low), { ...options, case: 'max' })) / (1 + 0.6 * relativeX);
    const scale = (factor * base_VA * (t.low_V / nominal(t.low)) ** 2) / t.rating_VA;
    return {
      from: t.high,
      to: t.low,
      r: t.resistance * scale,
      x: relativeX * scale,
      tap: t.high_V / nominal(t.high) / (t.low_V / nominal(t.low)),
    };
  });
  const lines = network.lines.map((line): Series => {
    const scale = base_VA / nominal(line.to) ** 2;
    // Conductor resistance at the end of the fault, equation (33).
    const heating = options.case === 'min' ? 1 + 0.004 * ((line.endTemperature_C ?? 20) - 20) : 1;
    return { from: line.from, to: line.to, r: line.resistance_ohm * heating * scale, x: line.reactance_ohm * scale, tap: 1 };
  });
  return [...transformers, ...lines];
}

/** Buses that some feeder reaches. */
function reached(network: FaultNetwork, series: readonly Series[]): Uint8Array {
  const live = new Uint8Array(network.nominal_V.length);
  const neighbours = network.nominal_V.map((): number[] => []);
  for (const { from, to } of series) {
    neighbours[from]?.push(to);
    neighbours[to]?.push(from);
  }
  const stack = network.feeders.map(({ bus }) => bus);
  for (let bus = stack.pop(); bus !== undefined; bus = stack.pop()) {
    if (live[bus]) continue;
    live[bus] = 1;
    stack.push(...(neighbours[bus] ?? []));
  }
  return live;
}

/** Impedances seen from every bus, pu, with all reactances scaled (1 at the network's own frequency). */
function seenFrom(
  network: FaultNetwork,
  series: readonly Series[],
  live: Uint8Array,
  options: FaultOptions,
  reactanceScale: number,
): Float64Array {
  const size = network.nominal_V.length;
  const lu = new BlockLu(
    size,
    Int32Array.from(series, ({ from }) => from),
    Int32Array.from(series, ({ to }) => to),
  );
  // A complex admittance y acts on (re, im) as the block (g, −b; b, g).
  const add = (values: Float64Array, at: number, g: number, b: number) => {
    values[at] = (values[at] as number) + g;
    values[at + 1] = (values[at + 1] as number) - b;
    values[at + 2] = (values[at + 2] as number) + b;
    values[at + 3] = (values[at + 3] as number) + g;
  };
  series.forEach(({ from, to, r, x, tap }, e) => {
    const scaled = x * reactanceScale;
    const square = r * r + scaled * scaled;
    const g = r / square;
    const b = -scaled / square;
    add(lu.diagonal, 4 * from, g / (tap * tap), b / (tap * tap));
    add(lu.diagonal, 4 * to, g, b);
    add(lu.pairs, 8 * e, -g / tap, -b / tap);
    add(lu.pairs, 8 * e + 4, -g / tap, -b / tap);
  });
  for (const { bus, faultLevel_VA, resistanceOverReactance } of network.feeders) {
    const z = (voltageFactor(network.nominal_V[bus] as number, options) * base_VA) / faultLevel_VA;
    const x = z / Math.sqrt(1 + resistanceOverReactance * resistanceOverReactance);
    const r = x * resistanceOverReactance;
    const scaled = x * reactanceScale;
    const square = r * r + scaled * scaled;
    add(lu.diagonal, 4 * bus, r / square, -scaled / square);
  }
  live.forEach((isLive, bus) => {
    if (!isLive) add(lu.diagonal, 4 * bus, 1, 0);
  });
  const seen = new Float64Array(2 * size).fill(Number.NaN);
  if (!lu.factor()) return seen;
  const right = new Float64Array(2 * size);
  for (let bus = 0; bus < size; bus++) {
    if (!live[bus]) continue;
    right.fill(0);
    right[2 * bus] = 1;
    lu.solve(right);
    seen[2 * bus] = right[2 * bus] as number;
    seen[2 * bus + 1] = right[2 * bus + 1] as number;
  }
  return seen;
}

/** Fault levels at every bus. Lines and transformers need an impedance; merge closed switches first. */
export function faultLevels(network: FaultNetwork, options: FaultOptions): FaultLevels {
  const size = network.nominal_V.length;
  const series = seriesOf(network, options);
  const live = reached(network, series);
  const own = seenFrom(network, series, live, options, 1);
  // Equivalent frequency f_c/f = 0.4 (20 Hz of 50 Hz, 24 Hz of 60 Hz), 8.1.3.
  const low = seenFrom(network, series, live, options, 0.4);
  const column = () => new Float64Array(size).fill(Number.NaN);
  const levels: FaultLevels = {
    initial_A: column(),
    peak_A: column(),
    power_VA: column(),
    resistance_ohm: column(),
    reactance_ohm: column(),
  };
  for (let bus = 0; bus < size; bus++) {
    if (!live[bus]) continue;
    const nominal = network.nominal_V[bus] as number;
    const ohm = (nominal * nominal) / base_VA;
    const r = (own[2 * bus] as number) * ohm;
    const x = (own[2 * bus + 1] as number) * ohm;
    const current = (voltageFactor(nominal, options) * nominal) / Math.sqrt(3) / Math.sqrt(r * r + x * x);
    const ratio = ((low[2 * bus] as number) / (low[2 * bus + 1] as number)) * 0.4;
    const kappa = 1.02 + 0.98 * Math.exp(-3 * ratio);
    levels.initial_A[bus] = current;
    levels.peak_A[bus] = kappa * Math.SQRT2 * current;
    levels.power_VA[bus] = Math.sqrt(3) * nominal * current;
    levels.resistance_ohm[bus] = r;
    levels.reactance_ohm[bus] = x;
  }
  return levels;
}
