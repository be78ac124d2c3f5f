import { defineKind, defineParameters, type ParametersOf, type Port } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { chillerParameters } from '../chiller/definition.ts';
import { preferredFeedParameters } from '../preferred-feed.ts';
import { waterUnitPorts } from '../water-unit.ts';
import { waterCooledChillerElectrical } from './electrical.ts';
import { waterCooledChillerLiquid } from './liquid.ts';

const { ratedFlow_m3_s, waterDrop_Pa, standby_W, leaving_K, portSize_m, volume_m3, feeds, drive, powerFactor } = chillerParameters;

export const waterCooledChillerParameters = defineParameters({
  ...bodyParameters,
  capacity_W: { ...chillerParameters.capacity_W, help: 'At the reference point of the curves.' },
  cop: { ...chillerParameters.cop, help: 'At the reference point of the curves.' },
  curves: {
    type: 'choice',
    choices: ['doe2-centrifugal', 'doe2-reciprocating', 'trane-cvhf-vsd'],
    default: 'doe2-centrifugal',
    title: 'Curves',
    help: 'DOE-2 curves of capacity and power against temperatures and part load. Inputs are held at the ends of their range.',
    acts: ['liquid', 'electrical'],
  },
  leaving_K: { ...leaving_K, help: 'Held by the compressor.', default: 280.15 },
  ratedFlow_m3_s,
  waterDrop_Pa: { ...waterDrop_Pa, help: 'Evaporator, at the rated flow.' },
  condenserFlow_m3_s: { ...ratedFlow_m3_s, title: 'Condenser flow', help: 'Flow of the condenser’s pressure-drop figure.' },
  condenserDrop_Pa: { ...waterDrop_Pa, title: 'Condenser pressure drop', help: 'At the condenser flow.' },
  standby_W,
  portSize_m,
  volume_m3,
  feeds,
  ...preferredFeedParameters,
  drive,
  powerFactor,
});

export type WaterCooledChillerParameters = ParametersOf<typeof waterCooledChillerParameters>;

function ports(p: WaterCooledChillerParameters): Port[] {
  const condenser = (name: string, direction: 'in' | 'out', x: number): Port => ({
    name,
    medium: 'liquid',
    direction,
    // Facility water where the machine gives its heat to a loop that others use too.
    systems: ['cws', 'fws'],
    at_m: [x * p.width_m, p.depth_m / 2, 0.75 * p.height_m],
    normal: [0, 1, 0],
    required: true,
    size_m: p.portSize_m,
  });
  return [...waterUnitPorts(p, ['fws', 'chw']), condenser('condenser-in', 'in', 0.15), condenser('condenser-out', 'out', -0.15)];
}

export const waterCooledChiller = defineKind({
  kind: 'water-cooled-chiller',
  title: 'Water-cooled chiller',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'WC',
  parameters: waterCooledChillerParameters,
  liquid: waterCooledChillerLiquid,
  ports,
  envelope: bodyEnvelope,
  electrical: waterCooledChillerElectrical,
});
