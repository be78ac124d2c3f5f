import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { GeneratorParameters } from './definition.ts';

/** R/X of a generator above 1 kV and below 100 MVA is 0.07, below 1 kV 0.15 (IEC 60909-0:2016, 6.6.1). */
const resistanceRatio = (voltage_V: number) => (voltage_V > 1000 ? 0.07 : 0.15);

/** A standby set: it starts where no utility service feeds its island. Fault level from x″d on the alternator's rating. */
export const generatorElectrical: ElectricalContribution<GeneratorParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('out')) return;
  build.source({
    bus: build.port('out', p.voltage_V),
    voltage_V: p.voltage_V,
    rating_W: p.rating_W,
    faultLevel_VA: p.rating_W / p.powerFactor / p.subtransientReactance,
    xOverR: 1 / resistanceRatio(p.voltage_V),
    machine: { rating_VA: p.rating_W / p.powerFactor, subtransientReactance: p.subtransientReactance, powerFactor: p.powerFactor },
    priority: 1,
    inService: build.inService && !build.onBattery,
  });
};
