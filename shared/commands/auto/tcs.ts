/** Racks to CDUs: each rack to the nearest loop with heat and flow left, over row manifolds and loop headers. */
import type { PortPlace } from '../../catalogue/route.ts';
import { nominalSize } from '../../catalogue/sizing.ts';
import type { Equipment, Place } from '../../document/records.ts';
import { turned } from '../../geometry/pose.ts';
import { coolantFlow_m3_s, coolantHeat_W, rackDrop_Pa } from './design-demand.ts';
import type { Draft } from './draft.ts';
import { axisOf, nearestTap, placeHeader, projected } from './manifolds.ts';
import { type RowOfEquipment, rowsOf } from './rows.ts';
import { distanceToLoop, loopsOf, newLoops, shortfall, type TcsLoop } from './tcs-loops.ts';

/** Centre heights of the pipes over racks, above the floor the racks stand on. */
const heights_m = { supply: 2.75, return: 3.1 } as const;
/** Side by side over the racks’ rear, so that hoses rise past one another. */
const offsets_m = { supply: 0.05, return: -0.25 } as const;
/** How far a tap may hang from the rack it serves. */
const tapReach_m = 4;
const ways = ['supply', 'return'] as const;
type Way = (typeof ways)[number];

const rackPort = { supply: 'supply', return: 'return' } as const;
const cduPort = { supply: 'tcs-supply', return: 'tcs-return' } as const;
/** Ball valve and quick coupling at the rack (K 0.05 and 1.5) and the branch of the manifold (1.8). */
const hoseLoss = { fittingLoss: 3.35 };
/** Branch of a header. */
const branchLoss = { fittingLoss: 0.9 };

/** Supply runs from the loop outwards, return back to it. */
function join(
  d: Draft,
  loop: TcsLoop,
  item: string,
  way: Way,
  loopSide: PortPlace,
  rackSide: PortPlace,
  overrides: Record<string, number>,
) {
  const [from, to] = way === 'supply' ? [loopSide, rackSide] : [rackSide, loopSide];
  const high = Math.max(from.at_m[2], to.at_m[2]);
  d.connect(item, loop.system, from, to, [high, high + 0.35, high + 0.7], overrides);
}

const flowOf = (d: Draft, racks: readonly Equipment[]): number =>
  racks.reduce((sum, rack) => sum + coolantFlow_m3_s(d.parametersOf(rack)), 0);

const placesOf = (d: Draft, equipment: readonly Equipment[], port: string): Place[] =>
  equipment.flatMap((each) => {
    const place = d.port(each, port);
    return place ? [place.at_m] : [];
  });

/** A manifold pair over some racks of a row. */
function manifoldPair(d: Draft, row: RowOfEquipment, racks: readonly Equipment[]): Record<Way, Equipment> {
  const make = (way: Way) => {
    const places = placesOf(d, racks, rackPort[way]);
    const centre: Place = places[0] ?? [0, 0, 0];
    const [x, y] = turned([0, offsets_m[way], 0], row.yaw_deg);
    const axis = projected(places, [centre[0], centre[1]], row.yaw_deg);
    const floor = racks[0]?.position_m[2] ?? 0;
    const tallest = Math.max(...racks.map((rack) => d.envelope(rack)?.height_m ?? 0));
    return placeHeader(d, {
      yaw_deg: row.yaw_deg,
      through_m: [centre[0] + x, centre[1] + y],
      height_m: floor + Math.max(heights_m[way], tallest + (way === 'supply' ? 0.45 : 0.8)),
      from_m: Math.min(...axis),
      to_m: Math.max(...axis),
      taps: racks.length,
      flow_m3_s: flowOf(d, racks),
      group: row.group?.id,
      why: `${way} manifold over ${row.group?.name ?? `${racks[0]?.tag} to ${racks.at(-1)?.tag}`}`,
    });
  };
  return { supply: make('supply'), return: make('return') };
}

/** Header pair of a loop between its CDUs and its rows. */
function loopHeaders(
  d: Draft,
  loop: TcsLoop,
  pairs: readonly Record<Way, Equipment>[],
  racks: readonly Equipment[],
): Record<Way, Equipment> {
  const flow_m3_s = flowOf(d, racks);
  const toRows = axisOf(
    racks.map(({ position_m }) => position_m),
    0,
  ).centre;
  const make = (way: Way) => {
    const ports = placesOf(d, loop.cdus, cduPort[way]);
    const { yaw_deg, centre } = axisOf(ports, 90);
    const along = yaw_deg === 90 ? 1 : 0;
    const sideways = yaw_deg === 90 ? 0 : 1;
    const towards = Math.sign(toRows[sideways] - centre[sideways]) || 1;
    const shift = towards * (way === 'supply' ? 0.95 : 1.35);
    const rowEnds = pairs.map((pair) => d.current(pair[way]).position_m);
    const spread = projected([...ports, ...rowEnds], centre, yaw_deg);
    const [from, to] = [Math.min(...spread), Math.max(...spread)];
    const needed = loop.cdus.length + Math.max(1, pairs.length) + 1;
    const span = Math.max(to - from, 0.6 * (needed - 1));
    const start = (from + to - span) / 2;
    const floor = loop.cdus[0]?.position_m[2] ?? 0;
    const tallest = Math.max(...loop.cdus.map((cdu) => d.envelope(cdu)?.height_m ?? 0));
    return placeHeader(d, {
      yaw_deg,
      through_m: along === 1 ? [centre[0] + shift, centre[1]] : [centre[0], centre[1] + shift],
      height_m: floor + Math.max(heights_m[way], tallest + (way === 'supply' ? 0.45 : 0.8)),
      from_m: start,
      to_m: start + span,
      taps: Math.max(needed, Math.round(span / 0.6) + 1),
      flow_m3_s,
      group: loop.cdus[0]?.group,
      why: `${way} header of ${loop.system.name}`,
    });
  };
  return { supply: make('supply'), return: make('return') };
}

function connectRack(d: Draft, loop: TcsLoop, rack: Equipment, headers: Readonly<Record<Way, readonly Equipment[]>>): boolean {
  const found = ways.map((way) => {
    const port = d.port(rack, rackPort[way]);
    const tap = port && nearestTap(d, headers[way], port.at_m);
    const near = port && tap && Math.hypot(tap.at_m[0] - port.at_m[0], tap.at_m[1] - port.at_m[1]) <= tapReach_m;
    return near ? { way, port, tap } : undefined;
  });
  if (!found.every((each) => each !== undefined)) return false;
  const hose = `hose-dn${nominalSize(d, 'hose', coolantFlow_m3_s(d.parametersOf(rack)), 1.8)}`;
  for (const { way, port, tap } of found) join(d, loop, hose, way, tap, port, hoseLoss);
  return true;
}

/** Ties a manifold pair to its loop: to the loop’s headers, or straight to the only CDU. */
function connectPair(d: Draft, loop: TcsLoop, pair: Record<Way, Equipment>, flow_m3_s: number): void {
  const pipe = `pipe-ss-dn${nominalSize(d, 'pipe', flow_m3_s, 2)}`;
  for (const way of ways) {
    const middle = d.current(pair[way]).position_m;
    const cdu = loop.cdus[0];
    const loopSide =
      loop.headers[way].length > 0
        ? nearestTap(d, loop.headers[way], middle)
        : cdu && d.freePorts(cdu, ({ name }) => name === cduPort[way])[0];
    const rowSide = loopSide && nearestTap(d, [pair[way]], loopSide.at_m, 'ends');
    if (loopSide && rowSide) join(d, loop, pipe, way, loopSide, rowSide, branchLoss);
    else d.left(pair[way], `${loop.system.name} has no free ${way} tap for it`);
  }
}

/** Joins the racks of one row that a loop takes. */
function serveRow(d: Draft, loop: TcsLoop, row: RowOfEquipment, racks: readonly Equipment[], pairs: Record<Way, Equipment>[]): void {
  const waiting = racks.filter((rack) => !connectRack(d, loop, rack, loop.headers));
  if (waiting.length === 0) return;
  const pair = manifoldPair(d, row, waiting);
  pairs.push(pair);
  for (const rack of waiting) {
    if (!connectRack(d, loop, rack, { supply: [pair.supply], return: [pair.return] }))
      d.left(rack, 'no free tap within reach on its row manifold');
  }
}

/** Δp that CDUs hold: the hardest rack at its design flow, and 50 kPa for hoses, manifolds and lines. */
function setPoints(d: Draft, loop: TcsLoop, racks: readonly Equipment[]): void {
  const worst = Math.max(...racks.map((rack) => rackDrop_Pa(d.parametersOf(rack))));
  const differentialPressure_Pa = Math.ceil((worst + 50_000) / 5000) * 5000;
  loop.cdus.forEach((cdu, i) => {
    d.set(
      cdu,
      { differentialPressure_Pa, preferredFeed: 1 + (i % 2) },
      `Δp set point ${differentialPressure_Pa / 1000} kPa: ${(worst / 1000).toFixed(0)} kPa over the hardest rack at design flow and 50 kPa for the lines`,
    );
  });
}

/** @returns the new loops, which still need their pressure held. */
export function connectTcs(d: Draft, selection: readonly Equipment[]): readonly TcsLoop[] {
  const racks = selection.filter((each) => {
    const p = d.kind(each) === 'rack' ? d.parametersOf(each) : undefined;
    return p && p.liquidShare > 0 && d.isFree(each, 'supply') && d.isFree(each, 'return');
  });
  const freeCdus = selection.filter((each) => d.kind(each) === 'cdu' && d.isFree(each, 'tcs-supply') && d.isFree(each, 'tcs-return'));
  const fresh = racks.length > 0 ? newLoops(d, freeCdus, (number) => `TCS-${number}`) : [];
  if (racks.length === 0) for (const cdu of freeCdus) d.left(cdu, 'no liquid-cooled rack in the selection waits for a loop');
  const loops = [...loopsOf(d), ...fresh];
  const served = new Map<TcsLoop, { row: RowOfEquipment; racks: Equipment[] }[]>();
  for (const row of rowsOf(d, racks)) {
    for (const rack of row.members) {
      const p = d.parametersOf(rack);
      const [heat, flow] = [coolantHeat_W(p), coolantFlow_m3_s(p)];
      const nearest = [...loops].sort((a, b) => distanceToLoop(a, rack.position_m) - distanceToLoop(b, rack.position_m));
      const loop = nearest.find((each) => shortfall(each, heat, flow) === undefined);
      if (!loop) {
        const [first] = nearest;
        d.left(
          rack,
          first ? `no CDU has capacity left. ${shortfall(first, heat, flow)}` : 'no CDU is in the selection or on a loop of the design',
        );
        continue;
      }
      loop.used_W += heat;
      loop.used_m3_s += flow;
      const rows = served.get(loop) ?? [];
      served.set(loop, rows);
      const mine = rows.find((each) => each.row === row);
      if (mine) mine.racks.push(rack);
      else rows.push({ row, racks: [rack] });
    }
  }
  for (const [loop, rows] of served) {
    const all = rows.flatMap((each) => each.racks);
    const pairs: Record<Way, Equipment>[] = [];
    if (loop.isNew) setPoints(d, loop, all);
    for (const { row, racks: mine } of rows) serveRow(d, loop, row, mine, pairs);
    if (loop.isNew && (loop.cdus.length > 1 || pairs.length > 1)) {
      const main = loopHeaders(d, loop, pairs, all);
      for (const way of ways) loop.headers[way].push(main[way]);
      const pipe = `pipe-ss-dn${nominalSize(d, 'pipe', flowOf(d, all) / Math.max(1, loop.cdus.length - 1), 2)}`;
      for (const cdu of loop.cdus) {
        for (const way of ways) {
          const port = d.port(cdu, cduPort[way]);
          const tap = port && nearestTap(d, [main[way]], port.at_m);
          if (port && tap) join(d, loop, pipe, way === 'supply' ? 'return' : 'supply', tap, port, { fittingLoss: 1.2 });
        }
      }
    }
    for (const pair of pairs) connectPair(d, loop, pair, flowOf(d, all) / pairs.length);
    for (const pair of pairs) for (const way of ways) loop.headers[way].push(pair[way]);
  }
  for (const loop of fresh)
    if (!served.has(loop))
      for (const cdu of loop.cdus) d.left(cdu, 'the racks of the selection are nearer to other CDUs with capacity left');
  return fresh.filter((loop) => served.has(loop));
}
