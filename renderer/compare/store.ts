/** What the design is compared with: a scenario, an earlier revision or another file, solved apart. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Analysis } from '../../shared/analysis/result.ts';
import { type DocumentDiff, diffDocuments, type RecordDifference } from '../../shared/document/diff.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { invert } from '../../shared/document/patch.ts';
import type { RecordType } from '../../shared/document/records.ts';
import { readFacility } from '../../shared/file/read.ts';
import { describeProblem } from '../../shared/problem.ts';
import { analysisClient, analysisStore } from '../analysis/store.ts';
import { ask } from '../host.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { changesKey, isOfComparison } from './overlay-keys.ts';

export interface Base {
  /** Grows with each base: views that keep what they made of one can tell. */
  readonly serial: number;
  readonly title: string;
  readonly document: Document;
  readonly analysis: Analysis;
}

export interface Comparison {
  readonly base: Base | null;
  readonly busy: boolean;
  readonly message: string | null;
}

export const comparison = createStore<Comparison>(() => ({ base: null, busy: false, message: null }));
export const useComparison = <T>(select: (state: Comparison) => T): T => useStore(comparison, select);

let serial = 0;

/** Records that have a place in the scene. */
const drawn: ReadonlySet<RecordType> = new Set(['equipment', 'connection', 'space']);

async function solve(title: string, document: Document, scenario: string | undefined): Promise<void> {
  const own = ++serial;
  comparison.setState({ busy: true, message: null });
  const answer = await analysisClient.solveApart(document, scenario);
  if (own !== serial) return;
  if (!answer.analysis) {
    comparison.setState({ busy: false, message: answer.message ?? 'The other side could not be solved.' });
    return;
  }
  comparison.setState({ base: { serial: own, title, document, analysis: answer.analysis }, busy: false });
  // What differs shows itself, but takes no overlay away that is being looked at.
  const { overlay, setOverlay } = viewState.getState();
  const inScene = differencesSince(document, session.getState().document).differences.some(({ type }) => drawn.has(type));
  if (inScene && (overlay === null || isOfComparison(overlay))) setOverlay(changesKey(own));
}

/** The scenario that is shown now, so that like is compared with like. */
const scenarioNow = (): string | undefined => analysisStore.getState().analysis?.scenario.name;

export const compareWithScenario = (name: string, title: string): Promise<void> => solve(title, session.getState().document, name);

/** The document as it was before the last `steps` steps. */
export function earlier(steps: number): Document {
  const { document, undo } = session.getState();
  return undo.slice(Math.max(0, undo.length - steps)).reduceRight((state, { patch }) => applyPatch(state, invert(patch)), document);
}

export const compareWithEarlier = (steps: number, title: string): Promise<void> => solve(title, earlier(steps), scenarioNow());

export async function compareWithFile(token: string): Promise<void> {
  const reply = await ask('file.read', { token });
  const read = reply.ok ? readFacility(reply.value.text, { file: reply.value.file.name, allowUnreadable: true }) : reply;
  if (!read.ok || !reply.ok) {
    comparison.setState({ message: read.ok ? 'The file could not be read.' : read.problems.map(describeProblem).join('\n') });
    return;
  }
  const { document } = read.value;
  const wanted = scenarioNow();
  const has = [...document.tables.scenario.values()].some(({ name }) => name === wanted);
  await solve(reply.value.file.name, document, has ? wanted : undefined);
}

export function stopComparing(): void {
  serial++;
  comparison.setState({ base: null, busy: false, message: null });
  const { overlay, setOverlay } = viewState.getState();
  if (overlay && isOfComparison(overlay)) setOverlay(null);
}

let known: { base: Document; document: Document; diff: DocumentDiff; earlierId?: ReadonlyMap<RecordId, RecordId> } | undefined;

const differencesKnown = (base: Document, document: Document) => {
  if (known?.base !== base || known.document !== document) known = { base, document, diff: diffDocuments(base, document) };
  return known;
};

/** What differs between the two documents; made once per pair. */
export const differencesSince = (base: Document, document: Document): DocumentDiff => differencesKnown(base, document).diff;

/** Earlier id of each record of the present design; made once per pair of documents. */
export function earlierIds(base: Document, document: Document): ReadonlyMap<RecordId, RecordId> {
  const of = differencesKnown(base, document);
  of.earlierId ??= new Map([...of.diff.pairs].map(([before, after]) => [after, before]));
  return of.earlierId;
}

/** Selects a record that differs and flies to it, to what it was and to where it stood. */
export function showDifference(base: Base, { before, after, sort }: RecordDifference): void {
  const { select, setOverlay, frame } = viewState.getState();
  select(after === undefined ? [] : [after]);
  // What is gone is there to be seen only among the changes.
  if (sort === 'removed' || sort === 'moved') setOverlay(changesKey(base.serial));
  frame([after, before].filter((id) => id !== undefined));
}

session.subscribe((state, before) => {
  // Another design has taken this one's place.
  if (state.undo.length + state.redo.length === 0 && before.undo.length + before.redo.length > 0 && comparison.getState().base)
    stopComparing();
});
