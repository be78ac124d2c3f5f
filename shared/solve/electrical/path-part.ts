/** One radial part as the paths of added power see it. */
import type { ElectricalSolution } from '../electrical.ts';
import type { Compensation } from './compensation.ts';
import type { RadialSweep } from './radial-sweep.ts';
import { SolvedTree } from './solved-tree.ts';
import type { SupplyPart } from './supply-part.ts';

export class PathPart implements SupplyPart {
  readonly #tree: RadialSweep;
  readonly #positionOf: Int32Array;
  /** Branches between each position and the root. */
  readonly #depth: Int32Array;
  readonly #solved: SolvedTree;
  /** With the added power. */
  readonly #vRe: Float64Array;
  readonly #vIm: Float64Array;
  readonly #iRe: Float64Array;
  readonly #iIm: Float64Array;
  readonly #addP: Float64Array;
  readonly #addQ: Float64Array;
  /** Beside the paths: what each touched bus gives to what is not on them. */
  readonly #sideP: Float64Array;
  readonly #sideQ: Float64Array;
  readonly #sideSoftP: Float64Array;
  readonly #sideSoftQ: Float64Array;
  /** With the added power, pu: what more comes into each touched bus from above, and what more leaves the bus above it. */
  readonly addedP: Float64Array;
  readonly addedQ: Float64Array;
  readonly abovePowerP: Float64Array;
  readonly abovePowerQ: Float64Array;
  readonly #touched: number[] = [];
  readonly #compensation: Compensation | undefined;
  /** Positions of the held buses: the root and further slack buses. */
  readonly heldPositions: readonly number[];
  readonly chargingApart = false;
  /** Where the power of the root comes out: itself, or the far end of a branch without loss. */
  readonly #outlet: number;
  /** Which query last put a position on its paths. */
  readonly #marked: Int32Array;
  #mark = 0;

  /** @param positionOf — position of each node in the tree of its part. */
  constructor(tree: RadialSweep, positionOf: Int32Array) {
    this.#tree = tree;
    this.#positionOf = positionOf;
    this.#compensation = tree.compensation?.copy();
    this.heldPositions = [0, ...(this.#compensation?.held ?? [])];
    const n = tree.buses.length;
    this.#outlet = tree.top.length === 1 && tree.lossless[tree.top[0] as number] ? (tree.top[0] as number) : 0;
    this.#marked = new Int32Array(n);
    this.#depth = new Int32Array(n);
    for (let k = 1; k < n; k++) this.#depth[k] = (this.#depth[tree.parent[k] as number] as number) + 1;
    const column = () => new Float64Array(n);
    this.#solved = new SolvedTree(tree);
    this.#vRe = column();
    this.#vIm = column();
    this.#iRe = column();
    this.#iIm = column();
    this.#addP = column();
    this.#addQ = column();
    this.#sideP = column();
    this.#sideQ = column();
    this.#sideSoftP = column();
    this.#sideSoftQ = column();
    this.addedP = column();
    this.addedQ = column();
    this.abovePowerP = column();
    this.abovePowerQ = column();
  }

  refresh(solution: ElectricalSolution, nodeP: Float64Array, nodeQ: Float64Array): void {
    this.#solved.refresh(solution, nodeP, nodeQ);
    this.#vRe.set(this.#solved.vRe);
    this.#vIm.set(this.#solved.vIm);
  }

  node(k: number): number {
    return this.#tree.buses[k] as number;
  }

  branch(k: number): number {
    return this.#tree.branch[k] as number;
  }

  limits(k: number): boolean {
    return k > 0;
  }

  /** Branches between a node and the root. */
  depth(node: number): number {
    return this.#depth[this.#positionOf[node] as number] as number;
  }

  voltage(node: number): number {
    const k = this.#positionOf[node] as number;
    return Math.sqrt((this.#vRe[k] as number) ** 2 + (this.#vIm[k] as number) ** 2);
  }

  /** Bound on what the path model leaves out at position k, pu: softness beside the path times the square of the voltage's change. */
  doubtAt(k: number): number {
    const before = (this.#solved.vRe[k] as number) ** 2 + (this.#solved.vIm[k] as number) ** 2;
    const change = Math.sqrt(((this.#vRe[k] as number) ** 2 + (this.#vIm[k] as number) ** 2) / before) - 1;
    return (Math.abs(this.#sideSoftP[k] as number) + Math.abs(this.#sideSoftQ[k] as number)) * change * change;
  }

  /** Power added to what is supplied at a held bus, pu. */
  suppliedAt(position: number): readonly [p: number, q: number] {
    const held = this.#compensation?.held;
    const h = held ? held.indexOf(position) : -1;
    // Behind a droop, what comes out at its other end counts.
    if (h < 0) return [this.addedP[this.#outlet] as number, this.addedQ[this.#outlet] as number];
    if (this.#tree.lossless[position]) return [-(this.abovePowerP[position] as number), -(this.abovePowerQ[position] as number)];
    const vr = this.#vRe[position] as number;
    const vi = this.#vIm[position] as number;
    const jr = this.#compensation?.jRe[h] as number;
    const ji = this.#compensation?.jIm[h] as number;
    return [vr * jr + vi * ji, vi * jr - vr * ji];
  }

  /** Positions from these nodes and all held ones to the root, far ends first. */
  pathTo(nodes: readonly number[]): number[] {
    const { parent } = this.#tree;
    const marked = this.#marked;
    const mark = ++this.#mark;
    const positions: number[] = [];
    const climb = (from: number) => {
      for (let k = from; marked[k] !== mark; k = parent[k] as number) {
        marked[k] = mark;
        positions.push(k);
        if (k === 0) return;
      }
    };
    for (const node of nodes) climb(this.#positionOf[node] as number);
    for (const k of this.heldPositions) climb(k);
    if (nodes.length + this.heldPositions.length > 2) positions.sort((a, b) => b - a);
    this.#besides(positions);
    this.#restart(positions);
    return positions;
  }

  /** Back to the solution. */
  #restart(positions: readonly number[]): void {
    for (const k of positions) {
      this.#vRe[k] = this.#solved.vRe[k] as number;
      this.#vIm[k] = this.#solved.vIm[k] as number;
    }
    this.#compensation?.reset();
  }

  clear(): void {
    for (const k of this.#touched) {
      this.#addP[k] = 0;
      this.#addQ[k] = 0;
    }
    this.#touched.length = 0;
  }

  add(node: number, p: number, q: number): void {
    const k = this.#positionOf[node] as number;
    this.#addP[k] = (this.#addP[k] as number) + p;
    this.#addQ[k] = (this.#addQ[k] as number) + q;
    this.#touched.push(k);
  }

  #besides(positions: readonly number[]): void {
    const { parent, tRe, tIm } = this.#tree;
    for (const k of positions) {
      this.#sideP[k] = this.#solved.sP[k] as number;
      this.#sideQ[k] = this.#solved.sQ[k] as number;
      this.#sideSoftP[k] = this.#solved.softP[k] as number;
      this.#sideSoftQ[k] = this.#solved.softQ[k] as number;
    }
    for (const k of positions) {
      if (k === 0) continue;
      const up = parent[k] as number;
      const ir = this.#solved.iRe[k] as number;
      const ii = this.#solved.iIm[k] as number;
      const jr = (tRe[k] as number) * ir + (tIm[k] as number) * ii;
      const ji = (tRe[k] as number) * ii - (tIm[k] as number) * ir;
      const ur = this.#solved.vRe[up] as number;
      const ui = this.#solved.vIm[up] as number;
      this.#sideP[up] = (this.#sideP[up] as number) - (ur * jr + ui * ji);
      this.#sideQ[up] = (this.#sideQ[up] as number) - (ui * jr - ur * ji);
      this.#sideSoftP[up] = (this.#sideSoftP[up] as number) - (this.#solved.aboveP[k] as number);
      this.#sideSoftQ[up] = (this.#sideSoftQ[up] as number) - (this.#solved.aboveQ[k] as number);
    }
  }

  /** Sweeps the paths from where the last sweep left them until voltages stand. @returns false where they do not. */
  sweep(positions: readonly number[]): boolean {
    if (this.#settle(positions)) {
      this.#compare(positions);
      return true;
    }
    this.#restart(positions);
    return false;
  }

  #settle(positions: readonly number[]): boolean {
    const { parent, tRe, tIm, zRe, zIm } = this.#tree;
    const compensation = this.#compensation;
    const vRe = this.#vRe;
    const vIm = this.#vIm;
    const iRe = this.#iRe;
    const iIm = this.#iIm;
    const v0Re = this.#solved.vRe;
    const v0Im = this.#solved.vIm;
    const sideP = this.#sideP;
    const sideQ = this.#sideQ;
    const softP = this.#sideSoftP;
    const softQ = this.#sideSoftQ;
    const addP = this.#addP;
    const addQ = this.#addQ;
    const count = positions.length;
    for (let pass = 0; pass < 60; pass++) {
      for (let at = 0; at < count; at++) {
        const k = positions[at] as number;
        iRe[k] = 0;
        iIm[k] = 0;
      }
      compensation?.inject(iRe, iIm);
      for (let at = 0; at < count; at++) {
        const k = positions[at] as number;
        const vr = vRe[k] as number;
        const vi = vIm[k] as number;
        const inverse = 1 / (vr * vr + vi * vi);
        const softening = ((v0Re[k] as number) * (v0Re[k] as number) + (v0Im[k] as number) * (v0Im[k] as number)) * inverse - 1;
        const p = (sideP[k] as number) + (softP[k] as number) * softening + (addP[k] as number);
        const q = (sideQ[k] as number) + (softQ[k] as number) * softening + (addQ[k] as number);
        const ir = (iRe[k] as number) + (p * vr + q * vi) * inverse;
        const ii = (iIm[k] as number) + (p * vi - q * vr) * inverse;
        iRe[k] = ir;
        iIm[k] = ii;
        if (k === 0) continue;
        const up = parent[k] as number;
        const tr = tRe[k] as number;
        const ti = tIm[k] as number;
        iRe[up] = (iRe[up] as number) + tr * ir + ti * ii;
        iIm[up] = (iIm[up] as number) + tr * ii - ti * ir;
      }
      let change = 0;
      for (let at = count - 1; at >= 0; at--) {
        const k = positions[at] as number;
        if (k === 0) continue;
        const up = parent[k] as number;
        const ur = vRe[up] as number;
        const ui = vIm[up] as number;
        const ir = iRe[k] as number;
        const ii = iIm[k] as number;
        const tr = tRe[k] as number;
        const ti = tIm[k] as number;
        const zr = zRe[k] as number;
        const zi = zIm[k] as number;
        const re = tr * ur - ti * ui - zr * ir + zi * ii;
        const im = tr * ui + ti * ur - zr * ii - zi * ir;
        const moved = Math.abs(re - (vRe[k] as number)) + Math.abs(im - (vIm[k] as number));
        // Written so that NaN counts as a change.
        if (!(moved <= change)) change = moved;
        vRe[k] = re;
        vIm[k] = im;
      }
      if (compensation) {
        const { held } = compensation;
        const off = compensation.correct(
          vRe,
          vIm,
          (h) => v0Re[held[h] as number] as number,
          (h) => v0Im[held[h] as number] as number,
        );
        change = Math.max(change, off);
      }
      if (!Number.isFinite(change) || change > 2) return false;
      if (change < 1e-10) return true;
    }
    return false;
  }

  /** Added power at every touched position. */
  #compare(positions: readonly number[]): void {
    const { parent, tRe, tIm } = this.#tree;
    const vRe = this.#vRe;
    const vIm = this.#vIm;
    const v0Re = this.#solved.vRe;
    const v0Im = this.#solved.vIm;
    for (let at = 0; at < positions.length; at++) {
      const k = positions[at] as number;
      const ir = this.#iRe[k] as number;
      const ii = this.#iIm[k] as number;
      const vr = vRe[k] as number;
      const vi = vIm[k] as number;
      this.addedP[k] = vr * ir + vi * ii - (this.#solved.sP[k] as number);
      this.addedQ[k] = vi * ir - vr * ii - (this.#solved.sQ[k] as number);
      if (k === 0) continue;
      const up = parent[k] as number;
      const tr = tRe[k] as number;
      const ti = tIm[k] as number;
      const i0r = this.#solved.iRe[k] as number;
      const i0i = this.#solved.iIm[k] as number;
      const jr = tr * ir + ti * ii;
      const ji = tr * ii - ti * ir;
      const j0r = tr * i0r + ti * i0i;
      const j0i = tr * i0i - ti * i0r;
      const ur = vRe[up] as number;
      const ui = vIm[up] as number;
      const u0r = v0Re[up] as number;
      const u0i = v0Im[up] as number;
      this.abovePowerP[k] = ur * jr + ui * ji - (u0r * j0r + u0i * j0i);
      this.abovePowerQ[k] = ui * jr - ur * ji - (u0i * j0r - u0r * j0i);
    }
  }
}
