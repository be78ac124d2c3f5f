/** What stands in the way of equipment at a place: bodies that overlap and working space that is taken. */
import type { Envelope } from '../catalogue/kind.ts';
import { envelopeOf } from '../catalogue/placement.ts';
import { elementId } from '../document/building-elements.ts';
import { type BuildingPart, buildingParts, columnsOf, wallsOf } from '../document/building-parts.ts';
import type { Document, Tables } from '../document/document.ts';
import { doorwaysOf } from '../document/doorways.ts';
import type { RecordId } from '../document/ids.ts';
import type { Equipment, Place, Point, Space } from '../document/records.ts';
import { placed } from '../geometry/pose.ts';
import { joined, type LateBoxes, type PlanBox, type SpatialIndex, spatialIndex } from '../geometry/spatial-index.ts';
import { wallAxis } from './auto/obstacle.ts';

/** Rectangle in the equipment's frame from (x0, y0) to (x1, y1), as a box over the envelope's height. */
function boxAt(id: string, position_m: Place, yaw_deg: number, height_m: number, x0: number, y0: number, x1: number, y1: number): PlanBox {
  const corner = (x: number, y: number): Point => {
    const [px, py] = placed([x, y, 0], position_m, yaw_deg);
    return [px, py];
  };
  return {
    id,
    corners: [corner(x0, y0), corner(x1, y0), corner(x1, y1), corner(x0, y1)],
    low_m: position_m[2],
    high_m: position_m[2] + height_m,
  };
}

export function bodyBox(id: string, envelope: Envelope, position_m: Place, yaw_deg: number): PlanBox {
  const [w, d] = [envelope.width_m / 2, envelope.depth_m / 2];
  return boxAt(id, position_m, yaw_deg, envelope.height_m, -w, -d, w, d);
}

/** Body with its working space in front (−y) and behind. */
function clearanceBox(id: string, envelope: Envelope, position_m: Place, yaw_deg: number): PlanBox {
  const [w, d] = [envelope.width_m / 2, envelope.depth_m / 2];
  return boxAt(id, position_m, yaw_deg, envelope.height_m, -w, -d - envelope.frontClearance_m, w, d + envelope.rearClearance_m);
}

/** What stands, and how far in front of it somebody else may be in its working space. */
export interface StandingIndex extends SpatialIndex {
  readonly workingReach_m: number;
  /** Ways through openings, which are to be free and stand in nobody's way; ids as those of the openings. */
  readonly doorways: SpatialIndex;
}

/**
 * Everything placed, walls and columns, except the given records, spaces and elements: made at the start of a drag.
 * @param besides what is in the way of this one mover and of no other
 */
export function standingIndex(document: Document, except: ReadonlySet<RecordId>, besides: readonly PlanBox[] = []): StandingIndex {
  const boxes: PlanBox[] = [...besides];
  const doorways: PlanBox[] = [];
  for (const space of document.tables.space.values()) {
    if (except.has(space.id)) continue;
    for (const { opening, corners, low_m, high_m } of doorwaysOf(space))
      doorways.push({ id: elementId(space.id, 'opening', opening), corners, low_m, high_m });
    const columns = columnsOf(space).filter((_, i) => !except.has(elementId(space.id, 'column', i)));
    const first = space.outline_m.length;
    const walls = wallsOf(space).filter(({ wall = 0 }) => !(wall >= first && except.has(elementId(space.id, 'partition', wall - first))));
    boxes.push(...boxesOf(space, [...walls, ...columns]));
  }
  const late = standing(document, except);
  return { ...spatialIndex(boxes, undefined, late), workingReach_m: late.workingReach_m, doorways: spatialIndex(doorways) };
}

/** The same of some pieces alone: how those that are moved one by one come to stand to each other. */
export function bodyIndex(document: Document, pieces: readonly Equipment[]): StandingIndex {
  let workingReach_m = 0;
  const boxes = pieces.flatMap((piece) => {
    const envelope = envelopeOf(document, piece);
    if (!envelope) return [];
    workingReach_m = Math.max(workingReach_m, envelope.frontClearance_m, envelope.rearClearance_m);
    return [bodyBox(piece.id, envelope, piece.position_m, piece.yaw_deg)];
  });
  return { ...spatialIndex(boxes), workingReach_m, doorways: spatialIndex([]) };
}

const boxesOf = (space: Space, parts: readonly BuildingPart[]): PlanBox[] =>
  parts.map(({ what, corners, low_m, high_m }, i) => ({
    id: `${space.id} ${i}`,
    corners,
    low_m,
    high_m,
    ...(what === 'column' ? {} : { isWall: true }),
  }));

const buildings = new WeakMap<Tables['space'], SpatialIndex>();

/** Walls and columns as runs meet them, made once: a drag leads runs again at every move. Of a wall askew the bounds would be mostly room. */
function buildingIndex(spaces: Tables['space']): SpatialIndex {
  let index = buildings.get(spaces);
  if (!index) {
    const boxes = [...spaces.values()].flatMap((space) => boxesOf(space, buildingParts(space)));
    index = spatialIndex(boxes.filter(({ isWall, corners }) => !isWall || wallAxis(corners) !== undefined));
    buildings.set(spaces, index);
  }
  return index;
}

/** What runs keep clear of. They pass straight through walls, and are asked not to run along in them (`auto/obstacle.ts`). */
export const runObstacles = (document: Document): SpatialIndex =>
  joined(buildingIndex(document.tables.space), spatialIndex([], undefined, standing(document, new Set())));

/** Bodies of all equipment but the given, made when somebody comes near. */
function standing(document: Document, except: ReadonlySet<RecordId>): LateBoxes & { readonly workingReach_m: number } {
  const { equipment: table } = document.tables;
  const all: Equipment[] = [];
  const places_m = new Float64Array(table.size * 2);
  // Most records are their item as it is: one look at the item is enough for how far they reach.
  const reaches = new Map<string, number>();
  let reach_m = 0;
  let workingReach_m = 0;
  for (const equipment of table.values()) {
    if (except.has(equipment.id)) continue;
    const asItem = Object.keys(equipment.overrides).length === 0;
    let reach = asItem ? reaches.get(equipment.item) : undefined;
    if (reach === undefined) {
      const envelope = envelopeOf(document, equipment);
      reach = envelope ? Math.hypot(envelope.width_m, envelope.depth_m) / 2 : 0;
      if (envelope) workingReach_m = Math.max(workingReach_m, envelope.frontClearance_m, envelope.rearClearance_m);
      if (asItem) reaches.set(equipment.item, reach);
    }
    reach_m = Math.max(reach_m, reach);
    places_m[all.length * 2] = equipment.position_m[0];
    places_m[all.length * 2 + 1] = equipment.position_m[1];
    all.push(equipment);
  }
  return {
    places_m: places_m.subarray(0, all.length * 2),
    reach_m,
    workingReach_m,
    box: (thing) => {
      const equipment = all[thing];
      const envelope = equipment && envelopeOf(document, equipment);
      return envelope && bodyBox(equipment.id, envelope, equipment.position_m, equipment.yaw_deg);
    },
  };
}

export type Clash = 'none' | 'clearance' | 'overlap';

/** Worst thing in the way at a place. */
export function clashAt(index: SpatialIndex, id: string, envelope: Envelope, position_m: Place, yaw_deg: number): Clash {
  if (index.overlapping(bodyBox(id, envelope, position_m, yaw_deg)).length > 0) return 'overlap';
  return index.overlapping(clearanceBox(id, envelope, position_m, yaw_deg)).length > 0 ? 'clearance' : 'none';
}
