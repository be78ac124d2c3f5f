/**
 * Moves the selection: on the floor plane, or along one axis by arrow or X, Y, Z; a typed quantity (`600 mm*8`)
 * sets the distance. Every preview is made from the document at the start with the whole offset, so nothing drifts.
 */
import { Vector3 } from 'three';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { bodyBox, clashAt, standingIndex } from '../../shared/commands/clearance.ts';
import { elementsAmong } from '../../shared/commands/edit-elements.ts';
import { shiftedBox } from '../../shared/commands/gaps.ts';
import { move } from '../../shared/commands/move.ts';
import { type Guide, snapOffset } from '../../shared/commands/snap.ts';
import { describeRecords } from '../../shared/commands/subjects.ts';
import { type BuildingElement, type ElementPart, elementParts } from '../../shared/document/building-elements.ts';
import { wallLine } from '../../shared/document/building-parts.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Equipment, Place, Point } from '../../shared/document/records.ts';
import type { Gesture } from '../../shared/document/session.ts';
import type { PlanBox, SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import { isRefusal } from '../../shared/problem.ts';
import { recordsIn } from '../scene/records-in.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { type Axis, alongAxis, MoveGizmo, metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { Guides } from './guides.ts';
import { lengthText } from './length-text.ts';
import { clicked, meantBy } from './select.ts';
import { clickReach_px, type ToolFactory, type ToolHost, type ToolPointer } from './tool.ts';
import { startsQuantity, typedQuantity } from './typed-quantity.ts';

/** Equipment the selection stands for. */
export function selectedEquipment(host: ToolHost): readonly Equipment[] {
  const { document } = host.session.getState();
  const ids = recordsIn(document, viewState.getState().selection);
  return ids.flatMap((id) => document.tables.equipment.get(id) ?? []);
}

/** Doors, partitions and columns in the selection. */
const selectedElements = (host: ToolHost): readonly BuildingElement[] =>
  elementsAmong(host.session.getState().document, viewState.getState().selection);

const selectedIds = (host: ToolHost): readonly RecordId[] => [...selectedEquipment(host), ...selectedElements(host)].map(({ id }) => id);

/** The direction of the wall that all of the selection are openings of: they slide along it. */
function commonWall(elements: readonly BuildingElement[]): Point | undefined {
  const [first] = elements;
  if (first?.sort !== 'opening') return undefined;
  const { wall } = first.is;
  const together = elements.every((each) => each.sort === 'opening' && each.space === first.space && each.is.wall === wall);
  return together ? wallLine(first.space, wall)?.along : undefined;
}

/** Middle of the selection on the floor it stands on. */
export function selectionCentre(host: ToolHost, ids: readonly RecordId[] = selectedIds(host)): Vector3 | undefined {
  if (ids.length === 0) return undefined;
  const box = host.model.bounds(ids);
  const centre = box.getCenter(new Vector3());
  return centre.setZ((box.min.z + box.max.z) / 2);
}

interface Drag {
  readonly gesture: Gesture;
  readonly ids: readonly RecordId[];
  readonly label: string;
  readonly grip: Vector3;
  readonly pressedAt: { x: number; y: number };
  /** Everything that stands still, built once. */
  readonly index: SpatialIndex;
  readonly box: PlanBox | undefined;
  /** The only direction there is, of a wall. */
  readonly slides: Point | undefined;
  axis: Axis | undefined;
  offset: Place;
  moved: boolean;
  pointer: ToolPointer | undefined;
}

/** Grid steps come out round: tenths of a metre take one decimal, quarters of a foot two. */
const metres = (value_m: number): string => {
  if (viewState.getState().unitSystem === 'US') return lengthText(value_m, 2);
  return lengthText(value_m, Math.abs(value_m * 10 - Math.round(value_m * 10)) < 1e-6 ? 1 : 3);
};
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
    const equipment = selectedEquipment(host);
    const elements = selectedElements(host);
    if (equipment.length + elements.length === 0) return false;
    if (viewState.getState().readOnly) {
      refuseAloud('This design is open for review: nothing in it can be changed');
      return false;
    }
    const ids = selectedIds(host);
    const { document } = host.session.getState();
    const label = `Move ${describeRecords(document, ids)}`;
    const [first] = equipment;
    const envelope = first && envelopeOf(document, first);
    const box = first && envelope && ids.length === 1 ? bodyBox(first.id, envelope, first.position_m, first.yaw_deg) : groupBox(host, ids);
    typed.clear();
    drag = {
      gesture: host.session.beginGesture(label, viewState.getState().selection),
      ids,
      label,
      grip,
      pressedAt: at,
      index: standingIndex(document, new Set(ids)),
      box,
      slides: equipment.length === 0 ? commonWall(elements) : undefined,
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
    const { gesture, moved } = drag;
    drag = undefined;
    typed.clear();
    if (keep && moved) gesture.commit();
    else gesture.cancel();
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
    if (axis) {
      const along = alongAxis(pointer.ray, grip, axis);
      return [axis === 'x' ? along : 0, axis === 'y' ? along : 0, axis === 'z' ? along : 0];
    }
    const at = host.model.picker.onPlane(pointer.ray, grip.z);
    if (!at) return current.offset;
    const [dx, dy] = [at.x - grip.x, at.y - grip.y];
    const { slides } = current;
    if (!slides) return [dx, dy, 0];
    const along = dx * slides[0] + dy * slides[1];
    return [slides[0] * along, slides[1] * along, 0];
  };

  /** A move started from the keyboard goes on from where the mouse happens to be, without a jump. */
  const takeUp = (current: Drag, pointer: ToolPointer) => {
    const at = host.model.picker.onPlane(pointer.ray, current.grip.z);
    if (current.axis)
      current.grip[current.axis] +=
        alongAxis(pointer.ray, current.grip, current.axis) - current.offset[{ x: 0, y: 1, z: 2 }[current.axis] as 0 | 1 | 2];
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
    let caught: readonly Guide[] = [];
    if (typed.value !== undefined) {
      // Along the locked axis, else in the direction of the pointer.
      const length = Math.hypot(raw[0], raw[1]);
      const value = typed.value;
      if (current.axis) offset = [axes.x ? value : 0, axes.y ? value : 0, axes.z ? value : 0];
      else offset = length > 1e-6 ? [(raw[0] / length) * value, (raw[1] / length) * value, 0] : [value, 0, 0];
    } else {
      const snapping = snap !== (pointer?.ctrl ?? false);
      const step_m = snapping ? gridStep_m() * (pointer?.shift ? 0.1 : 1) : 0;
      const reach_m = snapping && !pointer?.shift ? Math.min(0.25, metresPerPixel(host, current.grip) * 8) : 0;
      const snapped = snapOffset(raw, current.box, current.index, { step_m, reach_m, axes });
      offset = snapped.offset_m;
      caught = snapped.guides;
    }
    current.offset = offset;
    current.moved = offset.some((part) => part !== 0);
    const { start } = current.gesture;
    const answer = move(start, { records: current.ids, offset_m: offset });
    if (isRefusal(answer)) {
      host.note(answer.refused, 'error');
      return;
    }
    current.gesture.preview(answer.patch);
    const { document } = host.session.getState();
    const clashes: RecordId[] = [];
    for (const id of current.ids) {
      const equipment = document.tables.equipment.get(id);
      const envelope = equipment && envelopeOf(document, equipment);
      if (equipment && envelope && clashAt(current.index, id, envelope, equipment.position_m, equipment.yaw_deg) === 'overlap')
        clashes.push(id);
    }
    for (const element of elementsAmong(document, current.ids))
      if (element.sort !== 'opening' && elementParts(element).some((part) => meetsEquipment(current.index, document, part)))
        clashes.push(element.id);
    host.markClash(clashes);
    if (current.box) lines.draw(shiftedBox(current.box, offset[0], offset[1]), current.index, caught);
    const place = selectionCentre(host);
    if (place) gizmo.show(place);
    const shown = typed.text === '' ? '' : `  ⌨ ${typed.text}`;
    const lock = current.axis ? `${current.axis.toUpperCase()} only  ` : '';
    const parts = current.axis
      ? metres(offset[{ x: 0, y: 1, z: 2 }[current.axis] as 0 | 1 | 2])
      : `ΔX ${metres(offset[0])}  ΔY ${metres(offset[1])}`;
    host.note(
      `${lock}${parts}${shown}${clashes.length > 0 ? `\n${clashes.length === 1 ? 'Stands in other equipment' : `${clashes.length} stand in other equipment`}` : ''}`,
      clashes.length > 0 ? 'error' : 'plain',
    );
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
      const hit = pointer.hit();
      if (!hit) return;
      const { selection, select } = viewState.getState();
      if (!selectedIds(host).includes(hit.id)) select(clicked(selection, meantBy(host, pointer.hit()?.id), pointer));
      begin(hit.point, pointer, undefined);
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
      const typing = drag !== undefined && typed.text !== '';
      const numeric = startsQuantity(event.key) && !event.code.startsWith('Numpad');
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

const meetsEquipment = (index: SpatialIndex, { tables }: Document, part: ElementPart): boolean =>
  index.overlapping({ id: '', ...part }).some(({ id }) => tables.equipment.has(id));

/** Box around several pieces in plan, for snapping their common edges. */
function groupBox(host: ToolHost, ids: readonly RecordId[]): PlanBox {
  const box = host.model.bounds(ids);
  const { min, max } = box;
  return {
    id: '',
    corners: [
      [min.x, min.y],
      [max.x, min.y],
      [max.x, max.y],
      [min.x, max.y],
    ],
    low_m: min.z,
    high_m: max.z,
  };
}
