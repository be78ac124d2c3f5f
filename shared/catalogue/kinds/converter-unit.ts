/** Units that turn one supply into another at a held voltage: rectifiers and DC/DC stages. */
import type { ElectricalContribution } from '../../network/electrical.ts';
import type { ParametersOf, Port } from '../kind.ts';
import type { powerShelfParameters } from './power-shelf/definition.ts';

export type ConverterParameters = ParametersOf<typeof powerShelfParameters>;

/** Inlet and outlet on top of a floor-standing unit. */
export function converterPorts(p: ConverterParameters, input: 'ac' | 'dc'): Port[] {
  const port = (name: string, direction: 'in' | 'out', medium: 'ac' | 'dc', x: number): Port => ({
    name,
    medium,
    direction,
    systems: medium === 'ac' ? ['lv'] : ['dc'],
    at_m: [x * p.width_m, 0, p.height_m],
    normal: [0, 0, 1],
    required: true,
  });
  return [port('in', 'in', input, -0.25), port('out', 'out', 'dc', 0.25)];
}

/**
 * The output is held at its voltage, less the droop: V = V_nominal·(1 − droop·I/I_rated), so that units
 * on one bus share by their slopes. The current limit is all that a fault gets.
 */
export const converterElectrical: ElectricalContribution<ConverterParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('in') && !build.connected('out')) return;
  const out = build.port('out', p.output_V);
  const held = p.droop > 0 ? build.inner('held', p.output_V, 'dc') : out;
  build.branch({
    name: 'converter',
    from: build.port('in', p.input_V),
    to: held,
    element: {
      type: 'converter',
      rating_W: p.rating_W,
      efficiency: p.efficiency,
      inputPowerFactor: p.inputPowerFactor,
      running: build.inService,
      ...(p.faultCurrent !== undefined && { faultCurrent: p.faultCurrent }),
    },
  });
  if (p.droop === 0) return;
  const slope_ohm = (p.droop * p.output_V * p.output_V) / p.rating_W;
  build.branch({
    name: 'droop',
    from: held,
    to: out,
    element: { type: 'line', resistance_ohm: slope_ohm, reactance_ohm: 0, lossless: true },
    inService: build.inService,
  });
};
