import { defineKind, defineParameters, type ParametersOf, type Port } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';

export const cduParameters = defineParameters({
  ...bodyParameters,
  capacity_W: { type: 'number', quantity: 'power', title: 'Capacity', help: 'Heat carried at the rated approach and flows.', min: 1e3, max: 2e7, acts: ['liquid', 'limit'] },
  ratedApproach_K: { type: 'number', quantity: 'temperatureDifference', title: 'Rated approach', help: 'TCS supply minus FWS supply at the rating point.', min: 0.5, max: 20, acts: ['liquid'] },
  ratedSecondary_m3_s: { type: 'number', quantity: 'flow', title: 'Rated secondary flow', help: 'TCS flow at the rated external head.', min: 1e-4, max: 1, acts: ['liquid', 'limit'] },
  ratedHead_Pa: { type: 'number', quantity: 'pressureDifference', title: 'Rated external head', help: 'Head left for the loop at the rated secondary flow; the unit\u2019s own drop is already taken off.', min: 1e3, max: 2e6, acts: ['liquid', 'limit'] },
  shutoffHead_Pa: { type: 'number', quantity: 'pressureDifference', title: 'Shut-off head', help: 'External head at zero flow, all pumps at full speed.', min: 1e3, max: 3e6, acts: ['liquid'] },
  curveExponent: { type: 'number', quantity: 'ratio', title: 'Head curve exponent', help: 'n of H = H0 − a·V̇^n.', min: 1, max: 4, default: 2, acts: ['liquid'] },
  pumps: { type: 'number', quantity: 'count', title: 'Pumps', help: 'Pumps that run side by side at the rating point.', min: 1, max: 6, acts: ['liquid'] },
  ratedPump_W: { type: 'number', quantity: 'power', title: 'Rated pump input', help: 'Electrical input at the rated secondary point.', min: 0, max: 1e6, acts: ['liquid', 'electrical'] },
  standby_W: { type: 'number', quantity: 'power', title: 'Controls', help: 'Steady draw of controls and valves.', min: 0, max: 1e5, default: 300, acts: ['electrical'] },
  ratedPrimary_m3_s: { type: 'number', quantity: 'flow', title: 'Rated primary flow', help: 'FWS flow at the rating point.', min: 1e-4, max: 1, acts: ['liquid'] },
  primaryDrop_Pa: { type: 'number', quantity: 'pressureDifference', title: 'Primary pressure drop', help: 'Exchanger, strainer and open control valve at the rated primary flow.', min: 1e3, max: 1e6, acts: ['liquid'] },
  valveAuthority: { type: 'number', quantity: 'ratio', title: 'Valve authority', help: 'Part of the primary drop that is the open control valve\u2019s.', min: 0.05, max: 0.95, default: 0.4, acts: ['liquid'] },
  supply_K: { type: 'number', quantity: 'temperature', title: 'TCS supply set point', help: 'Held by the primary control valve.', min: 278, max: 340, default: 313.15, acts: ['liquid'] },
  differentialPressure_Pa: { type: 'number', quantity: 'pressureDifference', title: 'Δp set point', help: 'Held between the unit\u2019s TCS connections by pump speed.', min: 0, max: 2e6, default: 200000, acts: ['liquid'] },
  minSpeed: { type: 'number', quantity: 'ratio', title: 'Lowest pump speed', help: 'Relative to full speed.', min: 0.05, max: 1, default: 0.3, acts: ['liquid'] },
  motorEfficiency: { type: 'number', quantity: 'ratio', title: 'Motor and drive efficiency', help: 'At the rating point; the rest warms the room.', min: 0.3, max: 1, default: 0.9, acts: ['liquid', 'electrical'] },
  maxSupply_K: { type: 'number', quantity: 'temperature', title: 'Highest supply', help: 'Upper end of the supply set-point range.', min: 280, max: 350, optional: true, acts: ['limit'] },
  minSupply_K: { type: 'number', quantity: 'temperature', title: 'Lowest supply', help: 'Lower end of the supply set-point range.', min: 270, max: 340, optional: true, acts: ['limit'] },
  fwsSize_m: { type: 'number', quantity: 'length', title: 'FWS connection', help: 'Nominal bore.', min: 0.01, max: 1, default: 0.125, acts: ['layout'] },
  tcsSize_m: { type: 'number', quantity: 'length', title: 'TCS connection', help: 'Nominal bore.', min: 0.01, max: 1, default: 0.125, acts: ['layout'] },
  volume_m3: { type: 'number', quantity: 'volume', title: 'TCS volume', help: 'Liquid held on the TCS side.', min: 0, max: 10, default: 0.2, acts: ['liquid'] },
  feeds: { type: 'number', quantity: 'count', title: 'Feeds', help: 'Power inlets with an internal transfer switch; the first live one carries the unit.', min: 1, max: 2, default: 2, acts: ['electrical'] },
  powerFactor: { type: 'number', quantity: 'ratio', title: 'Power factor', help: 'Of the pump drives.', min: 0.5, max: 1, default: 0.95, acts: ['electrical'] },
});

export type CduParameters = ParametersOf<typeof cduParameters>;

export function cduPorts(p: CduParameters): Port[] {
  const top = p.height_m;
  const y = p.depth_m / 4;
  const liquid = (name: string, direction: 'in' | 'out', system: 'fws' | 'tcs', x: number, size_m: number): Port => ({
    name, medium: 'liquid', direction, systems: [system], at_m: [x * p.width_m, y, top], normal: [0, 0, 1], required: true, size_m,
  });
  const feeds = Array.from({ length: p.feeds }, (_, i): Port => ({
    name: `feed-${i + 1}`, medium: 'ac', direction: 'in', systems: ['lv'], at_m: [(i - 0.5) * 0.2, -y, top], normal: [0, 0, 1], required: true,
    train: i % 2 === 0 ? 'A' : 'B',
  }));
  return [
    liquid('fws-supply', 'in', 'fws', -0.35, p.fwsSize_m),
    liquid('fws-return', 'out', 'fws', -0.12, p.fwsSize_m),
    liquid('tcs-supply', 'out', 'tcs', 0.12, p.tcsSize_m),
    liquid('tcs-return', 'in', 'tcs', 0.35, p.tcsSize_m),
    ...feeds,
  ];
}

export const cdu = defineKind({
  kind: 'cdu', title: 'Coolant distribution unit', discipline: 'liquid', form: 'equipment', tagPrefix: 'CDU',
  parameters: cduParameters, ports: cduPorts, envelope: bodyEnvelope,
});
