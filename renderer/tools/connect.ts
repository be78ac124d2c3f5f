/** Draws a run from port to port: ports that fit are lit, a refusal stands at the pointer before the click. */
import { BufferGeometry, Float32BufferAttribute, Line, LineBasicMaterial, Vector3 } from 'three';
import { catalogue } from '../../shared/catalogue/library.ts';
import { portPlace, portsOf } from '../../shared/catalogue/route.ts';
import { fittingPorts, isTaken, portsFit } from '../../shared/commands/compatible.ts';
import { connect } from '../../shared/commands/connect.ts';
import { routeBetween } from '../../shared/commands/route-between.ts';
import type { Document } from '../../shared/document/document.ts';
import type { ConnectionEnd, Equipment, Item } from '../../shared/document/records.ts';
import { isRefusal } from '../../shared/problem.ts';
import { itemRecord } from '../catalogue.ts';
import { colourOf } from '../scene/palette.ts';
import { newId, perform } from '../session.ts';
import { viewState } from '../view-state.ts';
import { type Marker, PortMarkers } from './port-markers.ts';
import type { ToolFactory, ToolPointer } from './tool.ts';

/** Straight length at a port and the height at which a drawn run crosses over the higher of the two. */
export const lead_m = 0.25;
export const rise_m = 0.35;
/** Nearer than this to a port, that port is meant and no other of its equipment. */
const exact_px = 7;

const same = (a: ConnectionEnd, b: ConnectionEnd) => a.equipment === b.equipment && a.port === b.port;

/** Pipes and cables of the catalogue as records, for `connect` to choose from. */
export function runItems(document: Document): Item[] {
  return catalogue
    .filter(({ kind }) => kind === 'pipe' || kind === 'cable' || kind === 'whip')
    .flatMap(({ name }) => itemRecord(document, name) ?? []);
}

export const connectTool: ToolFactory = (host) => {
  const { palette } = host.model;
  const markers = new PortMarkers(host, colourOf(palette.accentRim));
  const line = new Line(
    new BufferGeometry(),
    new LineBasicMaterial({ color: colourOf(palette.accent), depthTest: false, transparent: true }),
  );
  line.frustumCulled = false;
  line.renderOrder = 170;
  line.visible = false;
  host.stage.add(line);
  let from: ConnectionEnd | undefined;
  let fitting: readonly ConnectionEnd[] = [];
  let shownFor: string | undefined;

  const document = () => host.session.getState().document;
  const colourFor = (end: ConnectionEnd): ReturnType<typeof colourOf> => {
    const place = portPlace(document(), end);
    if (!place) return colourOf(palette.neutral);
    if (place.port.medium === 'liquid')
      return colourOf(/return/.test(end.port) ? palette.return : /supply/.test(end.port) ? palette.supply : palette.liquid);
    return colourOf(place.port.train === 'A' ? palette.trainA : place.port.train === 'B' ? palette.trainB : palette.hover);
  };
  const markersOf = (equipment: Equipment, lit: (end: ConnectionEnd) => boolean): Marker[] =>
    portsOf(document(), equipment).flatMap((port) => {
      const end = { equipment: equipment.id, port: port.name };
      const place = portPlace(document(), end);
      if (!place) return [];
      return [{ end, at_m: place.at_m, colour: lit(end) ? colourFor(end) : colourOf(palette.neutralRun), size_px: lit(end) ? 13 : 8 }];
    });

  /** Before a start is chosen: the ports of what is under the pointer or selected. */
  const showIdle = (hovered: string | undefined) => {
    const ids = new Set([...viewState.getState().selection, ...(hovered === undefined ? [] : [hovered])]);
    const key = [...ids].join();
    if (key === shownFor) return;
    shownFor = key;
    const shown = [...ids].flatMap((id) => document().tables.equipment.get(id) ?? []);
    markers.show(shown.slice(0, 40).flatMap((equipment) => markersOf(equipment, (end) => !isTaken(document(), end))));
  };

  const startAt = (end: ConnectionEnd) => {
    from = end;
    fitting = fittingPorts(document(), end, document().tables.equipment.values());
    const lit = fitting.flatMap((candidate): Marker[] => {
      const place = portPlace(document(), candidate);
      return place ? [{ end: candidate, at_m: place.at_m, colour: colourFor(candidate), size_px: 13 }] : [];
    });
    const start = portPlace(document(), end);
    markers.show([...lit, ...(start ? [{ end, at_m: start.at_m, colour: colourOf(palette.accent), size_px: 16 }] : [])]);
    host.hints([
      ['Click', 'port to connect'],
      ['Esc', 'back'],
    ]);
  };

  const back = () => {
    from = undefined;
    fitting = [];
    shownFor = undefined;
    line.visible = false;
    host.note(null);
    host.hints([
      ['Click', 'a port'],
      ['Esc', 'select'],
    ]);
    showIdle(undefined);
  };

  const nearestPort = (equipment: Equipment, pointer: ToolPointer): ConnectionEnd | undefined => {
    let best: { end: ConnectionEnd; gap: number } | undefined;
    for (const port of portsOf(document(), equipment)) {
      const end = { equipment: equipment.id, port: port.name };
      const place = portPlace(document(), end);
      const at = place && host.project(scratch.set(...place.at_m));
      if (!at) continue;
      const gap = Math.hypot(at.x - pointer.x, at.y - pointer.y);
      if (gap < exact_px && (!best || gap < best.gap)) best = { end, gap };
    }
    return best?.end;
  };

  /** The port meant by the pointer: a marker, or while drawing any port of the equipment under it. */
  const portUnder = (pointer: ToolPointer): ConnectionEnd | undefined => {
    const marker = markers.at(pointer.x, pointer.y);
    const equipment = from ? document().tables.equipment.get(pointer.hit()?.id ?? '') : undefined;
    if (!equipment || equipment.id === from?.equipment) return marker?.end;
    // A port that does not fit has no marker; pointed at exactly, it is meant, and the refusal is the answer.
    const meant = nearestPort(equipment, pointer);
    if (meant) return meant;
    if (marker) return marker.end;
    const own = fitting.filter((end) => end.equipment === equipment.id);
    if (own[0]) return own[0];
    const [port] = portsOf(document(), equipment);
    return port && { equipment: equipment.id, port: port.name };
  };

  const routeTo = (end: ConnectionEnd) => {
    const [a, b] = from ? [portPlace(document(), from), portPlace(document(), end)] : [];
    return a && b ? { a, b, corners: routeBetween(a, b, lead_m, rise_m) } : undefined;
  };

  const aim = (pointer: ToolPointer) => {
    const target = portUnder(pointer);
    line.visible = false;
    if (!from || !target || same(from, target)) {
      host.note(target && !from ? `${document().tables.equipment.get(target.equipment)?.tag} · ${target.port}` : null);
      host.redraw();
      return;
    }
    const fit = portsFit(document(), from, target);
    const tag = document().tables.equipment.get(target.equipment)?.tag ?? '';
    host.note(isRefusal(fit) ? fit.refused : `${tag} · ${target.port}`, isRefusal(fit) ? 'error' : 'ok');
    const route = isRefusal(fit) ? undefined : routeTo(target);
    if (route) {
      line.geometry.dispose();
      line.geometry = new BufferGeometry().setAttribute(
        'position',
        new Float32BufferAttribute([route.a.at_m, ...route.corners, route.b.at_m].flat(), 3),
      );
      line.visible = true;
    }
    host.redraw();
  };

  return {
    enter: back,
    leave: () => {
      markers.dispose();
      line.removeFromParent();
      line.geometry.dispose();
      (line.material as LineBasicMaterial).dispose();
      host.note(null);
    },
    hover: (pointer) => {
      const id = pointer.hit()?.id;
      viewState.getState().setHover(id ?? null);
      if (!from && !markers.at(pointer.x, pointer.y)) showIdle(id);
      aim(pointer);
    },
    release: (pointer) => {
      const target = portUnder(pointer);
      if (!from) {
        if (target) startAt(target);
        else viewState.getState().select(pointer.hit() ? [pointer.hit()?.id as string] : []);
        shownFor = undefined;
        return;
      }
      if (!target || same(from, target)) return back();
      const start = from;
      const corners = routeTo(target)?.corners ?? [];
      if (perform((current) => connect(current, { from: start, to: target, catalogue: runItems(current), waypoints_m: corners, newId })))
        back();
    },
    key: (event) => {
      if (event.key !== 'Escape' || !from) return false;
      back();
      return true;
    },
  };
};

const scratch = new Vector3();
