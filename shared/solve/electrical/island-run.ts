/**
 * One pass over the parts of a merged network, loads before supplies. From the solution that the solvers
 * hold, only parts and lanes in which a load changed are swept again, and what those draw from further up.
 */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalIsland, ElectricalSolution } from '../electrical.ts';
import { ColumnWriter, type SolutionRows } from './branch-columns.ts';
import type { Voltages } from './bus-branch.ts';
import { inputPower } from './converter.ts';
import { reportPart } from './island-report.ts';
import type { PartOutcome } from './load-flow.ts';
import { base_VA, type MergedNetwork, type Standing } from './merge.ts';

/** Where a solution starts: from the one that the solvers hold, or from nothing but a first guess of voltages. */
interface Start {
  readonly known: ElectricalSolution | undefined;
  readonly guess: Voltages | undefined;
}

export class IslandRun {
  readonly work: { islands: number; buses: number } = { islands: 0, buses: 0 };
  readonly islands: ElectricalIsland[];
  readonly writer: ColumnWriter;
  readonly #network: ElectricalNetwork;
  readonly #merged: MergedNetwork;
  readonly #start: Start;
  readonly #standing: Standing;
  /** Nodes of each part whose power changed; undefined for a part that has nothing to do. */
  readonly #touched: (number[] | undefined)[];

  /** @param rows — tables of the solution to go on from, or empty ones. */
  constructor(network: ElectricalNetwork, merged: MergedNetwork, start: Start, standing: Standing, rows: SolutionRows) {
    const { known } = start;
    this.#network = network;
    this.#merged = merged;
    this.#start = start;
    this.#standing = standing;
    this.writer = new ColumnWriter(merged, standing.sourcesAt, rows);
    this.islands = known?.islands.slice() ?? [];
    this.#touched = merged.parts.map(() => (known ? undefined : []));
  }

  /** Says that what is drawn at a node changed. */
  touch(node: number): void {
    const part = this.#merged.partOf[node] as number;
    const list = this.#touched[part];
    if (list) list.push(node);
    else this.#touched[part] = [node];
  }

  /** Power at a node: its loads, and what converters draw there. */
  #schedule(node: number): void {
    const { model, busStart, buses, drawnAt, columns } = this.#merged;
    const { active_W, reactive_var } = this.#standing.demand;
    let p = 0;
    let q = 0;
    for (let k = busStart[node] as number; k < (busStart[node + 1] as number); k++) {
      p -= active_W[buses[k] as number] as number;
      q -= reactive_var[buses[k] as number] as number;
    }
    for (const b of drawnAt.get(node) ?? []) {
      const drawn_W = this.writer.powerFrom_W(b);
      if (Number.isNaN(drawn_W)) continue;
      p -= drawn_W;
      if (!columns.isDc[columns.from[b] as number]) q -= this.writer.reactiveFrom_var(b);
    }
    model.p[node] = p / base_VA;
    model.q[node] = q / base_VA;
  }

  run(): void {
    const { order } = this.#merged;
    for (const part of order) {
      const touched = this.#touched[part];
      if (touched) this.#solve(part, touched);
    }
  }

  #solve(part: number, touched: readonly number[]): void {
    const merged = this.#merged;
    const start = this.#start;
    const { voltages, flows, demand } = this.#standing;
    const solver = merged.parts[part];
    if (!solver) return;
    const held = start.known !== undefined && start.known.islands[part]?.status === 'solved';
    for (const node of held ? touched : solver.plan.buses) this.#schedule(node);
    const fault = merged.faults.get(part);
    const upset = this.#upset(part);
    let outcome: PartOutcome | undefined;
    if (!fault && upset === undefined) {
      this.work.islands++;
      if (held) {
        for (const node of touched) solver.touch(merged.positionOf[node] as number);
        outcome = solver.resolve(voltages, flows);
      } else outcome = solver.solve(voltages, flows, start.known ? undefined : start.guess);
    }
    if (outcome?.status === 'solved') this.#write(part);
    else this.#clear(part);
    this.#supply(part, outcome?.status === 'solved');
    if (outcome?.status === 'solved') this.#writeSwitches(part);
    this.islands[part] = reportPart(this.#network, merged, part, outcome, upset, {
      active_W: demand.active_W,
      loss_W: (b) => this.writer.loss_W(b),
      slackPower_W: (node) => this.#slackPower(node)[0] * base_VA,
    });
  }

  /** A converter through which the part feeds one that has no solution. */
  #upset(part: number): number | undefined {
    const { drawing, columns, nodeOf, partOf, faults } = this.#merged;
    if (faults.has(part)) return undefined;
    let found: number | undefined;
    for (const b of drawing[part] ?? []) {
      const fed = partOf[nodeOf[columns.to[b] as number] as number] as number;
      if (this.islands[fed]?.status !== 'solved') found = b;
    }
    return found;
  }

  #write(part: number): void {
    const solver = this.#merged.parts[part];
    if (!solver) return;
    const { written, plan } = solver;
    const { voltages, flows } = this.#standing;
    for (let i = 0; i < written.length; i += 2) {
      const [begin, end] = [written[i] as number, written[i + 1] as number];
      this.work.buses += end - begin;
      this.writer.voltages(plan.buses, begin, end, voltages);
    }
    if (!plan.tree) {
      this.writer.series(plan.branches, 0, plan.branches.length, flows);
      return;
    }
    for (let i = 0; i < written.length; i += 2)
      this.writer.series(plan.tree.branch, Math.max(1, written[i] as number), written[i + 1] as number, flows);
  }

  #writeSwitches(part: number): void {
    const solver = this.#merged.parts[part];
    if (!solver) return;
    const { written, plan } = solver;
    for (let i = 0; i < written.length; i += 2)
      this.writer.switches(plan.buses, written[i] as number, written[i + 1] as number, this.#standing.demand);
  }

  /** No numbers where there is no solution. */
  #clear(part: number): void {
    if (!this.#start.known) return;
    const { parts, series, switches } = this.#merged;
    const { voltages } = this.#standing;
    for (const node of parts[part]?.plan.buses ?? []) {
      voltages.re[node] = Number.NaN;
      voltages.im[node] = Number.NaN;
      this.writer.clearNode(node);
      for (let k = switches.start[node] as number; k < (switches.end[node] as number); k++) this.writer.clear(switches.branch[k] as number);
      for (const b of switches.rings.get(node)?.branches ?? []) this.writer.clear(b);
    }
    for (const e of parts[part]?.plan.branches ?? []) this.writer.clear(series[e] as number);
  }

  /** Power that a held node puts in: what leaves by branches, plus the node's own load. */
  #slackPower(node: number): readonly [p: number, q: number] {
    const { model, incidence } = this.#merged;
    const { pFrom, qFrom, pTo, qTo } = this.#standing.flows;
    let p = -(model.p[node] as number);
    let q = -(model.q[node] as number);
    for (let k = incidence.start[node] as number; k < (incidence.start[node + 1] as number); k++) {
      const e = incidence.incident[k] as number;
      const out = model.from[e] === node;
      p += (out ? pFrom[e] : pTo[e]) as number;
      q += (out ? qFrom[e] : qTo[e]) as number;
    }
    return [p, q];
  }

  /** What sources and converters at the part's held nodes deliver, and what the converters draw for it further up. */
  #supply(part: number, solved: boolean): void {
    const { parts, feeding, columns, nodeOf, busStart, buses } = this.#merged;
    const { sourcesAt, ratingAt } = this.#standing;
    for (const node of sourcesAt.size > 0 ? (parts[part]?.held ?? []) : []) {
      const [p, q] = solved ? this.#slackPower(node) : [Number.NaN, Number.NaN];
      for (let k = busStart[node] as number; k < (busStart[node + 1] as number); k++) {
        for (const s of sourcesAt.get(buses[k] as number) ?? []) {
          const share = (this.#network.sources[s] as ElectricalNetwork['sources'][number]).rating_W / (ratingAt[node] as number);
          this.writer.source(s, p * base_VA * share, q * base_VA * share);
        }
      }
    }
    for (const b of feeding[part] ?? []) {
      const input = nodeOf[columns.from[b] as number] as number;
      const output = nodeOf[columns.to[b] as number] as number;
      const { element } = this.#network.branches[b] as ElectricalNetwork['branches'][number];
      const before = this.writer.powerFrom_W(b);
      if (!solved || element.type !== 'converter') {
        this.writer.clear(b);
        this.touch(input);
        continue;
      }
      const share = element.rating_W / (ratingAt[output] as number);
      const [p, q] = this.#slackPower(output);
      const power = inputPower(element, p * base_VA * share, q * base_VA * share);
      this.writer.converter(b, power);
      if (power.input_W !== before) this.touch(input);
    }
  }
}
