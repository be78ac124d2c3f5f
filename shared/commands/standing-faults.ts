/** What is wrong with where new pieces stand, in one sentence for whoever is about to place them. */
import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { standingIndex } from './clearance.ts';
import { obstructionsOf } from './obstructions.ts';

/** Kinds that belong into a hall; what rejects heat or brings power may stand in the open. */
const indoors: ReadonlySet<string> = new Set(['rack', 'cdu']);

/** More are not looked at: the sentence is the same. */
const mostLooked = 4000;

/**
 * @param after the document with the pieces
 * @param added ids of the pieces
 * @returns undefined where they stand free, and inside where there is an inside
 */
export function standingFault(after: Document, added: readonly RecordId[]): string | undefined {
  const pieces = added.slice(0, mostLooked).flatMap((id) => after.tables.equipment.get(id) ?? []);
  const index = standingIndex(after, new Set(added));
  const count = { overlap: 0, clearance: 0, outside: 0 };
  let crowded: string | undefined;
  const halls = [...after.tables.space.values()].some(({ kind }) => kind === 'hall' || kind === 'room');
  for (const piece of pieces) {
    const [worst] = obstructionsOf(after, piece, index);
    if (worst) count[worst.rule]++;
    if (worst?.rule === 'clearance') crowded ??= worst.message;
    if (halls && piece.space === undefined && indoors.has(kindOf(after, piece)?.kind ?? '')) count.outside++;
  }
  const many = (n: number) => (pieces.length === 1 ? 'It' : n === pieces.length ? 'All' : `${n} of ${pieces.length}`);
  const stand = (n: number) => `${many(n)} ${n === 1 || pieces.length === 1 ? 'stands' : 'stand'}`;
  if (count.overlap > 0) return `${stand(count.overlap)} in other equipment or a wall`;
  if (count.outside > 0) return `${stand(count.outside)} outside every hall and room`;
  if (count.clearance > 1) return `${crowded}, and ${count.clearance - 1} of ${pieces.length} more are in the way of work`;
  return crowded;
}
