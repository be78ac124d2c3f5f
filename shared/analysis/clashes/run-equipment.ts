/** Runs through equipment that they do not end at. */
import type { PlacedBody } from '../../catalogue/placed-body.ts';
import type { RunBody } from '../../catalogue/run-body.ts';
import type { EquipmentId } from '../../document/ids.ts';
import type { Place } from '../../document/records.ts';
import { type Gap, gapBetween, gapToBox } from '../../geometry/capsule.ts';
import { forNearPairsBetween } from '../../geometry/near-pairs.ts';
import { placed } from '../../geometry/pose.ts';
import { boundsOfAll } from '../bodies.ts';
import { type Clash, touching_m } from './clash.ts';
import { Deepest } from './deepest.ts';
import type { Piece } from './pieces.ts';

/** A header is a length of pipe: round, and lying. Its line ends a radius before its ends. */
function axisOf({ equipment, envelope }: PlacedBody): readonly [Place, Place] {
  const half = Math.max(0, envelope.width_m - envelope.depth_m) / 2;
  const end = (x: number): Place => placed([x, 0, envelope.height_m / 2], equipment.position_m, equipment.yaw_deg);
  return [end(-half), end(half)];
}

/** How near the middle of a piece comes to a body. */
export function gapToBody(body: PlacedBody, a: Place, b: Place): Gap {
  if (body.kind !== 'header') {
    const { outline_m, low_m, high_m } = body.body;
    return gapToBox({ corners: outline_m, low_m, high_m }, a, b);
  }
  const { distance_m, at_m } = gapBetween(a, b, ...axisOf(body));
  return { distance_m: distance_m - body.envelope.depth_m / 2, at_m };
}

const holds = (body: PlacedBody, at_m: Place): boolean => gapToBody(body, at_m, at_m).distance_m < -touching_m;
/** Whether a run ends within a body, at what stands in it: a shelf in its rack. It must get in. */
const endsIn = (body: PlacedBody, { route }: RunBody): boolean => holds(body, route[0] as Place) || holds(body, route.at(-1) as Place);

/**
 * @param pieces of the runs that are asked about
 * @returns one clash per run and piece of equipment, where it is deepest
 */
export function clashesWithEquipment(pieces: readonly Piece[], bodies: readonly PlacedBody[]): Clash[] {
  const found = new Deepest<EquipmentId>('equipment');
  forNearPairsBetween(boundsOfAll(bodies), boundsOfAll(pieces), touching_m, (i, j) => {
    const body = bodies[i] as PlacedBody;
    const piece = pieces[j] as Piece;
    const { connection } = piece.run;
    if (connection.from.equipment === body.equipment.id || connection.to.equipment === body.equipment.id) return;
    const { distance_m, at_m } = gapToBody(body, piece.a, piece.b);
    const depth_m = piece.run.radius_m - distance_m;
    if (depth_m <= touching_m || endsIn(body, piece.run)) return;
    found.take(connection.id, body.equipment.id, depth_m, at_m);
  });
  return found.clashes();
}
