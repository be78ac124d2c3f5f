/** Honest sizing from design flows and currents: pipe sizes by velocity, cable sets by ampacity. */
import type { AnyParameters } from './kind.ts';

/** Where items are looked up by name while something is sized. */
export interface ItemSource {
  has(name: string): boolean;
  /** Effective parameters of an item as it stands in the catalogue. @throws where there is none. */
  parameters(name: string): AnyParameters;
}

/** Volumetric heat capacity of PG25 at 15–60 °C, J/(m³·K): flat within 0.4 % (Melinder 2010 through CoolProp). */
export const pg25HeatCapacity_J_m3_K = 4.0e6;

/** Flow that carries a heat at a temperature rise. */
export const flowFor = (heat_W: number, rise_K: number): number => heat_W / (pg25HeatCapacity_J_m3_K * rise_K);

const sizes = [25, 32, 40, 50, 65, 80, 100, 125, 150, 200, 250, 300, 350, 400, 450, 500] as const;

const areaOf = (diameter_m: number) => (Math.PI / 4) * diameter_m ** 2;

/**
 * Smallest nominal size of a family (`pipe`, `hose`, `header`) that carries the flow at or below a velocity.
 * The largest size there is answers where none is large enough.
 */
export function nominalSize(b: ItemSource, family: 'pipe' | 'hose' | 'header', flow_m3_s: number, velocity_m_s: number): number {
  const available = sizes.filter((size) => b.has(`${family}-dn${size}`));
  const fits = available.find((size) => flow_m3_s <= velocity_m_s * areaOf(b.parameters(`${family}-dn${size}`).innerDiameter_m));
  const chosen = fits ?? available.at(-1);
  if (chosen === undefined) throw new Error(`the catalogue has no ${family}`);
  return chosen;
}

/** The size of a valve family that fits a pipe: the same, or the next one made. */
export function valveItem(b: ItemSource, family: 'isolation' | 'balancing' | 'check', size: number): string {
  const made = sizes.filter((candidate) => b.has(`${family}-dn${candidate}`));
  const chosen = made.find((candidate) => candidate >= size) ?? made.at(-1);
  if (chosen === undefined) throw new Error(`the catalogue has no ${family} valve`);
  return `${family}-dn${chosen}`;
}

/** Three-phase line current. */
export const lineCurrent = (power_W: number, voltage_V: number, powerFactor: number): number =>
  power_W / (Math.sqrt(3) * voltage_V * powerFactor);

/** Conductor sets needed for a continuous current. */
export function cableSets(b: ItemSource, item: string, current_A: number): number {
  const { ampacity_A, derating } = b.parameters(item);
  return Math.max(1, Math.ceil(current_A / (ampacity_A * derating)));
}

/** Frames that are made, A. */
export const trips_A = [63, 100, 125, 160, 200, 250, 400, 630, 800, 1000, 1250, 1600, 2000, 2500, 3200, 4000, 5000] as const;

/** Standard trip that carries a continuous current at 80 % (NEC 210.20, 215.3). */
export const tripFor = (current_A: number): number => trips_A.find((trip) => current_A <= 0.8 * trip) ?? 5000;

/** Low-voltage cable protected by a trip: the smallest single set, else sets of the largest. */
export function cableFor(b: ItemSource, trip_A: number): { readonly item: string; readonly parallel: number } {
  const single = ['lv-cable-16', 'lv-cable-70'].find((item) => cableSets(b, item, trip_A) === 1);
  return single === undefined ? { item: 'lv-cable-240', parallel: cableSets(b, 'lv-cable-240', trip_A) } : { item: single, parallel: 1 };
}

const breakingSteps_A = [25e3, 36e3, 50e3, 70e3, 85e3, 100e3, 150e3] as const;

/**
 * Standard breaking capacity for boards behind a transformer on a stiff network: the fault at its terminals,
 * c_max = 1.1, and five times the rated current of direct-on-line motors.
 */
export function breakingFor(b: ItemSource, transformerItem: string, motors_W = 0): number {
  const { rating_VA, secondary_V, impedance } = b.parameters(transformerItem);
  const fault_A = (1.1 * lineCurrent(rating_VA, secondary_V, 1)) / impedance + 5 * lineCurrent(motors_W, secondary_V, 0.92);
  return breakingSteps_A.find((step) => step >= fault_A) ?? 150e3;
}

/** Smallest 20 kV transformer that carries an apparent power with 5 % to spare. */
export function transformerFor(b: ItemSource, power_VA: number): string {
  const made = [1000, 1250, 1600, 2000, 2500, 3150].map((rating) => `transformer-20kv-${rating}`).filter((item) => b.has(item));
  const chosen = made.find((item) => b.parameters(item).rating_VA * 0.95 >= power_VA) ?? made.at(-1);
  if (chosen === undefined) throw new Error('the catalogue has no 20 kV transformer');
  return chosen;
}

/** CDUs that have to run for a loop's flow: one fewer than there are where that is enough, so that one is redundant. */
export function runningCdus(b: ItemSource, item: string, count: number, flow_m3_s: number): number {
  const needed = Math.ceil(flow_m3_s / b.parameters(item).ratedSecondary_m3_s);
  return Math.min(count, Math.max(1, needed, count - 1));
}

/** Power factor of power shelves, for sizing before a rack is chosen; the items carry their own. */
const rackPowerFactor = 0.98;

/** Continuous power of a busway; 5 % is kept for voltage drop and uneven sharing. */
export function buswayPower_W(b: ItemSource, item: string): number {
  const { rating_A, continuousFactor, voltage_V } = b.parameters(item);
  return 0.95 * Math.sqrt(3) * voltage_V * rating_A * continuousFactor * rackPowerFactor;
}

/** The same on direct current. */
export function dcBuswayPower_W(b: ItemSource, item: string): number {
  const { rating_A, continuousFactor, voltage_V } = b.parameters(item);
  return 0.95 * voltage_V * rating_A * continuousFactor;
}

/** Whip set for one rack inlet: the smallest that carries the inlet's share alone on loss of the other train. */
export function whipFor(b: ItemSource, design_W: number, feedsPerTrain: number): string {
  const share_W = design_W / feedsPerTrain;
  const sets = ['whip-60a-x1', 'whip-60a-x2', 'whip-60a-x4', 'whip-100a-x2'].filter((name) => b.has(name));
  const carries = (name: string) => {
    const { parallel, trip_A, continuousFactor, voltage_V } = b.parameters(name);
    return parallel * trip_A * continuousFactor * Math.sqrt(3) * Math.min(voltage_V, 415) * rackPowerFactor;
  };
  const chosen = sets.sort((p, q) => carries(p) - carries(q)).find((name) => carries(name) >= share_W) ?? sets.at(-1);
  if (chosen === undefined) throw new Error('the catalogue has no whip');
  return chosen;
}
