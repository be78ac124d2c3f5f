/** Scales, moves or squares an underlay by two clicked points; the true distance between them is typed. */
import { Vector3 } from 'three';
import { moveUnderlay, scaleUnderlay, squareUnderlay } from '../../shared/commands/edit-underlay.ts';
import { edgesOfSpaces, snapCorner } from '../../shared/commands/snap-corner.ts';
import { underlayEdges } from '../../shared/commands/underlay-lines.ts';
import type { Point } from '../../shared/document/records.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { perform } from '../session.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { lengthText } from './length-text.ts';
import { following, type ToolFactory, type ToolPointer } from './tool.ts';
import { typedQuantity } from './typed-quantity.ts';

const asks = {
  scale: ['Click one end of a known distance', 'Click its other end', 'Type the true distance, then Enter'],
  move: ['Click a point of the drawing', 'Click where it belongs'],
  square: ['Click one end of a line that runs along an axis', 'Click its other end'],
} as const;

export const underlayTool: ToolFactory = (host) => {
  const { tracing } = viewState.getState();
  const lines = new OverlaidLines(host.stage, { order: 185 });
  const typed = typedQuantity('length', () => viewState.getState().unitSystem);
  let points: readonly Point[] = [];
  let at: Point | undefined;
  const task = tracing?.task ?? 'scale';

  const show = () => {
    const z = 0.05;
    const all = points.length < 2 && at ? [...points, at] : points;
    const [a, b] = all;
    const drawn = all.flatMap(([x, y]) => {
      const reach = metresPerPixel(host, new Vector3(x, y, z)) * 7;
      return [x - reach, y, z, x + reach, y, z, x, y - reach, z, x, y + reach, z];
    });
    if (a && b) drawn.push(a[0], a[1], z, b[0], b[1], z);
    const fault = typed.fault;
    lines.draw(drawn, fault ? host.model.palette.error : host.model.palette.accent);
    const distance = a && b ? `\n${lengthText(Math.hypot(b[0] - a[0], b[1] - a[1]))} as it lies` : '';
    const text = typed.text === '' ? '' : `  ⌨ ${typed.text}`;
    host.note(
      `${asks[task][Math.min(points.length, asks[task].length - 1)]}${text}${distance}${fault ? `\n${fault}` : ''}`,
      fault ? 'error' : 'plain',
    );
    host.redraw();
  };
  const finish = () => viewState.getState().setTool('select');
  /** The next thing to do with an underlay is in the dialog that this was begun from. */
  const done = () => {
    finish();
    viewState.getState().openDialog('underlay');
  };
  const follow = (pointer: ToolPointer) => {
    const place = host.model.picker.onPlane(pointer.ray, 0);
    if (!place) return;
    // Points of the drawing catch on its own lines; where it belongs, on what is designed.
    const belongs = task === 'move' && points.length === 1;
    const { document } = host.session.getState();
    const reach_m = metresPerPixel(host, place) * 10;
    const here: Point = [place.x, place.y];
    at =
      viewState.getState().snap === pointer.ctrl
        ? here
        : snapCorner(here, {
            corners: [],
            edges: belongs ? edgesOfSpaces(document.tables.space.values()) : underlayEdges(document, here, reach_m),
            step_m: belongs ? gridStep_m() : 0,
            reach_m,
          }).at_m;
    show();
  };
  const scale = () => {
    const [from_m, to_m] = points;
    if (!tracing || !from_m || !to_m || typed.fault !== undefined) return show();
    if (typed.value === undefined) return refuseAloud('Type the true distance between the two points');
    const distance_m = typed.value;
    if (perform((document) => scaleUnderlay(document, { underlay: tracing.underlay, from_m, to_m, distance_m }))) done();
  };

  return {
    enter: () => {
      if (!tracing) return finish();
      host.hints([['Click', 'two points'], ...(task === 'scale' ? ([['0…9', 'true distance']] as const) : []), ['Esc', 'back']]);
    },
    leave: () => {
      lines.dispose();
      host.note(null);
      host.hints([]);
    },
    ...following(follow, () => {
      if (!at || !tracing || points.length >= 2) return;
      points = [...points, at];
      const [from_m, to_m] = points;
      if (from_m && to_m && task !== 'scale') {
        const command = task === 'move' ? moveUnderlay : squareUnderlay;
        if (perform((document) => command(document, { underlay: tracing.underlay, from_m, to_m }))) return done();
        points = [];
      }
      show();
    }),
    key: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === 'Enter' && points.length === 2) scale();
      else if (event.key === 'Escape' && (typed.text !== '' || points.length > 0)) {
        if (typed.text !== '') typed.clear();
        else points = points.slice(0, -1);
        show();
      } else if (points.length === 2 && !event.code.startsWith('Numpad') && typed.take(event.key)) show();
      else return false;
      return true;
    },
  };
};
