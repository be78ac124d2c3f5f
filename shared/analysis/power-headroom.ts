/** Watts until the first limit anywhere upstream, for everything that feeds or draws, and the record that binds. */

import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import { siteOf } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import { type Addition, HeadroomSolver, type LimitKey, type SourceCap } from '../solve/electrical/headroom.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { branchesByOwner } from './electrical-branches.ts';
import type { ResultBuilder } from './result.ts';
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
  'power-shelf': lastEnd,
  busway: farthestBar,
};

function barOf(branches: readonly number[], network: ElectricalNetwork): number | undefined {
  const bar = branches.find((b) => network.branches[b]?.id.endsWith('/bar'));
  return bar === undefined ? undefined : network.branches[bar]?.to;
}

function lastEnd(branches: readonly number[], network: ElectricalNetwork): number | undefined {
  return network.branches[branches[0] ?? -1]?.to;
}

/** End of the last section: from there every section of the run carries the added power. */
function farthestBar(branches: readonly number[], network: ElectricalNetwork): number | undefined {
  const sections = branches.filter((b) => network.branches[b]?.element.type === 'line');
  return network.branches[sections.at(-1) ?? -1]?.to;
}

/** Reactive per active power of what a record carries now; of a load at 0.98 where it carries nothing. */
function presentRatio(solution: ElectricalSolution, branches: readonly number[]): number {
  for (const b of branches) {
    const p = Math.abs(solution.powerTo_W[b] as number);
    if (p > 1) return Math.abs(solution.reactiveTo_var[b] as number) / p;
  }
  return Math.tan(Math.acos(0.98));
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

/**
 * Writes `powerHeadroom` and `bindingLimit` of every board, transformer, UPS, busway, source and
 * load. A record without supply, or with no limit upstream, has none. Negative: what must go.
 */
export function reportHeadroom(
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
): SiteHeadroom | undefined {
  const solver = new HeadroomSolver(solution, capsOf(document, network));
  let least: SiteHeadroom | undefined;
  const bindingOf = (key: LimitKey, owner: RecordId): RecordId => {
    if ('branch' in key) return network.branches[key.branch]?.owner ?? owner;
    if ('source' in key) return network.sources[key.source]?.owner ?? owner;
    return 'cap' in key ? siteOf(document).id : owner;
  };
  const countsForSite = (id: RecordId): boolean => {
    const equipment = document.tables.equipment.get(id);
    const discipline = equipment && kindOf(document, equipment)?.discipline;
    return discipline === 'electrical' || discipline === 'it';
  };
  const report = (owner: RecordId, additions: readonly Addition[], own?: { present_W: number; limit_W: number }) => {
    if (state.failed.has(owner)) return;
    const headroom = solver.at(additions, own);
    if (!headroom) return;
    const bindingId = bindingOf(headroom.binding, owner);
    builder.set(owner, 'powerHeadroom', headroom.power_W);
    builder.setText(owner, 'bindingLimit', bindingId);
    if (countsForSite(owner) && (!least || headroom.power_W < least.power_W)) least = { power_W: headroom.power_W, bindingId, at: owner };
  };

  for (const [owner, branches] of branchesByOwner(network)) {
    const equipment = document.tables.equipment.get(owner);
    const bus = equipment && place[kindOf(document, equipment)?.kind ?? '']?.(branches, network);
    if (bus !== undefined) report(owner, [{ bus, share: 1, reactivePerActive: presentRatio(solution, branches) }]);
  }
  network.sources.forEach((source, s) => {
    if (solution.sourceState[s] === 'carrying') report(source.owner, [{ bus: source.bus, share: 1, reactivePerActive: 0 }]);
  });
  network.loads.forEach((load, l) => {
    if (!solution.supplied[l]) return;
    const live = load.feeds.filter((feed) => solution.live[feed]);
    const used = load.sharing === 'equal' ? live : live.slice(0, 1);
    const ratio = Math.sqrt(1 / (load.powerFactor * load.powerFactor) - 1);
    const additions = used.map((bus) => ({ bus, share: 1 / used.length, reactivePerActive: ratio }));
    const limit_W = (load.feedRating_W ?? 0) * used.length;
    report(load.owner, additions, limit_W > 0 ? { present_W: load.power_W, limit_W } : undefined);
  });
  return least;
}
