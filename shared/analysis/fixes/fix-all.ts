/** The best fix of many findings as one undo step. */
import { applyPatch, type Document } from '../../document/document.ts';
import type { IdSource, RecordId } from '../../document/ids.ts';
import { type Patch, squash } from '../../document/patch.ts';
import { isRefusal, type Refusal, refuse } from '../../problem.ts';
import type { Finding } from '../result.ts';
import type { FixInput } from './fix.ts';
import { fixesFor, hasFixes } from './index.ts';

export interface FixedAll {
  readonly label: string;
  readonly patch: Patch;
  /** Why findings were left, each reason once; empty where all were fixed. */
  readonly left: readonly string[];
}

/** More than a person looks through; the rest is fixed by asking again. */
const mostAtOnce = 300;

const tagOf = ({ tables }: Document, id: RecordId): string => tables.equipment.get(id)?.tag ?? tables.connection.get(id)?.tag ?? id;

/**
 * Fixes finding after finding. What is to be done is worked out on the design that was solved, where figures and set points
 * belong together; it is done on the design that the fix before left.
 * Findings that cannot be fixed are left, with the reason. @returns a refusal where none could be
 */
export function fixAll(
  document: Document,
  {
    analysis,
    findings,
    newId,
  }: { readonly analysis: FixInput['analysis']; readonly findings: readonly Finding[]; readonly newId: IdSource },
): FixedAll | Refusal {
  let patch: Patch = [];
  let current = document;
  let fixed = 0;
  const done = new Set<string>();
  const left = new Set<string>();
  const changed = new Set<RecordId>();
  const curable = findings.filter(({ rule }) => hasFixes(rule));
  for (const finding of curable.slice(0, mostAtOnce)) {
    const [fix] = fixesFor(document, analysis, finding, newId);
    if (!fix || done.has(fix.label)) continue;
    done.add(fix.label);
    const already = fix.bySolved && fix.records.find((id) => changed.has(id));
    if (already !== undefined) {
      left.add(`${tagOf(document, already)} has another fix now: ask again once it is solved`);
      continue;
    }
    const answer = fix.apply(current);
    if (isRefusal(answer)) left.add(answer.refused);
    else if (answer.patch.length > 0) {
      current = applyPatch(current, answer.patch);
      patch = squash(patch, answer.patch);
      if (fix.bySolved) for (const id of fix.records) changed.add(id);
      fixed++;
    }
  }
  if (curable.length > mostAtOnce) left.add(`${curable.length - mostAtOnce} more are left for another time`);
  if (fixed === 0) return refuse([...left][0] ?? 'No command is known to cure these findings');
  return { label: `Fix ${fixed} ${fixed === 1 ? 'finding' : 'findings'}`, patch, left: [...left] };
}
