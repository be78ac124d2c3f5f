/** Runs one job in a utility process, so that neither the window nor the shell waits for it. */
import { utilityProcess } from 'electron';
import { fail, type Result } from '../shared/problem.ts';
import type { RunJob } from './host/background.ts';

/** `entry` is the path of the bundled `export-process`. */
export function utilityRunner(entry: string): RunJob {
  return (job) =>
    new Promise((resolve) => {
      const child = utilityProcess.fork(entry, [], { serviceName: 'Headroom export' });
      child.once('message', (result: Result<never>) => {
        resolve(result);
        child.kill();
      });
      child.once('exit', () => resolve(fail({ code: 'internal', message: 'the work ended without an answer' })));
      child.postMessage(job);
    });
}
