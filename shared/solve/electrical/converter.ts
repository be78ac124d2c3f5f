/** UPS and rectifiers: what they draw for what they deliver. */
import type { ElectricalElement } from '../../network/electrical.ts';

type Converter = Extract<ElectricalElement, { type: 'converter' }>;

export interface InputPower {
  readonly output_W: number;
  readonly output_var: number;
  readonly input_W: number;
  readonly input_var: number;
}

/** Piecewise linear, flat outside its points. */
function efficiencyAt(points: Converter['efficiency'], load: number): number {
  let before = points[0];
  if (!before) return 1;
  if (load <= before[0]) return before[1];
  for (const point of points) {
    if (load <= point[0]) return before[1] + ((point[1] - before[1]) * (load - before[0])) / (point[0] - before[0]);
    before = point;
  }
  return before[1];
}

/** Reactive power of the output stays on the output side: the input is seen at its own power factor. */
export function inputPower(element: Converter, output_W: number, output_var: number): InputPower {
  const load = output_W / element.rating_W;
  const input_W = output_W <= 0 ? output_W : output_W / efficiencyAt(element.efficiency, load);
  const factor = element.inputPowerFactor;
  const input_var = factor >= 1 ? 0 : Math.abs(input_W) * Math.sqrt(1 / (factor * factor) - 1);
  return { output_W, output_var, input_W, input_var };
}
