/** Rows of the list of clashes and penetrations: names, figures in the person's units, and where each is. */
import { type ClashReport, type ClashSort, clashSorts } from '../../../shared/analysis/clashes/clash.ts';
import { clashTitles, nameOf, wallWords } from '../../../shared/analysis/clashes/clash-words.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { Place } from '../../../shared/document/records.ts';

export type LineSort = ClashSort | 'penetration';

export interface ClashLine {
  readonly key: string;
  readonly sort: LineSort;
  readonly run: string;
  readonly meets: string;
  /** Depth of a clash, diameter of a hole. */
  readonly size_m: number;
  readonly at_m: Place;
  /** Of a hole: from the first corner of its wall, and above the floor. */
  readonly inWall?: { readonly along_m: number; readonly height_m: number };
  readonly subjects: readonly RecordId[];
}

export const lineSorts: readonly LineSort[] = [...clashSorts, 'penetration'];

export const lineTitles: Readonly<Record<LineSort, string>> = { ...clashTitles, penetration: 'Penetrations of walls' };

export function clashLines(document: Document, { clashes, penetrations }: ClashReport): readonly ClashLine[] {
  return [
    ...clashes.map(
      ({ sort, run, other, at_m, depth_m }): ClashLine => ({
        key: `${sort} ${run} ${other}`,
        sort,
        run: nameOf(document, run),
        meets: nameOf(document, other),
        size_m: depth_m,
        at_m,
        // A space stands for all that is in it.
        subjects: document.tables.space.has(other) ? [run] : [run, other],
      }),
    ),
    ...penetrations.map((hole, i): ClashLine => {
      const { run, wall, at_m, along_m, height_m, diameter_m } = hole;
      return {
        key: `hole ${i}`,
        sort: 'penetration',
        run: nameOf(document, run),
        meets: wallWords(document, hole),
        size_m: diameter_m,
        at_m,
        inWall: { along_m, height_m },
        subjects: document.tables.space.has(wall) ? [run] : [run, wall],
      };
    }),
  ];
}

const counted = (count: number, one: string, many: string): string => (count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`);

/** `3 clashes · 82 penetrations`. */
export const reportWords = ({ clashes, penetrations }: ClashReport): string =>
  `${counted(clashes.length, 'clash', 'clashes')} · ${counted(penetrations.length, 'penetration', 'penetrations')}`;
