/** The last check of runs for clashes: made when it is asked for, and of one revision. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { FoundClashes } from '../../shared/contract/analysis-port.ts';
import { analysisClient, analysisStore } from '../analysis/store.ts';
import { session } from '../session.ts';

export interface Clashes {
  /** Null until somebody asks. */
  readonly found: FoundClashes | null;
  readonly busy: boolean;
  /** Why there is none. */
  readonly message: string | null;
}

const nothingChecked: Clashes = { found: null, busy: false, message: null };

export const clashes = createStore<Clashes>(() => nothingChecked);
export const useClashes = <T>(select: (state: Clashes) => T): T => useStore(clashes, select);

/** A design of no more runs is checked again after every edit and its analysis: a tenth of a second. A larger one when it is asked for. */
const mostFollowed = 5000;

let design = 0;
/** The revision that was checked of itself last. */
let followed = 0;

export async function checkClashes(): Promise<void> {
  if (clashes.getState().busy) return;
  const own = design;
  clashes.setState({ busy: true, message: null });
  const { found, message } = await analysisClient.clashes();
  if (own !== design) return;
  clashes.setState({ ...(found ? { found } : {}), busy: false, message: found ? null : (message ?? 'The design could not be checked.') });
  follow();
}

/** Whether a check is of the design as it was last committed. */
export const isCurrent = ({ found }: Clashes, revision: number): boolean => found?.revision === revision;

function follow(): void {
  const state = clashes.getState();
  const { status } = analysisStore.getState();
  if (!state.found || state.busy || state.found.report.runs > mostFollowed) return;
  const { revision } = session.getState();
  if ((status !== 'solved' && status !== 'failed') || isCurrent(state, revision) || followed === revision) return;
  followed = revision;
  void checkClashes();
}

analysisStore.subscribe(follow);

session.subscribe(({ revision, undo, redo, phase }, before) => {
  // Another design has taken this one's place.
  if (phase !== 'committed' || revision === before.revision || undo.length + redo.length > 0) return;
  design++;
  followed = 0;
  clashes.setState(nothingChecked, true);
});
