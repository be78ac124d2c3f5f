/** Watts until the first limit anywhere upstream, for everything that feeds or draws, and the record that binds. */

import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import { siteOf } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { differingAt } from '../document/lineage.ts';
import type { ElectricalLoad, ElectricalNetwork } from '../network/electrical.ts';
import { reactiveRatio } from '../solve/electrical/demand.ts';
import type { SourceCap } from '../solve/electrical/headroom.ts';
import { type HeadroomPlace, HeadroomTable } from '../solve/electrical/headroom-table.ts';
import type { LimitKey } from '../solve/electrical/limit-number.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { branchOwners } from './branch-owners.ts';
import type { ResultBuilder } from './result-builder.ts';
import type { OperatingState } from './state.ts';

/** The tightest place of the site: a board, transformer, UPS, busway, source or rack. Drives of the plant bound nothing but themselves. */
export interface SiteHeadroom {
  readonly power_W: number;
  /** Record whose limit is met first there. */
  readonly bindingId: RecordId;
  /** Record at which the power would be added. */
  readonly at: RecordId;
}

/** Where more power would be drawn from a record of each kind, as the branch and which end of it. */
const place: Readonly<Record<string, (branches: readonly number[], network: ElectricalNetwork) => number | undefined>> = {
  switchgear: barOf,
  switchboard: barOf,
  rpp: barOf,
  transformer: lastEnd,
  ups: lastEnd,
  'power-shelf': outlet,
  rectifier: outlet,
  'dc-converter': outlet,
  ats: barOf,
  sts: barOf,
  'dc-board': barOf,
  'dc-busway': farthestBar,
  busway: farthestBar,
};

function barOf(branches: readonly number[], network: ElectricalNetwork): number | undefined {
  const bar = branches.find((b) => network.branches[b]?.id.endsWith('/bar'));
  return bar === undefined ? undefined : network.branches[bar]?.to;
}

function lastEnd(branches: readonly number[], network: ElectricalNetwork): number | undefined {
  return network.branches[branches[0] ?? -1]?.to;
}

/** Of a converter: behind its droop. */
function outlet(branches: readonly number[], network: ElectricalNetwork): number | undefined {
  return network.branches[branches.at(-1) ?? -1]?.to;
}

/** End of the last section: from there every section of the run carries the added power. */
function farthestBar(branches: readonly number[], network: ElectricalNetwork): number | undefined {
  const sections = branches.filter((b) => network.branches[b]?.element.type === 'line');
  return network.branches[sections.at(-1) ?? -1]?.to;
}

/** Reactive per active power of a load at 0.98, for what carries nothing now. */
const idleRatio = Math.tan(Math.acos(0.98));

/** Reactive per active power of what branches carry now; of a source none. */
function presentRatio({ powerTo_W, reactiveTo_var }: ElectricalSolution, branches: Int32Array, begin: number, end: number): number {
  if (begin === end) return 0;
  for (let i = begin; i < end; i++) {
    const b = branches[i] as number;
    const p = Math.abs(powerTo_W.at(b));
    if (p > 1) return Math.abs(reactiveTo_var.at(b)) / p;
  }
  return idleRatio;
}

function capsOf(document: Document, network: ElectricalNetwork): SourceCap[] {
  const limit_W = siteOf(document).utilityLimit_W;
  if (limit_W === undefined) return [];
  const sources: number[] = [];
  network.sources.forEach((source, s) => {
    const equipment = document.tables.equipment.get(source.owner);
    if (equipment && kindOf(document, equipment)?.kind === 'utility') sources.push(s);
  });
  return [{ sources, limit_W }];
}

/** One record at which power could be added, and from where its place is made. */
interface Entry {
  readonly owner: RecordId;
  /** Whether it may be the tightest place of the site. */
  readonly counts: boolean;
  /** Buses and shares; the reactive part follows the present flow of `branches`, or the load's own power factor. */
  readonly buses: readonly number[];
  readonly branches?: readonly number[];
  readonly load?: number;
}

/** Every place of a network in one order: what carries, what delivers, what draws. */
function entriesOf(document: Document, state: OperatingState, solution: ElectricalSolution): Entry[] {
  const { network } = solution;
  const entries: Entry[] = [];
  const add = (owner: RecordId, entry: Omit<Entry, 'owner' | 'counts'>) => {
    if (state.failed.has(owner)) return;
    const equipment = document.tables.equipment.get(owner);
    const discipline = equipment && kindOf(document, equipment)?.discipline;
    entries.push({ owner, counts: discipline === 'electrical' || discipline === 'it', ...entry });
  };
  const owners = branchOwners(network);
  owners.owners.forEach((owner, slot) => {
    const equipment = document.tables.equipment.get(owner);
    const busOf = equipment && place[kindOf(document, equipment)?.kind ?? ''];
    if (!busOf) return;
    const branches = owners.branchesAt(slot);
    const bus = busOf(branches, network);
    if (bus !== undefined) add(owner, { buses: [bus], branches });
  });
  network.sources.forEach((source, s) => {
    if (solution.sourceState[s] === 'carrying') add(source.owner, { buses: [source.bus] });
  });
  network.loads.forEach((load, l) => {
    // What the power system draws for itself is no place to add load.
    if (!solution.supplied[l] || load.lost_W !== undefined || load.battery) return;
    const live = load.feeds.filter((feed) => solution.live[feed]);
    add(load.owner, { buses: load.sharing === 'equal' ? live : live.slice(0, 1), load: l });
  });
  return entries;
}

function placeOf(entry: Entry, load: ElectricalLoad | undefined, ratio: number): HeadroomPlace {
  const limit_W = (load?.feedRating_W ?? 0) * entry.buses.length;
  return {
    additions: entry.buses.map((bus) => ({ bus, share: 1 / entry.buses.length, reactivePerActive: ratio })),
    ...(load && limit_W > 0 && { own: { present_W: load.power_W, limit_W } }),
  };
}

/** Reactive parts closer than this move a headroom by less than a tenth of its margin. */
const sameRatio = 1e-5;

/** Places by entry as they were last looked at. */
class Places {
  readonly places: HeadroomPlace[] = [];
  readonly #entries: readonly Entry[];
  readonly #ratio: Float64Array;
  /** Entry of each load, −1 without one. */
  readonly #entryOf: Int32Array;
  /** Branches of entry i: `start[i] … start[i + 1]`. */
  readonly #start: Int32Array;
  readonly #branches: Int32Array;
  /** Entry whose reactive part each branch decides; −1 for none. */
  readonly #entryOn: Int32Array;
  #followed: ElectricalSolution | undefined;

  constructor(entries: readonly Entry[], { network }: ElectricalSolution) {
    this.#entries = entries;
    this.#ratio = new Float64Array(entries.length).fill(Number.NaN);
    this.#entryOf = new Int32Array(network.loads.length).fill(-1);
    this.#branches = Int32Array.from(entries.flatMap(({ branches }) => branches ?? []));
    this.#start = new Int32Array(entries.length + 1);
    this.#entryOn = new Int32Array(network.branches.length).fill(-1);
    entries.forEach(({ branches, load }, i) => {
      if (load !== undefined) this.#entryOf[load] = i;
      this.#start[i + 1] = (this.#start[i] as number) + (branches?.length ?? 0);
      for (const b of branches ?? []) this.#entryOn[b] = i;
    });
  }

  /** @returns the entries whose place is another one now. */
  follow(solution: ElectricalSolution): number[] {
    const before = this.#followed;
    this.#followed = solution;
    const moved: number[] = [];
    const { loads } = solution.network;
    const earlier = before?.network.loads;
    for (const l of earlier ? differingAt(earlier, loads) : loads.keys()) {
      const load = loads[l];
      const i = this.#entryOf[l] as number;
      if (load && i >= 0) this.#place(i, load, reactiveRatio(load), moved);
    }
    if (before?.merged !== solution.merged) {
      this.#entries.forEach(({ load }, i) => {
        if (load === undefined) this.#carry(i, solution, moved);
      });
      return moved;
    }
    const { branchAt } = solution.merged.layout;
    let last = -1;
    solution.rows.branches.eachApart(before.rows.branches, (begin, end) => {
      for (let slot = begin; slot < Math.min(end, branchAt.length); slot++) {
        const i = this.#entryOn[branchAt[slot] as number] as number;
        if (i >= 0 && i !== last) this.#carry(i, solution, moved);
        last = i;
      }
    });
    return moved;
  }

  /** A place that carries takes power at the ratio at which it carries now. */
  #carry(i: number, solution: ElectricalSolution, moved: number[]): void {
    const ratio = presentRatio(solution, this.#branches, this.#start[i] as number, this.#start[i + 1] as number);
    if (!(Math.abs(ratio - (this.#ratio[i] as number)) <= sameRatio)) this.#place(i, undefined, ratio, moved);
  }

  #place(i: number, load: ElectricalLoad | undefined, ratio: number, moved: number[]): void {
    this.#ratio[i] = ratio;
    this.places[i] = placeOf(this.#entries[i] as Entry, load, ratio);
    moved.push(i);
  }
}

/** Headrooms of all places, kept from one analysis to the next while switch states stay. */
export interface KeptHeadroom {
  readonly state: ElectricalSolution['state'];
  readonly tables: Document['tables'];
  readonly sources: ElectricalNetwork['sources'];
  readonly caps: readonly SourceCap[];
  readonly entries: readonly Entry[];
  readonly table: HeadroomTable;
  readonly places: Places;
}

const sameCaps = (a: readonly SourceCap[], b: readonly SourceCap[]): boolean =>
  a.length === b.length && a.every((cap, i) => cap.limit_W === b[i]?.limit_W && cap.sources.join() === b[i]?.sources.join());

/** Headroom of every place: only what a change reaches is found again from `kept`. */
export function findPowerHeadroom(
  document: Document,
  state: OperatingState,
  solution: ElectricalSolution,
  kept: KeptHeadroom | undefined,
): KeptHeadroom {
  const { tables } = document;
  const { sources } = solution.network;
  const stay = kept?.tables === tables && kept.sources === sources;
  const caps = stay ? kept.caps : capsOf(document, solution.network);
  const fits = kept !== undefined && kept.state === solution.state && kept.tables.item === tables.item && sameCaps(kept.caps, caps);
  let found: KeptHeadroom;
  if (fits) found = stay ? kept : { ...kept, tables, sources };
  else {
    const entries = entriesOf(document, state, solution);
    const places = new Places(entries, solution);
    found = { state: solution.state, tables, sources, caps, entries, table: new HeadroomTable(solution, caps), places };
  }
  const moved = found.places.follow(solution);
  found.table.update(solution, found.places.places, moved);
  return found;
}

const notFound = 'not computed: the supply is meshed and too large for whole solutions of every place';

/**
 * Writes `powerHeadroom` and `bindingLimit` of every board, transformer, UPS, busway, source and
 * load. A record without supply, or with no limit upstream, has none; one that was left out says so.
 * Negative: what must go.
 */
export function reportHeadroom(
  document: Document,
  { entries, table, places }: KeptHeadroom,
  { network }: ElectricalSolution,
  builder: ResultBuilder,
): SiteHeadroom | undefined {
  // A record may have several places: it is written again with all of them.
  const again = new Set<RecordId | undefined>(table.evaluated.map((i) => entries[i]?.owner));
  const concerns = (owner: RecordId) => builder.concerns(owner) || again.has(owner);
  entries.forEach(({ owner }, i) => {
    if (!concerns(owner)) return;
    if (!table.results[i]) builder.remove(owner, 'powerHeadroom', 'bindingLimit');
    const place = places.places[i];
    if (place && table.leftOut(place)) builder.setText(owner, 'headroomNote', notFound);
    else builder.removeText(owner, 'headroomNote');
  });
  let least: SiteHeadroom | undefined;
  const bindingOf = (key: LimitKey, owner: RecordId): RecordId => {
    if ('branch' in key) return network.branches[key.branch]?.owner ?? owner;
    if ('source' in key) return network.sources[key.source]?.owner ?? owner;
    return 'cap' in key ? siteOf(document).id : owner;
  };
  entries.forEach(({ owner, counts }, i) => {
    const headroom = table.results[i];
    if (!headroom) return;
    if (concerns(owner)) {
      builder.set(owner, 'powerHeadroom', headroom.power_W);
      builder.setText(owner, 'bindingLimit', bindingOf(headroom.binding, owner));
    }
    if (counts && (!least || headroom.power_W < least.power_W))
      least = { power_W: headroom.power_W, bindingId: bindingOf(headroom.binding, owner), at: owner };
  });
  return least;
}
