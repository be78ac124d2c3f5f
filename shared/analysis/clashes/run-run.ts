/** Runs through other runs. */
import type { RunBody } from '../../catalogue/run-body.ts';
import type { ConnectionId } from '../../document/ids.ts';
import type { ConnectionEnd, Place } from '../../document/records.ts';
import { gapBetween } from '../../geometry/capsule.ts';
import { forNearPairs } from '../../geometry/near-pairs.ts';
import { distance } from '../../geometry/pose.ts';
import { boundsOfAll } from '../bodies.ts';
import { type Clash, touching_m } from './clash.ts';
import { Deepest } from './deepest.ts';
import type { Piece } from './pieces.ts';

const isCable = ({ kind }: RunBody) => kind !== 'pipe';

/** Cables of one system lie together in their tray, and bend over one another. */
const inOneTray = (a: RunBody, b: RunBody) => isCable(a) && isCable(b) && a.connection.system === b.connection.system;

/** Places of the ends of two runs that are at the same piece of equipment. */
function* sharedEnds(a: RunBody, b: RunBody): Generator<readonly [Place, Place]> {
  const ends = ({ connection: { from, to }, route }: RunBody): [ConnectionEnd, Place][] => [
    [from, route[0] as Place],
    [to, route.at(-1) as Place],
  ];
  for (const [end, at] of ends(a)) for (const [other, there] of ends(b)) if (end.equipment === other.equipment) yield [at, there];
}

/**
 * Whether two runs meet where both are joined: at a tee, or at ports that lie closer together than the runs are thick,
 * which is for their fittings to settle.
 */
function isJoint(a: RunBody, b: RunBody, at_m: Place): boolean {
  const reach_m = 2 * (a.radius_m + b.radius_m);
  for (const [p, q] of sharedEnds(a, b)) if (distance(p, at_m) < reach_m && distance(q, at_m) < reach_m) return true;
  return false;
}

/** @returns one clash per pair of runs, where it is deepest, named by the run that comes first */
export function clashesBetweenRuns(pieces: readonly Piece[]): Clash[] {
  const found = new Deepest<ConnectionId>('run');
  forNearPairs(boundsOfAll(pieces), touching_m, (i, j) => {
    const [p, q] = [pieces[i] as Piece, pieces[j] as Piece];
    if (p.run === q.run || inOneTray(p.run, q.run)) return;
    const { distance_m, at_m } = gapBetween(p.a, p.b, q.a, q.b);
    const depth_m = p.run.radius_m + q.run.radius_m - distance_m;
    if (depth_m <= touching_m || isJoint(p.run, q.run, at_m)) return;
    found.take(p.run.connection.id, q.run.connection.id, depth_m, at_m);
  });
  return found.clashes();
}
