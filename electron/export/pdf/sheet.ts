/** A drawing sheet on A3: the plan clipped to its window, with its title block. */
import type { Point } from '../../../shared/document/records.ts';
import type { PlanDimension } from '../../../shared/export/plan/dimensions.ts';
import { areaLabel, meanPoint, type PlanRise, riseLabel } from '../../../shared/export/plan/measured.ts';
import { type Plan, type PlanBody, type PlanLayer, planLayers } from '../../../shared/export/plan/plan.ts';
import { ink, line, mm, type Paper, printable } from './paper.ts';
import { drawTitleBlock } from './title-block.ts';
import { blockWidth, frame, halo, inside, label, path, scaleFor, type View, type Window } from './view.ts';

const leastText = 1.9;

function drawBody(view: View, body: PlanBody): void {
  const { ink: colour } = planLayers[body.layer];
  if (body.overhead) {
    path(view, body.outline_m, true).lineWidth(0.3).dash(2, { space: 1 }).strokeColor(colour).stroke().undash();
    return;
  }
  path(view, body.outline_m, true)
    .lineWidth(0.35)
    .fillAndStroke(body.layer === 'I-RACK' ? '#e8eef6' : '#f3f5f6', colour);
  // The bar along the front shows which way the equipment faces.
  const [a, b] = body.outline_m as [Point, Point];
  path(view, [a, b], false).lineWidth(1).strokeColor(colour).stroke();
}

/** The tag on top of everything, as large as the body allows; overhead equipment has it near its end. */
function drawTag(view: View, body: PlanBody): void {
  const { pdf } = view;
  const long = body.depth_m > body.width_m;
  const turn = (((body.yaw_deg + (long ? 90 : 0)) % 180) + 180) % 180;
  const toPoints = (metres: number) => (metres * 1000 * mm) / view.scale;
  const [length, across] = long ? [body.depth_m, body.width_m] : [body.width_m, body.depth_m];
  pdf.font('regular').fontSize(1);
  const textWidth = Math.max(pdf.widthOfString(printable(body.tag)), 0.1);
  const size = Math.min(7, (body.overhead ? 1 : 0.62) * toPoints(across), ((body.overhead ? 0.5 : 0.92) * toPoints(length)) / textWidth);
  // A small body may have a tag that is longer than itself, up to three times.
  const small = leastText * textWidth <= 3 * toPoints(length) ? leastText : 0;
  const shown = Math.max(size > 4.5 && body.overhead ? 4.5 : size, small);
  if (shown < leastText) return;
  const angle = (turn * Math.PI) / 180;
  const back = body.overhead && size >= leastText ? length / 2 - ((shown * textWidth) / 2 / mm / 1000) * view.scale : 0;
  const place: Point = [body.at_m[0] - back * Math.cos(angle), body.at_m[1] - back * Math.sin(angle)];
  halo(view, place, shown * textWidth, shown, turn);
  label(view, body.tag, place, shown, turn, planLayers[body.layer].ink);
}

/** A dashed line between two rings, or of an upright distance one ring, with its length in space. */
function drawRise(view: View, rise: PlanRise): void {
  const { ink: colour } = planLayers['A-ANNO-DIMS'];
  const { from_m, to_m } = rise;
  const reach_m = (0.8 / 1000) * view.scale;
  path(view, [from_m, to_m], false).lineWidth(0.4).dash(3, { space: 1.5 }).strokeColor(colour).stroke().undash();
  for (const [x, y] of [from_m, to_m]) {
    const ring = Array.from({ length: 12 }, (_, i): Point => {
      const angle = (i * Math.PI) / 6;
      return [x + reach_m * Math.cos(angle), y + reach_m * Math.sin(angle)];
    });
    path(view, ring, true).lineWidth(0.3).strokeColor(colour).stroke();
  }
  const [x, y] = meanPoint([from_m, to_m]);
  label(view, riseLabel(rise), [x, y + reach_m * 3], 5.5, 0, colour);
}

function drawDimension(view: View, { from_m, to_m, offset_m, length_m }: PlanDimension): void {
  const { pdf, scale } = view;
  const onPaper = (length_m * 1000 * mm) / scale;
  if (onPaper < 8) return;
  const { ink: colour } = planLayers['A-ANNO-DIMS'];
  const [ux, uy] = [(to_m[0] - from_m[0]) / length_m, (to_m[1] - from_m[1]) / length_m];
  // Offsets are stated for 1:100; on other scales they keep their size on paper.
  const by = offset_m * (scale / 100);
  const shift = ([x, y]: Point, distance: number): Point => [x - uy * distance, y + ux * distance];
  const [a, b] = [shift(from_m, by), shift(to_m, by)];
  path(view, [a, b], false).lineWidth(0.3).strokeColor(colour).stroke();
  const tick = (1.1 / 1000) * scale;
  for (const [end, foot] of [
    [a, from_m],
    [b, to_m],
  ] as const) {
    if (by !== 0) path(view, [foot, end], false).lineWidth(0.2).stroke();
    path(
      view,
      [
        [end[0] - tick * (ux - uy), end[1] - tick * (uy + ux)],
        [end[0] + tick * (ux - uy), end[1] + tick * (uy + ux)],
      ],
      false,
    )
      .lineWidth(0.5)
      .stroke();
  }
  const upright = Math.abs(uy) > 0.7;
  label(
    view,
    String(Math.round(length_m * 1000)),
    shift([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], (upright ? 1.5 : 1.5) * (scale / 1000)),
    4.6,
    upright ? 90 : 0,
    colour,
  );
  pdf.strokeColor(colour);
}

function drawGrid(view: View, plan: Plan): void {
  const { pdf, window, scale } = view;
  const radius = 3.2 * mm;
  const reach = (9 / 1000) * scale;
  const { ink: colour } = planLayers['A-GRID'];
  for (const { direction, at_m, label: name } of plan.axes) {
    const across = direction === 'x';
    const [low, high] = across ? [window.low_m[0], window.high_m[0]] : [window.low_m[1], window.high_m[1]];
    if (at_m < low || at_m > high) continue;
    const start: Point = across ? [at_m, window.low_m[1] + reach / 2] : [window.low_m[0] + reach / 2, at_m];
    const end: Point = across ? [at_m, window.high_m[1]] : [window.high_m[0], at_m];
    path(view, [start, end], false).lineWidth(0.25).strokeColor(colour).dash(6, { space: 2 }).stroke().undash();
    const [x, y] = view.at(start);
    pdf.circle(x, y, radius).lineWidth(0.4).fillAndStroke('#ffffff', colour);
    label(view, name, start, 6.5, 0, ink.text);
  }
}

/** Draws one sheet of the plan. The window is in metres and stands in the middle of the sheet. */
export function drawSheet(paper: Paper, plan: Plan, window: Window, sheet: { readonly number: string; readonly title: string }): void {
  const { pdf } = paper;
  pdf.addPage({ size: 'A3', layout: 'landscape', margin: 0 });
  const scale = scaleFor(window);
  const [left, right, top, bottom] = [frame.left, frame.right - blockWidth, frame.top, frame.bottom];
  const middle: Point = [(window.low_m[0] + window.high_m[0]) / 2, (window.low_m[1] + window.high_m[1]) / 2];
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  // What the sheet shows reaches to its frame, beyond the window that was asked for.
  const half: Point = [((right - left) / 2 / mm / 1000) * scale, ((bottom - top) / 2 / mm / 1000) * scale];
  const view: View = {
    pdf,
    scale,
    at: ([x, y]) => [cx + ((x - middle[0]) * 1000 * mm) / scale, cy - ((y - middle[1]) * 1000 * mm) / scale],
    window: { low_m: [middle[0] - half[0], middle[1] - half[1]], high_m: [middle[0] + half[0], middle[1] + half[1]] },
  };
  const used = new Set<PlanLayer>(['A-GRID', 'A-ANNO-DIMS']);
  pdf.save();
  pdf.rect(left, top, right - left, bottom - top).clip();
  for (const room of plan.rooms) {
    if (!inside(view.window, room.outline_m)) continue;
    used.add(room.layer);
    path(view, room.outline_m, true)
      .lineWidth(room.layer === 'A-FLOR' ? 1.1 : 0.3)
      .strokeColor(planLayers[room.layer].ink)
      .stroke();
  }
  for (const { layer, outline_m } of plan.building) {
    if (!inside(view.window, outline_m)) continue;
    used.add(layer);
    const figure = path(view, outline_m, true).lineWidth(0.4).strokeColor(planLayers[layer].ink);
    // Cut walls and columns are filled, as on any floor plan.
    if (layer === 'A-DOOR') figure.stroke();
    else figure.fillColor(planLayers[layer].ink).fillOpacity(0.35).fillAndStroke().fillOpacity(1);
  }
  drawGrid(view, plan);
  const bodies = plan.bodies.filter(({ outline_m }) => inside(view.window, outline_m));
  for (const overhead of [false, true]) {
    for (const body of bodies) {
      if (body.overhead !== overhead) continue;
      used.add(body.layer);
      drawBody(view, body);
    }
  }
  for (const run of plan.runs) {
    if (!inside(view.window, run.points_m)) continue;
    used.add(run.layer);
    path(view, run.points_m, false)
      .lineWidth(run.layer === 'E-CABL' ? 0.3 : 0.55)
      .strokeColor(planLayers[run.layer].ink)
      .strokeOpacity(0.75)
      .stroke()
      .strokeOpacity(1);
  }
  for (const body of bodies) drawTag(view, body);
  for (const room of plan.rooms) {
    if (room.layer !== 'A-FLOR' || !inside(view.window, room.outline_m)) continue;
    const [x, y] = view.at([Math.min(...room.outline_m.map(([px]) => px)), Math.max(...room.outline_m.map(([, py]) => py))]);
    line(pdf, room.name, x + 1.5 * mm, y + 1.2 * mm, 60 * mm, { size: 7.5, font: 'bold' });
  }
  for (const dimension of plan.dimensions) if (inside(view.window, [dimension.from_m, dimension.to_m])) drawDimension(view, dimension);
  for (const rise of plan.rises) if (inside(view.window, [rise.from_m, rise.to_m])) drawRise(view, rise);
  for (const { outline_m, area_m2 } of plan.areas) {
    if (!inside(view.window, outline_m)) continue;
    const { ink: colour } = planLayers['A-ANNO-DIMS'];
    path(view, outline_m, true).lineWidth(0.4).dash(3, { space: 1.5 }).strokeColor(colour).stroke().undash();
    label(view, areaLabel(area_m2), meanPoint(outline_m), 5.5, 0, colour);
  }
  pdf.restore();
  drawTitleBlock(paper, view, sheet, used);
}
