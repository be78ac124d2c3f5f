/**
 * Currents of the three phases where single-phase runs are drawn. The load flow stays balanced: a run
 * of one phase enters it with the impedance of its way there and back, and its load counts a third on
 * every phase. Here the currents of such runs are put on the phases that they are drawn on and followed,
 * against the power, to the transformer, converter or source that feeds them; what comes together there
 * is taken as balanced again. Voltages are taken as balanced: their own unbalance is not solved.
 */
import type { ElectricalNetwork, RunPhase } from '../../network/electrical.ts';
import type { ElectricalSolution } from '../electrical.ts';

const rootThree = Math.sqrt(3);

/** Current in the run over the balanced current that stands for it. */
export const phaseRatio = (phase: RunPhase): number => (phase.length === 2 ? 3 : rootThree);

export const phaseNames = ['L1', 'L2', 'L3'] as const;

/** At the end where `current_A` is seen. */
export interface PhaseCurrents {
  /** L1, L2, L3. */
  readonly phases_A: readonly [number, number, number];
  readonly neutral_A: number;
  /** What the balanced load flow has. */
  readonly balanced_A: number;
}

export const worstPhase = ({ phases_A }: PhaseCurrents): number => Math.max(...phases_A);

/** Largest deviation of a phase current from their mean, over the mean. */
export function unbalance({ phases_A }: PhaseCurrents): number {
  const mean = (phases_A[0] + phases_A[1] + phases_A[2]) / 3;
  return mean > 0 ? Math.max(...phases_A.map((current) => Math.abs(current - mean))) / mean : 0;
}

const runsCache = new WeakMap<ElectricalNetwork['branches'], readonly number[]>();

/** Branches that run on one or two phases. */
export function singlePhaseRuns({ branches }: ElectricalNetwork): readonly number[] {
  let runs = runsCache.get(branches);
  if (!runs) {
    runs = branches.flatMap(({ phase }, b) => (phase === undefined ? [] : [b]));
    runsCache.set(branches, runs);
  }
  return runs;
}

const tags: readonly RunPhase[] = ['L1', 'L2', 'L3', 'L1-L2', 'L2-L3', 'L3-L1'];
/** For each tag: phase that its current flows out on, the one it comes back on (−1: neutral), and the angle of its voltage, turns of 30°. */
const sides: Readonly<Record<RunPhase, readonly [out: number, back: number, angle: number]>> = {
  L1: [0, -1, 0],
  L2: [1, -1, -4],
  L3: [2, -1, 4],
  'L1-L2': [0, 1, 1],
  'L2-L3': [1, 2, -3],
  'L3-L1': [2, 0, 5],
};

/** Power of single-phase runs through one branch, by tag: re and im. */
type Carried = Float64Array;

/** Branches that deliver power to each bus, through which phases stay what they are. */
function deliveriesTo(network: ElectricalNetwork, solution: ElectricalSolution, bus: number): { branch: number; power_W: number }[] {
  const { start, incident, from } = solution.merged.columns;
  const found: { branch: number; power_W: number }[] = [];
  for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
    const b = incident[k] as number;
    const out = from[b] === bus;
    const power_W = -(out ? solution.powerFrom_W : solution.powerTo_W).at(b);
    if (power_W > 0 && network.branches[b]?.phase === undefined) found.push({ branch: b, power_W });
  }
  return found;
}

/** By branch: what single-phase runs below carry through it. */
function carriedBy(network: ElectricalNetwork, solution: ElectricalSolution): Map<number, Carried> {
  const carried = new Map<number, Carried>();
  const { from, to } = solution.merged.columns;
  for (const run of singlePhaseRuns(network)) {
    const phase = network.branches[run]?.phase;
    const forward = solution.powerFrom_W.at(run) >= 0;
    const p = (forward ? solution.powerFrom_W : solution.powerTo_W).at(run);
    const q = (forward ? solution.reactiveFrom_var : solution.reactiveTo_var).at(run);
    if (phase === undefined || Number.isNaN(p)) continue;
    const at = 2 * tags.indexOf(phase);
    const waiting: [bus: number, share: number, steps: number][] = [[(forward ? from[run] : to[run]) as number, 1, 0]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [bus, share, steps] = next;
      const deliveries = deliveriesTo(network, solution, bus);
      const total = deliveries.reduce((sum, { power_W }) => sum + power_W, 0);
      for (const { branch, power_W } of deliveries) {
        const type = network.branches[branch]?.element.type;
        // Circulating reactive power could lead around a ring of switches.
        if (type === 'transformer' || type === 'converter' || steps > 100) continue;
        const part = (share * power_W) / total;
        let list = carried.get(branch);
        if (!list) {
          list = new Float64Array(2 * tags.length);
          carried.set(branch, list);
        }
        list[at] = (list[at] as number) + part * p;
        list[at + 1] = (list[at + 1] as number) + part * q;
        waiting.push([(from[branch] === bus ? to[branch] : from[branch]) as number, part, steps + 1]);
      }
    }
  }
  return carried;
}

/** Sum of phasors: the balanced rest turned by 120° from phase to phase, and each tag's current out and back. */
function currentsOf(carried: Carried, p_W: number, q_var: number, voltage_V: number): PhaseCurrents {
  const perPhase_V = voltage_V / rootThree;
  const re = [0, 0, 0];
  const im = [0, 0, 0];
  const put = (phase: number, p: number, q: number, volts: number, angle: number, sign: number) => {
    // I = conj(S/V), V at `angle`.
    const turn = (angle * Math.PI) / 6;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    re[phase] = (re[phase] as number) + (sign * (p * c + q * s)) / volts;
    im[phase] = (im[phase] as number) + (sign * (p * s - q * c)) / volts;
  };
  let restP = p_W;
  let restQ = q_var;
  tags.forEach((tag, t) => {
    const p = carried[2 * t] as number;
    const q = carried[2 * t + 1] as number;
    const [out, back, angle] = sides[tag];
    const volts = back < 0 ? perPhase_V : voltage_V;
    restP -= p;
    restQ -= q;
    put(out, p, q, volts, angle, 1);
    if (back >= 0) put(back, p, q, volts, angle, -1);
  });
  for (const [phase, angle] of [0, -4, 4].entries()) put(phase, restP / 3, restQ / 3, perPhase_V, angle, 1);
  const size = (phase: number) => Math.hypot(re[phase] as number, im[phase] as number);
  return {
    phases_A: [size(0), size(1), size(2)],
    neutral_A: Math.hypot(
      (re[0] as number) + (re[1] as number) + (re[2] as number),
      (im[0] as number) + (im[1] as number) + (im[2] as number),
    ),
    balanced_A: Math.hypot(p_W, q_var) / rootThree / voltage_V,
  };
}

/** Phase currents of everything that feeds single-phase runs, by branch; undefined where none is drawn. */
export function phaseCurrents(network: ElectricalNetwork, solution: ElectricalSolution): ReadonlyMap<number, PhaseCurrents> | undefined {
  if (singlePhaseRuns(network).length === 0) return undefined;
  const { to } = solution.merged.columns;
  const found = new Map<number, PhaseCurrents>();
  for (const [b, carried] of carriedBy(network, solution)) {
    const forward = solution.powerFrom_W.at(b) >= 0;
    const sign = forward ? -1 : 1;
    const p = sign * solution.powerTo_W.at(b);
    const q = sign * solution.reactiveTo_var.at(b);
    found.set(b, currentsOf(carried, p, q, solution.voltage_V.at(to[b] as number) as number));
  }
  return found;
}

/**
 * Loading of one branch with its current that of the worst phase; the solution's own where nothing is
 * single-phase. A limit in watts may bind before.
 */
export function phasedLoading(
  solution: ElectricalSolution,
  currents: ReadonlyMap<number, PhaseCurrents> | undefined,
  branch: number,
): number {
  const balanced = solution.loading.at(branch);
  const found = currents?.get(branch);
  if (!found) return balanced;
  const use = worstPhase(found) / (solution.merged.columns.limit_A[branch] as number);
  return Number.isNaN(use) ? balanced : Math.max(use, balanced);
}

/** Phase of every bus behind a single-phase run. */
export function phasesOf(network: ElectricalNetwork, solution: ElectricalSolution): ReadonlyMap<number, RunPhase> {
  const found = new Map<number, RunPhase>();
  const { start, incident, from, to } = solution.merged.columns;
  for (const run of singlePhaseRuns(network)) {
    const phase = network.branches[run]?.phase;
    const power_W = solution.powerFrom_W.at(run);
    if (phase === undefined || Number.isNaN(power_W)) continue;
    const waiting = [power_W >= 0 ? (to[run] as number) : (from[run] as number)];
    const seen = new Set([power_W >= 0 ? (from[run] as number) : (to[run] as number)]);
    for (let bus = waiting.pop(); bus !== undefined; bus = waiting.pop()) {
      if (seen.has(bus)) continue;
      seen.add(bus);
      found.set(bus, phase);
      for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
        const b = incident[k] as number;
        const type = network.branches[b]?.element.type;
        if (!solution.closed[b] || type === 'transformer' || type === 'converter') continue;
        waiting.push((from[b] === bus ? to[b] : from[b]) as number);
      }
    }
  }
  return found;
}

/** Growth of a phase's current per ampere of balanced current added on a run: at most that, between two phases. */
export const phaseShare = (tag: RunPhase, phase: number): number => {
  const [out, back] = sides[tag];
  if (phase !== out && phase !== back) return 0;
  return phaseRatio(tag);
};

/**
 * Current of the worst phase of a branch that feeds single-phase runs, once power is added at a place.
 * @param found currents of the solution
 * @param tag phase of the place; undefined where it draws on all three
 * @param balanced_A balanced current with the added power
 * @param fall voltage of the solution over that with the added power: currents of constant power grow with it
 */
export function grownCurrent(found: PhaseCurrents, tag: RunPhase | undefined, balanced_A: number, fall: number): number {
  const added_A = balanced_A - found.balanced_A * fall;
  if (tag === undefined) return worstPhase(found) * fall + added_A;
  return Math.max(...found.phases_A.map((current, phase) => current * fall + phaseShare(tag, phase) * added_A));
}
