/**
 * The session's side of the analysis port: sends patches, keeps the last analysis and says whether it is of
 * the document as it stands. A worker that dies is started again and given the whole document.
 */
import type { Analysis, Summary } from '../../shared/analysis/result.ts';
import { unpackAnalysis } from '../../shared/contract/analysis-delta.ts';
import type {
  AnalysisRequest,
  ChartAnswer,
  ChartAsk,
  FoundClashes,
  FromWorker,
  SweepAnswer,
  ToWorker,
} from '../../shared/contract/analysis-port.ts';
import type { Envelope, HostRequest } from '../../shared/contract/ipc.ts';
import { allRecords, type Document, scenarioInForce } from '../../shared/document/document.ts';
import type { Session } from '../../shared/document/session.ts';
import type { ScenarioRequest } from '../view-state.ts';

/** The part of a Worker that is used; tests give another one. */
export interface Port {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: { data: FromWorker }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

export type AnalysisStatus = 'none' | 'solving' | 'solved' | 'failed';

export interface AnalysisState {
  /** The last finished analysis, fresh or not; null before the first. */
  readonly analysis: Analysis | null;
  readonly status: AnalysisStatus;
  /** True while figures are of an earlier revision or another scenario than what is asked for. */
  readonly stale: boolean;
  /** Why the last run failed. */
  readonly reason: string | null;
  readonly elapsed_ms: number | null;
}

export const nothingSolved: AnalysisState = { analysis: null, status: 'none', stale: false, reason: null, elapsed_ms: null };

/** A file that the worker is given as it arrives. */
export interface ReadAhead {
  take(piece: string): void;
  end(): void;
}

export interface FetchAhead {
  readonly ahead: ReadAhead;
  readonly reply: Promise<Envelope<'file.read'> | undefined>;
}

export interface AnalysisClient {
  /** Starts the worker before there is anything to ask: its program takes a while to load. */
  prepare(): void;
  /** Has the worker read a file while the window reads it; `load` with the same reading follows if the window takes it. */
  readAhead(): ReadAhead;
  /**
   * The same of a file that the worker asks the host for. Its text comes to `onText` too; no reply where the worker has ended.
   * Undefined unless the worker is there and has nothing else to do: the window is sooner then.
   */
  fetchAhead(request: HostRequest<'file.read'>, onText: (piece: string) => void): FetchAhead | undefined;
  /** Starts over with the session's document: after opening or making one. `ahead` is what it was just read from. */
  load(ahead?: ReadAhead): void;
  /** Asks for another scenario, ambient or failure. */
  ask(request: ScenarioRequest): void;
  /** What a chart shows, of the last solution; null before the first, or when the worker ended. */
  chart(ask: ChartAsk): Promise<ChartAnswer | null>;
  /** Checks the runs of the design for clashes; null when the worker ended, with the reason where there is one. */
  clashes(): Promise<{ readonly found: FoundClashes | null; readonly message: string | null }>;
  /** Solves another document, or another scenario, without touching the design's own analysis. */
  solveApart(document: Document, scenario?: string): Promise<{ readonly analysis: Analysis | null; readonly message: string | null }>;
  /** Solves the design at each outdoor temperature; the answer ends it. `onEnd` tells whether all points were solved. */
  sweep(ambients_K: readonly number[], onPoint: (point: SweepAnswer) => void, onEnd: (whole: boolean) => void): () => void;
  /** Makes and solves reference designs one after the other, until a design is opened. */
  references(designs: readonly string[], onAnswer: (design: string, figures: ReferenceFigures) => void): void;
  stop(): void;
}

export interface ReferenceFigures {
  readonly summary: Summary | null;
  /** Why there is none. */
  readonly message: string | null;
}

const mostRestarts = 3;

export function createAnalysisClient(
  session: Session,
  start: () => Port,
  publish: (change: Partial<AnalysisState>) => void,
): AnalysisClient {
  let port: Port | undefined;
  /** The port whose program is there. */
  let ready: Port | undefined;
  let asked: ScenarioRequest = { scenario: null, ambient_K: null, failed: [] };
  let sent = 0;
  let restarts = 0;
  let loaded = false;
  /** What the worker was last given to read, whole, and has not been told to show. */
  let ahead: ReadAhead | undefined;
  let reading: ReadAhead | undefined;

  /** The last analysis of this worker: the next one comes as its difference. */
  let received: Analysis | undefined;
  let serial = 0;
  const charts = new Map<number, (answer: ChartAnswer | null) => void>();
  const checks = new Map<number, (answer: { found: FoundClashes | null; message: string | null }) => void>();
  const others = new Map<number, (answer: { analysis: Analysis | null; message: string | null }) => void>();
  let sweeping: { serial: number; onPoint: (point: SweepAnswer) => void; onEnd: (whole: boolean) => void } | undefined;
  const fetches = new Map<number, { onText: (piece: string) => void; settle: (reply: Envelope<'file.read'> | undefined) => void }>();
  let referring: { readonly waiting: Set<string>; readonly onAnswer: (design: string, figures: ReferenceFigures) => void } | undefined;

  const refer = (design: string, figures: ReferenceFigures) => {
    if (referring?.waiting.delete(design)) referring.onAnswer(design, figures);
  };
  /** A worker that ended answers nobody. */
  const forsake = () => {
    for (const { settle } of fetches.values()) settle(undefined);
    fetches.clear();
    for (const design of referring?.waiting ?? []) refer(design, { summary: null, message: 'The analysis stopped.' });
    received = undefined;
    ahead = undefined;
    for (const answer of charts.values()) answer(null);
    charts.clear();
    for (const answer of checks.values()) answer({ found: null, message: 'The analysis stopped and was started again.' });
    checks.clear();
    for (const answer of others.values()) answer({ analysis: null, message: 'The analysis stopped and was started again.' });
    others.clear();
    sweeping?.onEnd(false);
    sweeping = undefined;
  };

  const requestNow = (): AnalysisRequest => {
    const { document } = session.getState();
    const scenario = scenarioInForce(document, asked.scenario)?.name ?? '';
    return {
      scenario,
      ...(asked.ambient_K === null ? {} : { ambient_K: asked.ambient_K }),
      ...(asked.failed.length === 0 ? {} : { failed: asked.failed }),
      ...(asked.prices ? { prices: true as const } : {}),
    };
  };
  const waitingFor = { key: '' };
  const expect = (revision: number, request: AnalysisRequest) => {
    waitingFor.key = `${revision} ${JSON.stringify(request)}`;
    publish({ status: 'solving', stale: true, reason: null });
  };

  const receive = (message: FromWorker) => {
    switch (message.type) {
      case 'analysis': {
        restarts = 0;
        const fresh = `${message.revision} ${JSON.stringify(message.request)}` === waitingFor.key;
        received = unpackAnalysis(received, message.sent);
        publish({
          analysis: received,
          elapsed_ms: message.elapsed_ms,
          stale: !fresh,
          reason: null,
          ...(fresh && !received.awaited ? { status: 'solved' as const } : {}),
        });
        return;
      }
      case 'failed':
        publish({ status: 'failed', stale: true, reason: message.message });
        return;
      case 'resync':
        sendAll();
        return;
      case 'chart':
        charts.get(message.serial)?.(message.answer);
        charts.delete(message.serial);
        return;
      case 'clashes':
        checks.get(message.serial)?.({ found: message.found, message: message.message });
        checks.delete(message.serial);
        return;
      case 'apart':
        others.get(message.serial)?.({ analysis: message.analysis, message: message.message });
        others.delete(message.serial);
        return;
      case 'sweep':
        if (sweeping?.serial === message.serial) sweeping.onPoint(message.point);
        return;
      case 'sweep-end':
        if (sweeping?.serial !== message.serial) return;
        sweeping.onEnd(message.whole);
        sweeping = undefined;
        return;
      case 'piece':
        fetches.get(message.serial)?.onText(message.piece);
        return;
      case 'fetched':
        fetches.get(message.serial)?.settle(message.reply);
        fetches.delete(message.serial);
        return;
      case 'reference':
        refer(message.design, { summary: message.summary, message: message.message });
        return;
      default:
        return;
    }
  };

  const open = (): Port => {
    if (port) return port;
    const next = start();
    next.onmessage = ({ data }) => {
      if (data.type === 'ready') ready = next;
      else receive(data);
    };
    next.onerror = ({ message }) => {
      next.terminate();
      port = undefined;
      forsake();
      restarts++;
      if (restarts > mostRestarts)
        publish({ status: 'failed', stale: true, reason: `The analysis stopped ${restarts} times: ${message ?? 'no reason given'}` });
      else if (loaded) sendAll();
    };
    port = next;
    return next;
  };

  function readAhead(): ReadAhead {
    const reader = open();
    let begins = true;
    const send = (piece: string, ends: boolean): boolean => {
      // A worker that ended, or was given another file meanwhile, has lost what came before.
      const heard = reader === port && reading === own;
      if (heard) reader.postMessage({ type: 'read', piece, begins, ends });
      begins = false;
      return heard;
    };
    const own: ReadAhead = {
      take(piece) {
        send(piece, false);
      },
      end() {
        if (send('', true)) ahead = own;
      },
    };
    reading = own;
    return own;
  }

  function fetchAhead(request: HostRequest<'file.read'>, onText: (piece: string) => void): FetchAhead | undefined {
    const fetcher = ready;
    if (!fetcher || fetcher !== port || loaded || referring?.waiting.size) return undefined;
    const own = ++serial;
    const straight = readAhead();
    let isFetched = false;
    const reply = new Promise<Envelope<'file.read'> | undefined>((settle) => {
      fetches.set(own, {
        onText(piece) {
          isFetched = true;
          onText(piece);
        },
        settle,
      });
    });
    fetcher.postMessage({ type: 'fetch', serial: own, request });
    // What the worker has fetched it has, and knows the end of.
    const fetched: ReadAhead = {
      take: straight.take,
      end() {
        if (!isFetched) straight.end();
        else if (fetcher === port && reading === straight) ahead = fetched;
      },
    };
    return { ahead: fetched, reply };
  }

  function sendAll(read?: ReadAhead): void {
    const { document, revision, phase } = session.getState();
    // A running drag shows a document that may never be committed; it is sent when it is.
    if (phase === 'preview') return;
    // While a file is opened nothing is there yet; `load` follows.
    if (document.tables.site.size === 0) return;
    const request = requestNow();
    sent = revision;
    expect(revision, request);
    open().postMessage({
      type: 'load',
      revision,
      content: read && read === ahead ? 'as read' : { records: [...allRecords(document)] },
      request,
    });
    ahead = undefined;
  }

  const stopListening = session.onCommit(({ patch, revision }) => {
    if (!loaded) return;
    const request = requestNow();
    expect(revision, request);
    open().postMessage({ type: 'patch', base: sent, revision, patch, request });
    sent = revision;
  });

  return {
    prepare() {
      open();
    },
    readAhead,
    fetchAhead,
    load(read) {
      loaded = true;
      // The worker has left them too.
      referring = undefined;
      restarts = 0;
      publish(nothingSolved);
      sendAll(read);
    },
    ask(request) {
      asked = request;
      if (!loaded) return;
      const now = requestNow();
      expect(sent, now);
      open().postMessage({ type: 'request', revision: sent, request: now });
    },
    chart(ask) {
      if (!port) return Promise.resolve(null);
      const own = ++serial;
      port.postMessage({ type: 'chart', serial: own, ask });
      return new Promise((answer) => charts.set(own, answer));
    },
    clashes() {
      const asked = port;
      if (!asked) return Promise.resolve({ found: null, message: null });
      const own = ++serial;
      return new Promise((answer) => {
        checks.set(own, answer);
        asked.postMessage({ type: 'clashes', serial: own });
      });
    },
    solveApart(document, scenario) {
      const own = ++serial;
      open().postMessage({ type: 'apart', serial: own, records: [...allRecords(document)], scenario: scenario ?? null });
      return new Promise((answer) => others.set(own, answer));
    },
    sweep(ambients_K, onPoint, onEnd) {
      const own = ++serial;
      sweeping?.onEnd(false);
      sweeping = { serial: own, onPoint, onEnd };
      open().postMessage({ type: 'sweep', serial: own, ambients_K });
      return () => {
        if (sweeping?.serial === own) port?.postMessage({ type: 'sweep', serial: ++serial, ambients_K: [] });
      };
    },
    references(designs, onAnswer) {
      referring = { waiting: new Set(designs), onAnswer };
      open().postMessage({ type: 'references', designs });
    },
    stop() {
      stopListening();
      forsake();
      port?.terminate();
      port = undefined;
    },
  };
}
