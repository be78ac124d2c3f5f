/** Equipment that draws power through one or more feeds. */
import type { ElectricalBuild } from '../../network/electrical.ts';
import { numbered } from '../per-item.ts';

const feedName = numbered('feed-');

interface FeedParameters {
  readonly feeds: number;
  readonly powerFactor: number;
  /** Inlet of a transfer switch that carries the load while it is live. */
  readonly preferredFeed?: number;
}

/** Buses of the connected feeds `feed-1…`, the preferred one first; feeds without a cable or a system voltage are left out. */
function feedBuses(build: ElectricalBuild<FeedParameters>): number[] {
  const buses: number[] = [];
  const { feeds, preferredFeed = 1 } = build.parameters;
  for (let i = 0; i < feeds; i++) {
    const feed = ((preferredFeed - 1 + i) % feeds) + 1;
    const name = feedName(feed);
    const voltage_V = build.voltageAt(name);
    if (voltage_V !== undefined) buses.push(build.port(name, voltage_V));
  }
  return buses;
}

/** A load that draws evenly from all live feeds, as power shelves do. */
export function sharedLoad(build: ElectricalBuild<FeedParameters>, feedRating_W?: number): void {
  build.load({
    feeds: feedBuses(build),
    power_W: build.inService ? build.power_W : 0,
    powerFactor: build.parameters.powerFactor,
    sharing: 'equal',
    ...(feedRating_W !== undefined && { feedRating_W }),
  });
}

/**
 * A load behind its own transfer switch: the first live feed in order of preference carries it all.
 * @param motors_VA rated apparent power of motors on the mains without a converter
 */
export function transferLoad(build: ElectricalBuild<FeedParameters>, motors_VA = 0): void {
  build.load({
    feeds: feedBuses(build),
    power_W: build.inService ? build.power_W : 0,
    powerFactor: build.parameters.powerFactor,
    sharing: 'priority',
    ...(motors_VA > 0 && build.inService && { motors_VA }),
  });
}

/** Fans behind a transfer switch. On the mains without converters they feed a short circuit with their rated apparent power. */
export function fanLoad(build: ElectricalBuild<FeedParameters & { readonly drive: string; readonly fan_W: number }>): void {
  const { drive, fan_W, powerFactor } = build.parameters;
  transferLoad(build, drive === 'direct' ? fan_W / powerFactor : 0);
}

/** Compressors behind a transfer switch; likewise. Their rated draw is the capacity over the COP. */
export function compressorLoad(
  build: ElectricalBuild<FeedParameters & { readonly drive: string; readonly capacity_W: number; readonly cop: number }>,
): void {
  const { drive, capacity_W, cop, powerFactor } = build.parameters;
  transferLoad(build, drive === 'direct' ? capacity_W / cop / powerFactor : 0);
}
