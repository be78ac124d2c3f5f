/** Runs through other runs. */
import { inOneTray, isJoint } from '../../catalogue/run-meeting.ts';
import type { ConnectionId } from '../../document/ids.ts';
import { gapBetween } from '../../geometry/capsule.ts';
import { forNearPairs } from '../../geometry/near-pairs.ts';
import { boundsOfAll } from '../bodies.ts';
import { type Clash, touching_m } from './clash.ts';
import { Deepest } from './deepest.ts';
import type { Piece } from './pieces.ts';

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
