/** An analysis on its way to the window: what is as it was in the one sent before is left out. */
import type { NumberColumn } from '../analysis/number-column.ts';
import type { QuantityKey, TextKey } from '../analysis/quantities.ts';
import type { Analysis } from '../analysis/result.ts';
import type { RecordId } from '../document/ids.ts';
import { samePlain } from '../solve/liquid/changes.ts';

/** A list, whole, or as the entries that differ from one of the same length. */
type SentList<T> = { readonly whole: readonly T[] } | { readonly at: readonly number[]; readonly entries: readonly T[] };

export interface SentAnalysis {
  readonly rest: Omit<Analysis, 'results' | 'islands' | 'controls'>;
  readonly islands: SentList<Analysis['islands'][number]>;
  readonly controls: SentList<Analysis['controls'][number]>;
  /** Rows; absent where they are those of the analysis before. */
  readonly ids?: readonly RecordId[];
  /** Pages that differ, of columns that differ; those of the same name in `kept` are the very ones of the analysis before. */
  readonly columns: Readonly<Partial<Record<QuantityKey, SentList<Float64Array | undefined>>>>;
  readonly kept: readonly QuantityKey[];
  readonly texts: Readonly<Partial<Record<TextKey, SentList<string | undefined>>>>;
}

function packList<T>(before: readonly T[] | undefined, now: readonly T[]): SentList<T> {
  if (before?.length !== now.length) return { whole: now };
  const at: number[] = [];
  if (before !== now) for (let i = 0; i < now.length; i++) if (before[i] !== now[i] && !samePlain(before[i], now[i])) at.push(i);
  return { at, entries: at.map((i) => now[i] as T) };
}

/** Pages are the same where they are the very ones; those that go along are copies. */
function packPages(before: NumberColumn | undefined, { pages }: NumberColumn): SentList<Float64Array | undefined> {
  if (before?.pages.length !== pages.length) return { whole: pages.map((page) => page?.slice()) };
  const at: number[] = [];
  for (let i = 0; i < pages.length; i++) if (pages[i] !== before.pages[i]) at.push(i);
  return { at, entries: at.map((i) => pages[i]?.slice()) };
}

function unpackList<T>(before: readonly T[] | undefined, sent: SentList<T>): readonly T[] {
  if ('whole' in sent) return sent.whole;
  if (sent.at.length === 0 && before) return before;
  const list = (before ?? []).slice();
  sent.at.forEach((i, k) => {
    list[i] = sent.entries[k] as T;
  });
  return list;
}

/** @param before the analysis sent last to the same receiver; pages that go along are copies, whose buffers may be handed over */
export function packAnalysis(before: Analysis | undefined, analysis: Analysis): SentAnalysis {
  const { results, islands, controls, ...rest } = analysis;
  const earlier = before?.results.ids === results.ids ? before : undefined;
  const columns: Partial<Record<QuantityKey, SentList<Float64Array | undefined>>> = {};
  const kept: QuantityKey[] = [];
  for (const [key, column] of Object.entries(results.columns) as [QuantityKey, NumberColumn][]) {
    if (earlier?.results.columns[key] === column) kept.push(key);
    else columns[key] = packPages(earlier?.results.columns[key], column);
  }
  const texts: Partial<Record<TextKey, SentList<string | undefined>>> = {};
  for (const [key, column] of Object.entries(results.texts) as [TextKey, readonly (string | undefined)[]][])
    texts[key] = packList(earlier?.results.texts[key], column);
  return {
    rest,
    islands: packList(before?.islands, islands),
    controls: packList(before?.controls, controls),
    ...(earlier ? {} : { ids: results.ids }),
    columns,
    kept,
    texts,
  };
}

/** Memory that can change hands with a message instead of being copied. */
export const buffersOf = ({ columns }: SentAnalysis): ArrayBuffer[] =>
  Object.values(columns).flatMap((list) =>
    ('whole' in list ? list.whole : list.entries).flatMap((page) => (page?.buffer instanceof ArrayBuffer ? [page.buffer] : [])),
  );

/** @param before what the message before was unpacked to */
export function unpackAnalysis(before: Analysis | undefined, sent: SentAnalysis): Analysis {
  const earlier = before?.results;
  const columns: Partial<Record<QuantityKey, NumberColumn>> = {};
  for (const [key, list] of Object.entries(sent.columns) as [QuantityKey, SentList<Float64Array | undefined>][])
    columns[key] = { pages: unpackList(earlier?.columns[key]?.pages, list) };
  for (const key of sent.kept) {
    const column = earlier?.columns[key];
    if (column) columns[key] = column;
  }
  const texts: Partial<Record<TextKey, readonly (string | undefined)[]>> = {};
  for (const [key, list] of Object.entries(sent.texts) as [TextKey, SentList<string | undefined>][])
    texts[key] = unpackList(earlier?.texts[key], list);
  const ids = sent.ids ?? earlier?.ids ?? [];
  return {
    ...sent.rest,
    results: { ids, columns, texts },
    islands: unpackList(before?.islands, sent.islands),
    controls: unpackList(before?.controls, sent.controls),
  };
}
