import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { fanWallParameters } from '../fan-wall/definition.ts';
import { fanWallLiquid } from '../fan-wall/liquid.ts';
import { waterUnitPorts } from '../water-unit.ts';
import { rearDoorElectrical } from './electrical.ts';

/** A coil in the door behind a rack. Its fans, where it has any, blow the rack's air through it; a passive door has no feed. */
export const rearDoorParameters = defineParameters({
  ...fanWallParameters,
  airFlow_m3_s: { ...fanWallParameters.airFlow_m3_s, help: 'Through the door: of its fans, or of the rack it hangs on.', min: 0.05 },
  feeds: { ...fanWallParameters.feeds, help: 'Power inlets with a transfer switch; none for a passive door.', min: 0, default: 1 },
});

export type RearDoorParameters = ParametersOf<typeof rearDoorParameters>;

export const rearDoor = defineKind({
  kind: 'rear-door',
  title: 'Rear-door exchanger',
  discipline: 'air',
  form: 'equipment',
  tagPrefix: 'RD',
  parameters: rearDoorParameters,
  liquid: fanWallLiquid,
  ports: (p) => waterUnitPorts(p, ['chw', 'fws']),
  envelope: bodyEnvelope,
  electrical: rearDoorElectrical,
});
