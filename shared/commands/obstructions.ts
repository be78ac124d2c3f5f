/** What a piece, a wall or a column would have against it where it stands: the judgement of the rules, while it is dragged. */
import {
  bodiesMeet,
  ceilingMet,
  doorwayBlocked,
  missing_m,
  type Obstruction,
  type SolidPart,
  solidMet,
  tolerance_m,
  workingSpaceTaken,
  workingSpaceWalled,
} from '../catalogue/obstruction.ts';
import { overheadKinds, type PlacedBody, placedBody } from '../catalogue/placed-body.ts';
import { envelopeOf, type WorkingSpace, workingSpacesOf } from '../catalogue/placement.ts';
import { elementNamed } from '../document/building-elements.ts';
import type { Document } from '../document/document.ts';
import { doorwaysOf } from '../document/doorways.ts';
import type { Equipment } from '../document/records.ts';
import type { Bounds } from '../geometry/polygon.ts';
import type { PlanBox } from '../geometry/spatial-index.ts';
import type { StandingIndex } from './clearance.ts';

interface Stander {
  readonly body: PlacedBody;
  readonly working: readonly { readonly space: WorkingSpace; readonly bounds: Bounds }[];
}

const standers = new WeakMap<Equipment, Stander>();

/** Undefined for what hangs overhead, where things cross freely. What stands still is asked for at every move. */
function standerOf(document: Document, equipment: Equipment): Stander | undefined {
  const before = standers.get(equipment);
  if (before && before.body.envelope === envelopeOf(document, equipment)) return before;
  const body = placedBody(document, equipment);
  if (!body || overheadKinds.has(body.kind)) return undefined;
  const working = workingSpacesOf(equipment, body.envelope).map((space) => ({ space, bounds: space.bounds }));
  const stander = { body, working };
  standers.set(equipment, stander);
  return stander;
}

const overlap = (a: Bounds, b: Bounds): boolean =>
  Math.min(a.max[0], b.max[0]) - Math.max(a.min[0], b.min[0]) > tolerance_m &&
  Math.min(a.max[1], b.max[1]) - Math.max(a.min[1], b.min[1]) > tolerance_m &&
  Math.min(a.max[2], b.max[2]) - Math.max(a.min[2], b.min[2]) > tolerance_m;

/** The wall or column that a box of the index is. */
function solidOf({ tables }: Document, { id, corners, isWall }: PlanBox): SolidPart | undefined {
  const space = tables.space.get(id.slice(0, id.lastIndexOf(' ')));
  return space && { space, part: { what: isWall ? 'wall' : 'column', corners } };
}

/** Overlaps first, of either sort what misses most. */
const worstFirst = (a: Obstruction, b: Obstruction): number =>
  (a.rule === 'overlap' ? 0 : 1) - (b.rule === 'overlap' ? 0 : 1) || missing_m(b) - missing_m(a);

/**
 * @param document in which the piece stands where it is asked about
 * @param index of what else stands (`standingIndex`)
 * @returns the worst first
 */
export function obstructionsOf(document: Document, equipment: Equipment, index: StandingIndex): Obstruction[] {
  const own = standerOf(document, equipment);
  if (!own) return [];
  const { body, working } = own;
  const { min, max } = body.bounds;
  const reach_m = Math.max(index.workingReach_m, body.envelope.frontClearance_m, body.envelope.rearClearance_m);
  const found: (Obstruction | undefined)[] = [ceilingMet(document, body)];
  for (const box of index.near(min[0] - reach_m, min[1] - reach_m, max[0] + reach_m, max[1] + reach_m)) {
    if (box.id === equipment.id || Math.min(box.high_m, max[2]) - Math.max(box.low_m, min[2]) <= tolerance_m) continue;
    const neighbour = document.tables.equipment.get(box.id);
    const other = neighbour && standerOf(document, neighbour);
    if (other) {
      if (overlap(body.bounds, other.body.bounds)) found.push(bodiesMeet(body, other.body));
      for (const { space, bounds } of working)
        if (overlap(bounds, other.body.bounds)) found.push(workingSpaceTaken(body, space, other.body));
      for (const { space, bounds } of other.working)
        if (overlap(bounds, body.bounds)) found.push(workingSpaceTaken(other.body, space, body));
    } else if (!neighbour) {
      const solid = solidOf(document, box);
      if (!solid) continue;
      found.push(solidMet(body, solid));
      for (const { space } of working) found.push(workingSpaceWalled(body, space, solid));
    }
  }
  for (const box of index.doorways.near(min[0], min[1], max[0], max[1])) {
    const element = elementNamed(document.tables.space, box.id);
    const doorway = element && doorwaysOf(element.space).find(({ opening }) => opening === element.index);
    if (doorway && Math.min(box.high_m, max[2]) - Math.max(box.low_m, min[2]) > tolerance_m)
      found.push(doorwayBlocked(body, element.space, doorway));
  }
  return found.filter((each) => each !== undefined).sort(worstFirst);
}

/** What stands in a wall or a column, or loses working space to it. */
export function obstructionsBySolid(
  document: Document,
  solid: SolidPart & { readonly part: { readonly low_m: number; readonly high_m: number } },
  index: StandingIndex,
): Obstruction[] {
  const { corners, low_m, high_m } = solid.part;
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const reach_m = index.workingReach_m;
  const near = index.near(Math.min(...xs) - reach_m, Math.min(...ys) - reach_m, Math.max(...xs) + reach_m, Math.max(...ys) + reach_m);
  return near
    .flatMap((box) => {
      const equipment = document.tables.equipment.get(box.id);
      const stander = equipment && standerOf(document, equipment);
      if (!stander || Math.min(box.high_m, high_m) - Math.max(box.low_m, low_m) <= tolerance_m) return [];
      const met = solidMet(stander.body, solid);
      const walled = stander.working.map(({ space }) => workingSpaceWalled(stander.body, space, solid));
      return [met, ...walled].filter((each) => each !== undefined);
    })
    .sort(worstFirst);
}
