/** Runs through columns, along inside walls, and through walls from side to side. */
import type { RunBody } from '../../catalogue/run-body.ts';
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Place } from '../../document/records.ts';
import { gapToBox } from '../../geometry/capsule.ts';
import { forNearPairsBetween } from '../../geometry/near-pairs.ts';
import { distance } from '../../geometry/pose.ts';
import { boundsOfAll } from '../bodies.ts';
import { type Clash, type Penetration, touching_m } from './clash.ts';
import { Deepest } from './deepest.ts';
import type { Piece } from './pieces.ts';
import { buildingSolids, type Solid, sharedWall_m, thinOpenings, type Wall } from './walls.ts';

/** One piece of a run at one wall. */
interface Hit {
  readonly piece: Piece;
  readonly depth_m: number;
  readonly at_m: Place;
}

/** On which side of a wall a place is: −1 within, +1 beyond, 0 in the wall itself. */
function sideOf({ line, reach_m }: Wall, [x, y]: Place): -1 | 0 | 1 {
  const out_m = (x - line.from[0]) * line.out[0] + (y - line.from[1]) * line.out[1];
  return out_m < reach_m[0] + touching_m ? -1 : out_m > reach_m[1] - touching_m ? 1 : 0;
}

const passes = (wall: Wall, a: Place, b: Place): boolean => sideOf(wall, a) * sideOf(wall, b) === -1;

/** Where the line from a to b is in the middle of a wall. */
function holeAt({ line, reach_m }: Wall, a: Place, b: Place): Place {
  const out_m = ([x, y]: Place) => (x - line.from[0]) * line.out[0] + (y - line.from[1]) * line.out[1];
  const [p, q] = [out_m(a), out_m(b)];
  const t = p === q ? 0.5 : Math.min(1, Math.max(0, ((reach_m[0] + reach_m[1]) / 2 - p) / (q - p)));
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

function penetrationAt(wall: Wall, run: RunBody, at_m: Place): Penetration {
  const { line, space } = wall;
  return {
    run: run.connection.id,
    wall: wall.id,
    wallNumber: wall.index + 1,
    at_m,
    along_m: (at_m[0] - line.from[0]) * line.along[0] + (at_m[1] - line.from[1]) * line.along[1],
    height_m: at_m[2] - space.elevation_m,
    diameter_m: 2 * run.radius_m,
  };
}

/** Pieces that follow one another, each a list. */
function sequences(hits: readonly Hit[]): Hit[][] {
  const lists: Hit[][] = [];
  for (const hit of [...hits].sort((p, q) => p.piece.index - q.piece.index)) {
    const last = lists.at(-1);
    if (last && hit.piece.index - (last.at(-1) as Hit).piece.index <= 1) last.push(hit);
    else lists.push([hit]);
  }
  return lists;
}

/** Places of the holes that pieces at a wall make; none where they run along in it. */
function holesOf(wall: Wall, hits: readonly Hit[]): Place[] {
  const through = hits.filter(({ piece }) => passes(wall, piece.a, piece.b));
  if (through.length > 0) return through.map(({ piece }) => holeAt(wall, piece.a, piece.b));
  const [first, last] = [hits[0] as Hit, hits.at(-1) as Hit];
  return passes(wall, first.piece.a, last.piece.b) ? [first.at_m] : [];
}

interface AtWall {
  readonly wall: Wall;
  readonly run: RunBody;
  readonly hits: Hit[];
}

export interface BuildingClashes {
  readonly clashes: readonly Clash[];
  readonly penetrations: readonly Penetration[];
}

/** @param pieces of the runs that are asked about */
export function clashesWithBuilding(document: Document, pieces: readonly Piece[]): BuildingClashes {
  const solids = buildingSolids(document);
  const columns = new Deepest<RecordId>('column');
  const atWalls = new Map<Wall, Map<RunBody, AtWall>>();
  forNearPairsBetween(boundsOfAll(solids), boundsOfAll(pieces), touching_m, (i, j) => {
    const [{ part, wall, id }, piece] = [solids[i] as Solid, pieces[j] as Piece];
    const { distance_m, at_m } = gapToBox(part, piece.a, piece.b);
    const depth_m = piece.run.radius_m - distance_m;
    if (depth_m <= touching_m) return;
    if (!wall) return columns.take(piece.run.connection.id, id, depth_m, at_m);
    const runs = atWalls.get(wall) ?? new Map<RunBody, AtWall>();
    atWalls.set(wall, runs);
    const known = runs.get(piece.run);
    if (known) known.hits.push({ piece, depth_m, at_m });
    else runs.set(piece.run, { wall, run: piece.run, hits: [{ piece, depth_m, at_m }] });
  });
  const inWalls = new Deepest<RecordId>('wall');
  const holes = new Holes(document);
  for (const runs of atWalls.values()) {
    for (const { wall, run, hits } of runs.values()) {
      for (const list of sequences(hits)) {
        const places = holesOf(wall, list);
        for (const at_m of places) holes.add(wall, run, at_m);
        if (places.length > 0 || !wall.designed) continue;
        for (const { depth_m, at_m } of list) inWalls.take(run.connection.id, wall.id, depth_m, at_m);
      }
    }
  }
  return { clashes: [...columns.clashes(), ...inWalls.clashes()], penetrations: holes.list };
}

/** Holes in walls. Where thicknesses are not stated, the walls of two neighbouring spaces are one, and so are their openings. */
class Holes {
  readonly list: Penetration[] = [];
  readonly #thin = new Map<RunBody, Place[]>();
  readonly #openings: ReturnType<typeof thinOpenings>;

  constructor(document: Document) {
    this.#openings = thinOpenings(document);
  }

  add(wall: Wall, run: RunBody, at_m: Place): void {
    if (!wall.designed) {
      const made = this.#thin.get(run) ?? [];
      if (made.some((other) => distance(other, at_m) < 2 * sharedWall_m)) return;
      if (this.#openings.some((opening) => gapToBox(opening, at_m, at_m).distance_m < -run.radius_m)) return;
      this.#thin.set(run, [...made, at_m]);
    }
    this.list.push(penetrationAt(wall, run, at_m));
  }
}
