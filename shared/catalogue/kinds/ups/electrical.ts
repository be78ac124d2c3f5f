import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { UpsParameters } from './definition.ts';

/** Double conversion: the output is a source of its own, the input draws output over efficiency. */
export const upsElectrical: ElectricalContribution<UpsParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('in') && !build.connected('out')) return;
  build.branch({
    name: 'converter',
    from: build.port('in', p.voltage_V),
    to: build.port('out', p.voltage_V),
    element: {
      type: 'converter',
      rating_W: p.rating_W,
      efficiency: p.efficiency,
      inputPowerFactor: p.inputPowerFactor,
      running: build.inService,
      ...(p.faultCurrent !== undefined && { faultCurrent: p.faultCurrent }),
      bypass: p.bypass,
    },
  });
};
