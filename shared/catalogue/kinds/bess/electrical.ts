import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { BessParameters } from './definition.ts';

/**
 * A grid-forming source: it carries at once after a loss, and later only where no standby set does.
 * While it may carry it does not charge.
 */
export const bessElectrical: ElectricalContribution<BessParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('out')) return;
  const bus = build.port('out', p.voltage_V);
  build.source({
    bus,
    voltage_V: p.voltage_V,
    rating_W: p.rating_W,
    limitedFault: p.faultCurrent,
    faultLevel_VA: p.faultCurrent * p.rating_W,
    xOverR: 10,
    battery_J: p.energy_J * p.efficiency,
    priority: build.onBattery ? 0.5 : 2,
    inService: build.inService,
  });
  if (p.duty !== 'standby') {
    build.load({
      feeds: [bus],
      power_W: build.inService ? build.power_W : 0,
      powerFactor: 1,
      sharing: 'priority',
      battery: {
        efficiency: p.efficiency,
        auxiliary_W: build.inService ? p.auxiliary_W : 0,
        energy_J: p.energy_J,
        fault_A: build.inService && !build.onBattery ? (p.faultCurrent * p.rating_W) / Math.sqrt(3) / p.voltage_V : 0,
      },
    });
    return;
  }
  const charging_W = build.inService && !build.onBattery ? Math.min(p.charging_W, p.rating_W) : 0;
  const auxiliary_W = build.inService ? p.auxiliary_W : 0;
  if (charging_W + auxiliary_W === 0) return;
  build.load({
    feeds: [bus],
    power_W: charging_W + auxiliary_W,
    powerFactor: 1,
    lost_W: auxiliary_W + charging_W * (1 - p.efficiency),
    sharing: 'priority',
  });
};
