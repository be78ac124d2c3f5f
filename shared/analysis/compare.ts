/** What a difference between two designs, or two scenarios of one, did to the figures. */

import { nameOf } from '../document/diff.ts';
import type { Document } from '../document/document.ts';
import { findRecord } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { QuantityKind } from '../units/quantity.ts';
import { valuesOf } from './number-column.ts';
import { type QuantityKey, quantities } from './quantities.ts';
import { type Analysis, type Finding, quantityOf, type Summary } from './result.ts';

export interface FigureDifference {
  readonly key: string;
  readonly title: string;
  readonly quantity: QuantityKind;
  /** SI; absent where the side has no such figure. */
  readonly before?: number;
  readonly after?: number;
}

export interface RecordFigure {
  readonly before: RecordId;
  readonly after: RecordId;
  readonly name: string;
  readonly quantity: QuantityKey;
  readonly was: number;
  readonly is: number;
}

export interface AnalysisComparison {
  /** Key figures that differ. */
  readonly figures: readonly FigureDifference[];
  /** For each quantity the record whose figure changed most, largest relative change first. */
  readonly largest: readonly RecordFigure[];
  readonly findings: { readonly gone: readonly Finding[]; readonly new: readonly Finding[] };
}

/** Differences below this part of a figure are the solver's tolerance. */
const tolerance = 1e-6;

const differs = (a: number | undefined, b: number | undefined): boolean =>
  a === undefined || b === undefined ? a !== b : Math.abs(a - b) > tolerance * Math.max(Math.abs(a), Math.abs(b));

const keyFigures: readonly (readonly [key: keyof Summary, title: string, quantity: QuantityKind])[] = [
  ['itPower_W', 'IT power', 'power'],
  ['facilityPower_W', 'Facility power', 'power'],
  ['pue', 'PUE', 'ratio'],
  ['heatToLiquid_W', 'Heat to liquid', 'power'],
  ['heatToAir_W', 'Heat to air', 'power'],
  ['heatRejected_W', 'Heat rejected outdoors', 'power'],
  ['minSupplyMargin_K', 'Least supply margin', 'temperatureDifference'],
  ['minPowerHeadroom_W', 'Power headroom', 'power'],
  ['racks', 'Racks', 'count'],
  ['gpus', 'GPUs', 'count'],
  ['floorArea_m2', 'Floor area', 'area'],
  ['densityMean_W_m2', 'Mean density', 'powerDensity'],
  ['ambientDryBulb_K', 'Ambient', 'temperature'],
];

const figureOf = (summary: Summary | undefined, key: keyof Summary): number | undefined => {
  const value = summary?.[key];
  return typeof value === 'number' ? value : undefined;
};

/** A finding is the same when its rule says it of things of the same names. */
const subjectKey = (document: Document, { rule, severity, subjects }: Finding): string =>
  [
    rule,
    severity,
    ...subjects.map((id) => {
      const record = findRecord(document, id);
      return record ? nameOf(record) : id;
    }),
  ].join('\u0000');

/** Largest magnitude of a quantity in either analysis; for absolute temperatures ten kelvin, the scale of what matters. */
function largestOf(a: Analysis, quantity: QuantityKey, b: Analysis): number {
  if (quantities[quantity].quantity === 'temperature') return 10;
  let most = 0;
  for (const { results } of [a, b]) {
    const column = results.columns[quantity];
    if (column) for (const value of valuesOf(column)) most = Math.max(most, Math.abs(value));
  }
  return most;
}

/** @param pairs later id of each record, by its earlier id */
export function compareAnalyses(
  before: { readonly document: Document; readonly analysis: Analysis },
  after: { readonly document: Document; readonly analysis: Analysis },
  pairs: ReadonlyMap<RecordId, RecordId>,
): AnalysisComparison {
  const [was, is] = [before.analysis.summary, after.analysis.summary];
  const figures = keyFigures.flatMap(([key, title, quantity]): FigureDifference[] => {
    const [old, next] = [figureOf(was, key), figureOf(is, key)];
    if (!differs(old, next)) return [];
    return [{ key, title, quantity, ...(old === undefined ? {} : { before: old }), ...(next === undefined ? {} : { after: next }) }];
  });
  const parts = new Map([...(was?.losses ?? []), ...(is?.losses ?? [])].map(({ key, title }) => [key, title]));
  for (const [key, title] of parts) {
    const [old, next] = [was, is].map((summary) => summary?.losses.find((part) => part.key === key)?.power_W);
    if (differs(old, next))
      figures.push({
        key,
        title,
        quantity: 'power',
        ...(old === undefined ? {} : { before: old }),
        ...(next === undefined ? {} : { after: next }),
      });
  }

  const largest: { change: number; figure: RecordFigure }[] = [];
  for (const quantity of Object.keys(quantities) as QuantityKey[]) {
    // A way that something flows is no size: it did not change by much or little.
    if (quantity === 'flowDirection') continue;
    if (!before.analysis.results.columns[quantity] || !after.analysis.results.columns[quantity]) continue;
    // Measured by the largest value of its column: rounding of a flow that stands still is no change.
    const size = largestOf(before.analysis, quantity, after.analysis);
    let best: { change: number; figure: RecordFigure } | undefined;
    for (const [old, next] of pairs) {
      const [a, b] = [quantityOf(before.analysis.results, old, quantity), quantityOf(after.analysis.results, next, quantity)];
      if (a === undefined || b === undefined) continue;
      const change = Math.abs(b - a) / size;
      if (!(change > tolerance) || (best && change <= best.change)) continue;
      const record = findRecord(after.document, next);
      best = { change, figure: { before: old, after: next, name: record ? nameOf(record) : next, quantity, was: a, is: b } };
    }
    if (best) largest.push(best);
  }
  largest.sort((a, b) => b.change - a.change);

  const keys = (side: typeof before) => new Set(side.analysis.findings.map((finding) => subjectKey(side.document, finding)));
  const [old, next] = [keys(before), keys(after)];
  return {
    figures,
    largest: largest.map(({ figure }) => figure),
    findings: {
      gone: before.analysis.findings.filter((finding) => !next.has(subjectKey(before.document, finding))),
      new: after.analysis.findings.filter((finding) => !old.has(subjectKey(after.document, finding))),
    },
  };
}
