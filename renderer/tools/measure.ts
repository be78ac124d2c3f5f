/**
 * Measures distances, areas and the clear space round a piece: D, A and C choose which. Points snap to ports, corners and
 * edges; X, Y and Z hold a distance to an axis. What was measured is kept with the design and follows what it was taken on.
 */
import { Vector3 } from 'three';
import { anchorAt, anchorPlace } from '../../shared/commands/measured.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Anchor, MeasureKind, Place } from '../../shared/document/records.ts';
import { forgetLast, keepMeasurement } from '../measure/kept.ts';
import { areaText, distanceText } from '../measure/measurement.ts';
import { reach_px, snapPoint } from '../measure/snap-point.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { placeOf } from '../scene/picking.ts';
import { viewState } from '../view-state.ts';
import type { Axis } from './gizmo.ts';
import type { ToolFactory, ToolPointer } from './tool.ts';

const kindOfKey: Readonly<Record<string, MeasureKind>> = { d: 'distance', a: 'area', c: 'clearance' };
const nextStep: Readonly<Record<MeasureKind, string>> = {
  distance: 'two points',
  area: 'corners, Enter closes',
  clearance: 'a piece of equipment',
};
const beside = [
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const;
const axisIndex = { x: 0, y: 1, z: 2 } as const;

export const measureTool: ToolFactory = (host) => {
  const line = new OverlaidLines(host.stage, { order: 190 });
  let kind: MeasureKind = 'distance';
  let axis: Axis | undefined;
  let anchors: Anchor[] = [];
  const spot = new Vector3();

  const now = () => host.session.getState().document;
  const system = () => viewState.getState().unitSystem;
  const places = (): Place[] => anchors.map((anchor) => anchorPlace(now(), anchor)).filter((place) => place !== undefined);
  const project = (place: Place) => host.project(spot.fromArray(place));

  /**
   * What lies under the pointer, or just beside it: who aims at a corner misses it half of the time. A wall is met only
   * where nothing stands before it.
   */
  const thingNear = (pointer: ToolPointer): RecordId | null => {
    const id = pointer.hit()?.id;
    if (id !== undefined) return id;
    for (const [dx, dy] of beside) {
      const ray = host.model.picker.ray(
        host.camera,
        pointer.ndcX + (2 * dx * reach_px.edge) / host.width,
        pointer.ndcY + (2 * dy * reach_px.edge) / host.height,
      );
      const hit = host.model.picker.pick(ray);
      if (hit) return hit.id;
    }
    return pointer.met()?.id ?? null;
  };

  /** The point that is meant, held to the axis or the plane of what has begun. */
  const anchorUnder = (pointer: ToolPointer): Anchor | undefined => {
    const hit = pointer.hit();
    const free = (hit ?? pointer.met())?.point ?? host.model.picker.onPlane(pointer.ray, places()[0]?.[2] ?? 0);
    if (!free) return undefined;
    const thing = pointer.ctrl ? null : thingNear(pointer);
    const snapped = pointer.ctrl ? undefined : snapPoint(now(), thing, pointer.x, pointer.y, placeOf(host.camera.position), project);
    const at = snapped?.at_m ?? placeOf(free);
    const [first] = places();
    // Every point goes with the piece it was taken on: of an area too, or it would lose its shape when one piece moves.
    const on = snapped ? thing : (hit?.id ?? null);
    if (!first || (kind === 'distance' && !axis)) return anchorAt(now(), at, on);
    if (kind === 'area') return anchorAt(now(), [at[0], at[1], first[2]], on);
    const held: [number, number, number] = [...first];
    if (axis) held[axisIndex[axis]] = at[axisIndex[axis]];
    return { at_m: held };
  };
  const draw = (corners: readonly Place[], closed: boolean) => {
    const points = corners.flatMap((from, i) => {
      const to = corners[i + 1] ?? (closed ? corners[0] : undefined);
      return to ? [...from, ...to] : [];
    });
    line.draw(points, host.model.palette.hover);
    host.redraw();
  };
  const clear = () => {
    anchors = [];
    axis = undefined;
    draw([], false);
    host.note(null);
  };
  const keep = () => {
    keepMeasurement(kind, anchors);
    clear();
  };
  const hints = () =>
    host.hints([
      ['Click', nextStep[kind]],
      ...(kind === 'distance' ? [] : ([['D', 'distance']] as const)),
      ...(kind === 'area' ? [] : ([['A', 'area']] as const)),
      ...(kind === 'clearance' ? [] : ([['C', 'clearance']] as const)),
      ...(kind === 'distance' ? ([['X Y Z', 'axis']] as const) : []),
      ['Ctrl', 'no snap'],
      ['Del', 'last away'],
      ['Esc', 'stop'],
    ]);
  const show = (pointer: ToolPointer) => {
    const next = anchorUnder(pointer);
    const end = next && anchorPlace(now(), next);
    const corners = places();
    if (!end || corners.length === 0) return;
    const all = [...corners, end];
    draw(all, kind === 'area');
    const [first] = all;
    if (kind === 'distance' && first) host.note(distanceText(first, end, system()));
    else if (all.length > 2) host.note(areaText(all, system()));
  };
  const closesArea = (pointer: ToolPointer): boolean => {
    const [first] = places();
    const at = first && anchors.length > 2 ? project(first) : undefined;
    return at !== undefined && Math.hypot(at.x - pointer.x, at.y - pointer.y) <= 10;
  };

  return {
    enter: hints,
    leave: () => {
      line.dispose();
      host.note(null);
    },
    hover: (pointer) => {
      viewState.getState().setHover(pointer.hit()?.id ?? null);
      show(pointer);
    },
    release: (pointer) => {
      if (kind === 'area' && closesArea(pointer)) return keep();
      const anchor = anchorUnder(pointer);
      if (!anchor) return;
      if (kind === 'clearance') {
        const id = pointer.hit()?.id;
        if (!id || !now().tables.equipment.has(id)) return host.note('Clearance is measured round a piece of equipment', 'error');
        anchors = [{ on: id, at_m: [0, 0, 0] }];
        return keep();
      }
      anchors = [...anchors, anchor];
      if (kind === 'distance' && anchors.length === 2) keep();
    },
    key: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const key = event.key.toLowerCase();
      const chosen = kindOfKey[key];
      if (chosen) {
        clear();
        kind = chosen;
        hints();
      } else if (kind === 'distance' && anchors.length === 1 && (key === 'x' || key === 'y' || key === 'z')) {
        axis = axis === key ? undefined : key;
      } else if (key === 'enter' && kind === 'area' && anchors.length > 2) keep();
      else if (key === 'escape' && anchors.length > 0) clear();
      else if (key === 'backspace' && anchors.length > 0) {
        anchors = anchors.slice(0, -1);
        draw(places(), false);
      } else if ((key === 'delete' || key === 'backspace') && anchors.length === 0) return forgetLast();
      else return false;
      return true;
    },
  };
};
