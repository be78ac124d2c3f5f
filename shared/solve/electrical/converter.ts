/** UPS and rectifiers: what they draw for what they deliver. */
import type { ElectricalElement } from '../../network/electrical.ts';
import { alongPoints } from '../curve.ts';

type Converter = Extract<ElectricalElement, { type: 'converter' }>;

export interface InputPower {
  readonly output_W: number;
  readonly output_var: number;
  readonly input_W: number;
  readonly input_var: number;
}

/** Reactive power of the output stays on the output side: the input is seen at its own power factor. */
export function inputPower(element: Converter, output_W: number, output_var: number): InputPower {
  const load = output_W / element.rating_W;
  const input_W = output_W <= 0 ? output_W : output_W / alongPoints(element.efficiency, load);
  const factor = element.inputPowerFactor;
  const input_var = factor >= 1 ? 0 : Math.abs(input_W) * Math.sqrt(1 / (factor * factor) - 1);
  return { output_W, output_var, input_W, input_var };
}
