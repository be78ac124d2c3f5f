/**
 * Draws a run from port to port, by clicks on the way through the corners it is to have: ports that fit are lit, a
 * refusal stands at the pointer before the click.
 */
import { Vector3 } from 'three';
import { catalogue } from '../../shared/catalogue/library.ts';
import { portPlace, portsOf } from '../../shared/catalogue/route.ts';
import { fittingPorts, isTaken, portsFit } from '../../shared/commands/compatible.ts';
import { connect, undecidedSystems } from '../../shared/commands/connect.ts';
import { runFault } from '../../shared/commands/run-fit.ts';
import type { Document } from '../../shared/document/document.ts';
import type { SystemId } from '../../shared/document/ids.ts';
import type { ConnectionEnd, Equipment, Item, Place } from '../../shared/document/records.ts';
import { isRefusal } from '../../shared/problem.ts';
import { itemRecord } from '../catalogue.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { colourOf } from '../scene/palette.ts';
import { selectedRecords } from '../selected.ts';
import { newId, perform } from '../session.ts';
import { viewState } from '../view-state.ts';
import { startsOtherWork, takesBack } from './corner-sketch.ts';
import { drawnRun } from './drawn-run.ts';
import { type Marker, PortMarkers, portColour } from './port-markers.ts';
import { RunSketch } from './run-sketch.ts';
import type { ToolFactory, ToolPointer } from './tool.ts';

/** Nearer than this to a port, that port is meant and no other of its equipment. */
const exact_px = 7;

/** The keyboard is neither in the scene nor nowhere. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && !(target instanceof HTMLCanvasElement) && target !== target.ownerDocument.body;
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
  const line = new OverlaidLines(host.stage, { order: 170 });
  const sketch = new RunSketch(host);
  let last: ToolPointer | undefined;
  let from: ConnectionEnd | undefined;
  let fitting: readonly ConnectionEnd[] = [];
  let shownFor: string | undefined;

  const document = () => host.session.getState().document;
  const colourFor = (end: ConnectionEnd) => portColour(document(), end, palette);
  const markersOf = (equipment: Equipment, lit: (end: ConnectionEnd) => boolean): Marker[] =>
    portsOf(document(), equipment).flatMap((port) => {
      const end = { equipment: equipment.id, port: port.name };
      const place = portPlace(document(), end);
      if (!place) return [];
      return [{ end, at_m: place.at_m, colour: lit(end) ? colourFor(end) : colourOf(palette.neutralRun), size_px: lit(end) ? 13 : 8 }];
    });

  /** Before a start is chosen: the ports of what is under the pointer or selected. */
  const showIdle = (hovered: string | undefined) => {
    const ids = new Set([...selectedRecords(), ...(hovered === undefined ? [] : [hovered])]);
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
    if (start) sketch.begin(start);
    markers.show([...lit, ...(start ? [{ end, at_m: start.at_m, colour: colourOf(palette.accent), size_px: 16 }] : [])]);
    host.hints([
      ['Click', 'port, or a corner on the way'],
      ['Shift click', 'corner over equipment'],
      ['0…9', 'length'],
      ['Tab', 'height'],
      ['⌫', 'corner back'],
      ['Esc', 'back'],
    ]);
  };

  const back = () => {
    from = undefined;
    fitting = [];
    shownFor = undefined;
    sketch.clear();
    line.clear();
    drawnRun.setState({ question: null });
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
    if (from && pointer.shift) return undefined;
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

  const show = (route: readonly Place[], bad: boolean) =>
    line.draw(
      route.slice(1).flatMap((corner, i) => [...(route[i] as Place), ...corner]),
      bad ? palette.error : palette.accent,
    );

  /** The pipe or cable that was picked in the catalogue; without one it is chosen by the ports. */
  const picked = (): Item | undefined => {
    const { placing } = viewState.getState();
    return placing === null ? undefined : itemRecord(document(), placing);
  };

  const aim = (pointer: ToolPointer) => {
    last = pointer;
    const target = portUnder(pointer);
    const tag = target && `${document().tables.equipment.get(target.equipment)?.tag} · ${target.port}`;
    if (!from) {
      line.clear();
      host.note(tag ?? null);
    } else if (target && same(from, target)) {
      line.clear();
      host.note(null);
    } else if (target) {
      const fit = portsFit(document(), from, target);
      const item = picked();
      const fault = isRefusal(fit) ? fit.refused : item && runFault(fit, item);
      const to = portPlace(document(), target);
      show(fault === undefined ? sketch.route(to) : [], false);
      host.note(fault ?? `${tag}\n${sketch.reading(to)}`, fault === undefined ? 'ok' : 'error');
    } else {
      sketch.follow(pointer);
      show(sketch.route(undefined), sketch.fault !== undefined);
      host.note(sketch.reading(undefined), sketch.fault === undefined ? 'plain' : 'error');
    }
    host.redraw();
  };
  const aimAgain = () => {
    if (last) aim(last);
  };

  /** Draws the run to a port; where several systems would suit, once it is said which. */
  const finish = (start: ConnectionEnd, target: ConnectionEnd, system?: SystemId | 'new') => {
    const fit = portsFit(document(), start, target);
    const systems = isRefusal(fit) || system !== undefined ? [] : undecidedSystems(document(), fit);
    if (systems.length > 0) {
      drawnRun.setState({ question: { systems, answer: (answer) => finish(start, target, answer) } });
      return;
    }
    const waypoints_m = sketch.route(portPlace(document(), target)).slice(1, -1);
    const item = picked();
    const drawn = perform((current) =>
      connect(current, {
        from: start,
        to: target,
        ...(item ? { item } : { catalogue: runItems(current) }),
        ...(system === undefined ? {} : { system }),
        waypoints_m,
        newId,
      }),
    );
    if (drawn) back();
  };
  const stops = [
    drawnRun.subscribe((state, before) => {
      if (state.height_m !== before.height_m) aimAgain();
    }),
    viewState.subscribe((state, before) => {
      if (state.tool === 'connect' && state.placing !== before.placing) aimAgain();
    }),
  ];

  return {
    enter: back,
    leave: () => {
      for (const stop of stops) stop();
      markers.dispose();
      line.dispose();
      drawnRun.setState({ question: null });
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
      drawnRun.setState({ question: null });
      if (target && same(from, target)) return back();
      if (target) return finish(from, target);
      sketch.follow(pointer);
      sketch.add();
      aim(pointer);
    },
    key: (event) => {
      if (!from) return false;
      if (drawnRun.getState().question) {
        // The keys are the question's, and what would lose the run in hand or change what is done is nobody's.
        if (event.key !== 'Escape') return startsOtherWork(event) || takesBack(event);
        drawnRun.setState({ question: null });
        return true;
      }
      // Whoever walks through the panels goes on walking.
      if (event.key === 'Tab' && isElsewhere(event.target)) return false;
      if (event.key === 'Escape') {
        if (sketch.typing) sketch.clearTyped();
        else back();
      } else if (sketch.places.length > 0 && takesBack(event)) sketch.takeBack();
      else if (event.ctrlKey || event.metaKey || event.altKey) return false;
      else if (sketch.key(event)) {
        // A height or a length that is being typed shows at once.
      } else if (event.key === 'Backspace') {
        if (!sketch.takeBack()) back();
      } else if (event.key === 'Enter' && sketch.typing) sketch.add();
      else return startsOtherWork(event) && sketch.places.length > 0;
      aimAgain();
      return true;
    },
  };
};

const scratch = new Vector3();
