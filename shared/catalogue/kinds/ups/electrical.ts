import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { UpsParameters } from './definition.ts';

/**
 * The output is held at its voltage, the input draws output over efficiency of the mode. Just after a
 * loss the battery is a source of its own where the input is dead. In eco mode the output is modelled
 * as held, too: the input's voltage drop, a few per cent, is not passed on.
 */
export const upsElectrical: ElectricalContribution<UpsParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('in') && !build.connected('out')) return;
  const output = build.port('out', p.voltage_V);
  build.branch({
    name: 'converter',
    from: build.port('in', p.voltage_V),
    to: output,
    element: {
      type: 'converter',
      rating_W: p.rating_W,
      efficiency: p.mode === 'eco' ? (p.ecoEfficiency ?? p.efficiency) : p.efficiency,
      inputPowerFactor: p.inputPowerFactor,
      running: build.inService,
      ...(p.faultCurrent !== undefined && { faultCurrent: p.faultCurrent }),
      bypass: p.bypass,
      battery_J: p.battery_J,
    },
  });
  if (!build.onBattery || p.battery_J === 0) return;
  build.source({
    bus: output,
    voltage_V: p.voltage_V,
    rating_W: p.rating_W,
    limitedFault: p.faultCurrent ?? 1,
    faultLevel_VA: (p.faultCurrent ?? 1) * p.rating_W,
    xOverR: 10,
    battery_J: p.battery_J,
    priority: 0.5,
    inService: build.inService,
  });
};
