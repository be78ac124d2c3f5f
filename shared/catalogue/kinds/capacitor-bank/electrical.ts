import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { CapacitorBankParameters } from './definition.ts';

/**
 * Delivers the reactive power of its steps in service. Held constant: its change with the square of
 * the voltage (5 % for 2.5 %) is left out.
 */
export const capacitorBankElectrical: ElectricalContribution<CapacitorBankParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('feed-1')) return;
  const nominal_V = build.voltageAt('feed-1') ?? p.voltage_V;
  const reactive_var = build.inService ? (p.rating_var * Math.min(p.stepsOn, p.steps)) / p.steps : 0;
  const power_W = reactive_var * p.lossShare;
  build.load({
    feeds: [build.port('feed-1', nominal_V)],
    power_W,
    powerFactor: 1 / Math.hypot(1, 1 / p.lossShare),
    leading: true,
    lost_W: power_W,
    sharing: 'priority',
  });
};
