/** A network's tables as typed arrays, read once: the solver's inner loops touch no objects. */
import type { ElectricalBranch, ElectricalNetwork } from '../../network/electrical.ts';
import { incidence } from './incidence.ts';
import { phaseRatio } from './phase-currents.ts';

export const branchType = { line: 0, transformer: 1, switch: 2, converter: 3 } as const;

export interface NetworkColumns {
  readonly busCount: number;
  readonly branchCount: number;
  readonly nominal_V: Float64Array;
  readonly isDc: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** A line without impedance joins its buses as a closed switch does, and is held as one. */
  readonly type: Uint8Array;
  /** In service, and closed where it is a switch and running where it is a converter. Transfer contacts still have to be chosen. */
  readonly available: Uint8Array;
  /** Transfer group of a switch, −1 for every other branch. */
  readonly group: Int32Array;
  /** Available members of each transfer group, by their order. Groups by name, so that the order of records decides nothing. */
  readonly groups: readonly (readonly number[])[];
  /** Element values: resistance, reactance and 1 without loss (line), rating, impedance, no-load loss, load loss and tap (transformer), rating (converter). */
  readonly values: Float64Array;
  /** Permitted continuous current (of a run on one or two phases: the balanced one that stands for it), and power where one is stated; NaN without. */
  readonly limit_A: Float64Array;
  readonly limit_W: Float64Array;
  readonly start: Int32Array;
  readonly incident: Int32Array;
}

/** Entries of `values` per branch. */
export const valueStride = 5;

const isIdeal = ({ element }: ElectricalBranch): boolean =>
  element.type === 'line' && element.resistance_ohm === 0 && element.reactance_ohm === 0;

function isAvailable({ inService, element }: ElectricalBranch): boolean {
  if (!inService) return false;
  if (element.type === 'switch') return element.closed;
  return element.type !== 'converter' || element.running;
}

function writeValues({ element }: ElectricalBranch, values: Float64Array, at: number): void {
  switch (element.type) {
    case 'line':
      values[at] = element.resistance_ohm;
      values[at + 1] = element.reactance_ohm;
      values[at + 2] = element.lossless ? 1 : 0;
      return;
    case 'transformer':
      values[at] = element.rating_VA;
      values[at + 1] = element.impedance;
      values[at + 2] = element.noLoadLoss_W;
      values[at + 3] = element.loadLoss_W;
      values[at + 4] = element.tap;
      return;
    case 'converter':
      values[at] = element.rating_W;
      return;
    case 'switch':
      return;
  }
}

const cache = new WeakMap<readonly ElectricalBranch[], NetworkColumns>();

export function columnsOf(network: ElectricalNetwork): NetworkColumns {
  const known = cache.get(network.branches);
  if (known && known.busCount === network.buses.length) return known;
  const busCount = network.buses.length;
  const branchCount = network.branches.length;
  const from = new Int32Array(branchCount);
  const to = new Int32Array(branchCount);
  const type = new Uint8Array(branchCount);
  const available = new Uint8Array(branchCount);
  const group = new Int32Array(branchCount).fill(-1);
  const values = new Float64Array(valueStride * branchCount);
  const limit_A = new Float64Array(branchCount).fill(Number.NaN);
  const limit_W = new Float64Array(branchCount).fill(Number.NaN);
  const members = new Map<string, { branch: number; order: number; id: string }[]>();
  network.branches.forEach((branch, b) => {
    from[b] = branch.from;
    to[b] = branch.to;
    type[b] = isIdeal(branch) ? branchType.switch : branchType[branch.element.type];
    available[b] = isAvailable(branch) ? 1 : 0;
    writeValues(branch, values, valueStride * b);
    if (branch.rating) {
      limit_A[b] = (branch.rating.current_A * branch.rating.continuousFactor) / (branch.phase ? phaseRatio(branch.phase) : 1);
      if (branch.rating.power_W !== undefined) limit_W[b] = branch.rating.power_W;
    }
    if (branch.element.type !== 'switch' || !branch.element.transfer) return;
    const { group: name, order } = branch.element.transfer;
    const list = members.get(name) ?? [];
    if (list.length === 0) members.set(name, list);
    list.push({ branch: b, order, id: branch.id });
  });
  const groups = [...members.keys()].sort().map((name, g) => {
    const list = (members.get(name) ?? []).sort((x, y) => x.order - y.order || (x.id < y.id ? -1 : 1));
    for (const { branch } of list) group[branch] = g;
    return list.filter(({ branch }) => available[branch]).map(({ branch }) => branch);
  });
  const nominal_V = new Float64Array(busCount);
  const isDc = new Uint8Array(busCount);
  network.buses.forEach((bus, b) => {
    nominal_V[b] = bus.nominal_V;
    isDc[b] = bus.current === 'dc' ? 1 : 0;
  });
  const columns: NetworkColumns = {
    busCount,
    branchCount,
    nominal_V,
    isDc,
    from,
    to,
    type,
    available,
    group,
    groups,
    values,
    limit_A,
    limit_W,
    ...incidence(busCount, from, to),
  };
  cache.set(network.branches, columns);
  return columns;
}

export function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Whether two networks have equal buses, and branches of equal type and values between them. */
export const sameBranches = (a: NetworkColumns, b: NetworkColumns): boolean =>
  a === b ||
  (a.busCount === b.busCount &&
    sameNumbers(a.from, b.from) &&
    sameNumbers(a.to, b.to) &&
    sameNumbers(a.type, b.type) &&
    sameNumbers(a.values, b.values) &&
    sameNumbers(a.nominal_V, b.nominal_V) &&
    sameNumbers(a.isDc, b.isDc));
