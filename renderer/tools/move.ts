/**
 * Moves the selection: on the floor plane, or along one axis by arrow or X, Y, Z; a typed quantity (`600 mm*8`)
 * sets the distance. Every preview is made from the document at the start with the whole offset, so nothing drifts.
 */
import { Vector3 } from 'three';
import { elementsAmong } from '../../shared/commands/edit-elements.ts';
import { shiftedBox } from '../../shared/commands/gaps.ts';
import { move } from '../../shared/commands/move.ts';
import { type SnapGuide, snapOffset } from '../../shared/commands/snap.ts';
import { describeRecords } from '../../shared/commands/subjects.ts';
import { takenWhole } from '../../shared/commands/whole-spaces.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Place, Point } from '../../shared/document/records.ts';
import type { PlanBox } from '../../shared/geometry/spatial-index.ts';
import { isRefusal } from '../../shared/problem.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { clashesAmong, clashText } from './drag-clashes.ts';
import { along, axisIndex, typedOffset } from './drag-offset.ts';
import { DragPreview } from './drag-preview.ts';
import { type DragSurroundings, surroundingsOf } from './drag-surroundings.ts';
import { type Axis, alongAxis, MoveGizmo, metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { Guides } from './guides.ts';
import { lengthText } from './length-text.ts';
import { clicked, meantBy } from './select.ts';
import { commonWall, isTaken, selectedIds, selectionCentre, snappingBox } from './subjects.ts';
import { clickReach_px, type ToolFactory, type ToolPointer } from './tool.ts';
import { isViewKey, startsQuantity, typedQuantity } from './typed-quantity.ts';

interface Drag {
  readonly preview: DragPreview;
  readonly ids: readonly RecordId[];
  readonly label: string;
  readonly grip: Vector3;
  readonly pressedAt: { x: number; y: number };
  readonly around: DragSurroundings;
  readonly box: PlanBox;
  /** Where the arrows stood. */
  readonly centre: Vector3 | undefined;
  /** The only direction there is, of a wall. */
  readonly slides: Point | undefined;
  axis: Axis | undefined;
  offset: Place;
  moved: boolean;
  pointer: ToolPointer | undefined;
}

const none: Place = [0, 0, 0];

export const moveTool: ToolFactory = (host) => {
  const gizmo = new MoveGizmo(host);
  const lines = new Guides(host);
  const typed = typedQuantity('length', () => viewState.getState().unitSystem);
  let drag: Drag | undefined;
  let lit: Axis | undefined;
  let pressedOn: ToolPointer | undefined;
  const stop: (() => void)[] = [];

  const begin = (grip: Vector3, at: { x: number; y: number }, axis: Axis | undefined): boolean => {
    const ids = selectedIds(host);
    if (ids.length === 0) return false;
    if (viewState.getState().readOnly) {
      refuseAloud('This design is open for review: nothing in it can be changed');
      return false;
    }
    const { document } = host.session.getState();
    const { elements, named } = takenWhole(document, ids);
    const label = `Move ${describeRecords(document, named)}`;
    const only = elements.length === named.length ? elementsAmong(document, elements) : [];
    typed.clear();
    drag = {
      preview: new DragPreview(host, label, ids),
      ids,
      label,
      grip,
      pressedAt: at,
      around: surroundingsOf(host, ids),
      box: snappingBox(host, ids),
      // Doors slide along their wall and stop at its end: their arrows stand where they came to.
      centre: only.length > 0 ? undefined : selectionCentre(host, ids),
      slides: commonWall(only),
      axis,
      offset: none,
      moved: false,
      pointer: undefined,
    };
    gizmo.highlight(axis);
    host.hints([
      ['X Y Z', 'one axis'],
      ['0…9', 'distance'],
      ['Shift', 'fine'],
      ['Ctrl', 'no snap'],
      ['Enter', 'place'],
      ['Esc', 'back'],
    ]);
    return true;
  };

  const end = (keep: boolean) => {
    if (!drag) return;
    const { preview, moved } = drag;
    drag = undefined;
    typed.clear();
    preview.end(keep && moved);
    host.markClash([]);
    lines.clear();
    host.note(null);
    gizmo.highlight(undefined);
    rest();
  };

  const rest = () => {
    gizmo.show(selectionCentre(host));
    host.hints([
      ['Drag', 'move'],
      ['X Y Z', 'one axis'],
      ['0…9', 'distance'],
      ['Arrows', 'nudge'],
      ['Esc', 'select'],
    ]);
    host.redraw();
  };

  const rawOffset = (current: Drag): Place => {
    const { pointer, axis, grip } = current;
    if (!pointer) return none;
    if (axis) return along(axis, alongAxis(pointer.ray, grip, axis));
    const at = host.model.picker.onPlane(pointer.ray, grip.z);
    if (!at) return current.offset;
    const [dx, dy] = [at.x - grip.x, at.y - grip.y];
    const { slides } = current;
    if (!slides) return [dx, dy, 0];
    const distance = dx * slides[0] + dy * slides[1];
    return [slides[0] * distance, slides[1] * distance, 0];
  };

  /** A move started from the keyboard goes on from where the mouse happens to be, without a jump. */
  const takeUp = (current: Drag, pointer: ToolPointer) => {
    const at = host.model.picker.onPlane(pointer.ray, current.grip.z);
    if (current.axis)
      current.grip[current.axis] += alongAxis(pointer.ray, current.grip, current.axis) - current.offset[axisIndex[current.axis]];
    else if (at) current.grip.set(at.x - current.offset[0], at.y - current.offset[1], current.grip.z);
  };

  const update = () => {
    const current = drag;
    if (!current) return;
    const { snap } = viewState.getState();
    const raw = rawOffset(current);
    const { pointer } = current;
    const axes = current.axis
      ? { x: current.axis === 'x', y: current.axis === 'y', z: current.axis === 'z' }
      : { x: true, y: true, z: false };
    let offset: Place;
    let caught: readonly SnapGuide[] = [];
    const snapping = snap !== (pointer?.ctrl ?? false);
    if (typed.value !== undefined) {
      offset = typedOffset(typed.value, current.axis, raw, current.slides, !snapping);
    } else {
      const step_m = snapping ? gridStep_m() * (pointer?.shift ? 0.1 : 1) : 0;
      const reach_m = snapping && !pointer?.shift ? Math.min(0.25, metresPerPixel(host, current.grip) * 8) : 0;
      const snapped = snapOffset(raw, current.box, current.around.snapTo, { step_m, reach_m, axes });
      offset = snapped.offset_m;
      caught = snapped.guides;
    }
    current.offset = offset;
    current.moved = offset.some((part) => part !== 0);
    const { preview, around, centre } = current;
    const answer = move(preview.gesture.start, { records: current.ids, offset_m: offset });
    if (isRefusal(answer)) {
      host.note(answer.refused, 'error');
      return;
    }
    preview.show(answer.patch);
    const { document } = host.session.getState();
    const clashes = clashesAmong(document, around.dragged, around.standing);
    host.markClash(clashes.ids);
    lines.draw(shiftedBox(current.box, offset[0], offset[1]), around.snapTo.index, around.walls, caught);
    const place = centre ? centre.clone().add(new Vector3(...offset)) : selectionCentre(host, current.ids);
    if (place) gizmo.show(place);
    const shown = typed.text === '' ? '' : `  ⌨ ${typed.text}`;
    const lock = current.axis ? `${current.axis.toUpperCase()} only  ` : '';
    const parts = current.axis ? lengthText(offset[axisIndex[current.axis]]) : `ΔX ${lengthText(offset[0])}  ΔY ${lengthText(offset[1])}`;
    host.note(`${lock}${parts}${shown}${clashText(clashes)}`, clashes.worst ? 'error' : 'plain');
  };

  return {
    enter: () => {
      rest();
      stop.push(
        viewState.subscribe((state, before) => {
          if (state.selection !== before.selection && !drag) rest();
        }),
        host.session.subscribe((state, before) => {
          if (state.phase === 'committed' && state.revision !== before.revision && !drag) rest();
        }),
      );
    },
    leave: () => {
      end(false);
      for (const each of stop) each();
      gizmo.dispose();
      lines.dispose();
    },
    frame: () => {
      gizmo.frame();
      lines.frame();
    },
    press: (pointer) => {
      if (drag) return end(true);
      pressedOn = pointer;
      const axis = gizmo.axisAt(pointer.x, pointer.y);
      if (axis) {
        const grip = gizmo.group.position.clone();
        grip[axis] += alongAxis(pointer.ray, grip, axis);
        begin(grip, pointer, axis);
        return;
      }
      const ids = selectedIds(host);
      // A wall or the edge of a floor moves its space only where that is selected: a slip on a wall moves nothing.
      const hit = pointer.hit() ?? [pointer.met()].find((met) => met && ids.includes(met.id));
      if (!hit) return;
      const { selection, select } = viewState.getState();
      if (!isTaken(host, ids, hit.id)) select(clicked(selection, meantBy(host, hit.id), pointer));
      begin(hit.point.clone(), pointer, undefined);
    },
    drag: (pointer) => {
      if (!drag) return;
      const begun = drag.moved || Math.hypot(pointer.x - drag.pressedAt.x, pointer.y - drag.pressedAt.y) > clickReach_px;
      if (!begun) return;
      drag.pointer = pointer;
      update();
    },
    release: (pointer) => {
      if (drag) {
        const stayed = !drag.moved;
        end(true);
        if (stayed && pressedOn && (pointer.shift || pointer.ctrl)) return;
      } else if (pressedOn && !pressedOn.hit()) viewState.getState().select([]);
      pressedOn = undefined;
    },
    hover: (pointer) => {
      if (drag) {
        // Started from the keyboard: the mouse leads without a button.
        if (!drag.pointer) takeUp(drag, pointer);
        drag.pointer = pointer;
        if (typed.text === '') update();
        return;
      }
      const axis = gizmo.axisAt(pointer.x, pointer.y);
      viewState.getState().setHover(axis ? null : (pointer.hit()?.id ?? null));
      if (axis === lit) return;
      lit = axis;
      gizmo.highlight(axis);
      host.redraw();
    },
    key: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const axis = ({ x: 'x', y: 'y', z: 'z' } as const)[event.key.toLowerCase() as Axis];
      if (event.key === 'Escape' && drag) {
        end(false);
        return true;
      }
      if (event.key === 'Enter' && drag) {
        if (typed.fault === undefined) end(true);
        else host.note(`⌨ ${typed.text}\n${typed.fault}`, 'error');
        return true;
      }
      // A nudge or a deletion in the middle of a drag would end it behind the hand's back.
      if (drag && /^(Arrow|Page|Delete$)/.test(event.key)) return true;
      const typing = drag !== undefined && typed.text !== '';
      const numeric = startsQuantity(event.key) && !isViewKey(event, drag !== undefined);
      // Once a number stands there, letters are its unit; no unit of length has an x, y or z.
      if (!axis && !numeric && !(event.key === 'Backspace' && drag) && !(typing && typed.take(event.key))) return false;
      const centre = selectionCentre(host);
      if (!drag && (!centre || !begin(centre, { x: host.width / 2, y: host.height / 2 }, axis))) return false;
      if (drag && axis) {
        drag.axis = drag.axis === axis && drag.pointer ? undefined : axis;
        gizmo.highlight(drag.axis);
      } else if (numeric || event.key === 'Backspace') typed.take(event.key);
      update();
      return true;
    },
  };
};
