import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { waterUnitPorts } from '../water-unit.ts';

export const chillerParameters = defineParameters({
  ...bodyParameters,
  capacity_W: { type: 'number', quantity: 'power', title: 'Cooling capacity', help: 'At the rating ambient and leaving temperature.', min: 1e3, max: 2e7, acts: ['liquid', 'limit'] },
  ratedAmbient_K: { type: 'number', quantity: 'temperature', title: 'Rating ambient', help: 'Dry bulb of the capacity figure.', min: 250, max: 330, acts: ['liquid'] },
  ratedLeaving_K: { type: 'number', quantity: 'temperature', title: 'Rating leaving temperature', help: 'Leaving water of the capacity and COP figures.', min: 270, max: 340, acts: ['liquid'] },
  capacitySlope_W_K: { type: 'number', quantity: 'conductance', title: 'Capacity slope', help: 'Change of capacity per kelvin of ambient; negative.', min: -1e6, max: 0, acts: ['liquid'] },
  freeCoolingConductance_W_K: { type: 'number', quantity: 'conductance', title: 'Free-cooling UA', help: 'Q_free = UA·(T_return − T_ambient), fans at full speed; 0 for a chiller without free-cooling coils.', min: 0, max: 1e7, acts: ['liquid'] },
  cop: { type: 'number', quantity: 'ratio', title: 'COP', help: 'Compressors only, at the rating leaving temperature and COP ambient.', min: 0.5, max: 30, acts: ['liquid', 'electrical'] },
  copAmbient_K: { type: 'number', quantity: 'temperature', title: 'COP ambient', help: 'Dry bulb of the COP figure.', min: 250, max: 330, acts: ['liquid'] },
  copPerAmbient_per_K: { type: 'number', quantity: 'perKelvin', title: 'COP slope, ambient', help: 'Change of COP per kelvin of ambient; negative.', min: -2, max: 0, acts: ['liquid'] },
  copPerLeaving_per_K: { type: 'number', quantity: 'perKelvin', title: 'COP slope, leaving', help: 'Change of COP per kelvin of leaving water; positive.', min: 0, max: 2, default: 0, acts: ['liquid'] },
  copFloor: { type: 'number', quantity: 'ratio', title: 'COP floor', help: 'COP is not taken below this.', min: 0.5, max: 10, acts: ['liquid'] },
  fan_W: { type: 'number', quantity: 'power', title: 'Fan power', help: 'All fans at full speed.', min: 0, max: 1e6, acts: ['liquid', 'electrical'] },
  standby_W: { type: 'number', quantity: 'power', title: 'Controls', help: 'Steady draw while in service.', min: 0, max: 1e5, default: 1000, acts: ['electrical'] },
  leaving_K: { type: 'number', quantity: 'temperature', title: 'Leaving set point', help: 'Held by fans, then compressors.', min: 270, max: 335, default: 310.15, acts: ['liquid'] },
  ratedFlow_m3_s: { type: 'number', quantity: 'flow', title: 'Rated water flow', help: 'Flow of the pressure-drop figure.', min: 1e-4, max: 1, acts: ['liquid'] },
  waterDrop_Pa: { type: 'number', quantity: 'pressureDifference', title: 'Water pressure drop', help: 'At the rated flow, free-cooling coil included.', min: 0, max: 1e6, acts: ['liquid'] },
  minAmbient_K: { type: 'number', quantity: 'temperature', title: 'Lowest ambient', help: 'Published outdoor range.', min: 200, max: 320, optional: true, acts: ['limit'] },
  maxAmbient_K: { type: 'number', quantity: 'temperature', title: 'Highest ambient', help: 'Published outdoor range.', min: 270, max: 340, optional: true, acts: ['limit'] },
  portSize_m: { type: 'number', quantity: 'length', title: 'Water connection', help: 'Nominal bore.', min: 0.01, max: 1, default: 0.2, acts: ['layout'] },
  volume_m3: { type: 'number', quantity: 'volume', title: 'Water volume', help: 'Liquid held.', min: 0, max: 10, default: 0.5, acts: ['liquid'] },
  feeds: { type: 'number', quantity: 'count', title: 'Feeds', help: 'Power inlets with a transfer switch.', min: 1, max: 2, default: 1, acts: ['electrical'] },
  powerFactor: { type: 'number', quantity: 'ratio', title: 'Power factor', help: 'Of compressors and fans.', min: 0.5, max: 1, default: 0.92, acts: ['electrical'] },
});

export type ChillerParameters = ParametersOf<typeof chillerParameters>;

export const chiller = defineKind({
  kind: 'chiller', title: 'Free-cooling chiller', discipline: 'liquid', form: 'equipment', tagPrefix: 'CH',
  parameters: chillerParameters, ports: (p) => waterUnitPorts(p, ['fws', 'chw']), envelope: bodyEnvelope,
});
