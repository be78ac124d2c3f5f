/** Runs one job in a thread of its own, so that the host keeps answering while a plant is solved or exported. */
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../shared/problem.ts';
import type { Job, WorkResults } from '../design-work.ts';

export type RunJob = <J extends Job>(job: J) => Promise<Result<WorkResults[J['job']]>>;

/** `entry` is the module `export-process` as it lies beside this one, in source or built. */
export function threadRunner(entry: URL): RunJob {
  return (job) =>
    new Promise((resolve) => {
      const worker = new Worker(entry);
      // Work that is not finished does not keep a host alive that was told to end.
      worker.unref();
      const finish = (result: Result<never>) => {
        resolve(result);
        void worker.terminate();
      };
      worker.once('message', finish);
      worker.once('error', (error) =>
        finish(fail({ code: 'internal', message: `the work failed: ${error instanceof Error ? error.message : String(error)}` })),
      );
      worker.once('exit', () => resolve(fail({ code: 'internal', message: 'the work ended without an answer' })));
      worker.postMessage(job);
    });
}
