/**
 * Where branches and nodes lie in the tables of a solution: in the order in which parts are swept, so that
 * what one change reaches lies together, however far apart the records are drawn.
 */
import { branchType, type NetworkColumns } from './columns.ts';
import type { SwitchPlan } from './switch-flows.ts';

export interface RowLayout {
  /** Slot of each branch, and the branch in each slot. */
  readonly branchSlot: Int32Array;
  readonly branchAt: Int32Array;
  /** Slot of each node; one more, behind all of them, stays without values. */
  readonly nodeSlot: Int32Array;
  /** Slot of each bus: that of its node. */
  readonly busSlot: Int32Array;
  /** Ends of lines, transformers and converters at bus b: `ends[endStart[b]] … ends[endStart[b + 1]]`, each twice the branch's slot, plus one at its `from` end. */
  readonly endStart: Int32Array;
  readonly ends: Int32Array;
}

interface Placed {
  readonly order: readonly number[];
  readonly parts: readonly {
    readonly plan: { readonly buses: Int32Array; readonly branches: Int32Array; readonly tree?: { readonly branch: Int32Array } };
  }[];
  /** Network branch behind each branch of the plans. */
  readonly series: Int32Array;
  readonly switches: SwitchPlan;
  /** Converters that carry power, by the part they feed. */
  readonly feeding: readonly (readonly number[])[];
  readonly nodeOf: Int32Array;
  readonly nodeCount: number;
  readonly columns: NetworkColumns;
}

export function planRows({ order, parts, series, switches, feeding, nodeOf, nodeCount, columns }: Placed): RowLayout {
  const { branchCount } = columns;
  const branchSlot = new Int32Array(branchCount).fill(-1);
  const branchAt = new Int32Array(branchCount);
  const nodeSlot = new Int32Array(nodeCount);
  let branches = 0;
  let nodes = 0;
  const put = (b: number) => {
    if ((branchSlot[b] as number) >= 0) return;
    branchSlot[b] = branches;
    branchAt[branches++] = b;
  };
  for (const part of order) {
    const plan = parts[part]?.plan;
    if (!plan) continue;
    for (const b of feeding[part] ?? []) put(b);
    for (let k = 0; k < plan.buses.length; k++) {
      const node = plan.buses[k] as number;
      nodeSlot[node] = nodes++;
      if (k > 0 && plan.tree) put(series[plan.tree.branch[k] as number] as number);
      for (let i = switches.start[node] as number; i < (switches.end[node] as number); i++) put(switches.branch[i] as number);
      if (switches.rings.size > 0) for (const b of switches.rings.get(node)?.branches ?? []) put(b);
    }
    for (let k = 0; k < plan.branches.length; k++) put(series[plan.branches[k] as number] as number);
  }
  for (let b = 0; b < branchCount; b++) put(b);
  const busSlot = nodeOf.map((node) => (node < 0 ? nodeCount : (nodeSlot[node] as number)));
  return { branchSlot, branchAt, nodeSlot, busSlot, ...endsAtBuses(columns, branchSlot) };
}

function endsAtBuses(
  { busCount, start, incident, type, from }: NetworkColumns,
  branchSlot: Int32Array,
): Pick<RowLayout, 'endStart' | 'ends'> {
  const endStart = new Int32Array(busCount + 1);
  const ends = new Int32Array(incident.length);
  let count = 0;
  for (let bus = 0; bus < busCount; bus++) {
    for (let i = start[bus] as number; i < (start[bus + 1] as number); i++) {
      const b = incident[i] as number;
      if (type[b] !== branchType.switch) ends[count++] = 2 * (branchSlot[b] as number) + (from[b] === bus ? 1 : 0);
    }
    endStart[bus + 1] = count;
  }
  return { endStart, ends: ends.slice(0, count) };
}
