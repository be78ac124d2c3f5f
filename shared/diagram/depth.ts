/** How far symbols stand from where a diagram begins. */
import type { RecordId } from '../document/ids.ts';
import type { Diagram } from './graph.ts';

/** Longest way from a symbol without input; lines that close a ring are left out of the count. */
export function depths(diagram: Diagram): ReadonlyMap<RecordId, number> {
  const outputs = new Map<RecordId, RecordId[]>();
  const inputs = new Map<RecordId, number>(diagram.nodes.map(({ key }) => [key, 0]));
  const seen = new Set<string>();
  for (const { from, to } of diagram.edges) {
    if (from === to || seen.has(`${from} ${to}`)) continue;
    seen.add(`${from} ${to}`);
    outputs.set(from, [...(outputs.get(from) ?? []), to]);
    inputs.set(to, (inputs.get(to) ?? 0) + 1);
  }
  const depth = new Map<RecordId, number>();
  const waiting = new Set(diagram.nodes.map(({ key }) => key));
  let ready = diagram.nodes.map(({ key }) => key).filter((key) => inputs.get(key) === 0);
  for (const key of ready) depth.set(key, 0);
  while (waiting.size > 0) {
    // In a ring nothing is ready: the first that waits is taken as if its inputs were known.
    const key = ready.shift() ?? [...waiting][0];
    if (key === undefined) break;
    if (!waiting.delete(key)) continue;
    const own = depth.get(key) ?? 0;
    depth.set(key, own);
    for (const next of outputs.get(key) ?? []) {
      if (!waiting.has(next)) continue;
      depth.set(next, Math.max(depth.get(next) ?? 0, own + 1));
      const left = (inputs.get(next) ?? 0) - 1;
      inputs.set(next, left);
      if (left === 0) ready.push(next);
    }
    ready = ready.filter((other) => waiting.has(other));
  }
  return depth;
}
