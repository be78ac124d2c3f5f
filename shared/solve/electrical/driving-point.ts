/**
 * Driving-point impedance of every node of a passive network: the impedance seen between a node and
 * the reference. Branches that hang as trees are folded into their stems and unfolded again, which is
 * exact and linear; only what is left, the meshes, is factored and solved node by node.
 */
import { BlockLu } from './block-lu.ts';

/** Complex values as two columns; any consistent unit. */
export interface PassiveNetwork {
  readonly size: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Series impedance, on the level of `to`. */
  readonly r: Float64Array;
  readonly x: Float64Array;
  /** Ideal ratio at `from`. */
  readonly tap: Float64Array;
  /** Admittance from each node to the reference: what stands behind a source. */
  readonly shuntG: Float64Array;
  readonly shuntB: Float64Array;
}

/** NaN at nodes from which nothing leads to the reference. */
export interface Impedances {
  readonly r: Float64Array;
  readonly x: Float64Array;
}

type Complex = readonly [re: number, im: number];

const inverse = ([re, im]: Complex): Complex => {
  const square = re * re + im * im;
  return [re / square, -im / square];
};
/** Admittance of `y` behind the series impedance r + jx: y/(1 + z·y), which holds for y = 0 too. */
function behind([g, b]: Complex, r: number, x: number): Complex {
  const [re, im] = inverse([1 + r * g - x * b, r * b + x * g]);
  return [g * re - b * im, g * im + b * re];
}

/** Order in which leaves come off, and the branch each hangs on; −1 where a node stays in the core. */
function foldTrees({ size, from, to }: PassiveNetwork): { readonly order: readonly number[]; readonly stem: Int32Array } {
  const degree = new Int32Array(size);
  const incident: number[][] = Array.from({ length: size }, () => []);
  from.forEach((f, e) => {
    const t = to[e] as number;
    if (f === t) return;
    for (const node of [f, t]) {
      degree[node] = (degree[node] as number) + 1;
      incident[node]?.push(e);
    }
  });
  const stem = new Int32Array(size).fill(-1);
  const used = new Uint8Array(from.length);
  const order: number[] = [];
  const leaves: number[] = [];
  for (let node = 0; node < size; node++) if (degree[node] === 1) leaves.push(node);
  for (let node = leaves.pop(); node !== undefined; node = leaves.pop()) {
    if (degree[node] !== 1) continue;
    const branch = incident[node]?.find((e) => !used[e]);
    if (branch === undefined) continue;
    const other = from[branch] === node ? (to[branch] as number) : (from[branch] as number);
    used[branch] = 1;
    stem[node] = branch;
    order.push(node);
    degree[node] = 0;
    degree[other] = (degree[other] as number) - 1;
    if (degree[other] === 1) leaves.push(other);
  }
  return { order, stem };
}

/** Impedances of the nodes that no tree folding removed, from their own shunts and the branches between them. */
function coreImpedances(network: PassiveNetwork, stem: Int32Array, g: Float64Array, b: Float64Array, found: Impedances): void {
  const { size, from, to, r, x, tap } = network;
  const branches: number[] = [];
  const meshed = new Uint8Array(size);
  from.forEach((f, e) => {
    const t = to[e] as number;
    if (f === t || stem[f] === e || stem[t] === e) return;
    branches.push(e);
    meshed[f] = 1;
    meshed[t] = 1;
  });
  const place = new Int32Array(size).fill(-1);
  const nodes: number[] = [];
  for (let node = 0; node < size; node++) {
    if ((stem[node] as number) >= 0) continue;
    if (meshed[node]) place[node] = nodes.push(node) - 1;
    else if (g[node] !== 0 || b[node] !== 0) [found.r[node], found.x[node]] = inverse([g[node] as number, b[node] as number]);
  }
  if (nodes.length === 0) return;
  const at = (node: number) => place[node] as number;
  const lu = new BlockLu(
    nodes.length,
    Int32Array.from(branches, (e) => at(from[e] as number)),
    Int32Array.from(branches, (e) => at(to[e] as number)),
  );
  // A complex admittance y acts on (re, im) as the block (g, −b; b, g).
  const add = (values: Float64Array, index: number, re: number, im: number) => {
    values[index] = (values[index] as number) + re;
    values[index + 1] = (values[index + 1] as number) - im;
    values[index + 2] = (values[index + 2] as number) + im;
    values[index + 3] = (values[index + 3] as number) + re;
  };
  branches.forEach((e, pair) => {
    const [re, im] = inverse([r[e] as number, x[e] as number]);
    const ratio = tap[e] as number;
    add(lu.diagonal, 4 * at(from[e] as number), re / ratio ** 2, im / ratio ** 2);
    add(lu.diagonal, 4 * at(to[e] as number), re, im);
    add(lu.pairs, 8 * pair, -re / ratio, -im / ratio);
    add(lu.pairs, 8 * pair + 4, -re / ratio, -im / ratio);
  });
  const grounded = groundedNodes(
    nodes.length,
    branches,
    (e) => [at(from[e] as number), at(to[e] as number)],
    (i) => {
      const node = nodes[i] as number;
      return g[node] !== 0 || b[node] !== 0;
    },
  );
  nodes.forEach((node, i) => {
    if (grounded[i]) add(lu.diagonal, 4 * i, g[node] as number, b[node] as number);
    else add(lu.diagonal, 4 * i, 1, 0);
  });
  if (!lu.factor()) return;
  const right = new Float64Array(2 * nodes.length);
  nodes.forEach((node, i) => {
    if (!grounded[i]) return;
    right.fill(0);
    right[2 * i] = 1;
    lu.solve(right);
    found.r[node] = right[2 * i] as number;
    found.x[node] = right[2 * i + 1] as number;
  });
}

/** 1 for nodes whose connected part has a shunt somewhere. */
function groundedNodes(
  size: number,
  branches: readonly number[],
  ends: (branch: number) => readonly [number, number],
  hasShunt: (node: number) => boolean,
): Uint8Array {
  const neighbours: number[][] = Array.from({ length: size }, () => []);
  for (const branch of branches) {
    const [f, t] = ends(branch);
    neighbours[f]?.push(t);
    neighbours[t]?.push(f);
  }
  const grounded = new Uint8Array(size);
  const stack: number[] = [];
  for (let node = 0; node < size; node++) if (hasShunt(node)) stack.push(node);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (grounded[node]) continue;
    grounded[node] = 1;
    stack.push(...(neighbours[node] ?? []));
  }
  return grounded;
}

export function drivingPoints(network: PassiveNetwork): Impedances {
  const { size, from, to, r, x, tap } = network;
  const { order, stem } = foldTrees(network);
  const found: Impedances = { r: new Float64Array(size).fill(Number.NaN), x: new Float64Array(size).fill(Number.NaN) };
  // Admittance to the reference of a node with everything that was folded into it.
  const g = network.shuntG.slice();
  const b = network.shuntB.slice();
  const share = new Float64Array(2 * size);
  for (const node of order) {
    const e = stem[node] as number;
    const ratio2 = (tap[e] as number) ** 2;
    const own: Complex = [g[node] as number, b[node] as number];
    const hangsAtTo = to[e] === node;
    const stemNode = (hangsAtTo ? from[e] : to[e]) as number;
    const seen = hangsAtTo
      ? behind(own, r[e] as number, x[e] as number).map((part) => part / ratio2)
      : behind([own[0] * ratio2, own[1] * ratio2], r[e] as number, x[e] as number);
    share[2 * node] = seen[0] as number;
    share[2 * node + 1] = seen[1] as number;
    g[stemNode] = (g[stemNode] as number) + (seen[0] as number);
    b[stemNode] = (b[stemNode] as number) + (seen[1] as number);
  }
  coreImpedances(network, stem, g, b, found);
  for (let k = order.length - 1; k >= 0; k--) {
    const node = order[k] as number;
    const e = stem[node] as number;
    const ratio2 = (tap[e] as number) ** 2;
    const hangsAtTo = to[e] === node;
    const stemNode = (hangsAtTo ? from[e] : to[e]) as number;
    if (Number.isNaN(found.r[stemNode] as number)) continue;
    const [stemG, stemB] = inverse([found.r[stemNode] as number, found.x[stemNode] as number]);
    // What the stem offers without this node's own part.
    const rest: Complex = [stemG - (share[2 * node] as number), stemB - (share[2 * node + 1] as number)];
    const through = hangsAtTo
      ? behind([rest[0] * ratio2, rest[1] * ratio2], r[e] as number, x[e] as number)
      : behind(rest, r[e] as number, x[e] as number).map((part) => part / ratio2);
    [found.r[node], found.x[node]] = inverse([(g[node] as number) + (through[0] as number), (b[node] as number) + (through[1] as number)]);
  }
  return found;
}
