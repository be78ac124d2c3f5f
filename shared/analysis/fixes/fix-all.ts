/** The best fix of many findings as one undo step. */
import { applyPatch, type Document } from '../../document/document.ts';
import type { IdSource, RecordId } from '../../document/ids.ts';
import { type Patch, squash } from '../../document/patch.ts';
import { isRefusal, type Refusal, refuse } from '../../problem.ts';
import type { Finding } from '../result.ts';
import { type Fix, type FixInput, identityOf } from './fix.ts';
import { fixesFor, hasFixes } from './index.ts';

export interface FixedAll {
  /** Counts the findings, and where some are left of how many. */
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
  let incurable = 0;
  /** Whether a fix that was tried cured what it is for; findings may share one. */
  const cured = new Map<string, boolean>();
  const left = new Set<string>();
  const changed = new Set<RecordId>();
  const curable = findings.filter(({ rule }) => hasFixes(rule));
  const attempt = (fix: Fix): boolean => {
    const already = fix.bySolved && fix.records.find((id) => changed.has(id));
    if (already !== undefined) {
      left.add(`${tagOf(document, already)} has another fix now: ask again once it is solved`);
      return false;
    }
    const answer = fix.apply(current);
    if (isRefusal(answer)) {
      left.add(answer.refused);
      return false;
    }
    current = applyPatch(current, answer.patch);
    patch = squash(patch, answer.patch);
    if (fix.bySolved) for (const id of fix.records) changed.add(id);
    return true;
  };
  for (const finding of curable.slice(0, mostAtOnce)) {
    const [fix] = fixesFor(document, analysis, finding, newId);
    if (!fix) {
      incurable++;
      continue;
    }
    const key = identityOf(fix);
    const done = cured.get(key) ?? attempt(fix);
    cured.set(key, done);
    if (done) fixed++;
  }
  if (incurable > 0) left.add(`No command is known to cure ${incurable === 1 ? 'one' : incurable} of them`);
  if (curable.length > mostAtOnce) left.add(`${curable.length - mostAtOnce} more are left for another time`);
  if (patch.length === 0) return refuse([...left][0] ?? 'No command is known to cure these findings');
  const of = fixed < curable.length ? ` of ${curable.length}` : '';
  return { label: `Fix ${fixed}${of} ${curable.length === 1 ? 'finding' : 'findings'}`, patch, left: [...left] };
}
