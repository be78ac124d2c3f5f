/**
 * The plan of a design as drawing primitives in metres, made once: DXF and PDF are written from this list, so
 * the two cannot disagree. x to the right (east), y up (north).
 */
import { envelopeOf } from '../../catalogue/placement.ts';
import { kindOf } from '../../catalogue/resolve.ts';
import { routeOf } from '../../catalogue/route.ts';
import { columnsOf, type WallLine, wallLine, wallsOf } from '../../document/building-parts.ts';
import type { Document } from '../../document/document.ts';
import type { Opening, Point } from '../../document/records.ts';
import { footprint } from '../../geometry/pose.ts';
import { byText } from '../text.ts';
import { dimensionsOf, type PlanDimension } from './dimensions.ts';
import { gridOf, type PlanAxis } from './grid.ts';
import { measuredInPlan, type PlanArea, type PlanRise } from './measured.ts';

export type PlanLayer =
  | 'A-FLOR'
  | 'A-AISL'
  | 'A-WALL'
  | 'A-DOOR'
  | 'A-COLS'
  | 'A-GRID'
  | 'A-ANNO-DIMS'
  | 'I-RACK'
  | 'M-EQPM'
  | 'M-AIR'
  | 'M-PIPE-TCS'
  | 'M-PIPE-FWS'
  | 'M-PIPE-CHW'
  | 'M-PIPE-CWS'
  | 'E-EQPM'
  | 'E-CABL';

/** What a layer holds, its AutoCAD colour index and its colour on paper. */
export const planLayers: Readonly<Record<PlanLayer, { readonly title: string; readonly aci: number; readonly ink: string }>> = {
  'A-FLOR': { title: 'Rooms', aci: 7, ink: '#20262c' },
  'A-AISL': { title: 'Aisles and zones', aci: 9, ink: '#a9b3bb' },
  'A-WALL': { title: 'Walls', aci: 7, ink: '#20262c' },
  'A-DOOR': { title: 'Doors and openings', aci: 3, ink: '#4d7a3a' },
  'A-COLS': { title: 'Columns', aci: 7, ink: '#20262c' },
  'A-GRID': { title: 'Grid', aci: 8, ink: '#98a2ab' },
  'A-ANNO-DIMS': { title: 'Dimensions', aci: 252, ink: '#56616b' },
  'I-RACK': { title: 'Racks', aci: 5, ink: '#22406b' },
  'M-EQPM': { title: 'Cooling equipment', aci: 4, ink: '#0b6b7d' },
  'M-AIR': { title: 'Air equipment', aci: 150, ink: '#3b7fa8' },
  'M-PIPE-TCS': { title: 'Technology cooling pipes', aci: 140, ink: '#1d8fc4' },
  'M-PIPE-FWS': { title: 'Facility water pipes', aci: 132, ink: '#12704f' },
  'M-PIPE-CHW': { title: 'Chilled water pipes', aci: 170, ink: '#5a6fd0' },
  'M-PIPE-CWS': { title: 'Condenser water pipes', aci: 92, ink: '#3d7d1f' },
  'E-EQPM': { title: 'Power equipment', aci: 30, ink: '#a14a12' },
  'E-CABL': { title: 'Cables and busways', aci: 40, ink: '#d08a2e' },
};

export interface PlanBody {
  readonly id: string;
  readonly tag: string;
  readonly layer: PlanLayer;
  /** Name of the shape: bodies of one item and size share it. */
  readonly shape: string;
  readonly width_m: number;
  readonly depth_m: number;
  readonly at_m: Point;
  readonly yaw_deg: number;
  readonly outline_m: readonly Point[];
  /** Hangs above people's heads; drawn as seen from below, over what stands on the floor. */
  readonly overhead: boolean;
}

export interface PlanLine {
  readonly tag: string;
  readonly layer: PlanLayer;
  readonly points_m: readonly Point[];
}

export interface PlanRoom {
  readonly name: string;
  readonly layer: PlanLayer;
  readonly outline_m: readonly Point[];
}

/** A closed figure of the building: a piece of wall, a column, a door with its swing. */
export interface PlanShape {
  readonly layer: 'A-WALL' | 'A-DOOR' | 'A-COLS';
  readonly outline_m: readonly Point[];
}

export interface Plan {
  readonly low_m: Point;
  readonly high_m: Point;
  readonly rooms: readonly PlanRoom[];
  readonly building: readonly PlanShape[];
  readonly bodies: readonly PlanBody[];
  readonly runs: readonly PlanLine[];
  readonly axes: readonly PlanAxis[];
  readonly dimensions: readonly PlanDimension[];
  /** Distances that were measured between different heights. */
  readonly rises: readonly PlanRise[];
  /** Areas that were measured. */
  readonly areas: readonly PlanArea[];
}

const bodyLayers: Readonly<Record<string, PlanLayer>> = { it: 'I-RACK', liquid: 'M-EQPM', air: 'M-AIR', electrical: 'E-EQPM' };
const runLayers: Readonly<Record<string, PlanLayer>> = { tcs: 'M-PIPE-TCS', fws: 'M-PIPE-FWS', chw: 'M-PIPE-CHW', cws: 'M-PIPE-CWS' };

function bodiesOf(document: Document): PlanBody[] {
  return [...document.tables.equipment.values()]
    .sort((a, b) => byText(a.id, b.id))
    .flatMap((record): PlanBody[] => {
      const envelope = envelopeOf(document, record);
      const kind = kindOf(document, record);
      if (!envelope || !kind) return [];
      const [x, y, z] = record.position_m;
      const floor_m = (record.space === undefined ? undefined : document.tables.space.get(record.space)?.elevation_m) ?? 0;
      const { width_m, depth_m } = envelope;
      return [
        {
          id: record.id,
          tag: record.tag,
          layer: kind.kind.endsWith('busway') ? 'E-CABL' : (bodyLayers[kind.discipline] ?? 'M-EQPM'),
          shape: `${document.tables.item.get(record.item)?.name ?? kind.kind}-${Math.round(width_m * 1000)}x${Math.round(depth_m * 1000)}`,
          width_m,
          depth_m,
          at_m: [x, y],
          yaw_deg: record.yaw_deg,
          outline_m: footprint(record.position_m, record.yaw_deg, width_m, depth_m),
          overhead: z - floor_m > 1.9,
        },
      ];
    });
}

function runsOf(document: Document): PlanLine[] {
  return [...document.tables.connection.values()]
    .sort((a, b) => byText(a.id, b.id))
    .flatMap((record): PlanLine[] => {
      const points = routeOf(document, record).map(([x, y]): Point => [x, y]);
      const flat = points.filter((point, i) => {
        const before = points[i - 1];
        return before === undefined || Math.hypot(point[0] - before[0], point[1] - before[1]) > 1e-6;
      });
      const system = document.tables.system.get(record.system);
      return flat.length < 2 ? [] : [{ tag: record.tag, layer: runLayers[system?.kind ?? ''] ?? 'E-CABL', points_m: flat }];
    });
}

function roomsOf(document: Document): PlanRoom[] {
  return [...document.tables.space.values()]
    .sort((a, b) => byText(a.id, b.id))
    .filter(({ outline_m }) => outline_m.length > 2)
    .map(({ name, kind, outline_m }) => ({ name, outline_m, layer: kind === 'aisle' || kind === 'zone' ? 'A-AISL' : 'A-FLOR' }));
}

/** A leaf that stands open at a right angle into the room, and the quarter circle it turns through. */
function swing(line: WallLine, { from_m, width_m }: Opening): Point[] {
  const at = (angle: number, reach: number): Point => [
    line.from[0] + line.along[0] * (from_m + Math.cos(angle) * reach) - line.out[0] * Math.sin(angle) * reach,
    line.from[1] + line.along[1] * (from_m + Math.cos(angle) * reach) - line.out[1] * Math.sin(angle) * reach,
  ];
  const steps = 8;
  return [at(0, 0), ...Array.from({ length: steps + 1 }, (_, i) => at(((steps - i) / steps) * (Math.PI / 2), width_m))];
}

function buildingOf(document: Document): PlanShape[] {
  return [...document.tables.space.values()]
    .sort((a, b) => byText(a.id, b.id))
    .flatMap((space): PlanShape[] => [
      // Lintels lie above the cut of a plan.
      ...wallsOf(space).flatMap(({ what, corners }): PlanShape[] => (what !== 'lintel' ? [{ layer: 'A-WALL', outline_m: corners }] : [])),
      ...(space.openings ?? []).flatMap((opening): PlanShape[] => {
        const line = wallLine(space, opening.wall);
        return line && opening.kind === 'door' ? [{ layer: 'A-DOOR', outline_m: swing(line, opening) }] : [];
      }),
      ...columnsOf(space).map(({ corners }): PlanShape => ({ layer: 'A-COLS', outline_m: corners })),
    ]);
}

export function planOf(document: Document): Plan {
  const rooms = roomsOf(document);
  const building = buildingOf(document);
  const bodies = bodiesOf(document);
  const runs = runsOf(document);
  const points = [...rooms, ...building, ...bodies].flatMap(({ outline_m }) => outline_m).concat(runs.flatMap(({ points_m }) => points_m));
  let [x0, y0, x1, y1] = points.length === 0 ? [0, 0, 1, 1] : [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  const low_m: Point = [x0, y0];
  const high_m: Point = [x1, y1];
  const measured = measuredInPlan(document);
  const dimensions = [...dimensionsOf(document, rooms, bodies), ...measured.dimensions];
  return {
    low_m,
    high_m,
    rooms,
    building,
    bodies,
    runs,
    axes: gridOf(low_m, high_m),
    dimensions,
    rises: measured.rises,
    areas: measured.areas,
  };
}
