import { describe, expect, it } from 'vitest';
import type { ChartAsk, FromWorker, ToWorker } from '../../shared/contract/analysis-port.ts';
import { designs } from '../../shared/designs/index.ts';
import { fetchReply } from '../fetch-reply.ts';
import type { Port } from './client.ts';
import { createQuestions, questionKey } from './questions.ts';
import { createWorkerCore } from './worker-core.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const unit = built.value;
const ask: ChartAsk = { chart: 'tokens', ask: { about: 'frontier' } };
const key = questionKey(ask);

/** Questions whose workers run in this thread, one waiting task at a time. */
function bench() {
  const tasks: (() => void)[] = [];
  let [started, ended] = [0, 0];
  const questions = createQuestions((): Port => {
    started++;
    let alive = true;
    const core = createWorkerCore({
      post: (data: FromWorker) => {
        if (alive) port.onmessage?.({ data: structuredClone(data) });
      },
      later: (task) => tasks.push(() => alive && task()),
      now_ms: () => 0,
      fetchReply,
    });
    const port: Port = {
      postMessage: (message: ToWorker) => tasks.push(() => alive && core(structuredClone(message))),
      terminate() {
        alive = false;
        ended++;
      },
      onmessage: null,
      onerror: null,
    };
    return port;
  });
  const run = (most = Number.POSITIVE_INFINITY) => {
    for (let done = 0; done < most && tasks.length > 0; done++) tasks.shift()?.();
  };
  return { questions, run, tasks, counts: () => ({ started, ended }) };
}

describe('a long question', () => {
  it('is answered by a worker of its own, which tells each solution and ends', () => {
    const { questions, run, counts } = bench();
    const seen: number[] = [];
    questions.subscribe(({ asked }) => seen.push(asked[key]?.steps ?? -1));
    questions.getState().ask(unit, { scenario: 'design' }, ask);
    questions.getState().ask(unit, { scenario: 'design' }, ask);
    run();
    const { answer } = questions.getState().asked[key] ?? {};
    expect(answer).toMatchObject({ chart: 'tokens', reply: { about: 'frontier' } });
    // The design, and the plant at full and at least power.
    expect(seen).toEqual([0, 1, 2, 3, 3]);
    expect(counts()).toEqual({ started: 1, ended: 1 });
  });

  it('can be given up half way, and asked again', () => {
    const { questions, run, counts } = bench();
    questions.getState().ask(unit, { scenario: 'design' }, ask);
    run(2);
    expect(questions.getState().asked[key]).toEqual({ steps: 1 });
    questions.getState().cancel(key);
    run();
    expect(questions.getState().asked).toEqual({});
    expect(counts()).toEqual({ started: 1, ended: 1 });
    questions.getState().ask(unit, { scenario: 'design' }, ask);
    run();
    expect(questions.getState().asked[key]?.answer).toBeDefined();
  });

  it('does not outlive the design it was asked of', () => {
    const { questions, run, counts } = bench();
    questions.getState().ask(unit, { scenario: 'design' }, ask);
    run(1);
    questions.getState().forget();
    run();
    expect(questions.getState().asked).toEqual({});
    expect(counts()).toEqual({ started: 1, ended: 1 });
  });

  it('that fails says why', () => {
    const { questions, run } = bench();
    questions.getState().ask(unit, { scenario: 'no such scenario' }, ask);
    run();
    expect(questions.getState().asked[key]?.reason).toMatch(/no such scenario/);
  });
});
