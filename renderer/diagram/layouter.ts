/** The layout library in a worker of its own, so that the window stays smooth while a large diagram is placed. */
import ELK from 'elkjs/lib/elk-api.js';
import LayoutWorker from 'elkjs/lib/elk-worker.min.js?worker';
import type { Layouter, LayoutGraph } from '../../shared/diagram/layout-graph.ts';

let elk: InstanceType<typeof ELK> | undefined;

export const workerLayouter: Layouter = async (graph) => {
  elk ??= new ELK({ workerFactory: () => new LayoutWorker() });
  return (await elk.layout(JSON.parse(JSON.stringify(graph)))) as unknown as LayoutGraph;
};
