/**
 * Power through closed switches. All buses of a node have one voltage, so power divides by Kirchhoff's
 * current law alone: along the tree of switches from the leaves. Where switches close a ring the
 * division follows equal contact resistances.
 */
import { branchType, type NetworkColumns } from './columns.ts';

export interface SwitchPlan {
  /** Tree switches, leaves first: power that enters at `bus[k]` leaves through `branch[k]` to `parent[k]`. */
  readonly bus: Int32Array;
  readonly parent: Int32Array;
  readonly branch: Int32Array;
  /** Tree switches of node n: entries `start[n] … end[n]`. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Nodes whose switches close rings. */
  readonly rings: ReadonlyMap<number, { readonly buses: readonly number[]; readonly branches: readonly number[] }>;
}

export function planSwitchFlows(
  columns: NetworkColumns,
  carries: (b: number) => boolean,
  nodeOf: Int32Array,
  nodeCount: number,
): SwitchPlan {
  const { busCount, start, incident, from, to, type } = columns;
  const firstOf = new Int32Array(nodeCount);
  const endOf = new Int32Array(nodeCount);
  const seen = new Uint8Array(busCount);
  // No bus has more than one switch towards the root of its node.
  const bus = new Int32Array(busCount);
  const parent = new Int32Array(busCount);
  const branch = new Int32Array(busCount);
  let planned = 0;
  const rings = new Map<number, { buses: number[]; branches: number[] }>();
  // Of the node at hand: its buses as they are found, the switch each is reached by and the bus before it.
  const members = new Int32Array(busCount);
  const via = new Int32Array(busCount);
  const above = new Int32Array(busCount);
  for (let root = 0; root < busCount; root++) {
    if (seen[root] || (nodeOf[root] as number) < 0) continue;
    seen[root] = 1;
    members[0] = root;
    let count = 1;
    let ends = 0;
    for (let head = 0; head < count; head++) {
      const at = members[head] as number;
      for (let k = start[at] as number; k < (start[at + 1] as number); k++) {
        const b = incident[k] as number;
        if (type[b] !== branchType.switch || !carries(b)) continue;
        ends++;
        const other = from[b] === at ? (to[b] as number) : (from[b] as number);
        if (seen[other]) continue;
        seen[other] = 1;
        members[count] = other;
        via[count] = b;
        above[count] = at;
        count++;
      }
    }
    if (ends / 2 > count - 1) {
      const branches = new Set<number>();
      const buses = [...members.subarray(0, count)];
      for (const at of buses) {
        for (let k = start[at] as number; k < (start[at + 1] as number); k++) {
          const b = incident[k] as number;
          if (type[b] === branchType.switch && carries(b)) branches.add(b);
        }
      }
      rings.set(nodeOf[root] as number, { buses, branches: [...branches].sort((x, y) => x - y) });
      continue;
    }
    firstOf[nodeOf[root] as number] = planned;
    for (let k = count - 1; k > 0; k--) {
      bus[planned] = members[k] as number;
      parent[planned] = above[k] as number;
      branch[planned] = via[k] as number;
      planned++;
    }
    endOf[nodeOf[root] as number] = planned;
  }
  return {
    bus: bus.slice(0, planned),
    parent: parent.slice(0, planned),
    branch: branch.slice(0, planned),
    start: firstOf,
    end: endOf,
    rings,
  };
}

/**
 * Divides what enters the buses of a node over the switches of its ring. Unit conductances: grounded
 * Laplacian, dense Cholesky. Boards have tens of buses.
 * @param entering — by bus: power that enters from outside the switches.
 * @param through — receives the power of each switch, positive from `from` to `to`.
 */
export function divideRing(
  buses: readonly number[],
  branches: readonly number[],
  columns: NetworkColumns,
  entering: Float64Array,
  through: Float64Array,
): void {
  const n = buses.length - 1;
  const local = new Map(buses.map((bus, k) => [bus, k - 1]));
  const a = new Float64Array(n * n);
  const at = (i: number, j: number) => a[i * n + j] as number;
  for (const b of branches) {
    const i = local.get(columns.from[b] as number) as number;
    const j = local.get(columns.to[b] as number) as number;
    if (i === j) continue;
    if (i >= 0) a[i * n + i] = at(i, i) + 1;
    if (j >= 0) a[j * n + j] = at(j, j) + 1;
    if (i >= 0 && j >= 0) {
      a[i * n + j] = at(i, j) - 1;
      a[j * n + i] = at(j, i) - 1;
    }
  }
  const x = Float64Array.from({ length: n }, (_, k) => entering[buses[k + 1] as number] as number);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / at(j, j);
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (x[k] as number);
    x[i] = sum / at(i, i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < n; k++) sum -= at(k, i) * (x[k] as number);
    x[i] = sum / at(i, i);
  }
  const potential = (bus: number) => {
    const k = local.get(bus) as number;
    return k < 0 ? 0 : (x[k] as number);
  };
  for (const b of branches) through[b] = potential(columns.from[b] as number) - potential(columns.to[b] as number);
}
