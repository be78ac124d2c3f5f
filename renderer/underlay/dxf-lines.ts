/** The lines of a DXF drawing in plan, in metres: lines, polylines with their bulges, arcs, circles, ellipses and blocks. */
import { Parser } from '@dxfjs/parser';
import { fail, type Result, succeed } from '../../shared/problem.ts';

export interface DrawnLines {
  /** x0 y0 x1 y1 of every straight piece. */
  readonly segments: Float64Array;
  readonly min: readonly [x_m: number, y_m: number];
  readonly max: readonly [x_m: number, y_m: number];
  /** Whether the file states its unit; without one millimetres are taken. */
  readonly unitStated: boolean;
}

/** Metres of $INSUNITS: inches, feet, millimetres, centimetres, metres. */
const metresOf: Readonly<Record<number, number>> = { 1: 0.0254, 2: 0.3048, 4: 0.001, 5: 0.01, 6: 1 };
const mostSegments = 400_000;
const deepestBlock = 8;
/** Chord of a drawn arc. */
const chord_rad = Math.PI / 36;

type Entities = Awaited<ReturnType<Parser['parse']>>['entities'];
type Point = readonly [x: number, y: number];
type Place = (point: Point) => Point;

/** Points along an arc, its ends included; the angle from start to end goes counter-clockwise where it is positive. */
function arc(centre: Point, rx: number, ry: number, turn_rad: number, start_rad: number, sweep_rad: number): Point[] {
  const steps = Math.max(2, Math.ceil(Math.abs(sweep_rad) / chord_rad));
  const [cos, sin] = [Math.cos(turn_rad), Math.sin(turn_rad)];
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = start_rad + (sweep_rad * i) / steps;
    const [x, y] = [rx * Math.cos(angle), ry * Math.sin(angle)];
    return [centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos];
  });
}

/** A polyline edge with a bulge: the tangent of a quarter of its arc's angle (DXF reference, group code 42). */
function bulged(a: Point, b: Point, bulge: number): Point[] {
  if (!bulge) return [a, b];
  const sweep = 4 * Math.atan(bulge);
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const chord = Math.hypot(dx, dy);
  if (chord === 0) return [a, b];
  const radius = chord / 2 / Math.sin(sweep / 2);
  const toCentre = radius * Math.cos(sweep / 2);
  const centre: Point = [(a[0] + b[0]) / 2 - (dy / chord) * toCentre, (a[1] + b[1]) / 2 + (dx / chord) * toCentre];
  const start = Math.atan2(a[1] - centre[1], a[0] - centre[0]);
  return arc(centre, Math.abs(radius), Math.abs(radius), 0, start, sweep);
}

const positive = (sweep_rad: number) => (sweep_rad <= 0 ? sweep_rad + 2 * Math.PI : sweep_rad);
const radians = (degrees: number) => (degrees * Math.PI) / 180;

export async function linesOfDxf(text: string): Promise<Result<DrawnLines>> {
  const refused = (message: string) => fail({ code: 'not-a-drawing', message });
  let drawing: Awaited<ReturnType<Parser['parse']>>;
  try {
    drawing = await new Parser().parse(text);
  } catch {
    return refused('This file is not a DXF drawing in text form');
  }
  const header = drawing.header as { readonly $INSUNITS?: number } | undefined;
  const scale = metresOf[header?.$INSUNITS ?? 0];
  const unit = scale ?? 0.001;
  const blocks = new Map((drawing.blocks ?? []).map((block) => [block.name, block]));
  const pieces: number[] = [];
  let full = false;

  const draw = (points: readonly Point[], place: Place) => {
    for (let i = 1; i < points.length && !full; i++) {
      const [a, b] = [place(points[i - 1] as Point), place(points[i] as Point)];
      if (![...a, ...b].every(Number.isFinite)) continue;
      pieces.push(a[0] * unit, a[1] * unit, b[0] * unit, b[1] * unit);
      full = pieces.length >= 4 * mostSegments;
    }
  };
  const polyline = (vertices: readonly { x: number; y: number; bulge?: number }[], closed: boolean, place: Place) => {
    const ring = closed && vertices[0] ? [...vertices, vertices[0]] : vertices;
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1], ring[i]];
      if (a && b) draw(bulged([a.x, a.y], [b.x, b.y], a.bulge ?? 0), place);
    }
  };
  const entities = (list: Entities, place: Place, depth: number) => {
    const model = <T extends { readonly inPaperSpace?: number }>(all: readonly T[] | undefined) =>
      (all ?? []).filter((each) => !each.inPaperSpace);
    for (const { startX, startY, endX, endY } of model(list.lines))
      draw(
        [
          [startX, startY],
          [endX, endY],
        ],
        place,
      );
    for (const { vertices, flag } of model(list.lwPolylines)) polyline(vertices, (flag & 1) === 1, place);
    for (const { vertices, flag } of model(list.polylines)) polyline(vertices, (flag & 1) === 1, place);
    for (const { centerX, centerY, radius } of model(list.circles)) draw(arc([centerX, centerY], radius, radius, 0, 0, 2 * Math.PI), place);
    for (const { centerX, centerY, radius, startAngle, endAngle } of model(list.arcs))
      draw(arc([centerX, centerY], radius, radius, 0, radians(startAngle), positive(radians(endAngle - startAngle))), place);
    for (const each of model(list.ellipses)) {
      const major = Math.hypot(each.majorAxisX, each.majorAxisY);
      const turn = Math.atan2(each.majorAxisY, each.majorAxisX);
      const sweep = positive(each.endParameter - each.startParameter);
      draw(arc([each.centerX, each.centerY], major, major * each.ratioOfMinorAxisToMajorAxis, turn, each.startParameter, sweep), place);
    }
    if (depth >= deepestBlock) return;
    for (const insert of model(list.inserts)) {
      const block = blocks.get(insert.blockName);
      if (!block) continue;
      const turn = radians(insert.rotation ?? 0);
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const [sx, sy] = [insert.xScale ?? 1, insert.yScale ?? 1];
      entities(
        block.entities,
        ([x, y]) => {
          const [bx, by] = [(x - block.basePointX) * sx, (y - block.basePointY) * sy];
          return place([insert.x + bx * cos - by * sin, insert.y + bx * sin + by * cos]);
        },
        depth + 1,
      );
    }
  };
  entities(drawing.entities, (point) => point, 0);
  if (pieces.length === 0) return refused('No lines are in this drawing');
  if (full) return refused(`This drawing has more than ${mostSegments} lines: save the parts that are needed on their own`);
  const min: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max: [number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < pieces.length; i += 2) {
    min[0] = Math.min(min[0], pieces[i] ?? 0);
    max[0] = Math.max(max[0], pieces[i] ?? 0);
    min[1] = Math.min(min[1], pieces[i + 1] ?? 0);
    max[1] = Math.max(max[1], pieces[i + 1] ?? 0);
  }
  return succeed({ segments: Float64Array.from(pieces), min, max, unitStated: scale !== undefined });
}
