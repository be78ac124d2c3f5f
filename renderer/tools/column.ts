/** Sets columns: a click sets one, in line with the others or on the grid; a click on one takes it away; a number is its width. */
import { Vector3 } from 'three';
import { addColumn } from '../../shared/commands/edit-building.ts';
import { removeElements } from '../../shared/commands/edit-elements.ts';
import { snapCorner } from '../../shared/commands/snap-corner.ts';
import { spaceAt } from '../../shared/commands/spaces.ts';
import { elementId } from '../../shared/document/building-elements.ts';
import { columnCorners } from '../../shared/document/building-parts.ts';
import type { Column, Space } from '../../shared/document/records.ts';
import { contains } from '../../shared/geometry/polygon.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { perform } from '../session.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { lengthText } from './length-text.ts';
import { following, type ToolFactory, type ToolPointer } from './tool.ts';
import { sizeKey, typedQuantity } from './typed-quantity.ts';

const usual_m = 0.4;

export const columnTool: ToolFactory = (host) => {
  const lines = new OverlaidLines(host.stage, { order: 180 });
  const typed = typedQuantity('length', () => viewState.getState().unitSystem);
  let pointer: ToolPointer | undefined;
  let space: Space | undefined;
  let column: Column | undefined;
  /** The column under the pointer. */
  let present = -1;

  const update = () => {
    const point = pointer && host.model.picker.onPlane(pointer.ray, 0);
    const { document } = host.session.getState();
    const id = point && spaceAt(document, [point.x, point.y, 0]);
    space = id === undefined ? undefined : document.tables.space.get(id);
    column = undefined;
    present = -1;
    const points: number[] = [];
    if (space && point && pointer) {
      const columns = space.columns ?? [];
      const { snap } = viewState.getState();
      const snapping = snap !== pointer.ctrl;
      present = columns.findIndex((each) => contains(columnCorners(each), [point.x, point.y]));
      const { at_m } = snapCorner([point.x, point.y], {
        corners: [],
        // Lines through the middles of the other columns, across the whole space.
        edges: columns.flatMap(({ at_m: [x, y] }) => [
          [
            [x, y - 1e4],
            [x, y + 1e4],
          ] as const,
          [
            [x - 1e4, y],
            [x + 1e4, y],
          ] as const,
        ]),
        step_m: snapping ? gridStep_m() : 0,
        reach_m: snapping ? metresPerPixel(host, new Vector3(point.x, point.y, 0)) * 10 : 0,
      });
      const width = typed.value ?? columns.at(-1)?.width_m ?? usual_m;
      column = columns[present] ?? { at_m, width_m: width, depth_m: typed.value ?? columns.at(-1)?.depth_m ?? usual_m };
      const z = space.elevation_m + 0.03;
      columnCorners(column).forEach((a, i, all) => {
        const b = all[(i + 1) % 4] ?? a;
        points.push(a[0], a[1], z, b[0], b[1], z, a[0], a[1], z, a[0], a[1], z + (space?.height_m ?? 0));
      });
    }
    const bad = typed.fault !== undefined || !space;
    lines.draw(points, present >= 0 ? host.model.palette.warn : host.model.palette.accent);
    const text = typed.text === '' ? '' : `  ⌨ ${typed.text}`;
    const first = column && `X ${lengthText(column.at_m[0])}  Y ${lengthText(column.at_m[1])}`;
    host.note(
      !column
        ? 'A column stands in a hall, room or building'
        : present >= 0
          ? `${first}\nClick takes this column away`
          : `${first}\n${lengthText(column.width_m)} × ${lengthText(column.depth_m)}${text}${typed.fault ? `\n${typed.fault}` : ''}`,
      bad ? 'error' : 'plain',
    );
    host.redraw();
  };
  const follow = (next: ToolPointer) => {
    pointer = next;
    update();
  };
  const set = () => {
    const [chosen, place, index] = [column, space, present];
    if (!chosen || !place) return refuseAloud('A column stands in a hall, room or building');
    perform((document) =>
      index >= 0
        ? removeElements(document, { elements: [elementId(place.id, 'column', index)] })
        : addColumn(document, { space: place.id, column: chosen }),
    );
    update();
  };

  const setIfSized = () => {
    if (pointer && typed.fault === undefined) set();
  };

  return {
    enter: () =>
      host.hints([
        ['Click', 'set or take away'],
        ['0…9', 'width'],
        ['Ctrl', 'no snap'],
        ['Esc', 'stop'],
      ]),
    leave: () => {
      lines.dispose();
      host.note(null);
      host.hints([]);
    },
    ...following(follow, setIfSized),
    key: (event) => {
      if (!sizeKey(event, typed, setIfSized)) return false;
      update();
      return true;
    },
  };
};
