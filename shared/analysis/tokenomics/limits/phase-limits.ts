/** Rows for single phases: where single-phase runs are fed, each phase of a branch is a limit of its own beside their balanced sum. */
import type { ElectricalNetwork, RunPhase } from '../../../network/electrical.ts';
import { type PhaseCurrents, phaseCurrents, phaseNames, phaseShare, phasesOf } from '../../../solve/electrical/phase-currents.ts';
import type { ElectricalSolution } from '../../../solve/electrical.ts';
import { type Marginals, type PlantLimit, plantLimit } from './plant-limit.ts';

/** By phase of the run: watts per watt of each rack. */
type Drawn = Map<RunPhase, Map<number, number>>;

export class PhaseRows {
  readonly #network: ElectricalNetwork;
  readonly #limit_A: Float64Array;
  readonly #currents: ReadonlyMap<number, PhaseCurrents>;
  readonly #phaseOf: ReadonlyMap<number, RunPhase>;
  readonly #at = new Map<number, Drawn>();

  /** @returns undefined where every run is three-phase. */
  static of(network: ElectricalNetwork, solution: ElectricalSolution): PhaseRows | undefined {
    const currents = phaseCurrents(network, solution);
    return currents && new PhaseRows(network, solution, currents);
  }

  constructor(network: ElectricalNetwork, solution: ElectricalSolution, currents: ReadonlyMap<number, PhaseCurrents>) {
    this.#network = network;
    this.#limit_A = solution.merged.columns.limit_A;
    this.#currents = currents;
    this.#phaseOf = phasesOf(network, solution);
  }

  #add(bus: number, phase: RunPhase, marginals: Marginals, factor: number): void {
    const drawn: Drawn = this.#at.get(bus) ?? new Map();
    this.#at.set(bus, drawn);
    const list = drawn.get(phase) ?? new Map<number, number>();
    drawn.set(phase, list);
    for (const [rack, part] of marginals) list.set(rack, (list.get(rack) ?? 0) + factor * part);
  }

  /** What is drawn at a bus behind a single-phase run. */
  draw(bus: number, marginals: Marginals, share: number): void {
    const phase = this.#phaseOf.get(bus);
    if (phase !== undefined) this.#add(bus, phase, marginals, share);
  }

  /** Goes on with it to where a branch is fed from; behind transformers and converters phases are balanced. */
  pass(branch: number, bus: number, sender: number, factor: number): void {
    if (!this.#currents.has(branch) && this.#network.branches[branch]?.phase === undefined) return;
    for (const [phase, marginals] of this.#at.get(bus) ?? []) this.#add(sender, phase, marginals, factor);
  }

  /**
   * Rows of the phases of one branch, in watts of the balanced power with the same current.
   * @param here — watts per watt of each rack at the bus, of which `share` comes by the branch.
   */
  rows(branch: number, bus: number, share: number, here: Marginals, delivered_W: number): PlantLimit[] {
    const found = this.#currents.get(branch);
    const limit_A = this.#limit_A[branch] as number;
    const { id = '', owner = '' } = this.#network.branches[branch] ?? {};
    if (!found || !(limit_A > 0)) return [];
    const perAmpere_W = delivered_W / found.balanced_A;
    return phaseNames.map((name, k) => {
      const marginals = new Map([...here].map(([rack, part]) => [rack, share * part]));
      for (const [phase, drawn] of this.#at.get(bus) ?? [])
        for (const [rack, part] of drawn) marginals.set(rack, (marginals.get(rack) ?? 0) + share * part * (phaseShare(phase, k) - 1));
      return plantLimit(
        {
          id: `${id}/${name}`,
          owner,
          resource: 'phase',
          unit: 'W',
          present: perAmpere_W * (found.phases_A[k] as number),
          capacity: perAmpere_W * limit_A,
        },
        marginals,
      );
    });
  }
}
