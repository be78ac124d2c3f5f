/** One radial part as the paths of added power see it. */
import type { ElectricalSolution } from '../electrical.ts';
import type { Compensation } from './compensation.ts';
import type { RadialSweep } from './radial-sweep.ts';
import type { SupplyPart } from './supply-part.ts';

export class PathPart implements SupplyPart {
  readonly #tree: RadialSweep;
  readonly #positionOf: Int32Array;
  /** Branches between each position and the root. */
  readonly #depth: Int32Array;
  /** As solved: voltages, power and current that come into each bus from above. */
  readonly #v0Re: Float64Array;
  readonly #v0Im: Float64Array;
  readonly #s0P: Float64Array;
  readonly #s0Q: Float64Array;
  readonly #i0Re: Float64Array;
  readonly #i0Im: Float64Array;
  /** How power taken follows voltage: S = S0 + softness·((v0/v)² − 1). Losses of constant-power loads soften it. */
  readonly #softP: Float64Array;
  readonly #softQ: Float64Array;
  /** The same for the branch into each bus, seen from the bus above. */
  readonly #aboveP: Float64Array;
  readonly #aboveQ: Float64Array;
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
    this.#v0Re = column();
    this.#v0Im = column();
    this.#s0P = column();
    this.#s0Q = column();
    this.#i0Re = column();
    this.#i0Im = column();
    this.#softP = column();
    this.#softQ = column();
    this.#aboveP = column();
    this.#aboveQ = column();
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

  /** Takes over a solution. `nodeP` and `nodeQ` are what loads and converters take at each node, pu. */
  refresh(solution: ElectricalSolution, nodeP: Float64Array, nodeQ: Float64Array): void {
    const tree = this.#tree;
    const n = tree.buses.length;
    for (let k = 0; k < n; k++) {
      const node = tree.buses[k] as number;
      this.#v0Re[k] = solution.nodeVoltages.re.at(node);
      this.#v0Im[k] = solution.nodeVoltages.im.at(node);
    }
    for (const column of [this.#i0Re, this.#i0Im, this.#softP, this.#softQ]) column.fill(0);
    this.#vRe.set(this.#v0Re);
    this.#vIm.set(this.#v0Im);
    for (let k = n - 1; k >= 0; k--) {
      const node = tree.buses[k] as number;
      const vr = this.#v0Re[k] as number;
      const vi = this.#v0Im[k] as number;
      const square = vr * vr + vi * vi;
      const p = nodeP[node] as number;
      const q = nodeQ[node] as number;
      const ir = (this.#i0Re[k] as number) + (tree.yRe[k] as number) * vr - (tree.yIm[k] as number) * vi + (p * vr + q * vi) / square;
      const ii = (this.#i0Im[k] as number) + (tree.yRe[k] as number) * vi + (tree.yIm[k] as number) * vr + (p * vi - q * vr) / square;
      this.#i0Re[k] = ir;
      this.#i0Im[k] = ii;
      this.#s0P[k] = vr * ir + vi * ii;
      this.#s0Q[k] = vi * ir - vr * ii;
      // A shunt's power grows with v².
      this.#softP[k] = (this.#softP[k] as number) - (tree.yRe[k] as number) * square;
      this.#softQ[k] = (this.#softQ[k] as number) + (tree.yIm[k] as number) * square;
      if (k === 0) break;
      const up = tree.parent[k] as number;
      const tr = tree.tRe[k] as number;
      const ti = tree.tIm[k] as number;
      this.#i0Re[up] = (this.#i0Re[up] as number) + tr * ir + ti * ii;
      this.#i0Im[up] = (this.#i0Im[up] as number) + tr * ii - ti * ir;
      this.#softenAbove(k);
      this.#softP[up] = (this.#softP[up] as number) + (this.#aboveP[k] as number);
      this.#softQ[up] = (this.#softQ[up] as number) + (this.#aboveQ[k] as number);
    }
  }

  /**
   * Softness of the branch into bus k and all below it, seen from the bus above: exact derivative of
   * the power it takes by the logarithm of that bus's voltage, halved and negated.
   */
  #softenAbove(k: number): void {
    const { parent, tRe, tIm, zRe, zIm } = this.#tree;
    const up = parent[k] as number;
    const vr = this.#v0Re[k] as number;
    const vi = this.#v0Im[k] as number;
    const square = vr * vr + vi * vi;
    const ur = this.#v0Re[up] as number;
    const ui = this.#v0Im[up] as number;
    const wr = (tRe[k] as number) * ur - (tIm[k] as number) * ui;
    const wi = (tRe[k] as number) * ui + (tIm[k] as number) * ur;
    const ir = this.#i0Re[k] as number;
    const ii = this.#i0Im[k] as number;
    const zr = zRe[k] as number;
    const zi = zIm[k] as number;
    // u = dV/V solves u = a − m·Re u + n·conj u, with a = t·V_up/V, m = z·conj(σ)/|V|², n = z·I/V.
    const ar = (wr * vr + wi * vi) / square;
    const ai = (wi * vr - wr * vi) / square;
    const sp = -2 * (this.#softP[k] as number);
    const sq = -2 * (this.#softQ[k] as number);
    const mr = (zr * sp + zi * sq) / square;
    const mi = (zi * sp - zr * sq) / square;
    const dr = zr * ir - zi * ii;
    const di = zr * ii + zi * ir;
    const nr = (dr * vr + di * vi) / square;
    const ni = (di * vr - dr * vi) / square;
    const determinant = (1 + mr - nr) * (1 + nr) + ni * (mi - ni);
    const x = (ar * (1 + nr) + ai * ni) / determinant;
    const y = (ai * (1 + mr - nr) - ar * (mi - ni)) / determinant;
    // dI = conj(σ)·Re u / conj(V) − I·conj(u).
    const cr = ((sp * vr + sq * vi) / square) * x - (ir * x + ii * y);
    const ci = ((sp * vi - sq * vr) / square) * x - (ii * x - ir * y);
    const pr = ir + cr;
    const pi = ii + ci;
    this.#aboveP[k] = -(wr * pr + wi * pi) / 2;
    this.#aboveQ[k] = -(wi * pr - wr * pi) / 2;
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
    const before = (this.#v0Re[k] as number) ** 2 + (this.#v0Im[k] as number) ** 2;
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
      this.#vRe[k] = this.#v0Re[k] as number;
      this.#vIm[k] = this.#v0Im[k] as number;
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
      this.#sideP[k] = this.#s0P[k] as number;
      this.#sideQ[k] = this.#s0Q[k] as number;
      this.#sideSoftP[k] = this.#softP[k] as number;
      this.#sideSoftQ[k] = this.#softQ[k] as number;
    }
    for (const k of positions) {
      if (k === 0) continue;
      const up = parent[k] as number;
      const ir = this.#i0Re[k] as number;
      const ii = this.#i0Im[k] as number;
      const jr = (tRe[k] as number) * ir + (tIm[k] as number) * ii;
      const ji = (tRe[k] as number) * ii - (tIm[k] as number) * ir;
      const ur = this.#v0Re[up] as number;
      const ui = this.#v0Im[up] as number;
      this.#sideP[up] = (this.#sideP[up] as number) - (ur * jr + ui * ji);
      this.#sideQ[up] = (this.#sideQ[up] as number) - (ui * jr - ur * ji);
      this.#sideSoftP[up] = (this.#sideSoftP[up] as number) - (this.#aboveP[k] as number);
      this.#sideSoftQ[up] = (this.#sideSoftQ[up] as number) - (this.#aboveQ[k] as number);
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
    const v0Re = this.#v0Re;
    const v0Im = this.#v0Im;
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
    const v0Re = this.#v0Re;
    const v0Im = this.#v0Im;
    for (let at = 0; at < positions.length; at++) {
      const k = positions[at] as number;
      const ir = this.#iRe[k] as number;
      const ii = this.#iIm[k] as number;
      const vr = vRe[k] as number;
      const vi = vIm[k] as number;
      this.addedP[k] = vr * ir + vi * ii - (this.#s0P[k] as number);
      this.addedQ[k] = vi * ir - vr * ii - (this.#s0Q[k] as number);
      if (k === 0) continue;
      const up = parent[k] as number;
      const tr = tRe[k] as number;
      const ti = tIm[k] as number;
      const i0r = this.#i0Re[k] as number;
      const i0i = this.#i0Im[k] as number;
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
