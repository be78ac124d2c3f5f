/**
 * Questions that take long on a large design, each answered by a worker of its own: the design's own analysis goes on
 * meanwhile, and ending the worker ends the work at once. An answer belongs to one document and one scenario; with the
 * next edit it is gone, and what still runs is ended.
 */
import { createStore } from 'zustand/vanilla';
import type { AnalysisRequest, ChartAnswer, ChartAsk, FromWorker } from '../../shared/contract/analysis-port.ts';
import { allRecords, type Document } from '../../shared/document/document.ts';
import type { Port } from './client.ts';

export interface Question {
  /** Solutions, or parts of the work, that are done; the design's own comes first. */
  readonly steps: number;
  /** Absent while it is worked on. */
  readonly answer?: ChartAnswer;
  /** Why there is none. */
  readonly reason?: string;
}

export interface Questions {
  /** By the question as text; absent where it was not asked. */
  readonly asked: Readonly<Record<string, Question>>;
  ask(document: Document, request: AnalysisRequest, ask: ChartAsk): void;
  cancel(key: string): void;
  /** The design or the scenario is another one. */
  forget(): void;
}

export const questionKey = (ask: ChartAsk): string => JSON.stringify(ask);

export function createQuestions(start: () => Port) {
  const ports = new Map<string, Port>();
  return createStore<Questions>((set, get) => {
    const end = (key: string) => {
      ports.get(key)?.terminate();
      ports.delete(key);
    };
    const put = (key: string, question: Question) => set(({ asked }) => ({ asked: { ...asked, [key]: question } }));
    const step = (key: string) => put(key, { steps: (get().asked[key]?.steps ?? 0) + 1 });
    const finish = (key: string, found: Omit<Question, 'steps'>) => {
      end(key);
      put(key, { steps: get().asked[key]?.steps ?? 0, ...found });
    };
    const cancel = (key: string) => {
      end(key);
      set(({ asked }) => ({ asked: Object.fromEntries(Object.entries(asked).filter(([other]) => other !== key)) }));
    };
    const receive = (key: string, ask: ChartAsk, port: Port, message: FromWorker) => {
      if (ports.get(key) !== port) return;
      if (message.type === 'analysis') {
        step(key);
        port.postMessage({ type: 'chart', serial: 0, ask });
      } else if (message.type === 'step') step(key);
      else if (message.type === 'chart')
        finish(key, message.answer ? { answer: message.answer } : { reason: 'The design has no solution.' });
      else if (message.type === 'failed') finish(key, { reason: message.message });
    };
    return {
      asked: {},
      ask(document, request, ask) {
        const key = questionKey(ask);
        if (get().asked[key]) return;
        const port = start();
        ports.set(key, port);
        put(key, { steps: 0 });
        port.onmessage = ({ data }) => receive(key, ask, port, data);
        port.onerror = ({ message }) => {
          if (ports.get(key) === port) finish(key, { reason: message ?? 'The work stopped.' });
        };
        port.postMessage({ type: 'load', revision: 1, content: { records: [...allRecords(document)] }, request });
      },
      cancel,
      forget() {
        for (const key of [...ports.keys()]) end(key);
        if (Object.keys(get().asked).length > 0) set({ asked: {} });
      },
    };
  });
}
