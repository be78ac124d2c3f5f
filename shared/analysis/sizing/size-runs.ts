/**
 * Sizes runs from a solved state: pipes by velocity and loss per metre, cables by ampacity and voltage drop. The
 * calculation is data, a row per run; `resizeRuns` makes it one undoable step.
 */
import { catalogue } from '../../catalogue/library.ts';
import type { RunSize } from '../../commands/resize-runs.ts';
import { type Document, itemOf } from '../../document/document.ts';
import type { IdSource } from '../../document/ids.ts';
import type { Connection, Item } from '../../document/records.ts';
import type { ResultTable } from '../result.ts';
import { type CableLimits, sizeCable, usualVoltageDrop } from './size-cables.ts';
import { type PipeLimits, sizePipe, usualDrop_Pa_m } from './size-pipes.ts';
import type { SizedRun, Unsized } from './sized-run.ts';

export interface SizingLimits {
  readonly pipe: PipeLimits;
  readonly cable: CableLimits;
}

export const usualLimits: SizingLimits = { pipe: { drop_Pa_m: usualDrop_Pa_m, margin: 0 }, cable: { voltageDrop: usualVoltageDrop } };

export interface Sizing {
  readonly sized: readonly SizedRun[];
  readonly unsized: readonly Unsized[];
}

/** The design’s own items first, so that a design keeps the values it was made with. */
function itemsToChooseFrom(document: Document, newId: IdSource): Item[] {
  const own = [...document.tables.item.values()].filter(({ kind }) => kind === 'pipe' || kind === 'cable');
  const names = new Set(own.map(({ name }) => name));
  const others = catalogue.filter(({ kind, name }) => (kind === 'pipe' || kind === 'cable') && !names.has(name));
  return [...own, ...others.map((item): Item => ({ ...item, id: newId('item'), type: 'item' }))];
}

export function sizeRuns(
  document: Document,
  runs: readonly Connection[],
  results: ResultTable,
  limits: SizingLimits,
  newId: IdSource,
): Sizing {
  const items = itemsToChooseFrom(document, newId);
  const sized: SizedRun[] = [];
  const unsized: Unsized[] = [];
  for (const run of runs) {
    const { kind } = itemOf(document, run);
    const answer =
      kind === 'pipe'
        ? sizePipe(document, run, results, items, limits.pipe)
        : kind === 'cable'
          ? sizeCable(document, run, results, items, limits.cable)
          : { run: run.id, tag: run.tag, reason: 'a whip set comes as it is made' };
    if ('reason' in answer) unsized.push(answer);
    else sized.push(answer);
  }
  return { sized, unsized };
}

/** The sizes that differ from those drawn. */
export const changesOf = ({ sized }: Sizing): RunSize[] =>
  sized.flatMap((each) => {
    if (!each.changes || !each.chosen) return [];
    return [
      each.medium === 'liquid'
        ? { run: each.run, item: each.chosen.item }
        : { run: each.run, item: each.chosen.item, parallel: each.chosen.parallel },
    ];
  });
