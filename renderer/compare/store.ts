/** What the design is compared with: a scenario, an earlier revision or another file, solved apart. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Analysis } from '../../shared/analysis/result.ts';
import { diffDocuments } from '../../shared/document/diff.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { invert } from '../../shared/document/patch.ts';
import { readFacility } from '../../shared/file/read.ts';
import { describeProblem } from '../../shared/problem.ts';
import { analysisClient, analysisStore } from '../analysis/store.ts';
import { ask } from '../host.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';

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

async function solve(title: string, document: Document, scenario: string | undefined): Promise<void> {
  const own = ++serial;
  comparison.setState({ busy: true, message: null });
  const answer = await analysisClient.solveApart(document, scenario);
  if (own !== serial) return;
  comparison.setState(
    answer.analysis
      ? { base: { serial: own, title, document, analysis: answer.analysis }, busy: false }
      : { busy: false, message: answer.message ?? 'The other side could not be solved.' },
  );
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
  if (overlay?.startsWith('difference ')) setOverlay(null);
}

let paired: { base: Document; document: Document; earlierId: ReadonlyMap<RecordId, RecordId> } | undefined;

/** Earlier id of each record of the present design; made once per pair of documents. */
export function earlierIds(base: Document, document: Document): ReadonlyMap<RecordId, RecordId> {
  if (paired?.base !== base || paired.document !== document) {
    const { pairs } = diffDocuments(base, document);
    paired = { base, document, earlierId: new Map([...pairs].map(([before, after]) => [after, before])) };
  }
  return paired.earlierId;
}

session.subscribe((state, before) => {
  // Another design has taken this one's place.
  if (state.undo.length + state.redo.length === 0 && before.undo.length + before.redo.length > 0 && comparison.getState().base)
    stopComparing();
});
