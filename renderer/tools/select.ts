/** Click, add, toggle and box selection; handles on the outline of a selected space and on the way of a selected run. */
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { selectClicked, toggledEach } from '../selected.ts';
import { viewState } from '../view-state.ts';
import { OutlineHandles } from './outline-handles.ts';
import { RunHandles } from './run-handles.ts';
import { clickReach_px, type ToolFactory, type ToolHost, type ToolPointer } from './tool.ts';

/** What a click on a record means: itself, or with `wholeGroups` all equipment of the group it belongs to. */
export function meant({ tables: { equipment } }: Document, id: RecordId | undefined, wholeGroups: boolean): readonly RecordId[] {
  if (id === undefined) return [];
  const group = wholeGroups ? equipment.get(id)?.group : undefined;
  return group === undefined ? [id] : [...equipment.values()].filter((each) => each.group === group).map((each) => each.id);
}

/** What is meant by a click where the pointer is. */
export const meantBy = (host: ToolHost, id: RecordId | undefined): readonly RecordId[] =>
  meant(host.session.getState().document, id, viewState.getState().wholeGroups);

export const selectTool: ToolFactory = (host) => {
  let start: ToolPointer | undefined;
  let drawing = false;
  const rest = () =>
    host.hints([
      ['Click', 'select'],
      ['Ctrl', 'toggle'],
      ['Drag', 'box'],
      ['Double click', 'frame'],
      ['T', 'rows'],
      ['Right drag', 'orbit'],
    ]);
  const handles = [new OutlineHandles(host, rest), new RunHandles(host, rest)];
  const overHandle = (pointer: ToolPointer) => handles.map((each) => each.hover(pointer)).includes(true);
  return {
    enter: rest,
    leave: () => {
      start = undefined;
      host.rectangle(null);
      for (const each of handles) each.leave();
    },
    frame: () => {
      for (const each of handles) each.frame();
    },
    press: (pointer) => {
      if (handles.some((each) => each.press(pointer))) return;
      start = pointer;
      drawing = false;
    },
    drag: (pointer) => {
      if (handles.some((each) => each.drag(pointer)) || !start) return;
      drawing ||= Math.hypot(pointer.x - start.x, pointer.y - start.y) > clickReach_px;
      if (drawing) host.rectangle({ x0: start.x, y0: start.y, x1: pointer.x, y1: pointer.y });
    },
    release: (pointer) => {
      if (handles.some((each) => each.release()) || !start) return;
      const { selection, select } = viewState.getState();
      if (drawing) {
        // Left to right takes what is inside, right to left also what is touched.
        const touching = pointer.x < start.x;
        const [minX, maxX] = [Math.min(start.ndcX, pointer.ndcX), Math.max(start.ndcX, pointer.ndcX)];
        const [minY, maxY] = [Math.min(start.ndcY, pointer.ndcY), Math.max(start.ndcY, pointer.ndcY)];
        const found = host.model.picker.inside(host.camera, { minX, minY, maxX, maxY }, touching);
        if (pointer.ctrl) select(toggledEach(host.session.getState().document, selection, found));
        else select(pointer.shift ? [...new Set([...selection, ...found])] : found);
      } else {
        selectClicked(meantBy(host, pointer.met()?.id), pointer);
      }
      start = undefined;
      host.rectangle(null);
    },
    doubleClick: (pointer) => {
      const id = pointer.met()?.id;
      if (id === undefined || pointer.shift || pointer.ctrl || overHandle(pointer)) return;
      viewState.getState().select([id]);
      viewState.getState().frame([id]);
    },
    hover: (pointer) => viewState.getState().setHover(overHandle(pointer) ? null : (pointer.met()?.id ?? null)),
    key: (event) => {
      if (handles.some((each) => each.key(event))) return true;
      if (event.key !== 'Escape' || !start) return false;
      start = undefined;
      host.rectangle(null);
      return true;
    },
  };
};
