/**
 * Moves the selection: on the floor plane, or along one axis by arrow or X, Y, Z; a typed quantity (`600 mm*8`)
 * sets the distance. Every preview is made from the document at the start with the whole offset, so nothing drifts.
 */
import { Vector3 } from 'three';
import { elementsAmong } from '../../shared/commands/edit-elements.ts';
import { shiftedBox } from '../../shared/commands/gaps.ts';
import { move } from '../../shared/commands/move.ts';
import { snapOffset } from '../../shared/commands/snap.ts';
import { describeRecords } from '../../shared/commands/subjects.ts';
import { takenWhole } from '../../shared/commands/whole-spaces.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Place, Point } from '../../shared/document/records.ts';
import type { PlanBox } from '../../shared/geometry/spatial-index.ts';
import { isRefusal } from '../../shared/problem.ts';
import { selectClicked } from '../selected.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { clashesAmong, clashText } from './drag-clashes.ts';
import { partAlong, timesOf } from './drag-offset.ts';
import { DragPreview } from './drag-preview.ts';
import { type DragSurroundings, surroundingsOf } from './drag-surroundings.ts';
import { type Axis, alongAxis, alongLine, MoveGizmo, metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { Guides } from './guides.ts';
import { lengthText } from './length-text.ts';
import { OffsetEntry } from './offset-entry.ts';
import { meantBy } from './select.ts';
import { commonWall, isTaken, ownDirection, selectedIds, selectionCentre, snappingBox } from './subjects.ts';
import { clickReach_px, type ToolFactory, type ToolPointer } from './tool.ts';

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
  offset: Place;
  moved: boolean;
  pointer: ToolPointer | undefined;
}

const none: Place = [0, 0, 0];

export const moveTool: ToolFactory = (host) => {
  const gizmo = new MoveGizmo(host);
  const lines = new Guides(host);
  const entry = new OffsetEntry();
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
    entry.clear(axis);
    entry.yaw_deg = ownDirection(host, ids);
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
      offset: none,
      moved: false,
      pointer: undefined,
    };
    gizmo.highlight(axis);
    host.hints([
      ['X Y Z', 'one axis, twice its own'],
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
    entry.clear();
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
    const { pointer, grip, slides } = current;
    const { line } = entry;
    if (!pointer) return none;
    if (line) return timesOf(line, alongLine(pointer.ray, grip, new Vector3(...line)));
    const at = host.model.picker.onPlane(pointer.ray, grip.z);
    if (!at) return current.offset;
    const raw: Place = [at.x - grip.x, at.y - grip.y, 0];
    return slides ? timesOf([...slides, 0], partAlong(raw, [...slides, 0])) : raw;
  };

  /** A move started from the keyboard goes on from where the mouse happens to be, without a jump. */
  const takeUp = ({ grip, offset }: Drag, pointer: ToolPointer) => {
    const { line } = entry;
    const at = host.model.picker.onPlane(pointer.ray, grip.z);
    if (line) {
      const along = new Vector3(...line);
      grip.addScaledVector(along, alongLine(pointer.ray, grip, along) - partAlong(offset, line));
    } else if (at) grip.set(at.x - offset[0], at.y - offset[1], grip.z);
  };

  const update = () => {
    const current = drag;
    if (!current) return;
    const { pointer, box } = current;
    const snapping = viewState.getState().snap !== (pointer?.ctrl ?? false);
    const step_m = snapping ? gridStep_m() * (pointer?.shift ? 0.1 : 1) : 0;
    const reach_m = snapping && !pointer?.shift ? Math.min(0.25, metresPerPixel(host, current.grip) * 8) : 0;
    const { offset_m: offset, guides: caught } = entry.offset({
      raw_m: rawOffset(current),
      snapping,
      step_m,
      slides: current.slides,
      snap: (raw_m, axes) => snapOffset(raw_m, box, current.around.snapTo, { step_m, reach_m, axes }),
    });
    current.offset = offset;
    current.moved = offset.some((part) => part !== 0);
    const { preview, around, centre } = current;
    const answer = move(preview.gesture.start, { records: current.ids, offset_m: offset });
    if (isRefusal(answer)) {
      host.note(answer.refused, 'error');
      return;
    }
    const document = preview.show(answer.patch);
    const clashes = clashesAmong(document, around.dragged, around.standing);
    host.markClash(clashes.ids);
    lines.draw(shiftedBox(current.box, offset[0], offset[1]), around.snapTo.index, around.walls, caught);
    const place = centre ? centre.clone().add(new Vector3(...offset)) : selectionCentre(host, current.ids);
    if (place) gizmo.show(place);
    const { line } = entry;
    const parts = line ? lengthText(partAlong(offset, line)) : `ΔX ${lengthText(offset[0])}  ΔY ${lengthText(offset[1])}`;
    host.note(`${entry.lockText}${parts}${entry.typedText}${clashText(clashes)}`, clashes.worst ? 'error' : 'plain');
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
      if (!isTaken(host, ids, hit.id)) selectClicked(meantBy(host, hit.id), pointer);
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
        if (entry.typed.text === '') update();
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
      if (event.key === 'Escape' && drag) {
        end(false);
        return true;
      }
      if (event.key === 'Enter' && drag) {
        const { text, fault } = entry.typed;
        if (fault === undefined) end(true);
        else host.note(`⌨ ${text}\n${fault}`, 'error');
        return true;
      }
      // A nudge or a deletion in the middle of a drag would end it behind the hand's back.
      if (drag && /^(Arrow|Page|Delete$)/.test(event.key)) return true;
      const centre = selectionCentre(host);
      const start = () => centre !== undefined && begin(centre, { x: host.width / 2, y: host.height / 2 }, undefined);
      if (!entry.key(event, drag !== undefined, start)) return false;
      gizmo.highlight(entry.axis, entry.drawn_deg);
      update();
      return true;
    },
    cancel: () => {
      if (!drag) return false;
      end(false);
      return true;
    },
  };
};
