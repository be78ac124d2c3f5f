/**
 * The bus-branch model that load flow is solved on, in per unit: balanced three-phase positive
 * sequence, or DC with every reactance and reactive power zero. A branch is a π section behind an
 * ideal transformer `tap·e^(j·shift)` at its `from` end; its charging `g + j·b` stands half at each
 * end of the section. Bus shunts consume g·v² and inject b·v².
 */

export const busKind = { pq: 0, pv: 1, slack: 2 } as const;

export interface BusBranch {
  readonly kind: Uint8Array;
  /** Set point of slack and PV buses, and the starting magnitude of the others. */
  readonly voltage: Float64Array;
  /** Set point of slack buses, rad. */
  readonly angle: Float64Array;
  /** Net injection (generation − consumption). Reactive power of PV buses is found. */
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly shuntG: Float64Array;
  readonly shuntB: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly r: Float64Array;
  readonly x: Float64Array;
  readonly g: Float64Array;
  readonly b: Float64Array;
  readonly tap: Float64Array;
  readonly shift: Float64Array;
  /** 1 where the voltage falls by a control and not by a conductor: what enters is what leaves at the `to` end. */
  readonly lossless: Uint8Array;
}

/** An empty model of the given size: PQ buses at 1 pu without power, branches without impedance. */
export function emptyBusBranch(buses: number, branches: number): BusBranch {
  return {
    kind: new Uint8Array(buses),
    voltage: new Float64Array(buses).fill(1),
    angle: new Float64Array(buses),
    p: new Float64Array(buses),
    q: new Float64Array(buses),
    shuntG: new Float64Array(buses),
    shuntB: new Float64Array(buses),
    from: new Int32Array(branches),
    to: new Int32Array(branches),
    r: new Float64Array(branches),
    x: new Float64Array(branches),
    g: new Float64Array(branches),
    b: new Float64Array(branches),
    tap: new Float64Array(branches).fill(1),
    shift: new Float64Array(branches),
    lossless: new Uint8Array(branches),
  };
}

/** Complex bus voltages, rectangular, pu. */
export interface Voltages {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Power into a branch at each end, pu. */
export interface BranchFlows {
  readonly pFrom: Float64Array;
  readonly qFrom: Float64Array;
  readonly pTo: Float64Array;
  readonly qTo: Float64Array;
}

export function emptyFlows(branches: number): BranchFlows {
  const column = () => new Float64Array(branches).fill(Number.NaN);
  return { pFrom: column(), qFrom: column(), pTo: column(), qTo: column() };
}

/** Of a branch without loss, from the power at its `to` end. */
export function keepPower(branch: number, flows: BranchFlows): void {
  flows.pFrom[branch] = -(flows.pTo[branch] as number);
  flows.qFrom[branch] = -(flows.qTo[branch] as number);
}

/** Flows of one branch from the voltages at its ends. Needs an impedance. */
export function flowFromVoltages(model: BusBranch, branch: number, v: Voltages, flows: BranchFlows): void {
  const f = model.from[branch] as number;
  const t = model.to[branch] as number;
  const tap = model.tap[branch] as number;
  const c = Math.cos(model.shift[branch] as number) / tap;
  const s = -Math.sin(model.shift[branch] as number) / tap;
  const fr = v.re[f] as number;
  const fi = v.im[f] as number;
  // Voltage behind the ideal transformer.
  const ir = c * fr - s * fi;
  const ii = c * fi + s * fr;
  const tr = v.re[t] as number;
  const ti = v.im[t] as number;
  const r = model.r[branch] as number;
  const x = model.x[branch] as number;
  const square = r * r + x * x;
  const yr = r / square;
  const yi = -x / square;
  const dr = ir - tr;
  const di = ii - ti;
  const jr = yr * dr - yi * di;
  const ji = yr * di + yi * dr;
  const g = (model.g[branch] as number) / 2;
  const b = (model.b[branch] as number) / 2;
  const fromR = jr + g * ir - b * ii;
  const fromI = ji + g * ii + b * ir;
  const toR = -jr + g * tr - b * ti;
  const toI = -ji + g * ti + b * tr;
  flows.pFrom[branch] = ir * fromR + ii * fromI;
  flows.qFrom[branch] = ii * fromR - ir * fromI;
  flows.pTo[branch] = tr * toR + ti * toI;
  flows.qTo[branch] = ti * toR - tr * toI;
  if (model.lossless[branch]) keepPower(branch, flows);
}
