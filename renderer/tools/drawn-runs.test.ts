/** The connect tool and the handles of a run, fed with a pointer over a plan: a pixel is a centimetre, north is up. */
import { Group, OrthographicCamera, Plane, Points, Ray, Vector3 } from 'three';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogueItem } from '../../shared/catalogue/library.ts';
import { portPlace, routeOf } from '../../shared/catalogue/route.ts';
import { place } from '../../shared/commands/place.ts';
import { applyPatch, documentOf } from '../../shared/document/document.ts';
import { sequentialIds } from '../../shared/document/ids.ts';
import type { Connection, FacilityRecord, Item, Place, System } from '../../shared/document/records.ts';
import { axisOf } from '../../shared/geometry/orthogonal-route.ts';
import { accepted, empty } from '../../test/fixtures/furnished-hall.ts';
import { paletteOf } from '../scene/palette.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { connectTool } from './connect.ts';
import { drawnRun } from './drawn-run.ts';
import { RunHandles } from './run-handles.ts';
import { type Tool, type ToolHost, type ToolPointer, takesUp } from './tool.ts';

const loops: readonly System[] = ['North', 'South'].map((name) => ({
  id: `sys_${name}`,
  type: 'system',
  name,
  kind: 'tcs',
  fluid: 'pg25',
}));

/** A CDU and two racks in a hall with two loops. */
function fresh() {
  const newId = sequentialIds('made');
  let document = documentOf([...Object.values(empty.tables).flatMap((table) => [...table.values()]), ...loops] as FacilityRecord[]);
  const put = (name: string, x: number): string => {
    const item = { ...catalogueItem(name), id: `item_${name}`, type: 'item' } as Item;
    const change = accepted(place(document, { item, position_m: [x, 8, 0], yaw_deg: 0, newId }));
    document = applyPatch(document, change.patch);
    return change.selection?.[0] ?? '';
  };
  const ids = { cdu: put('vertiv-coolchip-121', 8), near: put('gb300-nvl72', 12), far: put('gb300-nvl72', 15) };
  session.replace(document);
  return ids;
}

let notes: string[] = [];
let pixelsPerMetre = 100;
const camera = new OrthographicCamera(-5, 5, 5, -5);
const host = {
  session,
  model: {
    palette: paletteOf('dark'),
    picker: { onPlane: (ray: Ray, z: number) => ray.intersectPlane(new Plane(new Vector3(0, 0, 1), -z), new Vector3()) ?? undefined },
  },
  rig: { camera, orthographic: camera },
  camera,
  stage: new Group(),
  width: 4000,
  height: 1000,
  note: (text: string | null) => notes.push(text ?? ''),
  hints: () => {},
  redraw: () => {},
  project: ({ x, y }: Vector3) => ({ x: x * pixelsPerMetre, y: (20 - y) * pixelsPerMetre }),
} as unknown as ToolHost;

const pointerAt = (x: number, y: number, keys: Partial<Pick<ToolPointer, 'shift' | 'ctrl'>> = {}): ToolPointer => ({
  x: x * 100,
  y: (20 - y) * 100,
  ndcX: 0,
  ndcY: 0,
  ray: new Ray(new Vector3(x, y, 100), new Vector3(0, 0, -1)),
  shift: false,
  ctrl: false,
  alt: false,
  hit: () => undefined,
  met: () => undefined,
  ...keys,
});
const key = (name: string) =>
  ({ key: name, code: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: null }) as unknown as KeyboardEvent;

const port = (equipment: string, name: string): Place => {
  const found = portPlace(session.getState().document, { equipment, port: name });
  if (!found) throw new Error(`no port ${name}`);
  return found.at_m;
};
const theRun = (): Connection => {
  const [only] = session.getState().document.tables.connection.values();
  if (!only) throw new Error('there is no run');
  return only;
};
const route = () => routeOf(session.getState().document, theRun());
const atRightAngles = () => route().every((corner, i) => i === 0 || axisOf(route()[i - 1] as Place, corner) !== undefined);

let ids: ReturnType<typeof fresh>;

beforeAll(() => {
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('HTMLCanvasElement', class extends HTMLElement {});
});
afterAll(() => void vi.unstubAllGlobals());
beforeEach(() => {
  ids = fresh();
  notes = [];
  pixelsPerMetre = 100;
  viewState.setState({ selection: [], refusal: null, placing: null, readOnly: false, snap: true });
  drawnRun.setState({ height_m: 3, question: null });
});

function drawn(): void {
  const tool = connectTool(host) as Required<Tool>;
  tool.enter();
  const click = (x: number, y: number) => {
    tool.hover(pointerAt(x, y));
    tool.release(pointerAt(x, y));
  };
  const [from, to] = [port(ids.cdu, 'tcs-supply'), port(ids.near, 'supply')];
  // Before a start is chosen the ports of what is selected are shown.
  viewState.setState({ selection: [ids.cdu] });
  tool.hover(pointerAt(from[0], from[1]));
  click(from[0], from[1]);
  click(9, 10);
  click(10, 6);
  tool.key(key('Backspace'));
  click(10.5, 10);
  click(to[0], to[1]);
  drawnRun.getState().question?.answer('sys_South');
  tool.leave();
}

describe('a run drawn by clicks', () => {
  it('goes through the corners that were set at the height of the panel, in the system that was named', () => {
    viewState.setState({ placing: 'pipe-ss-dn40' });
    drawn();
    const { tables } = session.getState().document;
    expect(tables.item.get(theRun().item)?.name).toBe('pipe-ss-dn40');
    expect(theRun().system).toBe('sys_South');
    const [from, to] = [port(ids.cdu, 'tcs-supply'), port(ids.near, 'supply')];
    expect(route()).toEqual([from, [from[0], from[1], 3], [9, from[1], 3], [9, 10, 3], [to[0], 10, 3], [to[0], to[1], 3], to]);
    expect(notes.some((text) => /supply\n\d.* m · 5 bends/.test(text))).toBe(true);
  });

  it('is not begun with a pipe that does not fit: the reason stands at the pointer and the click changes nothing', () => {
    viewState.setState({ placing: 'pipe-dn150' });
    drawn();
    expect(session.getState().document.tables.connection.size).toBe(0);
    expect(notes.some((text) => /DN150.*does not fit/.test(text))).toBe(true);
    expect(viewState.getState().refusal).toMatch(/does not fit/);
  });

  it('takes a typed length along the axis that the pointer leads to, and a typed height', () => {
    const tool = connectTool(host) as Required<Tool>;
    tool.enter();
    viewState.setState({ selection: [ids.cdu] });
    const from = port(ids.cdu, 'tcs-supply');
    tool.hover(pointerAt(from[0], from[1]));
    tool.release(pointerAt(from[0], from[1]));
    for (const name of ['Tab', '4', '.', '5', 'Tab']) tool.key(key(name));
    tool.hover(pointerAt(from[0] + 0.4, from[1] + 2));
    for (const name of ['1', '.', '2', '5', 'Enter']) tool.key(key(name));
    expect(drawnRun.getState().height_m).toBe(4.5);
    const to = port(ids.near, 'supply');
    tool.hover(pointerAt(to[0], to[1]));
    tool.release(pointerAt(to[0], to[1]));
    drawnRun.getState().question?.answer('new');
    tool.leave();
    expect(route()).toContainEqual([from[0], from[1] + 1.25, 4.5]);
  });
});

describe('a run in hand', () => {
  /** From the CDU over one corner, its pointer at the port of the rack. */
  function inHand() {
    const tool = connectTool(host) as Required<Tool>;
    tool.enter();
    const click = (x: number, y: number) => {
      tool.hover(pointerAt(x, y));
      tool.release(pointerAt(x, y));
    };
    const [from, to] = [port(ids.cdu, 'tcs-supply'), port(ids.near, 'supply')];
    viewState.setState({ selection: [ids.cdu] });
    tool.hover(pointerAt(from[0], from[1]));
    click(from[0], from[1]);
    click(9, 10);
    return { tool, click, ask: () => click(to[0], to[1]) };
  }

  it('leaves the keys to the question which system it is part of, and Escape takes back the question alone', () => {
    const { tool, ask } = inHand();
    ask();
    expect(drawnRun.getState().question).not.toBeNull();
    for (const name of ['Tab', 'Enter', ' ', '4']) expect(tool.key(key(name)), name).toBe(false);
    expect(tool.key(key('Delete'))).toBe(true);
    expect(tool.key(key('Escape'))).toBe(true);
    expect(drawnRun.getState().question).toBeNull();
    ask();
    drawnRun.getState().question?.answer('sys_North');
    tool.leave();
    expect(theRun().system).toBe('sys_North');
    expect(route()).toContainEqual([9, 10, 3]);
  });

  it('drops the question with a click that sets another corner', () => {
    const { tool, click, ask } = inHand();
    ask();
    click(10, 12);
    expect(drawnRun.getState().question).toBeNull();
    tool.leave();
  });

  it('leaves Tab to whoever walks through the panels', () => {
    const { tool } = inHand();
    const field = Object.assign(new HTMLElement(), { ownerDocument: { body: undefined } });
    expect(tool.key({ ...key('Tab'), target: field } as KeyboardEvent)).toBe(false);
    expect(tool.key(key('Tab'))).toBe(true);
    tool.leave();
  });

  it('goes on without the pipe that was picked, where a ghost would be taken up anew', () => {
    viewState.setState({ tool: 'connect', placing: 'pipe-ss-dn40' });
    const before = viewState.getState();
    const { tool, ask } = inHand();
    viewState.setState({ placing: null });
    expect(takesUp(viewState.getState(), before)).toBe(false);
    expect(takesUp({ ...before, tool: 'place' }, { ...before, tool: 'place', placing: null })).toBe(true);
    expect(takesUp({ ...before, tool: 'select', placing: null }, before)).toBe(true);
    ask();
    drawnRun.getState().question?.answer('sys_South');
    tool.leave();
    expect(route()).toContainEqual([9, 10, 3]);
  });
});

describe('handles of a run', () => {
  const drag = (handles: RunHandles, from: readonly number[], to: readonly number[], keys = {}) => {
    const at = ([x = 0, y = 0]: readonly number[]) => pointerAt(x, y, keys);
    expect(handles.press(at(from))).toBe(true);
    handles.drag(at(to));
    return () => handles.release();
  };

  it('slide a leg to where it is dragged as one step, and put everything back on Escape', () => {
    drawn();
    viewState.setState({ selection: [theRun().id] });
    const handles = new RunHandles(host, () => {});
    const before = route();
    const steps = session.getState().undo.length;
    drag(handles, [10.409, 10], [10.409, 11.203])();
    expect(route().filter(([, y]) => y === 11.2)).toHaveLength(2);
    expect(atRightAngles()).toBe(true);
    expect(session.getState().undo.length).toBe(steps + 1);
    session.undo();
    expect(route()).toEqual(before);
    drag(handles, [10.409, 10], [10.409, 12]);
    expect(handles.key(key('Escape'))).toBe(true);
    expect(route()).toEqual(before);
    handles.leave();
  });

  it('add a corner with Ctrl, choose one with a click, nudge it and take it away', () => {
    drawn();
    viewState.setState({ selection: [theRun().id] });
    const handles = new RunHandles(host, () => {});
    const count = route().length;
    expect(handles.press(pointerAt(10.409, 10, { ctrl: true }))).toBe(true);
    handles.release();
    expect(route()).toHaveLength(count + 1);
    handles.key(key('ArrowUp'));
    expect(route()).toHaveLength(count + 2);
    expect(atRightAngles()).toBe(true);
    handles.press(pointerAt(9, 10));
    handles.release();
    handles.key(key('Delete'));
    expect(atRightAngles()).toBe(true);
    handles.leave();
  });

  it('connect an end to another port that fits, and leave it where it was over nothing', () => {
    drawn();
    viewState.setState({ selection: [theRun().id] });
    const handles = new RunHandles(host, () => {});
    const before = theRun();
    drag(handles, port(ids.near, 'supply'), [13, 4])();
    expect(theRun()).toEqual(before);
    drag(handles, port(ids.near, 'supply'), port(ids.far, 'supply'))();
    expect(theRun().to).toEqual({ equipment: ids.far, port: 'supply' });
    expect(atRightAngles()).toBe(true);
    handles.leave();
  });

  it('come and go on short legs as the camera comes near and goes away', () => {
    drawn();
    viewState.setState({ selection: [theRun().id] });
    const stage = new Group();
    const handles = new RunHandles({ ...host, stage } as ToolHost, () => {});
    const points = () => stage.children.filter((each): each is Points => each instanceof Points && each.visible);
    const drawnHandles = () => points().reduce((most, { geometry }) => Math.max(most, geometry.attributes.position?.count ?? 0), 0);
    const near = drawnHandles();
    pixelsPerMetre = 5;
    handles.frame();
    expect(drawnHandles()).toBe(route().length);
    pixelsPerMetre = 100;
    handles.frame();
    expect(drawnHandles()).toBe(near);
    expect(near).toBeGreaterThan(route().length);
    handles.leave();
  });

  it('are not there while the design is open for review', () => {
    drawn();
    viewState.setState({ selection: [theRun().id], readOnly: true });
    const handles = new RunHandles(host, () => {});
    expect(handles.press(pointerAt(10.409, 10))).toBe(false);
    handles.leave();
  });
});
