import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { driveParameters } from '../preferred-feed.ts';
import { waterParameters, waterUnitPorts } from '../water-unit.ts';
import { fanWallElectrical } from './electrical.ts';
import { fanWallLiquid } from './liquid.ts';

export const fanWallParameters = defineParameters({
  ...bodyParameters,
  capacity_W: {
    type: 'number',
    quantity: 'power',
    title: 'Net capacity',
    help: 'Room heat removed at the rating point, fan heat already taken off.',
    min: 1e3,
    max: 5e6,
    acts: ['limit'],
  },
  conductance_W_K: {
    type: 'number',
    quantity: 'conductance',
    title: 'Coil UA',
    help: 'At rated air and water flow.',
    min: 10,
    max: 1e6,
    acts: ['liquid', 'air'],
  },
  airFlow_m3_s: {
    type: 'number',
    quantity: 'flow',
    title: 'Air flow',
    help: 'Fans at full speed.',
    min: 0.1,
    max: 1000,
    acts: ['liquid', 'air'],
  },
  fan_W: {
    type: 'number',
    quantity: 'power',
    title: 'Fan power',
    help: 'Fans at full speed; ends in the air.',
    min: 0,
    max: 1e6,
    acts: ['liquid', 'electrical', 'air'],
  },
  standby_W: {
    type: 'number',
    quantity: 'power',
    title: 'Controls',
    help: 'Steady draw while in service.',
    min: 0,
    max: 1e5,
    default: 200,
    acts: ['electrical'],
  },
  supplyAir_K: {
    type: 'number',
    quantity: 'temperature',
    title: 'Supply air set point',
    help: 'Held by the water valve.',
    min: 280,
    max: 320,
    default: 297.15,
    acts: ['liquid', 'air'],
  },
  ...waterParameters({
    flowOf: 'Flow of capacity and pressure drop.',
    dropOf: 'Coil and open valve at the rated flow.',
    leastFlow_m3_s: 1e-5,
    portSize_m: 0.1,
    volume_m3: 0.1,
  }),
  ...driveParameters({ feeds: 2, powerFactor: 0.95, drive: 'converter', of: 'Of the fan drives.' }),
});

export type FanWallParameters = ParametersOf<typeof fanWallParameters>;

export const fanWall = defineKind({
  kind: 'fan-wall',
  title: 'Fan wall',
  discipline: 'air',
  form: 'equipment',
  tagPrefix: 'FW',
  parameters: fanWallParameters,
  liquid: fanWallLiquid,
  ports: (p) => waterUnitPorts(p, ['chw', 'fws']),
  envelope: bodyEnvelope,
  electrical: fanWallElectrical,
});
