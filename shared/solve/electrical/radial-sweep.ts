/**
 * Backward/forward sweep on a tree, O(n) per pass, in complex currents: leaf to root sums currents,
 * root to leaf drops voltages. Converges linearly, by about (load/loadability) per pass. After
 * Shirmohammadi, Hong, Semlyen and Luo, "A compensation-based power flow method for weakly meshed
 * distribution and transmission networks", IEEE Trans. Power Syst. 3(2), 1988, in its radial form.
 * Subtrees that meet only at the held root do not see each other: each is a lane, swept by itself and
 * only when something in it changed.
 */
import { type BranchFlows, type BusBranch, keepPower, type Voltages } from './bus-branch.ts';
import { Compensation } from './compensation.ts';
import type { IslandPlan } from './island-plan.ts';

/** A tree's numbers in sweep order: child voltage = t·parent voltage − z·child current. */
export interface RadialSweep {
  readonly buses: Int32Array;
  readonly parent: Int32Array;
  readonly branch: Int32Array;
  readonly tRe: Float64Array;
  readonly tIm: Float64Array;
  readonly zRe: Float64Array;
  readonly zIm: Float64Array;
  /** 1 where the branch to the parent loses nothing. */
  readonly lossless: Uint8Array;
  /** Admittance to ground at each bus: bus shunts and the near halves of the branches' charging. */
  readonly yRe: Float64Array;
  readonly yIm: Float64Array;
  readonly vRe: Float64Array;
  readonly vIm: Float64Array;
  readonly iRe: Float64Array;
  readonly iIm: Float64Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** Set points by position, of held buses. */
  readonly setRe: Float64Array;
  readonly setIm: Float64Array;
  /** Positions of the root's children. */
  readonly top: Int32Array;
  /** Lane i is positions `laneStart[i] … laneStart[i + 1]`; one for the whole tree where more than one bus is held. */
  readonly laneStart: Int32Array;
  /** Remaining mismatch of each lane, pu. */
  readonly laneMismatch: Float64Array;
  /** Where more than one bus is held. Always a field, so that all sweeps are of one sort to the engine. */
  compensation: Compensation | undefined;
}

/** The lane of a position other than the root's. */
export function laneAt({ laneStart }: RadialSweep, position: number): number {
  let low = 0;
  let high = laneStart.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((laneStart[middle] as number) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface SweepOutcome {
  readonly converged: boolean;
  readonly iterations: number;
  /** Largest power mismatch at a bus, pu. */
  readonly mismatch: number;
}

/** Columns of a sweep, by position. */
const sweepColumns = 14;

/** @returns undefined where held buses meet without an impedance between them. */
export function prepareSweep(
  model: BusBranch,
  plan: IslandPlan & { readonly tree: NonNullable<IslandPlan['tree']> },
): RadialSweep | undefined {
  const n = plan.buses.length;
  // One piece of memory for all columns: a campus has hundreds of small trees.
  const memory = new ArrayBuffer(sweepColumns * n * Float64Array.BYTES_PER_ELEMENT);
  let used = 0;
  const column = () => new Float64Array(memory, Float64Array.BYTES_PER_ELEMENT * n * used++, n);
  const { parent } = plan.tree;
  const children: number[] = [];
  for (let k = 1; k < n; k++) if (parent[k] === 0) children.push(k);
  const top = Int32Array.from(children);
  const laneStart = Int32Array.from(plan.tree.held.length === 0 ? children.concat(n) : [1, n]);
  const sweep: RadialSweep = {
    buses: plan.buses,
    parent: plan.tree.parent,
    branch: plan.tree.branch,
    tRe: column(),
    tIm: column(),
    zRe: column(),
    zIm: column(),
    lossless: new Uint8Array(n),
    yRe: column(),
    yIm: column(),
    vRe: column(),
    vIm: column(),
    iRe: column(),
    iIm: column(),
    p: column(),
    q: column(),
    setRe: column(),
    setIm: column(),
    top,
    laneStart,
    laneMismatch: new Float64Array(laneStart.length - 1),
    compensation: undefined,
  };
  const addShunt = (k: number, g: number, b: number) => {
    sweep.yRe[k] = (sweep.yRe[k] as number) + g;
    sweep.yIm[k] = (sweep.yIm[k] as number) + b;
  };
  for (let k = 0; k < n; k++) {
    const bus = plan.buses[k] as number;
    addShunt(k, model.shuntG[bus] as number, model.shuntB[bus] as number);
    if (k === 0) continue;
    const b = plan.tree.branch[k] as number;
    const up = plan.tree.parent[k] as number;
    const tap = model.tap[b] as number;
    const shift = model.shift[b] as number;
    const g = (model.g[b] as number) / 2;
    const c = (model.b[b] as number) / 2;
    const forward = model.to[b] === bus;
    const ratio = forward ? 1 / tap : tap;
    const angle = forward ? -shift : shift;
    sweep.tRe[k] = ratio * Math.cos(angle);
    sweep.tIm[k] = ratio * Math.sin(angle);
    const scale = forward ? 1 : tap * tap;
    sweep.zRe[k] = (model.r[b] as number) * scale;
    sweep.zIm[k] = (model.x[b] as number) * scale;
    sweep.lossless[k] = model.lossless[b] as number;
    // The half at the transformer's end is seen from its bus through the ratio.
    addShunt(forward ? up : k, g / (tap * tap), c / (tap * tap));
    addShunt(forward ? k : up, g, c);
  }
  if (plan.tree.held.length === 0) return sweep;
  const compensation = Compensation.of({ ...sweep, held: plan.tree.held });
  return compensation && { ...sweep, compensation };
}

/** Puts the root's load and voltage into the sweep. */
export function loadRoot(sweep: RadialSweep, model: BusBranch): void {
  const bus = sweep.buses[0] as number;
  const v = model.voltage[bus] as number;
  const angle = model.angle[bus] as number;
  sweep.vRe[0] = v * Math.cos(angle);
  sweep.vIm[0] = v * Math.sin(angle);
  sweep.p[0] = -(model.p[bus] as number);
  sweep.q[0] = -(model.q[bus] as number);
}

/** Puts the model's powers in a lane into the sweep. */
export function loadLane(sweep: RadialSweep, model: BusBranch, lane: number): void {
  const { buses, p, q, laneStart } = sweep;
  const end = laneStart[lane + 1] as number;
  for (let k = laneStart[lane] as number; k < end; k++) {
    const bus = buses[k] as number;
    p[k] = -(model.p[bus] as number);
    q[k] = -(model.q[bus] as number);
  }
}

/** Puts a start into the whole sweep: rectangular voltages by bus, NaN for none. Call after `loadRoot`. */
export function startSweep(sweep: RadialSweep, model: BusBranch, start: Voltages | undefined): void {
  const { buses, parent, vRe, vIm, tRe, tIm } = sweep;
  for (let k = 1; k < buses.length; k++) {
    const bus = buses[k] as number;
    const re = start?.re[bus] ?? Number.NaN;
    if (Number.isNaN(re)) {
      const up = parent[k] as number;
      vRe[k] = (tRe[k] as number) * (vRe[up] as number) - (tIm[k] as number) * (vIm[up] as number);
      vIm[k] = (tRe[k] as number) * (vIm[up] as number) + (tIm[k] as number) * (vRe[up] as number);
    } else {
      vRe[k] = re;
      vIm[k] = start?.im[bus] as number;
    }
  }
  const { compensation } = sweep;
  if (!compensation) return;
  if (Number.isNaN(start?.re[buses[0] as number] ?? Number.NaN)) compensation.reset();
  for (const k of compensation.held) {
    const bus = buses[k] as number;
    sweep.setRe[k] = (model.voltage[bus] as number) * Math.cos(model.angle[bus] as number);
    sweep.setIm[k] = (model.voltage[bus] as number) * Math.sin(model.angle[bus] as number);
  }
}

/** Leaf to root within positions begin … end, the root left out: current into each bus from its parent, at the present voltages. */
function sumCurrents(sweep: RadialSweep, begin: number, end: number): void {
  const { parent, tRe, tIm, yRe, yIm, vRe, vIm, iRe, iIm, p, q } = sweep;
  iRe.fill(0, begin, end);
  iIm.fill(0, begin, end);
  sweep.compensation?.inject(iRe, iIm);
  for (let k = end - 1; k >= begin; k--) {
    const vr = vRe[k] as number;
    const vi = vIm[k] as number;
    const pk = p[k] as number;
    const qk = q[k] as number;
    const gr = yRe[k] as number;
    const gi = yIm[k] as number;
    let ir = (iRe[k] as number) + gr * vr - gi * vi;
    let ii = (iIm[k] as number) + gr * vi + gi * vr;
    if (pk !== 0 || qk !== 0) {
      const inverse = 1 / (vr * vr + vi * vi);
      ir += (pk * vr + qk * vi) * inverse;
      ii += (pk * vi - qk * vr) * inverse;
    }
    iRe[k] = ir;
    iIm[k] = ii;
    const up = parent[k] as number;
    if (up === 0) continue;
    const tr = tRe[k] as number;
    const ti = tIm[k] as number;
    iRe[up] = (iRe[up] as number) + tr * ir + ti * ii;
    iIm[up] = (iIm[up] as number) + tr * ii - ti * ir;
  }
}

/** Current that the root gives: its own load, shunt and children. */
export function sumRoot(sweep: RadialSweep): void {
  const { top, tRe, tIm, vRe, vIm, iRe, iIm } = sweep;
  const vr = vRe[0] as number;
  const vi = vIm[0] as number;
  const inverse = 1 / (vr * vr + vi * vi);
  const p = sweep.p[0] as number;
  const q = sweep.q[0] as number;
  let re = (sweep.yRe[0] as number) * vr - (sweep.yIm[0] as number) * vi + (p * vr + q * vi) * inverse;
  let im = (sweep.yRe[0] as number) * vi + (sweep.yIm[0] as number) * vr + (p * vi - q * vr) * inverse;
  for (let i = 0; i < top.length; i++) {
    const k = top[i] as number;
    const tr = tRe[k] as number;
    const ti = tIm[k] as number;
    re += tr * (iRe[k] as number) + ti * (iIm[k] as number);
    im += tr * (iIm[k] as number) - ti * (iRe[k] as number);
  }
  iRe[0] = re;
  iIm[0] = im;
}

/** Root to leaf within positions begin … end: voltages from the currents. @returns the largest change of a voltage, pu. */
function dropVoltages(sweep: RadialSweep, begin: number, end: number): number {
  const { parent, tRe, tIm, zRe, zIm, vRe, vIm, iRe, iIm } = sweep;
  let largest = 0;
  for (let k = begin; k < end; k++) {
    const up = parent[k] as number;
    const ur = vRe[up] as number;
    const ui = vIm[up] as number;
    const tr = tRe[k] as number;
    const ti = tIm[k] as number;
    const zr = zRe[k] as number;
    const zi = zIm[k] as number;
    const ir = iRe[k] as number;
    const ii = iIm[k] as number;
    const re = tr * ur - ti * ui - zr * ir + zi * ii;
    const im = tr * ui + ti * ur - zr * ii - zi * ir;
    const change = Math.abs(re - (vRe[k] as number)) + Math.abs(im - (vIm[k] as number));
    // Written so that NaN counts as a change.
    if (!(change <= largest)) largest = change;
    vRe[k] = re;
    vIm[k] = im;
  }
  const { compensation } = sweep;
  if (!compensation) return largest;
  const { held } = compensation;
  const off = compensation.correct(
    vRe,
    vIm,
    (h) => sweep.setRe[held[h] as number] as number,
    (h) => sweep.setIm[held[h] as number] as number,
  );
  return Math.max(largest, off);
}

const settled = 2e-12;
const passLimit = 60;

/** Sweeps one lane until its voltages stand. Leaves the root's current alone. */
export function runLane(sweep: RadialSweep, lane: number): SweepOutcome {
  const begin = sweep.laneStart[lane] as number;
  const end = sweep.laneStart[lane + 1] as number;
  let before = Number.POSITIVE_INFINITY;
  for (let iterations = 1; iterations <= passLimit; iterations++) {
    sumCurrents(sweep, begin, end);
    const change = dropVoltages(sweep, begin, end);
    if (!Number.isFinite(change) || change > 2) return { converged: false, iterations, mismatch: change };
    // At the floor of rounding the change no longer falls.
    if (change < settled || (change < 1e-11 && change >= before)) {
      sumCurrents(sweep, begin, end);
      const mismatch = mismatchOf(sweep, begin, end, change);
      sweep.laneMismatch[lane] = mismatch;
      return { converged: lowestVoltage(sweep, begin, end) > 0, iterations, mismatch };
    }
    if (iterations > 12 && change > 0.9 * before) return { converged: false, iterations, mismatch: change };
    before = change;
  }
  return { converged: false, iterations: passLimit, mismatch: before };
}

function lowestVoltage({ vRe, vIm }: RadialSweep, begin: number, end: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = begin; k < end; k++) least = Math.min(least, (vRe[k] as number) ** 2 + (vIm[k] as number) ** 2);
  return least;
}

/** The remaining voltage change seen as power at the largest load. */
function mismatchOf({ p, q }: RadialSweep, begin: number, end: number, change: number): number {
  let largest = 0;
  for (let k = begin; k < end; k++) largest = Math.max(largest, Math.abs(p[k] as number) + Math.abs(q[k] as number));
  return largest * change;
}

/** Writes voltages and branch flows of positions begin … end back by bus and branch. */
export function unloadSweep(sweep: RadialSweep, model: BusBranch, v: Voltages, flows: BranchFlows, begin: number, end: number): void {
  const { buses, parent, branch, vRe, vIm, iRe, iIm, tRe, tIm } = sweep;
  for (let k = begin; k < end; k++) {
    const bus = buses[k] as number;
    const re = vRe[k] as number;
    const im = vIm[k] as number;
    v.re[bus] = re;
    v.im[bus] = im;
    if (k === 0) continue;
    const b = branch[k] as number;
    const up = parent[k] as number;
    const forward = model.to[b] === bus;
    const tap = model.tap[b] as number;
    const ur = vRe[up] as number;
    const ui = vIm[up] as number;
    const ir = iRe[k] as number;
    const ii = iIm[k] as number;
    const jr = (tRe[k] as number) * ir + (tIm[k] as number) * ii;
    const ji = (tRe[k] as number) * ii - (tIm[k] as number) * ir;
    const g = (model.g[b] as number) / 2;
    const c = (model.b[b] as number) / 2;
    const upSquare = (ur * ur + ui * ui) / (forward ? tap * tap : 1);
    const downSquare = (re * re + im * im) / (forward ? 1 : tap * tap);
    // Series power at each end, plus the charging half that stands there.
    const pUp = ur * jr + ui * ji + g * upSquare;
    const qUp = ui * jr - ur * ji - c * upSquare;
    const pDown = -(re * ir + im * ii) + g * downSquare;
    const qDown = -(im * ir - re * ii) - c * downSquare;
    flows.pFrom[b] = forward ? pUp : pDown;
    flows.qFrom[b] = forward ? qUp : qDown;
    flows.pTo[b] = forward ? pDown : pUp;
    flows.qTo[b] = forward ? qDown : qUp;
    if (model.lossless[b]) keepPower(b, flows);
  }
}
