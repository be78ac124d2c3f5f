/** Hosts the analysis behind the port. */
import type { FromWorker, ToWorker } from '../../shared/contract/analysis-port.ts';
import { fetchReply } from '../fetch-reply.ts';
import { createWorkerCore } from './worker-core.ts';

const receive = createWorkerCore({
  post: (message, handedOver = []) => self.postMessage(message, { transfer: handedOver }),
  later: (task) => setTimeout(task, 0),
  now_ms: () => performance.now(),
  fetchReply,
});

self.addEventListener('message', (event: MessageEvent<ToWorker>) => receive(event.data));
self.postMessage({ type: 'ready' } satisfies FromWorker);
