/** The plan as DXF (AC1021): `drawings/plan.dxf`, model space in millimetres, a layer for each discipline, a block for each shape. */
import { DxfWriter, LWPolylineFlags, point2d, point3d, TextHorizontalAlignment, TextVerticalAlignment, Units } from '@tarikjabiri/dxf';
import { siteOf } from '../../document/document.ts';
import type { Point } from '../../document/records.ts';
import { defineExporter, type ExportInput } from '../exporter.ts';
import type { PlanDimension } from '../plan/dimensions.ts';
import { areaLabel, meanPoint, type PlanRise, riseLabel } from '../plan/measured.ts';
import { type Plan, type PlanBody, type PlanLayer, planLayers, planOf } from '../plan/plan.ts';
import { titleLines } from '../plan/title.ts';
import { bytesOf } from '../text.ts';

/** Whole tenths of a millimetre, so that the text is short and the same everywhere. */
const mm = (metres: number): number => {
  const value = Math.round(metres * 1e4) / 10;
  return value === 0 ? 0 : value;
};
const at = ([x, y]: Point) => point3d(mm(x), mm(y), 0);
const flat = ([x, y]: Point) => ({ point: point2d(mm(x), mm(y)) });

/** Text as DXF wants it: no line ends, and `\U+XXXX` for everything outside ASCII; a backslash and a caret would start codes. */
export function dxfText(text: string): string {
  let written = '';
  for (const character of text.replace(/\p{Cc}+/gu, ' ')) {
    const code = character.codePointAt(0) as number;
    if (code > 0x7e || character === '\\' || character === '^' || character === '%') {
      for (let i = 0; i < character.length; i++) written += `\\U+${character.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0')}`;
    } else written += character;
  }
  return written;
}

const middle = { horizontalAlignment: TextHorizontalAlignment.Center, verticalAlignment: TextVerticalAlignment.Middle };

type Space = DxfWriter['modelSpace'];

/** Centred text: DXF places it by the second alignment point. */
function centred(space: Space, layerName: PlanLayer, place: Point, height_mm: number, text: string, rotation = 0): void {
  space.addText(at(place), height_mm, dxfText(text), { ...middle, secondAlignmentPoint: at(place), layerName, rotation });
}

const polyline = (space: Space, layerName: PlanLayer, points: readonly Point[], closed: boolean) =>
  space.addLWPolyline(points.map(flat), { layerName, flags: closed ? LWPolylineFlags.Closed : LWPolylineFlags.None });

const blockName = (shape: string): string => shape.replace(/[^A-Za-z0-9_-]/g, '_').toUpperCase();

function addBlocks(dxf: DxfWriter, bodies: readonly PlanBody[]): void {
  const done = new Set<string>();
  for (const { shape, width_m, depth_m, layer } of bodies) {
    const name = blockName(shape);
    if (done.has(name)) continue;
    done.add(name);
    const block = dxf.addBlock(name);
    const [w, d] = [width_m / 2, depth_m / 2];
    polyline(
      block,
      layer,
      [
        [-w, -d],
        [w, -d],
        [w, d],
        [-w, d],
      ],
      true,
    );
    // A bar along the front shows which way the equipment faces.
    const bar = Math.min(0.06, depth_m / 8);
    block.addLine(at([-w, -d + bar]), at([w, -d + bar]), { layerName: layer });
  }
}

/** The tag of a body fits into it, or stands small at its centre. */
function addBody(space: Space, body: PlanBody): void {
  space.addInsert(blockName(body.shape), at(body.at_m), { layerName: body.layer, rotationAngle: body.yaw_deg });
  const long = body.depth_m > body.width_m;
  const turn = (((body.yaw_deg + (long ? 90 : 0)) % 180) + 180) % 180;
  const [length, across] = long ? [body.depth_m, body.width_m] : [body.width_m, body.depth_m];
  const height = Math.max(40, Math.min(250, 0.5 * mm(across), (1.1 * mm(length)) / Math.max(body.tag.length, 1)));
  centred(space, body.layer, body.at_m, Math.round(height), body.tag, turn);
}

function addDimension(space: Space, { from_m, to_m, offset_m, length_m }: PlanDimension): void {
  if (length_m < 1e-6) return;
  const [ux, uy] = [(to_m[0] - from_m[0]) / length_m, (to_m[1] - from_m[1]) / length_m];
  const shift = ([x, y]: Point, by: number): Point => [x - uy * by, y + ux * by];
  const [a, b] = [shift(from_m, offset_m), shift(to_m, offset_m)];
  const layerName: PlanLayer = 'A-ANNO-DIMS';
  space.addLine(at(a), at(b), { layerName });
  for (const [end, foot] of [
    [a, from_m],
    [b, to_m],
  ] as const) {
    if (offset_m !== 0) space.addLine(at(foot), at(shift(end, Math.sign(offset_m) * 0.1)), { layerName });
    // An oblique tick, as on a building drawing.
    space.addLine(at([end[0] - 0.06 * (ux - uy), end[1] - 0.06 * (uy + ux)]), at([end[0] + 0.06 * (ux - uy), end[1] + 0.06 * (uy + ux)]), {
      layerName,
    });
  }
  const upright = Math.abs(uy) > 0.7;
  const label = shift([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], upright ? 0.14 : 0.14);
  centred(space, layerName, label, 120, String(Math.round(length_m * 1000)), upright ? 90 : 0);
}

/** A line between two rings, or of an upright distance one ring, with its length in space. */
function addRise(space: Space, rise: PlanRise): void {
  const { from_m, to_m } = rise;
  const layerName: PlanLayer = 'A-ANNO-DIMS';
  if (mm(from_m[0]) !== mm(to_m[0]) || mm(from_m[1]) !== mm(to_m[1])) space.addLine(at(from_m), at(to_m), { layerName });
  for (const end of [from_m, to_m]) space.addCircle(at(end), 50, { layerName });
  const [x, y] = meanPoint([from_m, to_m]);
  centred(space, layerName, [x, y + 0.18], 120, riseLabel(rise));
}

function addTitle(space: Space, plan: Plan, input: ExportInput): void {
  // Below the grid's own labels.
  const x = plan.low_m[0];
  const y = Math.min(plan.low_m[1], ...plan.axes.map(({ from_m }) => from_m[1])) - 1.2;
  titleLines(siteOf(input.document), input.version).forEach(([label, text], i) => {
    space.addText(at([x, y - 0.45 * i]), i === 0 ? 280 : 200, dxfText(label === '' ? text : `${label}: ${text}`), {
      layerName: 'A-ANNO-DIMS',
    });
  });
}

export function planDxf(input: ExportInput): string {
  const plan = planOf(input.document);
  const dxf = new DxfWriter();
  dxf.setUnits(Units.Millimeters);
  dxf.setVariable('$MEASUREMENT', { 70: 1 });
  for (const [name, { aci }] of Object.entries(planLayers)) dxf.addLayer(name, aci, 'Continuous');
  const space = dxf.modelSpace;
  for (const { layer, outline_m, name } of plan.rooms) {
    polyline(space, layer, outline_m, true);
    const [x, y] = outline_m[0] as Point;
    if (layer === 'A-FLOR') space.addText(at([x + 0.2, y + 0.2]), 250, dxfText(name), { layerName: layer });
  }
  for (const { layer, outline_m } of plan.building) polyline(space, layer, outline_m, true);
  for (const { label, from_m, to_m } of plan.axes) {
    space.addLine(at(from_m), at(to_m), { layerName: 'A-GRID' });
    space.addCircle(at(from_m), 400, { layerName: 'A-GRID' });
    centred(space, 'A-GRID', from_m, 300, label);
  }
  for (const { layer, points_m } of plan.runs) polyline(space, layer, points_m, false);
  addBlocks(dxf, plan.bodies);
  for (const body of plan.bodies) addBody(space, body);
  for (const dimension of plan.dimensions) addDimension(space, dimension);
  for (const rise of plan.rises) addRise(space, rise);
  for (const { outline_m, area_m2 } of plan.areas) {
    polyline(space, 'A-ANNO-DIMS', outline_m, true);
    centred(space, 'A-ANNO-DIMS', meanPoint(outline_m), 160, areaLabel(area_m2));
  }
  addTitle(space, plan, input);
  return dxf.stringify();
}

export const dxfExporter = defineExporter({
  format: 'dxf',
  title: 'Plan as DXF',
  write: (input) => [{ path: 'drawings/plan.dxf', bytes: bytesOf(planDxf(input)) }],
});
