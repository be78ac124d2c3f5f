/** Runs and busways that a fault would heat too far: more copper behind the same breaker. */
import type { AnyParameters } from '../../catalogue/kind.ts';
import { withstand_A2s } from '../../catalogue/kinds/conductor.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { resizeRuns } from '../../commands/resize-runs.ts';
import type { Connection } from '../../document/records.ts';
import { quantityOf } from '../result.ts';
import type { Fix, Fixer, FixInput } from './fix.ts';
import { choicesOf, largerBy } from './larger-item.ts';

/** Sets that are laid side by side at most. */
const mostSets = 24;
/** Kept from the limit, so that the finding does not come back as a near one. */
const spare = 1.02;

/** What a person set on the run stays with another item. */
const withOverrides = (values: AnyParameters, { overrides }: Connection): AnyParameters => {
  const { parallel: _sets, ...others } = overrides;
  return { ...values, ...others };
};

/** The lightest cable that withstands the fault and carries as much as the present one. */
function thickerCable(input: FixInput, run: Connection, now: AnyParameters): readonly Fix[] {
  const { document, finding, newId } = input;
  const present_A = now.ampacity_A * now.derating * now.parallel;
  const candidates = choicesOf(document, 'cable', newId).flatMap(({ item, values }) => {
    const v = withOverrides(values, run);
    if (v.voltage_V < now.voltage_V || v.voltage_V > 20 * now.voltage_V || !(v.conductorArea_m2 > 0)) return [];
    // Parallel sets share the fault behind one breaker.
    const one = withstand_A2s(v.conductorArea_m2, { conductor: v.conductor, operating_K: v.operating_K, faultEnd_K: v.faultEnd_K });
    const byFault = Math.sqrt((spare * finding.actual) / one);
    const parallel = Math.max(1, Math.ceil(byFault - 1e-9), Math.ceil(present_A / (v.ampacity_A * v.derating) - 1e-9));
    return parallel > mostSets ? [] : [{ item, parallel, mass_kg_m: parallel * v.massPerLength_kg_m }];
  });
  const [best] = candidates.sort((a, b) => a.mass_kg_m - b.mass_kg_m || a.parallel - b.parallel);
  if (!best) return [];
  const sets = best.parallel > 1 ? `${best.parallel} × ` : '';
  const sizes = [{ run: run.id, item: best.item, parallel: best.parallel }];
  const label = `Lay ${run.tag} as ${sets}${best.item.title}`;
  return [{ label, records: [run.id], bySolved: true, apply: (current) => resizeRuns(current, { sizes }) }];
}

/** Whips have a breaker each: another one lets through as much as itself allows. */
function strongerWhip(input: FixInput, run: Connection, now: AnyParameters): readonly Fix[] {
  const { document, analysis, newId } = input;
  const fault_A = quantityOf(analysis.results, run.id, 'faultCurrent');
  if (fault_A === undefined || 'conductorArea_m2' in run.overrides || 'letThrough_A2s' in run.overrides) return [];
  const carries = (v: AnyParameters): number => Math.min(v.trip_A * v.continuousFactor, v.ampacity_A * v.derating) * v.parallel;
  const [best] = choicesOf(document, 'whip', newId)
    .filter(({ values }) => {
      const v = withOverrides(values, run);
      if (v.voltage_V !== now.voltage_V || (v.phases === 'three') !== (now.phases === 'three') || carries(v) < carries(now)) return false;
      const energy = Math.min(fault_A * fault_A * v.clearing_s, v.letThrough_A2s ?? Number.POSITIVE_INFINITY);
      return (
        v.conductorArea_m2 > 0 &&
        spare * energy <=
          withstand_A2s(v.conductorArea_m2, { conductor: v.conductor, operating_K: v.operating_K, faultEnd_K: v.faultEnd_K })
      );
    })
    .sort((a, b) => carries(a.values) - carries(b.values));
  if (!best) return [];
  const sizes = [{ run: run.id, item: best.item }];
  const label = `Lay ${run.tag} as ${best.item.title}`;
  return [{ label, records: [run.id], bySolved: true, apply: (current) => resizeRuns(current, { sizes }) }];
}

/** Cure of the short-time withstand: a thicker cable, another whip, a busway of more short-time current. */
export const moreCopper: Fixer = (input) => {
  const { document, finding, newId } = input;
  const id = finding.subjects[0] ?? '';
  const run = document.tables.connection.get(id);
  const record = run ?? document.tables.equipment.get(id);
  const now = record && parametersOf(document, record);
  if (!record || !now?.ok) return [];
  if (run) {
    // A section that was set by hand stays with any item.
    if ('conductorArea_m2' in run.overrides) return [];
    return kindOf(document, run)?.kind === 'whip' ? strongerWhip(input, run, now.value) : thickerCable(input, run, now.value);
  }
  const equipment = document.tables.equipment.get(id);
  if (!equipment || now.value.shortTime_A === undefined) return [];
  const needed = (now.value.shortTime_A as number) * Math.sqrt((spare * finding.actual) / finding.limit);
  return largerBy(document, equipment, 'shortTime_A', needed, newId);
};
