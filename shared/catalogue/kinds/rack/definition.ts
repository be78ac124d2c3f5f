import { defineKind, defineParameters, type ParametersOf, type Port } from '../../kind.ts';
import { bodyEnvelope, bodyParameters, spread } from '../body.ts';

export const rackParameters = defineParameters({
  ...bodyParameters,
  role: {
    type: 'choice', choices: ['compute', 'network', 'storage', 'management', 'cpu'], default: 'compute',
    title: 'Role', help: 'What the rack is for.', acts: ['layout'],
  },
  gpus: { type: 'number', quantity: 'count', title: 'GPUs', help: 'GPU packages in the rack.', min: 0, max: 1000, default: 0, acts: ['cost'] },
  typical_W: { type: 'number', quantity: 'power', title: 'Typical power', help: 'Sustained draw under a usual load, at the AC input.', min: 0, max: 5e6, acts: ['liquid', 'electrical', 'air'] },
  tdp_W: { type: 'number', quantity: 'power', title: 'Thermal design power', help: 'Sustained draw at full load, at the AC input.', min: 0, max: 5e6, acts: ['liquid', 'electrical', 'air'] },
  design_W: { type: 'number', quantity: 'power', title: 'Design power', help: 'Draw that the facility is designed for.', min: 0, max: 5e6, acts: ['liquid', 'electrical', 'air'] },
  edpp_W: { type: 'number', quantity: 'power', title: 'Electrical design point peak', help: 'Short peak that feeders and breakers must carry.', min: 0, max: 5e6, acts: ['electrical'] },
  powerFactor: { type: 'number', quantity: 'ratio', title: 'Power factor', help: 'Of the power shelves at their input.', min: 0.5, max: 1, default: 0.98, acts: ['electrical'] },
  liquidShare: { type: 'number', quantity: 'ratio', title: 'Liquid share', help: 'Part of the power that ends in the liquid; the rest ends in the room air.', min: 0, max: 1, acts: ['liquid', 'air'] },
  flowControl: {
    type: 'choice', choices: ['temperature-rise', 'return-temperature', 'none'], default: 'temperature-rise',
    title: 'Flow control', help: 'How the rack sets its flow: by temperature rise, by return temperature, or not at all.', acts: ['liquid'],
  },
  temperatureRise_K: { type: 'number', quantity: 'temperatureDifference', title: 'Temperature rise', help: 'Set ΔT over the rack where flow is controlled by it.', min: 1, max: 60, default: 10, acts: ['liquid'] },
  returnTemperature_K: { type: 'number', quantity: 'temperature', title: 'Return temperature', help: 'Set return where flow is controlled by it.', min: 274, max: 370, default: 328.15, acts: ['liquid'] },
  controlDrop_Pa: { type: 'number', quantity: 'pressureDifference', title: 'Control valve drop', help: 'Pressure drop that the rack\u2019s flow controller needs to work.', min: 0, max: 2e5, default: 15000, acts: ['liquid'] },
  referenceFlow_m3_s: { type: 'number', quantity: 'flow', title: 'Reference flow', help: 'Flow of the published pressure-drop point.', min: 0, max: 1, optional: true, acts: ['liquid'] },
  referenceDrop_Pa: { type: 'number', quantity: 'pressureDifference', title: 'Reference pressure drop', help: 'Rack drop at the reference flow, couplings included.', min: 0, max: 2e6, optional: true, acts: ['liquid'] },
  dropExponent: { type: 'number', quantity: 'ratio', title: 'Pressure-drop exponent', help: 'n of Δp = Δp_ref·(V̇/V̇_ref)^n.', min: 1, max: 2.2, default: 1.9, acts: ['liquid'] },
  dropPoints: { type: 'curve', x: 'flow', y: 'pressureDifference', title: 'Published pressure-drop points', help: 'As the vendor lists them; the model uses the fitted exponent.', optional: true, acts: ['limit'] },
  flowPoints: { type: 'curve', x: 'temperature', y: 'flow', title: 'Published required flow', help: 'Least flow against supply temperature, as the vendor lists it.', optional: true, acts: ['limit'] },
  maxSupply_K: { type: 'number', quantity: 'temperature', title: 'Highest supply', help: 'Highest coolant supply temperature (class limit).', min: 274, max: 350, optional: true, acts: ['limit'] },
  minSupply_K: { type: 'number', quantity: 'temperature', title: 'Lowest supply', help: 'Lowest coolant supply temperature.', min: 270, max: 340, optional: true, acts: ['limit'] },
  maxPressure_Pa: { type: 'number', quantity: 'pressure', title: 'Highest working pressure', help: 'At the rack inlet, gauge.', min: 0, max: 5e6, optional: true, acts: ['limit'] },
  portSize_m: { type: 'number', quantity: 'length', title: 'Coolant connection', help: 'Nominal bore of the rack connections.', min: 0.005, max: 0.3, default: 0.0254, acts: ['layout'] },
  volume_m3: { type: 'number', quantity: 'volume', title: 'Coolant volume', help: 'Liquid held in the rack.', min: 0, max: 2, default: 0.05, acts: ['liquid'] },
  maxInletAir_K: { type: 'number', quantity: 'temperature', title: 'Highest inlet air', help: 'Highest air temperature at the rack inlet.', min: 280, max: 330, default: 308.15, acts: ['limit'] },
  feeds: { type: 'number', quantity: 'count', title: 'Feeds', help: 'Power inlets; odd ones belong to train A, even ones to train B.', min: 1, max: 12, default: 2, acts: ['electrical'] },
  shelves: { type: 'number', quantity: 'count', title: 'Power shelves', help: 'Shelves in the rack, shared evenly by the feeds.', min: 0, max: 32, default: 0, acts: ['electrical'] },
  shelfPower_W: { type: 'number', quantity: 'power', title: 'Shelf rating', help: 'Continuous rating of one power shelf.', min: 0, max: 5e5, default: 0, acts: ['limit'] },
});

export type RackParameters = ParametersOf<typeof rackParameters>;

export function rackPorts(p: RackParameters): Port[] {
  const rear = p.depth_m / 2 - 0.08;
  const top = p.height_m;
  const feeds = spread(p.feeds, p.width_m * 0.5).map(
    (x, i): Port => ({
      name: `feed-${i + 1}`, medium: 'ac', direction: 'in', systems: ['lv'], at_m: [x, rear - 0.25, top], normal: [0, 0, 1], required: true,
      train: i % 2 === 0 ? 'A' : 'B',
    }),
  );
  if (p.liquidShare <= 0) return feeds;
  const liquid = (name: string, direction: 'in' | 'out', x: number): Port => ({
    name, medium: 'liquid', direction, systems: ['tcs'], at_m: [x, rear, top], normal: [0, 0, 1], required: true, size_m: p.portSize_m,
  });
  return [liquid('supply', 'in', -p.width_m * 0.3), liquid('return', 'out', p.width_m * 0.3), ...feeds];
}

export const rack = defineKind({
  kind: 'rack', title: 'Rack', discipline: 'it', form: 'equipment', tagPrefix: 'R',
  parameters: rackParameters, ports: rackPorts, envelope: bodyEnvelope,
});
