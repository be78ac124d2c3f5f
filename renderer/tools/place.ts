/**
 * Puts catalogue equipment down: a ghost follows the pointer, a click places it, with Shift another follows. Keys lead it
 * too: arrows by the grid, X, Y, Z and a distance from the piece placed before, R and brackets turn it.
 */
import { Group, Mesh, type MeshStandardMaterial, Vector3 } from 'three';
import type { Envelope } from '../../shared/catalogue/kind.ts';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { bodyBox, type StandingIndex, standingIndex } from '../../shared/commands/clearance.ts';
import { wallFaceIndex } from '../../shared/commands/gaps.ts';
import { obstructionsOf } from '../../shared/commands/obstructions.ts';
import { place } from '../../shared/commands/place.ts';
import { type SnapGuide, snapOffset } from '../../shared/commands/snap.ts';
import { type PortSnap, portSnap } from '../../shared/commands/snap-ports.ts';
import { floorAt_m, homeless, spaceAt } from '../../shared/commands/spaces.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import type { Equipment, Item, Place } from '../../shared/document/records.ts';
import { wholeTurn } from '../../shared/geometry/pose.ts';
import { isRefusal, type Refusal } from '../../shared/problem.ts';
import { itemRecord } from '../catalogue.ts';
import { geometryOf } from '../scene/kinds/index.ts';
import { colourOf } from '../scene/palette.ts';
import { surfaceMaterial } from '../scene/surface-material.ts';
import { newId, perform } from '../session.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { obstructionText } from './drag-clashes.ts';
import { timesOf } from './drag-offset.ts';
import { FloorLines } from './floor-lines.ts';
import { alongLine, metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { Guides } from './guides.ts';
import { lengthText } from './length-text.ts';
import { OffsetEntry } from './offset-entry.ts';
import { onFloor } from './on-floor.ts';
import { clickReach_px, following, type ToolFactory, type ToolPointer } from './tool.ts';

const ghostOpacity = 0.45;
/** Degrees by key, as they turn what is selected. */
const turns: Readonly<Record<string, number>> = { r: 90, R: 15, '[': 90, ']': -90, '{': 15, '}': -15 };
const arrows: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0, 0],
  ArrowRight: [1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};
const plus = (a: Place, b: Place): Place => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const tidy = (value_m: number): number => Math.round(value_m * 1e6) / 1e6 + 0;

/** The piece as a record at the origin, in a document that nobody keeps. */
interface Trial {
  readonly document: Document;
  readonly equipment: Equipment;
}

function trialOf(document: Document, item: Item): Trial | Refusal {
  const trial = place(document, { item, position_m: [0, 0, 0], yaw_deg: 0, newId });
  if (isRefusal(trial)) return trial;
  const with_ = applyPatch(document, trial.patch);
  return { document: with_, equipment: with_.tables.equipment.get(trial.selection?.[0] ?? '') as Equipment };
}

/** What stands around the ghost, until the design changes. */
interface Around {
  readonly trial: Trial;
  readonly index: StandingIndex;
  readonly walls: ReturnType<typeof wallFaceIndex>;
}

export const placeTool: ToolFactory = (host) => {
  const ghost = new Group();
  const material: MeshStandardMaterial = surfaceMaterial();
  const entry = new OffsetEntry();
  let lines: FloorLines | undefined;
  let guides: Guides | undefined;
  let mesh: Mesh | undefined;
  let item: Item | undefined;
  let envelope: Envelope | undefined;
  let around: Around | undefined;
  let ports: { readonly of: Place; readonly snap: PortSnap } | undefined;
  let yaw_deg = 0;
  let at: Place = [0, 0, 0];
  /** Over the height that its kind usually has. */
  let lift_m = 0;
  let last: ToolPointer | undefined;
  /** Where the pointer lay when a key led the ghost: until it is moved the ghost stays. */
  let held: { readonly x: number; readonly y: number } | undefined;
  /** What was placed before in this tool, and where distances are typed from. */
  let before: Equipment | undefined;
  let anchor: Place = at;
  let stop = () => {};

  /** Height over the floor that new equipment of a kind usually hangs at; everything else stands on it. */
  const mounting = () => (item?.kind.endsWith('busway') ? 2.7 : item?.kind === 'header' ? 2.9 : 0);

  const surroundings = (of: Item): Around | undefined => {
    const { document } = host.session.getState();
    const trial = around?.trial ?? trialOf(document, of);
    if (isRefusal(trial)) return undefined;
    around ??= { trial, index: standingIndex(document, new Set()), walls: wallFaceIndex(document) };
    return around;
  };

  /** Draws the ghost where it is, with what the rules would say of it there. */
  const show = (caught: readonly SnapGuide[] = []) => {
    const found = item && surroundings(item);
    if (!found || !envelope) return;
    const { document } = host.session.getState();
    const space = spaceAt(document, at);
    const piece: Equipment = { ...homeless(found.trial.equipment), ...(space === undefined ? {} : { space }), position_m: at, yaw_deg };
    const [worst] = obstructionsOf(found.trial.document, piece, found.index);
    guides?.draw(bodyBox('', envelope, at, yaw_deg), found.index, found.walls, caught);
    ghost.visible = true;
    ghost.position.set(...at);
    ghost.rotation.z = (yaw_deg * Math.PI) / 180;
    const { palette } = host.model;
    const overlaps = worst?.rule === 'overlap';
    const alarm = overlaps ? palette.error : worst ? palette.warn : undefined;
    material.color.copy(colourOf(alarm ?? palette.metal));
    lines?.draw(envelope, alarm ?? palette.accent, overlaps);
    const height = Math.abs(at[2]) > 1e-9 ? `  Z ${lengthText(at[2])}` : '';
    const from = before && entry.begun ? `\nfrom ${before.tag}` : '';
    const led = `ΔX ${lengthText(at[0] - anchor[0])}  ΔY ${lengthText(at[1] - anchor[1])}`;
    const where = entry.begun ? `${entry.lockText}${led}` : `X ${lengthText(at[0])}  Y ${lengthText(at[1])}${height}`;
    host.note(`${where}${entry.typedText}${from}${worst ? `\n${obstructionText(worst)}` : ''}`, worst ? 'error' : 'plain');
    host.redraw();
  };

  /** Where the ghost comes to by the pointer, and by what is typed and locked. */
  const lead = (pointer: ToolPointer | undefined): readonly SnapGuide[] => {
    const found = item && surroundings(item);
    if (!found || !envelope) return [];
    const { document } = host.session.getState();
    const start: Place = entry.begun ? anchor : [0, 0, 0];
    const { line } = entry;
    const point = pointer && !line ? onFloor(host, pointer.ray, mounting() + lift_m) : undefined;
    if (!entry.begun && !point) return [];
    let raw_m: Place = [0, 0, 0];
    if (line && pointer) raw_m = timesOf(line, alongLine(pointer.ray, new Vector3(...start), new Vector3(...line)));
    else if (point) raw_m = [point.x - start[0], point.y - start[1], 0];
    const snapping = viewState.getState().snap !== (pointer?.ctrl ?? false);
    const step_m = snapping ? gridStep_m() : 0;
    const z_m = (x: number, y: number) => floorAt_m(document, x, y) + mounting() + lift_m;
    const base: Place = entry.begun ? start : [0, 0, z_m(raw_m[0], raw_m[1])];
    const stale = !ports?.of.every((part, axis) => part === base[axis]);
    if (!ports || stale)
      ports = { of: base, snap: portSnap(found.trial.document, [{ ...found.trial.equipment, position_m: base, yaw_deg }]) };
    const reach_m = snapping && !pointer?.shift ? Math.min(0.3, metresPerPixel(host, new Vector3(...plus(start, raw_m))) * 10) : 0;
    const box = bodyBox('', envelope, base, yaw_deg);
    const { offset_m, guides: caught } = entry.offset({
      raw_m,
      snapping,
      step_m,
      snap: (raw, axes) => snapOffset(raw, box, { index: found.index, walls: found.walls, ports: ports?.snap }, { step_m, reach_m, axes }),
    });
    const [x, y, z] = plus(base, offset_m);
    if (entry.axis === 'z') lift_m = z - floorAt_m(document, x, y) - mounting();
    // What is led onto another floor stands on that.
    at = [tidy(x), tidy(y), tidy(z_m(x, y))];
    return caught;
  };

  const follow = (pointer: ToolPointer) => {
    const stayed = held && Math.hypot(pointer.x - held.x, pointer.y - held.y) <= clickReach_px;
    last = pointer;
    if (stayed) return;
    held = undefined;
    show(lead(pointer));
  };

  /** By the keyboard alone the ghost appears in the middle of the view. */
  const appear = (): boolean => {
    if (!item || !envelope) return false;
    if (!ghost.visible) {
      const point = onFloor(host, host.model.picker.ray(host.camera, 0, 0), mounting());
      if (point) at = [tidy(point.x), tidy(point.y), tidy(point.z)];
    }
    return true;
  };
  const hold = () => {
    held = last && { x: last.x, y: last.y };
  };

  const put = (another: boolean) => {
    const chosen = item;
    if (!chosen || !ghost.visible) return;
    let placed: Equipment | undefined;
    const done = perform((document) => {
      const answer = place(document, { item: chosen, position_m: at, yaw_deg, newId });
      if (!isRefusal(answer)) placed = answer.patch.flatMap(({ after }) => (after?.type === 'equipment' ? [after] : []))[0];
      return answer;
    });
    if (!done) return;
    if (!another) return viewState.getState().setTool('select');
    before = placed;
    entry.clear();
    hold();
  };

  return {
    enter: () => {
      const { placing } = viewState.getState();
      const { document } = host.session.getState();
      item = placing === null ? undefined : itemRecord(document, placing);
      if (!item) return;
      const trial = trialOf(document, item);
      if (isRefusal(trial)) {
        refuseAloud(trial.refused);
        item = undefined;
        return;
      }
      envelope = envelopeOf(trial.document, trial.equipment);
      Object.assign(material, { transparent: true, opacity: ghostOpacity, depthWrite: false });
      mesh = new Mesh(geometryOf(trial.document, trial.equipment), material);
      mesh.renderOrder = 30;
      ghost.add(mesh);
      ghost.visible = false;
      lines = new FloorLines(ghost);
      guides = new Guides(host);
      host.stage.add(ghost);
      host.hints([
        ['Click', 'place'],
        ['Shift', 'and another'],
        ['R', 'turn 90°, Shift 15°'],
        ['X Y Z', 'one axis'],
        ['0…9', 'distance'],
        ['Arrows', 'nudge'],
        ['Esc', 'stop'],
      ]);
      stop = host.session.subscribe(() => {
        around = undefined;
        ports = undefined;
      });
    },
    leave: () => {
      stop();
      lines?.dispose();
      guides?.dispose();
      mesh?.geometry.dispose();
      material.dispose();
      ghost.removeFromParent();
      host.note(null);
    },
    frame: () => guides?.frame(),
    ...following(follow, ({ shift }) => {
      if (entry.typed.fault === undefined) put(shift);
      else host.note(`⌨ ${entry.typed.text}\n${entry.typed.fault}`, 'error');
    }),
    key: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !item) return false;
      const typing = entry.typed.text !== '';
      const arrow = arrows[event.key];
      const turn = typing ? undefined : turns[event.key];
      if (event.key === 'Escape') {
        if (!entry.begun) return false;
        entry.clear();
        held = undefined;
        show(lead(last));
      } else if (event.key === 'Enter') {
        if (!ghost.visible) return false;
        if (entry.typed.fault === undefined) put(event.shiftKey);
        else host.note(`⌨ ${entry.typed.text}\n${entry.typed.fault}`, 'error');
      } else if (arrow) {
        // What was selected before is not what is in hand.
        if (entry.begun || !appear()) return true;
        const [x, y, z] = plus(at, timesOf(arrow, gridStep_m() * (event.shiftKey ? 10 : 1)));
        lift_m += z - at[2];
        const floor_m = ([px, py]: Place) => floorAt_m(host.session.getState().document, px, py);
        at = [tidy(x), tidy(y), tidy(z + floor_m([x, y, z]) - floor_m(at))];
        hold();
        show();
      } else if (turn !== undefined) {
        yaw_deg = wholeTurn(yaw_deg + turn);
        ports = undefined;
        if (held || !last) show();
        else show(lead(last));
      } else {
        const begin = () => {
          if (!appear()) return false;
          anchor = before?.position_m ?? at;
          entry.yaw_deg = yaw_deg;
          return true;
        };
        if (event.key !== 'Delete' && !entry.key(event, entry.begun, begin)) return false;
        if (event.key !== 'Delete') show(lead(last));
      }
      return true;
    },
    cancel: () => {
      viewState.getState().setTool('select');
      return true;
    },
  };
};
