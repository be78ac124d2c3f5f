/**
 * Where long work runs: a thread of the loopback host or a utility process of the desktop shell. Takes one
 * job, answers with its result, and is ended by the host.
 */
import { parentPort as threadPort } from 'node:worker_threads';
import { type Job, runJob } from './design-work.ts';

/** The part of Electron's `process.parentPort` that is used; absent outside a utility process. */
interface UtilityPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}
const utilityPort = (process as unknown as { parentPort?: UtilityPort | null }).parentPort;

async function answer(data: unknown): Promise<unknown> {
  try {
    return await runJob(data as Job);
  } catch (error) {
    return {
      ok: false,
      problems: [{ code: 'internal', message: `the work failed: ${error instanceof Error ? error.message : String(error)}` }],
    };
  }
}

const post = (message: unknown): void => (utilityPort ? utilityPort.postMessage(message) : threadPort?.postMessage(message));

if (utilityPort) utilityPort.on('message', ({ data }) => void answer(data).then(post));
else threadPort?.on('message', (data: unknown) => void answer(data).then(post));
