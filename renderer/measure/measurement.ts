/** What has been measured, in figures beside its lines. */
import { type MeasuredLine, measuredLines, planArea_m2, wayRound_m } from '../../shared/commands/measured.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Measurement, Place } from '../../shared/document/records.ts';
import { distance } from '../../shared/geometry/pose.ts';
import type { SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import { plainUnit, type UnitSystem } from '../../shared/units/convert.ts';
import { describeQuantity, displayUnit } from '../../shared/units/format.ts';

export interface Figure {
  readonly at_m: Place;
  readonly text: string;
}

export interface Drawn {
  readonly lines: readonly MeasuredLine[];
  readonly figures: readonly Figure[];
}

/** Millimetres and metres; in US units feet and inches whatever the size. */
const unitOfLength = (length_m: number, system: UnitSystem): string =>
  system === 'US' ? plainUnit('length', system) : displayUnit(length_m, 'length', system, 4).name;
const lengthFigure = (length_m: number, system: UnitSystem, unit = unitOfLength(length_m, system)) =>
  describeQuantity(length_m, 'length', { system, digits: 4, unit });
const middle = (places: readonly Place[]): Place => {
  const mean = (axis: 0 | 1 | 2) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return [mean(0), mean(1), mean(2)];
};

/** What single precision leaves of a place that was pointed at. */
const noise_m = 1e-6;

/** Length, and its parts along the axes where it is along none of them. */
export function distanceText(from: Place, to: Place, system: UnitSystem): string {
  const parts = ([0, 1, 2] as const).map((axis) => Math.abs(to[axis] - from[axis])).map((part) => (part < noise_m ? 0 : part));
  const length_m = distance(from, to);
  const unit = unitOfLength(length_m, system);
  const whole = lengthFigure(length_m, system);
  const oblique = parts.filter((part) => part > 5e-4).length > 1;
  return oblique ? `${whole}\n${parts.map((part, i) => `${'XYZ'[i]} ${lengthFigure(part, system, unit)}`).join('  ')}` : whole;
}

/** A polygon in plan: its area and the way round it. */
export const areaText = (corners: readonly Place[], system: UnitSystem): string =>
  `${describeQuantity(planArea_m2(corners), 'area', { system, digits: 4 })}\nround it ${lengthFigure(wayRound_m(corners), system)}`;

/** Lines and figures of a measurement as the design stands; undefined when what it was taken on is gone. */
export function drawn(
  document: Document,
  measurement: Pick<Measurement, 'kind' | 'anchors'>,
  index: () => SpatialIndex,
  system: UnitSystem,
): Drawn | undefined {
  const lines = measuredLines(document, measurement, index);
  if (!lines) return undefined;
  const at = (places: readonly Place[], text: string): Figure => ({ at_m: middle(places), text });
  if (measurement.kind === 'area') {
    const corners = lines.map(([corner]) => corner);
    return { lines, figures: [at(corners, areaText(corners, system))] };
  }
  const written = measurement.kind === 'distance' ? distanceText : (from: Place, to: Place) => lengthFigure(distance(from, to), system);
  return { lines, figures: lines.map(([from, to]) => at([from, to], written(from, to, system))) };
}
