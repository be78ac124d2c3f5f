/** Racks to power: overhead busways of both trains along the rows, with whips down to the racks. */
import type { PortPlace } from '../../catalogue/route.ts';
import { buswayPower_W, cableFor, dcBuswayPower_W, tripFor, whipFor } from '../../catalogue/sizing.ts';
import type { Equipment, System } from '../../document/records.ts';
import { placed } from '../../geometry/pose.ts';
import { designPower_W } from './design-demand.ts';
import type { Draft } from './draft.ts';
import { projected } from './manifolds.ts';
import { type RowOfEquipment, rowsOf } from './rows.ts';
import type { Train } from './trains.ts';

/** Busways in a row end this far short of the rack's side, so that the next one's feed comes down between them. */
const endGap_m = 0.1;

export interface BuswayFeed {
  readonly busway: Equipment;
  readonly train: Train;
  /** Continuous power that the busway carries when the other train is lost. */
  readonly power_W: number;
  readonly racks: readonly Equipment[];
}

const largest = 'starline-t5-1250';
const small = 'starline-t5-400';
const largestDc = 'dc-busway-800v-1250';
const smallDc = 'dc-busway-800v-800';
/** Height over the floor of the racks, and offsets from their middle towards the front, so that taps hang side by side. */
const height_m = 3.45;
const offsets_m = { A: -0.05, B: -0.4 } as const;

export const inletsOf = (d: Draft, rack: Equipment, train: Train, medium: 'ac' | 'dc' = 'ac'): readonly PortPlace[] =>
  d.freePorts(rack, (port) => port.medium === medium && port.direction === 'in' && port.train === train);

const designOf = (d: Draft, rack: Equipment) => designPower_W('rack', d.parametersOf(rack));

/** Splits a row into runs that one busway can carry alone on loss of the other train. */
function sections(d: Draft, racks: readonly Equipment[], capacity_W: number): Equipment[][] {
  const runs: Equipment[][] = [];
  let load_W = Number.POSITIVE_INFINITY;
  for (const rack of racks) {
    const power_W = designOf(d, rack);
    const current = runs.at(-1);
    if (!current || load_W + power_W > capacity_W) {
      runs.push([rack]);
      load_W = power_W;
    } else {
      current.push(rack);
      load_W += power_W;
    }
  }
  return runs;
}

function choose(d: Draft, power_W: number, medium: 'ac' | 'dc'): string {
  if (medium === 'dc') return power_W <= dcBuswayPower_W(d, smallDc) ? smallDc : largestDc;
  return power_W <= buswayPower_W(d, small) ? small : largest;
}

/** Tap-offs that carry a rack's inlet alone on loss of the other train. */
function dcTap(d: Draft, racks: readonly Equipment[], inlets: number): { readonly tap_A: number } {
  const { voltage_V } = d.parameters(largestDc) as { voltage_V: number };
  return { tap_A: tripFor(Math.max(...racks.map((rack) => designOf(d, rack))) / inlets / voltage_V) };
}

function placeBusway(
  d: Draft,
  row: RowOfEquipment,
  racks: readonly Equipment[],
  train: Train,
  medium: 'ac' | 'dc',
): BuswayFeed | undefined {
  const [first] = racks;
  if (!first) return undefined;
  const inlets = Math.max(...racks.map((rack) => inletsOf(d, rack, train, medium).length));
  if (inlets === 0) return undefined;
  const along = projected(
    racks.map(({ position_m }) => position_m),
    [first.position_m[0], first.position_m[1]],
    row.yaw_deg,
  );
  const span = Math.max(...along) - Math.min(...along);
  const width_m = racks.length > 1 ? span / (racks.length - 1) : (d.envelope(first)?.width_m ?? 0.6);
  const middle = (Math.max(...along) + Math.min(...along)) / 2;
  const tallest = Math.max(...racks.map((rack) => d.envelope(rack)?.height_m ?? 0));
  const power_W = racks.reduce((sum, rack) => sum + designOf(d, rack), 0);
  const at = placed([middle, offsets_m[train], 0], first.position_m, row.yaw_deg);
  const busway = d.place(
    choose(d, power_W, medium),
    {
      at_m: [at[0], at[1], first.position_m[2] + Math.max(height_m, tallest + 1.15)],
      yaw_deg: row.yaw_deg,
      group: row.group?.id,
      overrides: {
        taps: racks.length * inlets,
        pitch_m: width_m / inlets,
        lead_m: Math.max(0, width_m / inlets / 2 - endGap_m),
        ...(medium === 'dc' && dcTap(d, racks, inlets)),
      },
    },
    `train ${train} over ${racks.length === 1 ? first.tag : `${first.tag} to ${racks.at(-1)?.tag}`}, ${Math.round(power_W / 1000)} kW when the other train is lost`,
  );
  return { busway, train, power_W, racks };
}

/** Busways over the racks of the selection that lack power on a train. Whips follow when the busway has a feed. */
export function buswaysFor(d: Draft, racks: readonly Equipment[], train: Train, medium: 'ac' | 'dc' = 'ac'): BuswayFeed[] {
  const open = racks.filter((rack) => inletsOf(d, rack, train, medium).length > 0);
  const capacity_W = medium === 'dc' ? dcBuswayPower_W(d, largestDc) : buswayPower_W(d, largest);
  return rowsOf(d, open).flatMap((row) =>
    sections(d, row.members, capacity_W).flatMap((run) => placeBusway(d, row, run, train, medium) ?? []),
  );
}

/** One tap-off and whip set for each free inlet of one train of every rack. */
export function whips(d: Draft, feed: BuswayFeed, system: System): void {
  fromTaps(d, feed, system, 'ac', (rack, inlets) => ({ item: whipFor(d, designOf(d, rack), inlets) }));
}

/** The same on direct current, with the cable that the tap-off's breaker protects. */
export function tapCables(d: Draft, feed: BuswayFeed, system: System): void {
  fromTaps(d, feed, system, 'dc', () => cableFor(d, d.parametersOf(feed.busway)?.tap_A ?? 0));
}

function fromTaps(
  d: Draft,
  feed: BuswayFeed,
  system: System,
  medium: 'ac' | 'dc',
  runFor: (rack: Equipment, inlets: number) => { readonly item: string; readonly parallel?: number },
): void {
  for (const rack of feed.racks) {
    const inlets = inletsOf(d, rack, feed.train, medium);
    const { item, parallel = 1 } = runFor(rack, inlets.length);
    for (const inlet of inlets) {
      let tap: PortPlace | undefined;
      for (const candidate of d.freePorts(feed.busway, ({ name }) => name.startsWith('tap-'))) {
        const away = (place: PortPlace) => Math.hypot(place.at_m[0] - inlet.at_m[0], place.at_m[1] - inlet.at_m[1]);
        if (!tap || away(candidate) < away(tap) - 1e-9) tap = candidate;
      }
      if (!tap) d.left(rack, `${feed.busway.tag} has no free tap for ${inlet.port.name}`);
      else {
        const levels_m = [inlet.at_m[2] + (feed.train === 'A' ? 0.35 : 0.28), tap.at_m[2] - 0.2];
        d.connect(item, system, tap, inlet, levels_m, parallel > 1 ? { parallel } : {});
      }
    }
  }
}
