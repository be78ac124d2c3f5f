/**
 * Three-phase bolted fault levels after IEC 60909-0:2016: initial symmetrical current I″k from an
 * equivalent voltage source c·Un/√3 at the fault, peak current by method C (20 Hz equivalent
 * frequency in a 50 Hz system, 24 Hz in a 60 Hz one). Loads, line capacitances and magnetising
 * branches are left out, as the standard does. Far-from-generator: no decay.
 */
import { UnionFind } from '../union-find.ts';
import { drivingPoints } from './driving-point.ts';

export interface FaultFeeder {
  readonly bus: number;
  /** Initial short-circuit power at the bus, VA. */
  readonly faultLevel_VA: number;
  readonly resistanceOverReactance: number;
}

/** A generator or a group of motors: its short-circuit impedance, already with the corrections of the standard. */
export interface FaultMachine {
  readonly bus: number;
  readonly resistance_ohm: number;
  readonly reactance_ohm: number;
}

/** A converter that gives no more than a set current, whatever the voltage (IEC 60909-0:2016, units with full-size converters). */
export interface LimitedSource {
  readonly bus: number;
  readonly current_A: number;
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
  readonly machines?: readonly FaultMachine[];
  /** Added in full at every bus of their part, referred by nominal voltages: an upper bound, since no impedance lowers it. */
  readonly limited?: readonly LimitedSource[];
  readonly transformers: readonly FaultTransformer[];
  readonly lines: readonly FaultLine[];
}

export interface FaultOptions {
  readonly case: 'max' | 'min';
  /** Tolerance of the low-voltage system, 0.06 or 0.10: sets its largest voltage factor. */
  readonly lowVoltageTolerance: number;
  readonly frequency_Hz: number;
  /**
   * Edition of the standard, 2016 unless given. 2001 has one smallest voltage factor at low voltage, and
   * corrects transformers in the smallest fault too.
   */
  readonly edition?: 2001 | 2016;
}

/** NaN at buses that nothing feeds. */
export interface FaultLevels {
  readonly initial_A: Float64Array;
  readonly peak_A: Float64Array;
  /** √3·Un·I″k. */
  readonly power_VA: Float64Array;
  /** Impedance seen from the fault; NaN where only current-limited sources feed it. */
  readonly resistance_ohm: Float64Array;
  readonly reactance_ohm: Float64Array;
}

/** Voltage factor c, table 1 of the standard. */
export function voltageFactor(
  nominal_V: number,
  { case: which, lowVoltageTolerance, edition = 2016 }: Pick<FaultOptions, 'case' | 'lowVoltageTolerance' | 'edition'>,
): number {
  if (nominal_V > 1000) return which === 'max' ? 1.1 : 1;
  const wide = lowVoltageTolerance > 0.06;
  if (which === 'max') return wide ? 1.1 : 1.05;
  return wide && edition === 2016 ? 0.9 : 0.95;
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
    // Impedance correction K_T, equation (12a), with c_max of the low-voltage side; for the largest fault only (6.3.3).
    const corrected = options.case === 'max' || options.edition === 2001;
    const factor = corrected ? (0.95 * voltageFactor(nominal(t.low), { ...options, case: 'max' })) / (1 + 0.6 * relativeX) : 1;
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

/** Impedances seen from every bus, pu, with all reactances scaled (1 at the network's own frequency). */
function seenFrom(network: FaultNetwork, series: readonly Series[], options: FaultOptions, reactanceScale: number) {
  const size = network.nominal_V.length;
  const shuntG = new Float64Array(size);
  const shuntB = new Float64Array(size);
  const ground = (bus: number, r: number, x: number) => {
    const scaled = x * reactanceScale;
    const square = r * r + scaled * scaled;
    shuntG[bus] = (shuntG[bus] as number) + r / square;
    shuntB[bus] = (shuntB[bus] as number) - scaled / square;
  };
  for (const { bus, faultLevel_VA, resistanceOverReactance } of network.feeders) {
    const z = (voltageFactor(network.nominal_V[bus] as number, options) * base_VA) / faultLevel_VA;
    const x = z / Math.sqrt(1 + resistanceOverReactance * resistanceOverReactance);
    ground(bus, x * resistanceOverReactance, x);
  }
  for (const { bus, resistance_ohm, reactance_ohm } of network.machines ?? []) {
    const scale = base_VA / (network.nominal_V[bus] as number) ** 2;
    ground(bus, resistance_ohm * scale, reactance_ohm * scale);
  }
  return drivingPoints({
    size,
    from: Int32Array.from(series, ({ from }) => from),
    to: Int32Array.from(series, ({ to }) => to),
    r: Float64Array.from(series, ({ r }) => r),
    x: Float64Array.from(series, ({ x }) => x * reactanceScale),
    tap: Float64Array.from(series, ({ tap }) => tap),
    shuntG,
    shuntB,
  });
}

/** Current-limited sources of each bus's connected part, as apparent power: the same at every voltage level of it. */
function limitedPower(network: FaultNetwork, series: readonly Series[]): Float64Array {
  const size = network.nominal_V.length;
  const parts = new UnionFind(size);
  for (const { from, to } of series) parts.union(from, to);
  const power_VA = new Float64Array(size);
  for (const { bus, current_A } of network.limited ?? []) {
    const root = parts.find(bus);
    power_VA[root] = (power_VA[root] as number) + Math.sqrt(3) * (network.nominal_V[bus] as number) * current_A;
  }
  return power_VA.map((_, bus) => power_VA[parts.find(bus)] as number);
}

/** Fault levels at every bus. Lines and transformers need an impedance; merge closed switches first. */
export function faultLevels(network: FaultNetwork, options: FaultOptions): FaultLevels {
  const size = network.nominal_V.length;
  const series = seriesOf(network, options);
  const own = seenFrom(network, series, options, 1);
  // Equivalent frequency f_c/f = 0.4 (20 Hz of 50 Hz, 24 Hz of 60 Hz), 8.1.3.
  const low = seenFrom(network, series, options, 0.4);
  const limited_VA = limitedPower(network, series);
  const column = () => new Float64Array(size).fill(Number.NaN);
  const levels: FaultLevels = {
    initial_A: column(),
    peak_A: column(),
    power_VA: column(),
    resistance_ohm: column(),
    reactance_ohm: column(),
  };
  for (let bus = 0; bus < size; bus++) {
    const nominal = network.nominal_V[bus] as number;
    const limited_A = (limited_VA[bus] as number) / Math.sqrt(3) / nominal;
    const fed = !Number.isNaN(own.r[bus] as number);
    if (!fed && limited_A === 0) continue;
    // Beside other feeders converters count in the largest fault only; their current has no direct-current part.
    const added_A = fed && options.case === 'min' ? 0 : limited_A;
    let current = added_A;
    let peak = Math.SQRT2 * added_A;
    if (fed) {
      const ohm = (nominal * nominal) / base_VA;
      const r = (own.r[bus] as number) * ohm;
      const x = (own.x[bus] as number) * ohm;
      const driven = (voltageFactor(nominal, options) * nominal) / Math.sqrt(3) / Math.sqrt(r * r + x * x);
      const ratio = ((low.r[bus] as number) / (low.x[bus] as number)) * 0.4;
      const kappa = 1.02 + 0.98 * Math.exp(-3 * ratio);
      current += driven;
      peak += kappa * Math.SQRT2 * driven;
      levels.resistance_ohm[bus] = r;
      levels.reactance_ohm[bus] = x;
    }
    levels.initial_A[bus] = current;
    levels.peak_A[bus] = peak;
    levels.power_VA[bus] = Math.sqrt(3) * nominal * current;
  }
  return levels;
}
