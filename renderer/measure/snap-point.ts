/** The point that is meant by a pointer near a corner, an edge or a port of what lies under it. */
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { portPlace, portsOf, routeOf } from '../../shared/catalogue/route.ts';
import { elementNamed, elementParts } from '../../shared/document/building-elements.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Place } from '../../shared/document/records.ts';
import { distance, footprint } from '../../shared/geometry/pose.ts';

export type SnappedTo = 'port' | 'corner' | 'edge';

export interface SnapPoint {
  readonly at_m: Place;
  readonly to: SnappedTo;
}

export type Project = (place: Place) => { readonly x: number; readonly y: number } | undefined;

/** Reach on the screen; a port wins over a corner, and a corner over an edge. */
export const reach_px = { port: 12, corner: 12, edge: 8 } as const;

type Edge = readonly [from: Place, to: Place];

/** Edges of what lies under the pointer: of a body, a column, a door or a wall, and the middle line of a run. */
function edgesOf(document: Document, id: RecordId): readonly Edge[] {
  const { equipment, connection, space } = document.tables;
  const piece = equipment.get(id);
  if (piece) {
    const envelope = envelopeOf(document, piece);
    if (!envelope) return [];
    const low = piece.position_m[2];
    return outlineEdges(footprint(piece.position_m, piece.yaw_deg, envelope.width_m, envelope.depth_m), low, low + envelope.height_m);
  }
  const run = connection.get(id);
  if (run) {
    const route = routeOf(document, run);
    return route.flatMap((from, i): Edge[] => [[from, route[i + 1] ?? from]]);
  }
  const room = space.get(id);
  if (room) return outlineEdges(room.outline_m, room.elevation_m, room.elevation_m + room.height_m);
  const element = elementNamed(space, id);
  return element ? elementParts(element).flatMap(({ corners, low_m, high_m }) => outlineEdges(corners, low_m, high_m)) : [];
}

function outlineEdges(outline: readonly (readonly [number, number])[], low_m: number, high_m: number): Edge[] {
  return outline.flatMap(([x, y], i): Edge[] => {
    const [nx, ny] = outline[(i + 1) % outline.length] ?? [x, y];
    return [
      [
        [x, y, low_m],
        [nx, ny, low_m],
      ],
      [
        [x, y, high_m],
        [nx, ny, high_m],
      ],
      [
        [x, y, low_m],
        [x, y, high_m],
      ],
    ];
  });
}

/** Outlines of halls and rooms on their floor. */
function floorEdges(document: Document): readonly Edge[] {
  return [...document.tables.space.values()].flatMap(({ outline_m, elevation_m }) =>
    outline_m.map((corner, i): Edge => {
      const next = outline_m[(i + 1) % outline_m.length] ?? corner;
      return [
        [corner[0], corner[1], elevation_m],
        [next[0], next[1], elevation_m],
      ];
    }),
  );
}

/** Part of the way from `a` to `b` that is nearest to the pointer, on the screen. */
function nearestPart(a: { x: number; y: number }, b: { x: number; y: number }, x: number, y: number): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  return length2 < 1e-9 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length2));
}

/**
 * @param id what lies under the pointer; without it only floors are looked at
 * @param x,y the pointer in CSS pixels of the view
 * @param eye where the camera stands
 */
export function snapPoint(
  document: Document,
  id: RecordId | null,
  x: number,
  y: number,
  eye: Place,
  project: Project,
): SnapPoint | undefined {
  const away = (place: Place): number => {
    const at = project(place);
    return at ? Math.hypot(at.x - x, at.y - y) : Number.POSITIVE_INFINITY;
  };
  // Of the points in reach the one in front is meant: seen from above, a corner at the foot lies under the one at the top.
  const nearest = (places: readonly Place[], reach: number): Place | undefined =>
    places.filter((place) => away(place) <= reach).sort((a, b) => distance(a, eye) - distance(b, eye))[0];
  const equipment = id === null ? undefined : document.tables.equipment.get(id);
  if (equipment) {
    const ports = portsOf(document, equipment).flatMap(({ name }) => {
      const place = portPlace(document, { equipment: equipment.id, port: name });
      return place ? [place.at_m] : [];
    });
    const port = nearest(ports, reach_px.port);
    if (port) return { at_m: port, to: 'port' };
  }
  const edges = id === null ? floorEdges(document) : edgesOf(document, id);
  const corner = nearest(
    edges.map(([from]) => from),
    reach_px.corner,
  );
  if (corner) return { at_m: corner, to: 'corner' };
  const onEdges = edges.flatMap(([from, to]): Place[] => {
    const [a, b] = [project(from), project(to)];
    if (!a || !b) return [];
    // In perspective the part on the screen is not the part in space; a few halvings find it.
    let [low, high] = [0, 1];
    const at = (part: number): Place => [
      from[0] + (to[0] - from[0]) * part,
      from[1] + (to[1] - from[1]) * part,
      from[2] + (to[2] - from[2]) * part,
    ];
    const wanted = nearestPart(a, b, x, y);
    for (let i = 0; i < 24; i++) {
      const part = (low + high) / 2;
      const seen = project(at(part));
      if (!seen) return [];
      if (nearestPart(a, b, seen.x, seen.y) < wanted) low = part;
      else high = part;
    }
    return [at((low + high) / 2)];
  });
  const edge = nearest(onEdges, reach_px.edge);
  return edge && { at_m: edge, to: 'edge' };
}
