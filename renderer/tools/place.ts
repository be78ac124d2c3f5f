/** Puts catalogue equipment down: a ghost follows the pointer, a click places it, with Shift another follows. */
import { Group, Mesh, type MeshStandardMaterial } from 'three';
import type { Envelope } from '../../shared/catalogue/kind.ts';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { bodyBox, type Clash, clashAt, standingIndex } from '../../shared/commands/clearance.ts';
import { shiftedBox, wallFaceIndex } from '../../shared/commands/gaps.ts';
import { place } from '../../shared/commands/place.ts';
import { snapOffset } from '../../shared/commands/snap.ts';
import { type PortSnap, portSnap } from '../../shared/commands/snap-ports.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import type { Equipment, Item, Place } from '../../shared/document/records.ts';
import type { SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import { isRefusal, type Refusal } from '../../shared/problem.ts';
import { itemRecord } from '../catalogue.ts';
import { geometryOf } from '../scene/kinds/index.ts';
import { colourOf } from '../scene/palette.ts';
import { surfaceMaterial } from '../scene/surface-material.ts';
import { newId, perform } from '../session.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { FloorLines } from './floor-lines.ts';
import { metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { Guides } from './guides.ts';
import { lengthText } from './length-text.ts';
import type { ToolFactory, ToolPointer } from './tool.ts';

const ghostOpacity = 0.45;
const why: Readonly<Record<Clash, string>> = { none: '', clearance: 'Working space is not free', overlap: 'Stands in other equipment' };

/** The piece as a record at the origin, in a document that nobody keeps. */
function trialOf(document: Document, item: Item): { readonly with_: Document; readonly equipment: Equipment } | Refusal {
  const trial = place(document, { item, position_m: [0, 0, 0], yaw_deg: 0, newId });
  if (isRefusal(trial)) return trial;
  const with_ = applyPatch(document, trial.patch);
  return { with_, equipment: with_.tables.equipment.get(trial.selection?.[0] ?? '') as Equipment };
}

export const placeTool: ToolFactory = (host) => {
  const ghost = new Group();
  const material: MeshStandardMaterial = surfaceMaterial();
  let lines: FloorLines | undefined;
  let guides: Guides | undefined;
  let mesh: Mesh | undefined;
  let item: Item | undefined;
  let envelope: Envelope | undefined;
  let index: SpatialIndex | undefined;
  let ports: PortSnap | undefined;
  let yaw_deg = 0;
  let at: Place = [0, 0, 0];
  let last: ToolPointer | undefined;
  let stop = () => {};

  /** Height new equipment of a kind usually hangs at; everything else stands on the floor. */
  const mounting = () => (item?.kind.endsWith('busway') ? 2.7 : item?.kind === 'header' ? 2.9 : 0);

  const portsAt = (document: Document, of: Item, z: number): PortSnap | undefined => {
    const trial = trialOf(document, of);
    return isRefusal(trial) ? undefined : portSnap(trial.with_, [{ ...trial.equipment, position_m: [0, 0, z], yaw_deg }]);
  };

  const follow = (pointer: ToolPointer) => {
    last = pointer;
    if (!item || !envelope) return;
    const z = mounting();
    const point = host.model.picker.onPlane(pointer.ray, z);
    if (!point) return;
    const { snap } = viewState.getState();
    const snapping = snap !== pointer.ctrl;
    const { document } = host.session.getState();
    index ??= standingIndex(document, new Set());
    ports ??= portsAt(document, item, z);
    const walls = wallFaceIndex(document);
    const box = bodyBox('', envelope, [0, 0, z], yaw_deg);
    const reach_m = snapping && !pointer.shift ? Math.min(0.3, metresPerPixel(host, point) * 10) : 0;
    const snapped = snapOffset(
      [point.x, point.y, z],
      box,
      { index, walls, ports },
      { step_m: snapping ? gridStep_m() : 0, reach_m, axes: { x: true, y: true, z: false } },
    );
    at = [snapped.offset_m[0], snapped.offset_m[1], z];
    guides?.draw(shiftedBox(box, at[0], at[1]), index, walls, snapped.guides);
    const clash = clashAt(index, '', envelope, at, yaw_deg);
    ghost.visible = true;
    ghost.position.set(...at);
    ghost.rotation.z = (yaw_deg * Math.PI) / 180;
    const { palette } = host.model;
    const tone = clash === 'overlap' ? palette.error : clash === 'clearance' ? palette.warn : palette.accent;
    material.color.copy(colourOf(clash === 'overlap' ? palette.error : palette.metal));
    lines?.draw(envelope, tone, clash === 'overlap');
    host.note(
      `X ${lengthText(at[0])}  Y ${lengthText(at[1])}${clash === 'none' ? '' : `\n${why[clash]}`}`,
      clash === 'overlap' ? 'error' : 'plain',
    );
    host.redraw();
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
      const { with_, equipment } = trial;
      envelope = envelopeOf(with_, equipment);
      Object.assign(material, { transparent: true, opacity: ghostOpacity, depthWrite: false });
      mesh = new Mesh(geometryOf(with_, equipment), material);
      mesh.renderOrder = 30;
      ghost.add(mesh);
      ghost.visible = false;
      lines = new FloorLines(ghost);
      guides = new Guides(host);
      host.stage.add(ghost);
      host.hints([
        ['Click', 'place'],
        ['Shift', 'and another'],
        ['R', 'turn 90°'],
        ['Ctrl', 'no snap'],
        ['Esc', 'stop'],
      ]);
      stop = host.session.subscribe(() => {
        index = undefined;
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
    hover: follow,
    press: follow,
    drag: follow,
    release: (pointer) => {
      follow(pointer);
      const chosen = item;
      if (!chosen) return;
      const done = perform((document) => place(document, { item: chosen, position_m: at, yaw_deg, newId }));
      if (done && !pointer.shift) viewState.getState().setTool('select');
    },
    key: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'r') return false;
      yaw_deg = (yaw_deg + (event.shiftKey ? 270 : 90)) % 360;
      ports = undefined;
      if (last) follow(last);
      return true;
    },
  };
};
