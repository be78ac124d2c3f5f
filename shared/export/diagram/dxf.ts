/**
 * A diagram as DXF (AC1021): model space in millimetres of paper, a layer for each train, line and sort of text, a
 * frame and a title block. Four pixels of the drawing are one millimetre, so that its texts are 1.8 mm high and more.
 */
import { DxfWriter, LWPolylineFlags, point2d, point3d, TextHorizontalAlignment, TextVerticalAlignment, Units } from '@tarikjabiri/dxf';
import type { PlacedDiagram } from '../../diagram/arrange.ts';
import type { Ink, Primitive } from '../../diagram/art.ts';
import { type DrawnValues, diagramDrawing, diagramSheets } from '../../diagram/drawing.ts';
import { legendRows } from '../../diagram/legend.ts';
import type { Spot } from '../../diagram/shape.ts';
import type { Site } from '../../document/records.ts';
import { dxfText } from '../dxf/exporter.ts';
import { titleLines } from '../plan/title.ts';

const pixels_per_mm = 4;
/** Height of capital letters over the size of a type: Inter, as SVG and PDF are set. */
const capHeight = 0.727;

const layers = {
  'TRAIN-A': 6,
  'TRAIN-B': 30,
  SUPPLY: 5,
  RETURN: 1,
  SYMBOLS: 7,
  TEXT: 7,
  VALUES: 8,
  LOADING: 3,
  FINDINGS: 1,
  SHEET: 7,
} as const;
type LayerName = keyof typeof layers;

const layerOfInk: Readonly<Partial<Record<Ink, LayerName>>> = {
  'train-a': 'TRAIN-A',
  'train-b': 'TRAIN-B',
  supply: 'SUPPLY',
  return: 'RETURN',
  error: 'FINDINGS',
  warn: 'FINDINGS',
  track: 'LOADING',
  accent: 'LOADING',
  ok: 'LOADING',
  'load-1': 'LOADING',
  'load-2': 'LOADING',
  'load-3': 'LOADING',
  'load-4': 'LOADING',
  'load-5': 'LOADING',
};

const textLayer: Readonly<Partial<Record<Ink, LayerName>>> = { muted: 'VALUES' };

export interface DiagramDxfOptions extends DrawnValues {
  readonly site: Site;
  readonly version: string;
}

const tidy = (value: number): number => Math.round(value * 100) / 100 + 0;

export function diagramDxf(placed: PlacedDiagram, { site, version, ...values }: DiagramDxfOptions): string {
  const drawing = diagramDrawing(placed, values);
  const legend = legendRows(drawing.legend, drawing.bounds);
  const { bounds } = legend;
  const sheet = diagramSheets[placed.diagram.kind];
  const title = titleLines(site, version, `${sheet.number} ${sheet.title}`);
  const dxf = new DxfWriter();
  dxf.setUnits(Units.Millimeters);
  dxf.setVariable('$MEASUREMENT', { 70: 1 });
  for (const [name, aci] of Object.entries(layers)) dxf.addLayer(name, aci, 'Continuous');
  const space = dxf.modelSpace;
  // Up on paper is down in a drawing of pixels; the lower left corner of what is drawn is the origin.
  const at = ({ x, y }: Spot) => ({ x: tidy((x - bounds.x) / pixels_per_mm), y: tidy((bounds.y + bounds.height - y) / pixels_per_mm) });
  const spot = (place: Spot) => point3d(at(place).x, at(place).y, 0);
  const outline = (points: readonly Spot[], layerName: LayerName, closed: boolean) =>
    space.addLWPolyline(
      points.map((point) => ({ point: point2d(at(point).x, at(point).y) })),
      { layerName, flags: closed ? LWPolylineFlags.Closed : LWPolylineFlags.None },
    );

  const draw = (primitive: Primitive) => {
    if (primitive.type === 'text') {
      const { text, size, anchor, ink } = primitive;
      if (text.trim() === '') return;
      const horizontal = {
        start: TextHorizontalAlignment.Left,
        middle: TextHorizontalAlignment.Center,
        end: TextHorizontalAlignment.Right,
      };
      space.addText(spot(primitive.at), tidy((size * capHeight) / pixels_per_mm), dxfText(text), {
        layerName: layerOfInk[ink] ?? textLayer[ink] ?? 'TEXT',
        horizontalAlignment: horizontal[anchor],
        verticalAlignment: TextVerticalAlignment.BaseLine,
        secondAlignmentPoint: spot(primitive.at),
      });
      return;
    }
    // Without paper under it a fill has its outline alone; what has neither stroke nor a colour of its own is not drawn.
    const { ink, fill = 'none', width } = primitive;
    const seen = width > 0 && ink !== 'none' && ink !== 'panel' ? ink : fill === 'panel' || fill === 'raised' ? 'none' : fill;
    if (seen === 'none') return;
    const layerName = layerOfInk[seen] ?? 'SYMBOLS';
    const radius = 'radius' in primitive ? tidy(primitive.radius / pixels_per_mm) : 0;
    if (primitive.type === 'line') outline(primitive.points, layerName, primitive.closed === true);
    else if (primitive.type === 'circle') space.addCircle(spot(primitive.at), radius, { layerName });
    else if (primitive.type === 'arc') space.addArc(spot(primitive.at), radius, primitive.from_deg, primitive.to_deg, { layerName });
    else {
      const { x, y, width: w, height: h } = primitive.box;
      if (w <= 0 || h <= 0) return;
      outline(
        [
          { x, y },
          { x: x + w, y },
          { x: x + w, y: y + h },
          { x, y: y + h },
        ],
        layerName,
        true,
      );
    }
  };
  for (const primitive of [...drawing.primitives, ...legend.primitives]) draw(primitive);

  // The title block stands under the drawing at its right edge, inside the frame.
  const [low, high] = [at({ x: bounds.x, y: bounds.y + bounds.height }), at({ x: bounds.x + bounds.width, y: bounds.y })];
  const [rowHeight, blockWidth] = [6, 90];
  const foot = low.y - rowHeight * title.length - 4;
  const right = Math.max(high.x, low.x + blockWidth) + 8;
  const ring = (x0: number, y0: number, x1: number, y1: number) =>
    space.addLWPolyline(
      [point2d(x0, y0), point2d(x1, y0), point2d(x1, y1), point2d(x0, y1)].map((point) => ({ point })),
      { layerName: 'SHEET', flags: LWPolylineFlags.Closed },
    );
  ring(low.x - 8, foot - 8, right, high.y + 8);
  const block = right - blockWidth;
  title.forEach(([label, text], i) => {
    const y = foot - 8 + rowHeight * (title.length - 1 - i);
    ring(block, y, right, y + rowHeight);
    space.addText(point3d(block + 2, y + 2, 0), i === 0 ? 3 : 2.2, dxfText(label === '' ? text : `${label}: ${text}`), {
      layerName: 'SHEET',
    });
  });
  return dxf.stringify();
}
