/** What has been measured: points held on records, so that a figure follows what it was taken from. */

import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { bodyBox, standingIndex } from '../../shared/commands/clearance.ts';
import { gapsAround } from '../../shared/commands/gaps.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Place, Point } from '../../shared/document/records.ts';
import { area } from '../../shared/geometry/polygon.ts';
import { distance, placed, turned } from '../../shared/geometry/pose.ts';
import type { SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import type { UnitSystem } from '../../shared/units/convert.ts';
import { describeQuantity, displayUnit } from '../../shared/units/format.ts';
import type { QuantityKind } from '../../shared/units/quantity.ts';

/** A point in the frame of the equipment it was taken on, else in the site's. */
export interface Anchor {
  readonly record: RecordId | null;
  readonly at_m: Place;
}

export type MeasureKind = 'distance' | 'area' | 'clearance';

export interface Measurement {
  readonly kind: MeasureKind;
  /** Two ends of a distance; corners of an area; one on the piece whose surroundings are measured. */
  readonly anchors: readonly Anchor[];
}

export interface Figure {
  readonly at_m: Place;
  readonly text: string;
}

export interface Drawn {
  readonly lines: readonly (readonly [from: Place, to: Place])[];
  readonly figures: readonly Figure[];
}

/** Holds a place on the equipment that it was taken on. */
export function anchorAt(document: Document, at_m: Place, record: RecordId | null): Anchor {
  const equipment = record === null ? undefined : document.tables.equipment.get(record);
  if (!equipment) return { record: null, at_m };
  const [x, y, z] = equipment.position_m;
  return { record, at_m: turned([at_m[0] - x, at_m[1] - y, at_m[2] - z], -equipment.yaw_deg) };
}

/** Where an anchor is now; undefined when what it was taken on is gone. */
export function anchorPlace(document: Document, { record, at_m }: Anchor): Place | undefined {
  if (record === null) return at_m;
  const equipment = document.tables.equipment.get(record);
  return equipment && placed(at_m, equipment.position_m, equipment.yaw_deg);
}

const figure = (value_SI: number, kind: QuantityKind, system: UnitSystem) => describeQuantity(value_SI, kind, { system, digits: 4 });
const middle = (places: readonly Place[]): Place => {
  const mean = (axis: 0 | 1 | 2) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return [mean(0), mean(1), mean(2)];
};

/** Length, and its parts along the axes where it is along none of them. */
export function distanceText(from: Place, to: Place, system: UnitSystem): string {
  const parts = ([0, 1, 2] as const).map((axis) => Math.abs(to[axis] - from[axis]));
  const length_m = distance(from, to);
  const whole = figure(length_m, 'length', system);
  const { name: unit } = displayUnit(length_m, 'length', system, 4);
  const oblique = parts.filter((part) => part > 5e-4).length > 1;
  return oblique
    ? `${whole}\n${parts.map((part, i) => `${'XYZ'[i]} ${describeQuantity(part, 'length', { digits: 4, unit })}`).join('  ')}`
    : whole;
}

/** A polygon in plan: its area and the way round it. */
export function areaText(corners: readonly Place[], system: UnitSystem): string {
  const outline = corners.map(([x, y]): Point => [x, y]);
  const round = corners.reduce((sum, corner, i) => sum + distance(corner, corners[(i + 1) % corners.length] ?? corner), 0);
  return `${figure(Math.abs(area(outline)), 'area', system)}\nround it ${figure(round, 'length', system)}`;
}

/** Neighbours closer than this touch: there is nothing to measure between them. */
const touching_m = 0.001;

function clearanceOf(document: Document, id: RecordId, index: SpatialIndex, system: UnitSystem): Drawn | undefined {
  const equipment = document.tables.equipment.get(id);
  const envelope = equipment && envelopeOf(document, equipment);
  if (!equipment || !envelope) return undefined;
  const box = bodyBox(id, envelope, equipment.position_m, equipment.yaw_deg);
  const z = box.low_m + 0.02;
  const gaps = gapsAround(box, index).filter(({ distance_m }) => distance_m > touching_m);
  return {
    lines: gaps.map(({ from, to }) => [
      [from[0], from[1], z],
      [to[0], to[1], z],
    ]),
    figures: gaps.map(({ from, to, distance_m }) => ({
      at_m: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, z],
      text: figure(distance_m, 'length', system),
    })),
  };
}

/**
 * Lines and figures of a measurement as the design stands; undefined when what it was taken on is gone.
 * @param index everything standing; asked for by clearances only
 */
export function drawn(
  document: Document,
  { kind, anchors }: Measurement,
  index: () => SpatialIndex,
  system: UnitSystem,
): Drawn | undefined {
  const places = anchors.map((anchor) => anchorPlace(document, anchor));
  if (!places.every((place) => place !== undefined)) return undefined;
  if (kind === 'clearance') return anchors[0]?.record ? clearanceOf(document, anchors[0].record, index(), system) : undefined;
  const [first, second] = places;
  if (!first || !second) return undefined;
  if (kind === 'distance')
    return { lines: [[first, second]], figures: [{ at_m: middle([first, second]), text: distanceText(first, second, system) }] };
  return {
    lines: places.map((place, i) => [place, places[(i + 1) % places.length] ?? place]),
    figures: [{ at_m: middle(places), text: areaText(places, system) }],
  };
}

/** Everything that stands, made once per document and only when asked. */
export function standing(document: Document): () => SpatialIndex {
  let made: SpatialIndex | undefined;
  return () => {
    made ??= standingIndex(document, new Set());
    return made;
  };
}
