/** The running or last ambient sweep of this window; a change of the design or the scenario makes it out of date. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { SweepAnswer } from '../../../shared/contract/analysis-port.ts';
import { zeroCelsius_K } from '../../../shared/units/quantity.ts';
import { analysisClient, analysisStore } from '../../analysis/store.ts';

export interface Sweep {
  readonly points: readonly SweepAnswer[];
  readonly state: 'none' | 'running' | 'whole' | 'broken off';
  /** Revision and scenario that the points are of. */
  readonly of: string;
}

const nothing: Sweep = { points: [], state: 'none', of: '' };
const sweepStore = createStore<Sweep>(() => nothing);
export const useSweep = (): Sweep => useStore(sweepStore);

/** −10 to 45 °C. */
export const sweepFrom_K = zeroCelsius_K - 10;
export const sweepTo_K = zeroCelsius_K + 45;
const step_K = 2.5;

const present = (): string => {
  const { analysis } = analysisStore.getState();
  return analysis ? `${analysis.revision} ${analysis.scenario.id}` : '';
};
export const sweepIsStale = ({ of }: Sweep): boolean => of !== present();

let stop: (() => void) | undefined;

export function startSweep(): void {
  const ambients = Array.from({ length: Math.round((sweepTo_K - sweepFrom_K) / step_K) + 1 }, (_, i) => sweepFrom_K + i * step_K);
  sweepStore.setState({ points: [], state: 'running', of: present() });
  stop = analysisClient.sweep(
    ambients,
    (point) => sweepStore.setState(({ points }) => ({ points: [...points, point] })),
    (whole) => sweepStore.setState({ state: whole ? 'whole' : 'broken off' }),
  );
}

export const stopSweep = (): void => stop?.();
