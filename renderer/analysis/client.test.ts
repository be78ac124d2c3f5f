import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { trainLoss } from '../../shared/analysis/charts/train-loss.ts';
import { valuesOf } from '../../shared/analysis/number-column.ts';
import type { FromWorker, ToWorker } from '../../shared/contract/analysis-port.ts';
import type { Envelope, HostRequest } from '../../shared/contract/ipc.ts';
import { designs } from '../../shared/designs/index.ts';
import type { Document } from '../../shared/document/document.ts';
import { changed } from '../../shared/document/patch.ts';
import { createSession, type Session } from '../../shared/document/session.ts';
import { writeFacility } from '../../shared/file/write.ts';
import type { fetchReply } from '../fetch-reply.ts';
import { type AnalysisState, createAnalysisClient, nothingSolved, type Port } from './client.ts';
import { createWorkerCore } from './worker-core.ts';

const unit = (): Document => {
  const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
  if (!built?.ok) throw new Error('the scalable unit could not be built');
  return built.value;
};

/** What a host says to a worker that asks for a file. */
type HostAnswer = (onText?: (piece: string) => void) => Promise<Envelope<'file.read'>>;

/** A client and a worker core in one thread: messages wait until `run` lets the worker work. */
function bench(session: Session) {
  let state: AnalysisState = nothingSolved;
  const tasks: (() => void)[] = [];
  const sent: ToWorker[] = [];
  const ports: Port[] = [];
  let lose = false;
  let answer: HostAnswer = () => new Promise(() => {});
  const start = (): Port => {
    const core = createWorkerCore({
      post: (message: FromWorker) => port.onmessage?.({ data: structuredClone(message) }),
      later: (task) => tasks.push(task),
      now_ms: () => 0,
      fetchReply: ((_request, onText) => answer(onText)) as typeof fetchReply,
    });
    const port: Port = {
      postMessage(message) {
        sent.push(message);
        if (!lose) core(structuredClone(message));
      },
      terminate() {
        tasks.length = 0;
      },
      onmessage: null,
      onerror: null,
    };
    ports.push(port);
    return port;
  };
  const client = createAnalysisClient(session, start, (change) => {
    state = { ...state, ...change };
  });
  return {
    client,
    sent,
    ports,
    get state() {
      return state;
    },
    /** What the worker's host answers with. */
    set host(given: HostAnswer) {
      answer = given;
    },
    set losing(value: boolean) {
      lose = value;
    },
    step: () => tasks.shift()?.(),
    run: () => {
      for (let task = tasks.shift(); task; task = tasks.shift()) task();
    },
  };
}

function moveFirst(session: Session, by_m: number): void {
  const [first] = session.getState().document.tables.equipment.values();
  if (!first) throw new Error('no equipment');
  const [x, y, z] = first.position_m;
  session.commit('Move', [changed(first, { ...first, position_m: [x + by_m, y, z] })]);
}

describe('the analysis client', () => {
  it('has its worker ready before there is anything to ask, and asks that one', () => {
    const b = bench(createSession(unit()));
    b.client.prepare();
    expect([b.ports.length, b.sent.length]).toEqual([1, 0]);
    b.client.load();
    b.run();
    expect(b.ports.length).toBe(1);
    expect(b.state.status).toBe('solved');
  });

  it('checks the runs of the design as it stands, and says of which revision that is', async () => {
    const session = createSession(unit());
    const b = bench(session);
    expect(await b.client.clashes()).toEqual({ found: null, message: null });
    b.client.load();
    const { found } = await b.client.clashes();
    expect(found).toMatchObject({ revision: 1, report: { clashes: [], runs: unit().tables.connection.size } });
    const rack = [...session.getState().document.tables.equipment.values()].find(({ tag }) => tag === 'H1-R01-03');
    if (!rack) throw new Error('no rack');
    // Up among the pipes.
    const [x, y] = rack.position_m;
    session.commit('Raise', [changed(rack, { ...rack, position_m: [x, y + 0.6, 2] })]);
    const after = await b.client.clashes();
    expect(after.found?.revision).toBe(2);
    expect(after.found?.report.clashes.length).toBeGreaterThan(0);
  });

  it('solves what was loaded and marks the figures out of date until the next revision is solved', () => {
    const session = createSession(unit());
    const b = bench(session);
    b.client.load();
    expect(b.state.status).toBe('solving');
    b.run();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
    expect(b.state.analysis?.summary?.itPower_W).toBeGreaterThan(1e6);
    moveFirst(session, 0.1);
    expect(b.state).toMatchObject({ status: 'solving', stale: true });
    expect(b.state.analysis?.revision).toBe(1);
    b.run();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
    expect(b.state.analysis?.revision).toBe(2);
  });

  it('sends patches only, and solves once for patches that wait together', () => {
    const session = createSession(unit());
    const b = bench(session);
    b.client.load();
    b.run();
    moveFirst(session, 0.1);
    moveFirst(session, 0.1);
    session.undo();
    expect(b.sent.map(({ type }) => type)).toEqual(['load', 'patch', 'patch', 'patch']);
    b.run();
    expect(b.state.analysis?.revision).toBe(session.getState().revision);
    expect(b.state.stale).toBe(false);
  });

  it('sends the whole document again after a lost patch', () => {
    const session = createSession(unit());
    const b = bench(session);
    b.client.load();
    b.run();
    b.losing = true;
    moveFirst(session, 0.1);
    b.losing = false;
    moveFirst(session, 0.1);
    expect(b.sent.at(-1)?.type).toBe('load');
    b.run();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
    expect(b.state.analysis?.revision).toBe(3);
  });

  it('starts a worker that died again, and gives up after it died over and over', () => {
    const session = createSession(unit());
    const b = bench(session);
    b.client.load();
    b.ports[0]?.onerror?.({ message: 'out of memory' });
    expect(b.ports).toHaveLength(2);
    b.run();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
    moveFirst(session, 0.1);
    for (let i = 1; i <= 4; i++) b.ports.at(-1)?.onerror?.({ message: 'out of memory' });
    expect(b.state.status).toBe('failed');
    expect(b.state.reason).toMatch(/out of memory/);
    expect(b.state.analysis?.revision).toBe(1);
  });

  it('solves reference designs one after the other for the start screen, and leaves what is missing once a design is opened', () => {
    const b = bench(createSession(unit()));
    const answered: string[] = [];
    const names = designs.map(({ name }) => name);
    b.client.references(names, (design, { summary }) => answered.push(`${design} ${summary ? 'solved' : 'not solved'}`));
    b.step();
    expect(answered).toEqual([`${names[0]} solved`]);
    b.client.load();
    b.run();
    expect(answered).toHaveLength(1);
    expect(b.state.status).toBe('solved');
    b.client.references(names.slice(1, 3), (design) => answered.push(design));
    b.run();
    expect(answered.slice(1)).toEqual(names.slice(1, 3));
  });

  it('says of reference designs that its worker has ended', () => {
    const b = bench(createSession(unit()));
    const answered: (string | null)[] = [];
    b.client.references(['gb300-su'], (_, { message }) => answered.push(message));
    b.ports[0]?.onerror?.({ message: 'out of memory' });
    expect(answered).toEqual(['The analysis stopped.']);
    // Those that a design came before are asked for again another time.
    b.client.references(['gb300-su'], (_, { message }) => answered.push(message));
    b.client.load();
    b.ports.at(-1)?.onerror?.({ message: 'out of memory' });
    expect(answered).toHaveLength(1);
  });

  it('asks for another ambient without sending the document, and a scenario that is gone gives way to the one the design opens in', () => {
    const session = createSession(unit());
    const b = bench(session);
    b.client.load();
    b.run();
    const warm = b.state.analysis?.summary?.facilityPower_W ?? 0;
    b.client.ask({ scenario: 'design', ambient_K: 273.15, failed: [] });
    expect(b.state.stale).toBe(true);
    b.run();
    expect(b.sent.at(-1)?.type).toBe('request');
    expect(b.state.analysis?.summary?.ambientDryBulb_K).toBeCloseTo(273.15, 9);
    expect(b.state.analysis?.summary?.facilityPower_W).toBeLessThan(warm);
    b.client.ask({ scenario: 'doomsday', ambient_K: null, failed: [] });
    b.run();
    expect(b.state.status).toBe('solved');
    expect(b.state.analysis?.scenario.name).toBe('design');
    expect(b.state.analysis?.summary?.facilityPower_W).toBeCloseTo(warm, 0);
  });

  it('takes the text of a file instead of its records, with the same result', () => {
    const session = createSession(unit());
    const b = bench(session);
    const text = writeFacility(session.getState().document);
    // The window reads it meanwhile.
    const ahead = b.client.readAhead();
    ahead.take(text.slice(0, 5000));
    ahead.take(text.slice(5000));
    ahead.end();
    b.client.load(ahead);
    b.run();
    const fromText = b.state.analysis?.summary;
    b.client.load();
    b.run();
    expect(b.sent.map(({ type }) => type)).toEqual(['read', 'read', 'read', 'load', 'load']);
    expect(fromText).toEqual(b.state.analysis?.summary);
    moveFirst(session, 0.1);
    b.run();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
  });

  it('shows flows and temperatures of a large design before short circuits and headrooms, and says what it awaits', () => {
    const built = designs.find(({ name }) => name === 'campus')?.build({ power: 80e6 });
    if (!built?.ok) throw new Error('the campus could not be built');
    const session = createSession(built.value);
    const b = bench(session);
    b.client.load();
    b.step();
    const first = b.state.analysis;
    expect(b.state).toMatchObject({ status: 'solving', stale: false });
    expect(first?.awaited).toEqual(['headroom', 'faults']);
    expect([...valuesOf(first?.results.columns.flow ?? { pages: [] })].some((value) => value > 0)).toBe(true);
    for (const key of ['powerHeadroom', 'faultCurrent', 'faultEnergy'] as const) expect(first?.results.columns[key]).toBeUndefined();
    expect(first?.summary?.minPowerHeadroom_W).toBeUndefined();
    b.run();
    const whole = b.state.analysis;
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
    expect(whole?.awaited).toBeUndefined();
    expect(whole?.revision).toBe(first?.revision);
    const straight = analyse(built.value, { revision: whole?.revision ?? 0 });
    if (!straight.ok) throw new Error('not analysed');
    for (const key of ['summary', 'findings', 'islands'] as const) expect(whole?.[key]).toEqual(straight.value[key]);
    for (const key of ['flow', 'powerHeadroom', 'faultCurrent'] as const)
      expect(whole?.results.columns[key]).toEqual(straight.value.results.columns[key]);
    // What an edit overtakes is not worked out to its end.
    b.client.load();
    b.step();
    moveFirst(session, 0.1);
    b.step();
    expect(b.state).toMatchObject({ status: 'solving', stale: true });
    b.run();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
  });

  it('solves a file that has been read before the window shows it, in the scenario that it opens in', () => {
    const session = createSession(unit());
    const b = bench(session);
    const ahead = b.client.readAhead();
    ahead.take(writeFacility(session.getState().document));
    ahead.end();
    b.run();
    expect(b.state.analysis).toBeNull();
    b.client.load(ahead);
    // Nothing was left to do.
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
    expect(b.state.analysis?.revision).toBe(session.getState().revision);
    const straight = analyse(session.getState().document);
    expect(b.state.analysis?.summary).toEqual(straight.ok ? straight.value.summary : undefined);
    moveFirst(session, 0.1);
    b.run();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
  });

  it('solves it anew where the window asks for something else', () => {
    const session = createSession(unit());
    const b = bench(session);
    b.client.ask({ scenario: 'design', ambient_K: 273.15, failed: [] });
    const ahead = b.client.readAhead();
    ahead.take(writeFacility(session.getState().document));
    ahead.end();
    b.run();
    b.client.load(ahead);
    expect(b.state.analysis).toBeNull();
    b.run();
    expect(b.state.analysis?.summary?.ambientDryBulb_K).toBeCloseTo(273.15, 9);
  });

  it('gives the records where the worker that read the file has died', () => {
    const session = createSession(unit());
    const b = bench(session);
    const text = writeFacility(session.getState().document);
    const ahead = b.client.readAhead();
    ahead.take(text);
    ahead.end();
    b.ports[0]?.onerror?.({ message: 'out of memory' });
    b.client.load(ahead);
    b.run();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
    expect(b.ports).toHaveLength(2);
  });

  describe('has a file fetched by its worker', () => {
    const request: HostRequest<'file.read'> = { name: 'file.read', page: 'http://127.0.0.1/', token: 'secret', body: '{}' };
    const file = { token: 'f', name: 'unit.facility', place: '', modified: '2026-01-01T00:00:00Z', readOnly: false };
    const ready = (b: ReturnType<typeof bench>) => {
      b.client.prepare();
      b.ports[0]?.onmessage?.({ data: { type: 'ready' } });
    };

    it('once its program is there: the window gets every piece, and finds the design solved', async () => {
      const session = createSession(unit());
      const b = bench(session);
      const text = writeFacility(session.getState().document);
      b.host = async (onText) => {
        onText?.(text.slice(0, 7000));
        onText?.(text.slice(7000));
        return { ok: true, value: { file, text: '' } };
      };
      expect(b.client.fetchAhead(request, () => {})).toBeUndefined();
      ready(b);
      const pieces: string[] = [];
      const fetched = b.client.fetchAhead(request, (piece) => pieces.push(piece));
      expect(await fetched?.reply).toMatchObject({ ok: true, value: { file } });
      expect(pieces.join('')).toBe(text);
      b.run();
      fetched?.ahead.end();
      b.client.load(fetched?.ahead);
      expect(b.sent.map(({ type }) => type)).toEqual(['fetch', 'load']);
      expect(b.state).toMatchObject({ status: 'solved', stale: false });
    });

    it('and gives it the text itself where that is short enough to be part of the answer', async () => {
      const session = createSession(unit());
      const b = bench(session);
      const text = writeFacility(session.getState().document);
      b.host = async () => ({ ok: true, value: { file, text } });
      ready(b);
      const fetched = b.client.fetchAhead(request, () => {});
      const reply = await fetched?.reply;
      fetched?.ahead.take(reply?.ok ? reply.value.text : '');
      fetched?.ahead.end();
      b.client.load(fetched?.ahead);
      b.run();
      expect(b.sent.map(({ type }) => type)).toEqual(['fetch', 'read', 'read', 'load']);
      expect(b.state).toMatchObject({ status: 'solved', stale: false });
    });

    it('only while that has nothing else to do: no card to solve, no design', () => {
      const b = bench(createSession(unit()));
      ready(b);
      const canFetch = () => b.client.fetchAhead(request, () => {}) !== undefined;
      expect(canFetch()).toBe(true);
      b.client.references(['gb300-su'], () => {});
      expect(canFetch()).toBe(false);
      b.run();
      expect(canFetch()).toBe(true);
      b.client.load();
      b.run();
      expect(canFetch()).toBe(false);
    });

    it('and says so where that worker has died, for the window to ask itself', async () => {
      const b = bench(createSession(unit()));
      ready(b);
      const fetched = b.client.fetchAhead(request, () => {});
      b.ports[0]?.onerror?.({ message: 'out of memory' });
      expect(await fetched?.reply).toBeUndefined();
      expect(b.client.fetchAhead(request, () => {})).toBeUndefined();
    });
  });

  it('keeps a running drag to itself until it is committed', () => {
    const session = createSession(unit());
    const b = bench(session);
    b.client.load();
    b.run();
    const [first] = session.getState().document.tables.equipment.values();
    if (!first) throw new Error('no equipment');
    const gesture = session.beginGesture('Move');
    gesture.preview([changed(first, { ...first, yaw_deg: 90 })]);
    expect(b.sent).toHaveLength(1);
    gesture.cancel();
    expect(b.sent).toHaveLength(1);
    expect(b.state.stale).toBe(false);
  });

  it('solves the loss of each train between other work, and gives no answer of a design that has changed meanwhile', async () => {
    const session = createSession(unit());
    const b = bench(session);
    b.client.load();
    b.run();
    const dropped = b.client.chart({ chart: 'train-loss' });
    b.step();
    moveFirst(session, 0.1);
    b.run();
    expect(await dropped).toBeNull();
    expect(b.state).toMatchObject({ status: 'solved', stale: false });
    const whole = b.client.chart({ chart: 'train-loss' });
    b.run();
    const answer = await whole;
    const loading = answer?.chart === 'train-loss' ? new Map(answer.loading) : new Map();
    // Started from the window's own solution; a file starts from nothing.
    const cold = trainLoss(session.getState().document, {});
    expect(cold.length).toBeGreaterThan(30);
    expect(loading.size).toBe(cold.length);
    for (const [id, part] of cold) expect(loading.get(id)).toBeCloseTo(part, 5);
  });
});
