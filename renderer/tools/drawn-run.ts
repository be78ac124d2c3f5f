/** What the connect tool draws with: the height on the way, and the system where several would suit. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { SystemId } from '../../shared/document/ids.ts';
import type { System } from '../../shared/document/records.ts';

export interface DrawnRun {
  /** Height at which the run goes on its way; undefined is a little above the ports. */
  readonly height_m: number | undefined;
  /** Systems that would suit the run in hand, when it has to be said which; its answer draws the run. */
  readonly question: { readonly systems: readonly System[]; readonly answer: (system: SystemId | 'new') => void } | null;
}

export const drawnRun = createStore<DrawnRun>(() => ({ height_m: undefined, question: null }));
export const useDrawnRun = <T>(select: (state: DrawnRun) => T): T => useStore(drawnRun, select);
