/** Where two runs may lie in one place: in a shared tray, and where both are joined. */
import type { Connection, ConnectionEnd, Place } from '../document/records.ts';
import { distance } from '../geometry/pose.ts';
import type { RunBody } from './run-body.ts';

const isCable = ({ kind }: Pick<RunBody, 'kind'>) => kind !== 'pipe';

/** Cables of one system lie together in their tray, and bend over one another. */
export const inOneTray = (a: Pick<RunBody, 'kind' | 'connection'>, b: Pick<RunBody, 'kind' | 'connection'>): boolean =>
  isCable(a) && isCable(b) && a.connection.system === b.connection.system;

type Ended = Pick<RunBody, 'route'> & { readonly connection: Pick<Connection, 'from' | 'to'> };

/** Places of the ends of two runs that are at the same piece of equipment. */
function* sharedEnds(a: Ended, b: Ended): Generator<readonly [Place, Place]> {
  const ends = ({ connection: { from, to }, route }: Ended): [ConnectionEnd, Place][] => [
    [from, route[0] as Place],
    [to, route.at(-1) as Place],
  ];
  for (const [end, at] of ends(a)) for (const [other, there] of ends(b)) if (end.equipment === other.equipment) yield [at, there];
}

/**
 * Whether two runs meet where both are joined: at a tee, or at ports that lie closer together than the runs are thick,
 * which is for their fittings to settle.
 */
export function isJoint(a: Ended & { readonly radius_m: number }, b: Ended & { readonly radius_m: number }, at_m: Place): boolean {
  const reach_m = 2 * (a.radius_m + b.radius_m);
  for (const [p, q] of sharedEnds(a, b)) if (distance(p, at_m) < reach_m && distance(q, at_m) < reach_m) return true;
  return false;
}
