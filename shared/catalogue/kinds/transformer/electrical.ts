import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { TransformerParameters } from './definition.ts';

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
    },
    rating: { current_A: p.rating_VA / (Math.sqrt(3) * p.secondary_V), continuousFactor: 1, what: 'transformer' },
  });
};
