import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { PowerShelfParameters } from './definition.ts';

/** Rectifier shelf: AC in, its DC busbar held at the output voltage. */
export const powerShelfElectrical: ElectricalContribution<PowerShelfParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('in') && !build.connected('out')) return;
  build.branch({
    name: 'converter',
    from: build.port('in', p.input_V),
    to: build.port('out', p.output_V),
    element: {
      type: 'converter',
      rating_W: p.rating_W,
      efficiency: p.efficiency,
      inputPowerFactor: p.inputPowerFactor,
      running: build.inService,
      ...(p.faultCurrent !== undefined && { faultCurrent: p.faultCurrent }),
    },
  });
};
