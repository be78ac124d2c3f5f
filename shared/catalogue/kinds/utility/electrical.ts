import type { ElectricalContribution } from '../../../network/electrical.ts';
import type { UtilityParameters } from './definition.ts';

export const utilityElectrical: ElectricalContribution<UtilityParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('out')) return;
  build.source({
    bus: build.port('out', p.voltage_V),
    voltage_V: p.voltage_V,
    rating_W: p.capacity_W,
    faultLevel_VA: p.faultLevel_VA,
    xOverR: p.xOverR,
    ...(p.minFaultLevel_VA !== undefined && { minFaultLevel_VA: p.minFaultLevel_VA }),
    priority: 0,
    inService: build.inService,
  });
};
