import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { type RunSize, resizeRuns } from '../../commands/resize-runs.ts';
import type { Document } from '../../document/document.ts';
import type { IdSource } from '../../document/ids.ts';
import type { Connection } from '../../document/records.ts';
import { quantityOf, type ResultTable } from '../result.ts';
import { changesOf, sizeRuns, usualLimits } from '../sizing/size-runs.ts';
import type { Fixer } from './fix.ts';
import { choicesOf } from './larger-item.ts';

/** Whips and set counts of one wiring are a family: `whip-60a-x1`, `whip-100a-x2`. The smallest that carries the solved current. */
function largerWhip(document: Document, run: Connection, results: ResultTable, newId: IdSource): readonly RunSize[] {
  const current_A = quantityOf(results, run.id, 'current');
  const now = parametersOf(document, run);
  if (current_A === undefined || !now.ok) return [];
  const carries = (p: { trip_A: number; continuousFactor: number; ampacity_A: number; derating: number; parallel: number }) =>
    Math.min(p.trip_A * p.continuousFactor, p.ampacity_A * p.derating) * p.parallel;
  // Phases that were set on the run stay with any item; else one of one phase gives way to its like.
  const samePhases = (phases: string) => 'phases' in run.overrides || (phases === 'three') === (now.value.phases === 'three');
  const [best] = choicesOf(document, 'whip', newId)
    .filter(({ values }) => values.voltage_V === now.value.voltage_V && samePhases(values.phases) && carries(values) * 0.95 >= current_A)
    .sort((a, b) => carries(a.values) - carries(b.values));
  return best ? [{ run: run.id, item: best.item }] : [];
}

/** The run's size from what it carries: pipes by velocity and loss per metre, cables behind their breaker and by voltage drop. */
export const resizeRun: Fixer = ({ document, analysis, finding, newId }) => {
  const runs = finding.subjects.flatMap((id) => document.tables.connection.get(id) ?? []);
  const [run] = runs;
  if (!run) return [];
  const sizes =
    kindOf(document, run)?.kind === 'whip'
      ? largerWhip(document, run, analysis.results, newId)
      : changesOf(sizeRuns(document, runs, analysis.results, usualLimits, newId));
  const [size] = sizes;
  if (!size) return [];
  const sets = size.parallel !== undefined && size.parallel > 1 ? `${size.parallel} × ` : '';
  const label = `Size ${run.tag} as ${sets}${size.item.title}`;
  return [{ label, records: [run.id], bySolved: true, apply: (current) => resizeRuns(current, { sizes }) }];
};
