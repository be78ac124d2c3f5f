import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { driveParameters } from '../preferred-feed.ts';
import { waterParameters, waterUnitPorts } from '../water-unit.ts';
import { dryCoolerElectrical } from './electrical.ts';
import { dryCoolerLiquid } from './liquid.ts';

export const dryCoolerParameters = defineParameters({
  ...bodyParameters,
  capacity_W: {
    type: 'number',
    quantity: 'power',
    title: 'Capacity',
    help: 'At the rating temperatures and flows.',
    min: 1e3,
    max: 2e7,
    acts: ['limit'],
  },
  conductance_W_K: {
    type: 'number',
    quantity: 'conductance',
    title: 'UA',
    help: 'At rated air and water flow.',
    min: 10,
    max: 1e7,
    acts: ['liquid'],
  },
  airFlow_kg_s: {
    type: 'number',
    quantity: 'massFlow',
    title: 'Air flow',
    help: 'Fans at full speed.',
    min: 0.1,
    max: 1e4,
    acts: ['liquid'],
  },
  fan_W: {
    type: 'number',
    quantity: 'power',
    title: 'Fan power',
    help: 'All fans at full speed.',
    min: 0,
    max: 1e6,
    acts: ['liquid', 'electrical'],
  },
  standby_W: {
    type: 'number',
    quantity: 'power',
    title: 'Controls',
    help: 'Steady draw while in service.',
    min: 0,
    max: 1e5,
    default: 300,
    acts: ['electrical'],
  },
  leaving_K: {
    type: 'number',
    quantity: 'temperature',
    title: 'Leaving set point',
    help: 'Held by fan speed.',
    min: 260,
    max: 335,
    default: 310.15,
    acts: ['liquid'],
  },
  ...waterParameters({ flowOf: 'Flow of the pressure-drop figure.', dropOf: 'At the rated flow.', portSize_m: 0.15, volume_m3: 0.3 }),
  ...driveParameters({ feeds: 1, powerFactor: 0.95, drive: 'converter', of: 'Of the fan drives.' }),
});

export type DryCoolerParameters = ParametersOf<typeof dryCoolerParameters>;

export const dryCooler = defineKind({
  kind: 'dry-cooler',
  title: 'Dry cooler',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'DC',
  parameters: dryCoolerParameters,
  liquid: dryCoolerLiquid,
  ports: (p) => waterUnitPorts(p, ['fws', 'chw', 'cws']),
  envelope: bodyEnvelope,
  electrical: dryCoolerElectrical,
});
