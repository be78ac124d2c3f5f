/** What matters: every assumption moved to the ends of its band, one at a time, and what the yearly margin becomes. */
import { assumed } from '../../catalogue/assumptions/assumption.ts';
import { siteAssumptions } from '../../catalogue/assumptions/site.ts';
import { workloadSpecs } from '../../catalogue/assumptions/workload.ts';
import { applyPatch, type Document, siteOf } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import type { Site, SourcedValue, Workload } from '../../document/records.ts';
import type { Analysis } from '../result.ts';
import { capitalOf } from './capital.ts';
import { moneyOf } from './money.ts';
import { tokensOf } from './tokens.ts';

export interface TornadoBar {
  readonly record: string;
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  readonly band: readonly [number, number];
  readonly source: string;
  /** Yearly margin with the assumption at the low and at the high end of its band. */
  readonly margin_USD_yr: readonly [low: number, high: number];
}

const at = (value: number, unit: string): SourcedValue => ({ value, unit, source: 'end of its band', tag: 'estimate', date: '' });

function marginOf(document: Document, analysis: Analysis): number {
  const tokens = tokensOf(document, analysis);
  return tokens.ok ? moneyOf(document, analysis, tokens.value, capitalOf(document)).margin_USD_yr : Number.NaN;
}

/** Sorted by how far the margin moves; assumptions without a band, and those that move nothing, are left out. */
/** @param onStep — told after each assumption. */
export function tornadoOf(document: Document, analysis: Analysis, onStep?: () => void): readonly TornadoBar[] {
  const base = marginOf(document, analysis);
  const bars: TornadoBar[] = [];
  const consider = (
    record: Site | Workload,
    title: string,
    name: string,
    found: ReturnType<typeof assumed>,
    write: (value: SourcedValue) => Site | Workload,
  ) => {
    if (!found.ok || found.value.band[0] === found.value.band[1]) return;
    const { band, unit, value, source } = found.value;
    const margin = (end: number) => marginOf(applyPatch(document, [changed<Site | Workload>(record, write(at(end, unit)))]), analysis);
    const ends: readonly [number, number] = [margin(band[0]), margin(band[1])];
    onStep?.();
    if (ends.some(Number.isNaN) || (ends[0] === base && ends[1] === base)) return;
    bars.push({ record: record.id, name, title, unit, value, band, source, margin_USD_yr: ends });
  };
  const site = siteOf(document);
  for (const [name, spec] of Object.entries(siteAssumptions))
    consider(site, spec.title, name, assumed(siteAssumptions, name, site.assumptions), (value) => ({
      ...site,
      assumptions: { ...site.assumptions, [name]: value },
    }));
  for (const workload of document.tables.workload.values()) {
    const specs = workloadSpecs(workload.purpose);
    for (const [name, spec] of Object.entries(specs))
      consider(
        workload,
        `${workload.title}: ${spec.title.charAt(0).toLowerCase()}${spec.title.slice(1)}`,
        name,
        assumed(specs, name, workload.values),
        (value) => ({
          ...workload,
          values: { ...workload.values, [name]: value },
        }),
      );
  }
  const reach = ({ margin_USD_yr: [low, high] }: TornadoBar) => Math.max(Math.abs(low - base), Math.abs(high - base));
  return bars.sort((a, b) => reach(b) - reach(a) || (a.name < b.name ? -1 : 1));
}
