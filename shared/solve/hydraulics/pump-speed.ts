/**
 * Δp held by the common speed of pumps, solved together with the flows: the square of the speed is one
 * more unknown per control (a pump's head is linear in it), a border of dense columns around the node
 * matrix. Speeds that would leave their range stay at its end, which is a result.
 */

/** One group of pumps with one speed; local numbers of its island. */
export interface SpeedGroup {
  /** Indices into `network.controls` that share these two nodes. */
  readonly controls: readonly number[];
  readonly pumps: Int32Array;
  readonly high: number;
  readonly low: number;
  /** Range that all its controls allow. */
  least: number;
  most: number;
}

const FREE = 0;
const AT_LEAST = 1;
const AT_MOST = 2;
const UNMOVED = 3;

export class SpeedBorder {
  readonly groups: readonly SpeedGroup[];
  /** Square of relative speed, per group. */
  readonly u: Float64Array;
  readonly target_Pa: Float64Array;
  /** 0 when no pump of the group is in service. */
  readonly active: Uint8Array;
  /** Correction of u in this step. */
  readonly step: Float64Array;
  /** Response of the node pressures to one unit of each u. */
  readonly response: readonly Float64Array[];
  readonly #dense: Float64Array;
  readonly #right: Float64Array;
  readonly #free: Int32Array;
  readonly #place: Uint8Array;

  constructor(groups: readonly SpeedGroup[], nodes: number) {
    const n = groups.length;
    this.groups = groups;
    this.u = new Float64Array(n).fill(1);
    this.target_Pa = new Float64Array(n);
    this.active = new Uint8Array(n);
    this.step = new Float64Array(n);
    this.response = groups.map(() => new Float64Array(nodes));
    this.#dense = new Float64Array(n * n);
    this.#right = new Float64Array(n);
    this.#free = new Int32Array(n);
    this.#place = new Uint8Array(n);
  }

  /**
   * Finds `step` so that every active group meets its target or sits at the end of its range.
   * @param sensitivity — row-major n × n: ∂(p_high − p_low of group i)/∂u_j, from the responses.
   * @param missing_Pa — target minus present Δp after the step with all u unchanged.
   */
  solve(sensitivity: Float64Array, missing_Pa: Float64Array): void {
    const n = this.groups.length;
    this.step.fill(0);
    for (let i = 0; i < n; i++) this.#place[i] = this.active[i] !== 0 ? FREE : UNMOVED;
    // Principal pivoting: one group changes place at a time, the most violated first. The cap only ends cycles of degenerate nets.
    for (let round = 0; round < 4 * n + 4; round++) {
      this.#solveFree(sensitivity, missing_Pa);
      let worst = -1;
      let excess = 1e-12;
      for (let i = 0; i < n; i++) {
        const violation = this.#violation(i, sensitivity, missing_Pa);
        if (violation > excess) {
          excess = violation;
          worst = i;
        }
      }
      if (worst < 0) return;
      this.#move(worst);
    }
  }

  /** How far group i, in units of u, is past the end of its range, or how much it would like to leave that end. */
  #violation(i: number, sensitivity: Float64Array, missing_Pa: Float64Array): number {
    const group = this.groups[i] as SpeedGroup;
    const place = this.#place[i];
    if (place === UNMOVED) return 0;
    const next = (this.u[i] as number) + (this.step[i] as number);
    if (place === FREE) return Math.max(next - group.most ** 2, group.least ** 2 - next);
    const n = this.groups.length;
    const own = sensitivity[i * n + i] as number;
    if (!(own > 0)) return 0;
    let missing = missing_Pa[i] as number;
    for (let j = 0; j < n; j++) missing -= (sensitivity[i * n + j] as number) * (this.step[j] as number);
    return (place === AT_MOST ? -missing : missing) / own;
  }

  #move(i: number): void {
    const group = this.groups[i] as SpeedGroup;
    if (this.#place[i] !== FREE) {
      this.#place[i] = FREE;
      return;
    }
    const next = (this.u[i] as number) + (this.step[i] as number);
    const over = next > group.most ** 2;
    this.#place[i] = over ? AT_MOST : AT_LEAST;
    this.step[i] = (over ? group.most ** 2 : group.least ** 2) - (this.u[i] as number);
  }

  /** Gaussian elimination with row pivoting on the free groups; the fixed ones' steps go to the right-hand side. */
  #solveFree(sensitivity: Float64Array, missing_Pa: Float64Array): void {
    const n = this.groups.length;
    const free = this.#free;
    let count = 0;
    for (let i = 0; i < n; i++) if (this.#place[i] === FREE) free[count++] = i;
    const a = this.#dense;
    const x = this.#right;
    let scale = 0;
    for (let r = 0; r < count; r++) {
      const i = free[r] as number;
      let right = missing_Pa[i] as number;
      for (let j = 0; j < n; j++) right -= (sensitivity[i * n + j] as number) * (this.step[j] as number);
      for (let c = 0; c < count; c++) {
        const j = free[c] as number;
        const value = sensitivity[i * n + j] as number;
        right += value * (this.step[j] as number);
        a[r * count + c] = value;
        scale = Math.max(scale, Math.abs(value));
      }
      x[r] = right;
    }
    for (let k = 0; k < count; k++) {
      let pivotRow = k;
      for (let r = k + 1; r < count; r++) {
        if (Math.abs(a[r * count + k] as number) > Math.abs(a[pivotRow * count + k] as number)) pivotRow = r;
      }
      if (pivotRow !== k) {
        for (let c = 0; c < count; c++) {
          const kept = a[k * count + c] as number;
          a[k * count + c] = a[pivotRow * count + c] as number;
          a[pivotRow * count + c] = kept;
        }
        const kept = x[k] as number;
        x[k] = x[pivotRow] as number;
        x[pivotRow] = kept;
      }
      const pivot = a[k * count + k] as number;
      // A group whose speed changes nothing (all its pumps held back) keeps its speed in this step.
      if (!(Math.abs(pivot) > 1e-11 * scale)) {
        for (let r = 0; r < count; r++) a[r * count + k] = r === k ? 1 : 0;
        x[k] = 0;
        for (let c = k + 1; c < count; c++) a[k * count + c] = 0;
        continue;
      }
      for (let r = k + 1; r < count; r++) {
        const factor = (a[r * count + k] as number) / pivot;
        if (factor === 0) continue;
        for (let c = k; c < count; c++) a[r * count + c] = (a[r * count + c] as number) - factor * (a[k * count + c] as number);
        x[r] = (x[r] as number) - factor * (x[k] as number);
      }
    }
    for (let k = count - 1; k >= 0; k--) {
      let sum = x[k] as number;
      for (let c = k + 1; c < count; c++) sum -= (a[k * count + c] as number) * (x[c] as number);
      x[k] = sum / (a[k * count + k] as number);
      this.step[free[k] as number] = x[k] as number;
    }
  }
}
