/** Draws a hall, room, aisle, zone or yard: a click per corner, closed on the first one; with Shift a rectangle by two corners. */
import { drawSpace } from '../../shared/commands/draw-space.ts';
import type { Point } from '../../shared/document/records.ts';
import { area, crossesItself } from '../../shared/geometry/polygon.ts';
import { formatQuantity } from '../../shared/units/format.ts';
import { newId, perform } from '../session.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { CornerSketch, startsOtherWork, takesBack } from './corner-sketch.ts';
import { following, type ToolFactory, type ToolPointer } from './tool.ts';

const same = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 1e-6;

const rectangle = ([x0, y0]: Point, [x1, y1]: Point): readonly Point[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

export const outlineTool: ToolFactory = (host) => {
  const sketch = new CornerSketch(host);
  let square = false;

  /** The outline as it would be with the corner in hand. */
  const ring = (): readonly Point[] => {
    const { corners, next } = sketch;
    const [first] = corners;
    if (!next || next.by === 'first') return corners;
    if (square && first && corners.length === 1) return rectangle(first, next.at_m);
    return [...corners, next.at_m];
  };
  const show = () => {
    const outline = ring();
    const whole = outline.length > 2;
    const bad = whole && crossesItself(outline);
    const closes = sketch.next?.by === 'first';
    sketch.draw(outline, closes || (square && sketch.corners.length === 1), bad);
    const { unitSystem: system } = viewState.getState();
    const floor = whole ? formatQuantity(Math.abs(area(outline)), 'area', { system }) : undefined;
    const lines = [
      closes ? 'Close the outline' : sketch.reading,
      ...(floor ? [`${floor.text} ${floor.unit}`] : []),
      ...(sketch.fault ? [sketch.fault] : bad ? ['The outline crosses itself'] : []),
    ];
    host.note(lines.join('\n'), sketch.fault || bad ? 'error' : 'plain');
  };
  const finish = (outline: readonly Point[]) => {
    const { drawing } = viewState.getState();
    if (!perform((document) => drawSpace(document, { drawn: drawing, outline_m: outline, newId }))) return;
    sketch.set([]);
    viewState.getState().setTool('select');
  };
  /** Sets the corner in hand; the first one again closes. */
  const set = () => {
    const { next, corners } = sketch;
    const [first] = corners;
    if (!next) return;
    if (square && first && corners.length === 1) return finish(rectangle(first, next.at_m));
    if (first && corners.length > 2 && same(first, next.at_m)) return finish(corners);
    if (corners.some((corner) => same(corner, next.at_m))) return refuseAloud('A corner is there already');
    viewState.setState({ refusal: null });
    sketch.set([...corners, next.at_m]);
    show();
  };
  const follow = (pointer: ToolPointer) => {
    square = pointer.shift;
    sketch.follow(pointer);
    show();
  };

  return {
    enter: () =>
      host.hints([
        ['Click', 'corner'],
        ['Shift', 'rectangle'],
        ['0…9', 'length'],
        ['Tab', 'angle'],
        ['Enter', 'close'],
        ['⌫', 'back'],
        ['Esc', 'stop'],
      ]),
    leave: () => {
      sketch.dispose();
      host.hints([]);
    },
    frame: () => sketch.frame(),
    ...following(follow, set),
    key: (event) => {
      const begun = sketch.corners.length > 0;
      if (begun && takesBack(event)) {
        sketch.set(sketch.typing ? sketch.corners : sketch.corners.slice(0, -1));
        show();
        return true;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      if (sketch.key(event)) show();
      else if (event.key === 'Enter' && begun) {
        if (sketch.fault) show();
        else if (sketch.typing) set();
        else if (sketch.corners.length > 2) finish(sketch.corners);
        else refuseAloud('An outline has at least three corners');
      } else if (event.key === 'Backspace' && begun) {
        sketch.set(sketch.corners.slice(0, -1));
        show();
      } else if (event.key === 'Escape' && begun) {
        if (sketch.typing) sketch.clearTyped();
        else sketch.set([]);
        show();
      } else return begun && startsOtherWork(event);
      return true;
    },
  };
};
