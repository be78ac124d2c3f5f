/** One radial part as solved, and how the power that its branches take gives way to voltage. */
import type { ElectricalSolution } from '../electrical.ts';
import type { RadialSweep } from './radial-sweep.ts';

/** By position in the tree, pu. */
export class SolvedTree {
  readonly vRe: Float64Array;
  readonly vIm: Float64Array;
  /** Power and current that come into each bus from above. */
  readonly sP: Float64Array;
  readonly sQ: Float64Array;
  readonly iRe: Float64Array;
  readonly iIm: Float64Array;
  /** How power taken follows voltage: S = S0 + softness·((v0/v)² − 1). Losses of constant-power loads soften it. */
  readonly softP: Float64Array;
  readonly softQ: Float64Array;
  /** The same for the branch into each bus, seen from the bus above. */
  readonly aboveP: Float64Array;
  readonly aboveQ: Float64Array;
  readonly #tree: RadialSweep;

  constructor(tree: RadialSweep) {
    this.#tree = tree;
    const column = () => new Float64Array(tree.buses.length);
    this.vRe = column();
    this.vIm = column();
    this.sP = column();
    this.sQ = column();
    this.iRe = column();
    this.iIm = column();
    this.softP = column();
    this.softQ = column();
    this.aboveP = column();
    this.aboveQ = column();
  }

  /** Takes over a solution. `nodeP` and `nodeQ` are what loads and converters take at each node, pu. */
  refresh(solution: ElectricalSolution, nodeP: Float64Array, nodeQ: Float64Array): void {
    const tree = this.#tree;
    const { vRe, vIm, sP, sQ, iRe, iIm, softP, softQ, aboveP, aboveQ } = this;
    const { re, im } = solution.nodeVoltages;
    const n = tree.buses.length;
    for (let k = 0; k < n; k++) {
      const node = tree.buses[k] as number;
      vRe[k] = re.at(node);
      vIm[k] = im.at(node);
    }
    for (const column of [iRe, iIm, softP, softQ]) column.fill(0);
    for (let k = n - 1; k >= 0; k--) {
      const node = tree.buses[k] as number;
      const vr = vRe[k] as number;
      const vi = vIm[k] as number;
      const square = vr * vr + vi * vi;
      const p = nodeP[node] as number;
      const q = nodeQ[node] as number;
      const ir = (iRe[k] as number) + (tree.yRe[k] as number) * vr - (tree.yIm[k] as number) * vi + (p * vr + q * vi) / square;
      const ii = (iIm[k] as number) + (tree.yRe[k] as number) * vi + (tree.yIm[k] as number) * vr + (p * vi - q * vr) / square;
      iRe[k] = ir;
      iIm[k] = ii;
      sP[k] = vr * ir + vi * ii;
      sQ[k] = vi * ir - vr * ii;
      // A shunt's power grows with v².
      softP[k] = (softP[k] as number) - (tree.yRe[k] as number) * square;
      softQ[k] = (softQ[k] as number) + (tree.yIm[k] as number) * square;
      if (k === 0) break;
      const up = tree.parent[k] as number;
      const tr = tree.tRe[k] as number;
      const ti = tree.tIm[k] as number;
      iRe[up] = (iRe[up] as number) + tr * ir + ti * ii;
      iIm[up] = (iIm[up] as number) + tr * ii - ti * ir;
      this.#softenAbove(k);
      softP[up] = (softP[up] as number) + (aboveP[k] as number);
      softQ[up] = (softQ[up] as number) + (aboveQ[k] as number);
    }
  }

  /**
   * Softness of the branch into bus k and all below it, seen from the bus above: exact derivative of
   * the power it takes by the logarithm of that bus's voltage, halved and negated.
   */
  #softenAbove(k: number): void {
    const { parent, tRe, tIm, zRe, zIm } = this.#tree;
    const up = parent[k] as number;
    const vr = this.vRe[k] as number;
    const vi = this.vIm[k] as number;
    const square = vr * vr + vi * vi;
    const ur = this.vRe[up] as number;
    const ui = this.vIm[up] as number;
    const wr = (tRe[k] as number) * ur - (tIm[k] as number) * ui;
    const wi = (tRe[k] as number) * ui + (tIm[k] as number) * ur;
    const ir = this.iRe[k] as number;
    const ii = this.iIm[k] as number;
    const zr = zRe[k] as number;
    const zi = zIm[k] as number;
    // u = dV/V solves u = a − m·Re u + n·conj u, with a = t·V_up/V, m = z·conj(σ)/|V|², n = z·I/V.
    const ar = (wr * vr + wi * vi) / square;
    const ai = (wi * vr - wr * vi) / square;
    const sp = -2 * (this.softP[k] as number);
    const sq = -2 * (this.softQ[k] as number);
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
    this.aboveP[k] = -(wr * pr + wi * pi) / 2;
    this.aboveQ[k] = -(wi * pr - wr * pi) / 2;
  }
}
