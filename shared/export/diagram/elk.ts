/** The layout library without a worker, for files, command line and tests. */
import ELK from 'elkjs/lib/elk.bundled.js';
import type { Layouter, LayoutGraph } from '../../diagram/layout-graph.ts';

/** elkjs writes into the graph it is given, and is made anew so that no layout knows of an earlier one. */
export const elkLayouter: Layouter = async (graph) => {
  const elk = new ELK();
  return (await elk.layout(JSON.parse(JSON.stringify(graph)))) as unknown as LayoutGraph;
};
