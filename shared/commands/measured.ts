/** Where a measurement lies as the design stands: its points on what they were taken from, and the lines between them. */
import { envelopeOf } from '../catalogue/placement.ts';
import type { Document } from '../document/document.ts';
import type { EquipmentId, RecordId } from '../document/ids.ts';
import type { Anchor, Measurement, Place, Point } from '../document/records.ts';
import { clearWay } from '../geometry/clear-way.ts';
import { area } from '../geometry/polygon.ts';
import { distance, placed, turned } from '../geometry/pose.ts';
import type { SpatialIndex } from '../geometry/spatial-index.ts';
import { bodyBox, standingIndex } from './clearance.ts';
import { gapsAround, wallFaceIndex } from './gaps.ts';

/** Holds a place on the equipment that it was taken on; anything else does not move. */
export function anchorAt(document: Document, at_m: Place, record: RecordId | null): Anchor {
  const equipment = record === null ? undefined : document.tables.equipment.get(record);
  if (!equipment) return { at_m };
  const [x, y, z] = equipment.position_m;
  return { on: equipment.id, at_m: turned([at_m[0] - x, at_m[1] - y, at_m[2] - z], -equipment.yaw_deg) };
}

/** Where an anchor is now; undefined when what it was taken on is gone. */
export function anchorPlace(document: Document, { on, at_m }: Anchor): Place | undefined {
  if (on === undefined) return at_m;
  const equipment = document.tables.equipment.get(on);
  return equipment && placed(at_m, equipment.position_m, equipment.yaw_deg);
}

export type MeasuredLine = readonly [from: Place, to: Place];

/** Neighbours closer than this touch: there is nothing to measure between them. */
const touching_m = 0.001;
/** Whoever asks for the way to the nearest neighbour wants it across a hall too. */
const clearanceReach_m = 60;
/** Clear ways are drawn just above the floor that the piece stands on. */
const above_m = 0.02;

function clearWays(document: Document, id: EquipmentId, index: SpatialIndex): MeasuredLine[] | undefined {
  const equipment = document.tables.equipment.get(id);
  const envelope = equipment && envelopeOf(document, equipment);
  if (!equipment || !envelope) return undefined;
  const box = bodyBox(id, envelope, equipment.position_m, equipment.yaw_deg);
  const z = box.low_m + above_m;
  return gapsAround(box, index, wallFaceIndex(document), clearanceReach_m)
    .filter(({ distance_m }) => distance_m > touching_m)
    .map(({ from, to }) => [
      [from[0], from[1], z],
      [to[0], to[1], z],
    ]);
}

/** The clear distance between two pieces as a measurement on both; undefined where they touch or one has no body. */
export function clearAnchors(document: Document, a: EquipmentId, b: EquipmentId): readonly [Anchor, Anchor] | undefined {
  const [first, second] = [a, b].map((id) => {
    const equipment = document.tables.equipment.get(id);
    const envelope = equipment && envelopeOf(document, equipment);
    return envelope && bodyBox(id, envelope, equipment.position_m, equipment.yaw_deg);
  });
  const way = first && second && clearWay(first, second, above_m);
  return way && [anchorAt(document, way[0], a), anchorAt(document, way[1], b)];
}

/**
 * A distance as one line, an area as the ring of its edges, a clearance as the clear way to each neighbour; undefined when what it was
 * taken on is gone.
 * @param index everything standing; asked for by clearances only
 */
export function measuredLines(
  document: Document,
  { kind, anchors }: Pick<Measurement, 'kind' | 'anchors'>,
  index: () => SpatialIndex,
): readonly MeasuredLine[] | undefined {
  if (kind === 'clearance') {
    const on = anchors[0]?.on;
    return on === undefined ? undefined : clearWays(document, on, index());
  }
  const places = anchors.map((anchor) => anchorPlace(document, anchor));
  if (!places.every((place) => place !== undefined)) return undefined;
  const ring = places.map((place, i): MeasuredLine => [place, places[(i + 1) % places.length] ?? place]);
  return kind === 'distance' ? ring.slice(0, 1) : ring;
}

/** A polygon in plan, m², whichever way round it goes. */
export const planArea_m2 = (corners: readonly Place[]): number => Math.abs(area(corners.map(([x, y]): Point => [x, y])));

/** The way round a polygon, m. */
export const wayRound_m = (corners: readonly Place[]): number =>
  corners.reduce((sum, corner, i) => sum + distance(corner, corners[(i + 1) % corners.length] ?? corner), 0);

/** Everything that stands, made once per document and only when asked. */
export function standing(document: Document): () => SpatialIndex {
  let made: SpatialIndex | undefined;
  return () => {
    made ??= standingIndex(document, new Set());
    return made;
  };
}
