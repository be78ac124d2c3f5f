import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { fanWallParameters } from '../fan-wall/definition.ts';
import { fanWallLiquid } from '../fan-wall/liquid.ts';
import { waterUnitPorts } from '../water-unit.ts';
import { inRowCoolerElectrical } from './electrical.ts';

/** A coil with fans between the racks of a row: hot-aisle air in at the rear, supply air out at the front. */
export const inRowCoolerParameters = defineParameters({
  ...fanWallParameters,
  feeds: { ...fanWallParameters.feeds, default: 1 },
});

export type InRowCoolerParameters = ParametersOf<typeof inRowCoolerParameters>;

export const inRowCooler = defineKind({
  kind: 'in-row-cooler',
  title: 'In-row cooler',
  discipline: 'air',
  form: 'equipment',
  tagPrefix: 'IR',
  parameters: inRowCoolerParameters,
  liquid: fanWallLiquid,
  ports: (p) => waterUnitPorts(p, ['chw', 'fws']),
  envelope: bodyEnvelope,
  electrical: inRowCoolerElectrical,
});
