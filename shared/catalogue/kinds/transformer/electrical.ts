import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { TransformerParameters } from './definition.ts';

/** The number at the end of a vector group (Dyn11): hours of 30° by which the secondary lags. */
const clockOf = (vectorGroup: string): number => Number(/\d+$/.exec(vectorGroup)?.[0] ?? 0);

export const transformerElectrical: ElectricalContribution<TransformerParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('primary') && !build.connected('secondary')) return;
  build.branch({
    name: 'windings',
    from: build.port('primary', p.primary_V),
    to: build.port('secondary', p.secondary_V),
    element: {
      type: 'transformer',
      rating_VA: p.rating_VA,
      impedance: p.impedance,
      xOverR: p.xOverR,
      noLoadLoss_W: p.noLoadLoss_W,
      loadLoss_W: p.loadLoss_W,
      tap: p.tap,
      clock: clockOf(p.vectorGroup),
    },
    rating: { current_A: p.rating_VA / (Math.sqrt(3) * p.secondary_V), continuousFactor: 1, what: 'transformer' },
  });
};
