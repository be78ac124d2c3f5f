/** What has been measured, in figures beside its lines. */
import { type MeasuredLine, measuredLines, planArea_m2, wayRound_m } from '../../shared/commands/measured.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Measurement, Place } from '../../shared/document/records.ts';
import { distance } from '../../shared/geometry/pose.ts';
import type { SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import type { UnitSystem } from '../../shared/units/convert.ts';
import { describeQuantity, displayUnit } from '../../shared/units/format.ts';
import type { QuantityKind } from '../../shared/units/quantity.ts';

export interface Figure {
  readonly at_m: Place;
  readonly text: string;
}

export interface Drawn {
  readonly lines: readonly MeasuredLine[];
  readonly figures: readonly Figure[];
}

const figure = (value_SI: number, kind: QuantityKind, system: UnitSystem) => describeQuantity(value_SI, kind, { system, digits: 4 });
const middle = (places: readonly Place[]): Place => {
  const mean = (axis: 0 | 1 | 2) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return [mean(0), mean(1), mean(2)];
};

/** Length, and its parts along the axes where it is along none of them. */
export function distanceText(from: Place, to: Place, system: UnitSystem): string {
  const parts = ([0, 1, 2] as const).map((axis) => Math.abs(to[axis] - from[axis]));
  const length_m = distance(from, to);
  const whole = figure(length_m, 'length', system);
  const { name: unit } = displayUnit(length_m, 'length', system, 4);
  const oblique = parts.filter((part) => part > 5e-4).length > 1;
  return oblique
    ? `${whole}\n${parts.map((part, i) => `${'XYZ'[i]} ${describeQuantity(part, 'length', { digits: 4, unit })}`).join('  ')}`
    : whole;
}

/** A polygon in plan: its area and the way round it. */
export const areaText = (corners: readonly Place[], system: UnitSystem): string =>
  `${figure(planArea_m2(corners), 'area', system)}\nround it ${figure(wayRound_m(corners), 'length', system)}`;

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
  const written = measurement.kind === 'distance' ? distanceText : (from: Place, to: Place) => figure(distance(from, to), 'length', system);
  return { lines, figures: lines.map(([from, to]) => at([from, to], written(from, to, system))) };
}
