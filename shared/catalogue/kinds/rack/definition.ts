import { defineKind, defineParameters, type ParametersOf, type Port } from '../../kind.ts';
import { bodyEnvelope, bodyParameters, spread } from '../body.ts';
import { rackCoolantParameters } from './coolant-parameters.ts';
import { rackElectrical } from './electrical.ts';
import { rackLiquid } from './liquid.ts';
import { rackPowerParameters, rackSupplyParameters } from './power-parameters.ts';

export const rackParameters = defineParameters({
  ...bodyParameters,
  role: {
    type: 'choice',
    choices: ['compute', 'network', 'storage', 'management', 'cpu'],
    default: 'compute',
    title: 'Role',
    help: 'What the rack is for.',
    acts: ['layout'],
  },
  gpus: {
    type: 'number',
    quantity: 'count',
    title: 'GPUs',
    help: 'GPU packages in the rack.',
    min: 0,
    max: 1000,
    default: 0,
    acts: ['cost'],
  },
  generation: {
    type: 'choice',
    choices: ['none', 'hopper', 'blackwell', 'blackwell-ultra', 'rubin', 'lpx'],
    default: 'none',
    title: 'Hardware generation',
    help: 'Of the accelerators; none for racks without.',
    acts: ['cost'],
  },
  accelerator: {
    type: 'choice',
    choices: ['none', 'H100', 'H200', 'B200', 'B300', 'GB200 NVL72', 'GB300 NVL72', 'VR200 NVL72', 'Groq 3 LPU'],
    default: 'none',
    title: 'Accelerator',
    help: 'The name under which throughput is published.',
    acts: ['cost'],
  },
  profile: {
    type: 'choice',
    choices: ['max-p', 'max-q'],
    default: 'max-p',
    title: 'Power profile of the figures',
    help: 'Profile that the stated powers belong to; the Max-Q of a software baseline does not cap a rack twice.',
    acts: ['cost'],
  },
  accelerators: {
    type: 'number',
    quantity: 'count',
    title: 'Accelerators',
    help: 'Where they are not GPUs; otherwise the GPUs count.',
    min: 0,
    max: 2000,
    optional: true,
    acts: ['cost'],
  },
  ...rackPowerParameters,
  ...rackCoolantParameters,
  maxInletAir_K: {
    type: 'number',
    quantity: 'temperature',
    title: 'Highest inlet air',
    help: 'Highest air temperature at the rack inlet.',
    min: 280,
    max: 330,
    default: 308.15,
    acts: ['limit'],
  },
  ...rackSupplyParameters,
});

export type RackParameters = ParametersOf<typeof rackParameters>;

export function rackPorts(p: RackParameters): Port[] {
  const rear = p.depth_m / 2 - 0.08;
  const top = p.height_m;
  const feeds = spread(p.feeds, p.width_m * 0.5).map(
    (x, i): Port => ({
      name: `feed-${i + 1}`,
      medium: p.supply === 'dc' ? 'dc' : 'ac',
      direction: 'in',
      systems: p.supply === 'dc' ? ['dc'] : ['lv'],
      at_m: [x, rear - 0.25, top],
      normal: [0, 0, 1],
      required: true,
      train: i % 2 === 0 ? 'A' : 'B',
    }),
  );
  if (p.liquidShare <= 0) return feeds;
  const liquid = (name: string, direction: 'in' | 'out', x: number): Port => ({
    name,
    medium: 'liquid',
    direction,
    systems: ['tcs'],
    at_m: [x, rear, top],
    normal: [0, 0, 1],
    required: true,
    size_m: p.portSize_m,
  });
  return [liquid('supply', 'in', -p.width_m * 0.3), liquid('return', 'out', p.width_m * 0.3), ...feeds];
}

export const rack = defineKind({
  kind: 'rack',
  title: 'Rack',
  discipline: 'it',
  form: 'equipment',
  tagPrefix: 'R',
  parameters: rackParameters,
  liquid: rackLiquid,
  ports: rackPorts,
  envelope: bodyEnvelope,
  electrical: rackElectrical,
});
