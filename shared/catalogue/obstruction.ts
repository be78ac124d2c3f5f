/** What is wrong with where two things stand, judged pair by pair: by the rules, and alike while something is dragged. */
import { openingTitles } from '../document/building-elements.ts';
import type { BuildingPart } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import type { Doorway } from '../document/doorways.ts';
import type { RecordId } from '../document/ids.ts';
import type { Space } from '../document/records.ts';
import { penetration } from '../geometry/overlap.ts';
import type { PlacedBody } from './placed-body.ts';
import type { WorkingSpace } from './placement.ts';

/** Bodies may touch; a millimetre is left for rounding of drawn dimensions. */
export const tolerance_m = 0.001;

export interface Obstruction {
  readonly rule: 'overlap' | 'clearance';
  readonly subjects: readonly [RecordId, RecordId];
  /** Of an overlap, and of a way through a door, how deep it is stood in; of a working space what is left free. */
  readonly actual_m: number;
  readonly limit_m: number;
  readonly message: string;
}

/** A wall, a piece of one or a column of a space. */
export interface SolidPart {
  readonly space: Space;
  readonly part: Pick<BuildingPart, 'what' | 'corners'>;
}

/** By how much the two would have to move apart, or the working space be deeper. */
export const missing_m = ({ actual_m, limit_m }: Obstruction): number => Math.abs(limit_m - actual_m);

const overlapping = (subjects: Obstruction['subjects'], depth_m: number, message: string): Obstruction => ({
  rule: 'overlap',
  subjects,
  actual_m: depth_m,
  limit_m: 0,
  message,
});

/** Two bodies, of which the bounds are known to overlap. */
export function bodiesMeet(a: PlacedBody, b: PlacedBody): Obstruction | undefined {
  const depth_m = penetration(a.body.outline_m, b.body.outline_m);
  if (depth_m <= tolerance_m) return undefined;
  return overlapping([a.equipment.id, b.equipment.id], depth_m, `${a.equipment.tag} and ${b.equipment.tag} stand in the same place`);
}

/** A body and a wall or column, of which the bounds are known to overlap. */
export function solidMet({ equipment, body }: PlacedBody, { space, part }: SolidPart): Obstruction | undefined {
  const depth_m = penetration(body.outline_m, part.corners);
  if (depth_m <= tolerance_m) return undefined;
  const what = part.what === 'column' ? 'a column' : 'a wall';
  return overlapping([equipment.id, space.id], depth_m, `${equipment.tag} stands in ${what} of ${space.name}`);
}

/** A body and the suspended ceiling of the space it is in. */
export function ceilingMet({ tables }: Document, { equipment, bounds }: PlacedBody): Obstruction | undefined {
  const space = equipment.space === undefined ? undefined : tables.space.get(equipment.space);
  if (space?.ceiling_m === undefined) return undefined;
  const above_m = bounds.max[2] - space.elevation_m - space.ceiling_m;
  if (above_m <= tolerance_m) return undefined;
  return overlapping([equipment.id, space.id], above_m, `${equipment.tag} reaches through the ceiling of ${space.name}`);
}

/** A working space and the body of other equipment, of which the bounds are known to overlap. */
export function workingSpaceTaken(owner: PlacedBody, working: WorkingSpace, intruder: PlacedBody): Obstruction | undefined {
  const depth_m = penetration(intruder.body.outline_m, working.space.outline_m);
  if (depth_m <= tolerance_m) return undefined;
  return {
    rule: 'clearance',
    subjects: [owner.equipment.id, intruder.equipment.id],
    actual_m: Math.max(0, working.depth_m - depth_m),
    limit_m: working.depth_m,
    message: `${intruder.equipment.tag} stands in the ${working.side} working space of ${owner.equipment.tag}`,
  };
}

/** A working space and a wall or column, of which the bounds are known to overlap. */
export function workingSpaceWalled(owner: PlacedBody, working: WorkingSpace, { space, part }: SolidPart): Obstruction | undefined {
  if (penetration(part.corners, working.space.outline_m) <= tolerance_m) return undefined;
  const what = part.what === 'column' ? 'A column' : 'The wall';
  return {
    rule: 'clearance',
    subjects: [owner.equipment.id, space.id],
    // A slim column stands in the middle of a working space: what counts is the gap it leaves.
    actual_m: Math.max(0, -penetration(part.corners, owner.body.outline_m)),
    limit_m: working.depth_m,
    message: `${what} of ${space.name} stands in the ${working.side} working space of ${owner.equipment.tag}`,
  };
}

/** A body and the way through a door, of which the bounds are known to overlap. */
export function doorwayBlocked({ equipment, body }: PlacedBody, space: Space, doorway: Doorway): Obstruction | undefined {
  const depth_m = penetration(body.outline_m, doorway.corners);
  if (depth_m <= tolerance_m) return undefined;
  const message = `${equipment.tag} stands in the way through ${openingTitles[doorway.kind].toLowerCase()} ${doorway.opening + 1} of ${space.name}`;
  return {
    rule: 'clearance',
    subjects: [equipment.id, space.id],
    // The hole has no depth of its own, and what reaches in from the side leaves the landing its depth: said is how far it reaches in.
    actual_m: depth_m,
    limit_m: 0,
    message,
  };
}
