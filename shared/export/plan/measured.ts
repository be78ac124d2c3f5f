/** What was measured and is shown, as dimensions and areas of the plan. */
import { measuredLines, planArea_m2, standing } from '../../commands/measured.ts';
import type { Document } from '../../document/document.ts';
import type { Place, Point } from '../../document/records.ts';
import { distance } from '../../geometry/pose.ts';
import { byText } from '../text.ts';
import { dimension, type PlanDimension } from './dimensions.ts';

/** An outline with its area written into it. */
export interface PlanArea {
  readonly outline_m: readonly Point[];
  readonly area_m2: number;
}

export const areaLabel = (area_m2: number): string => `${area_m2.toFixed(2)} m²`;

/** Where the label of an outline stands: the mean of its corners. */
export const meanPoint = (outline_m: readonly Point[]): Point => [
  outline_m.reduce((sum, [x]) => sum + x, 0) / outline_m.length,
  outline_m.reduce((sum, [, y]) => sum + y, 0) / outline_m.length,
];

/** A distance whose ends differ in height: it is longer than its line in plan, which for an upright one is a point. */
export interface PlanRise {
  readonly from_m: Point;
  readonly to_m: Point;
  /** In space. */
  readonly length_m: number;
  /** Of its end over its start; below zero where it falls. */
  readonly rise_m: number;
}

/** In millimetres, as the dimensions of a plan are. */
export const riseLabel = ({ length_m, rise_m }: PlanRise): string =>
  `${Math.round(length_m * 1000)}, ${rise_m > 0 ? 'rises' : 'falls'} ${Math.round(Math.abs(rise_m) * 1000)}`;

/** A distance that rises more than this has another length than its line in plan. */
const level_m = 0.005;
const leastLength_m = 0.001;

const flat = ([x, y]: Place): Point => [x, y];

export interface MeasuredInPlan {
  readonly dimensions: readonly PlanDimension[];
  readonly rises: readonly PlanRise[];
  readonly areas: readonly PlanArea[];
}

export function measuredInPlan(document: Document): MeasuredInPlan {
  const index = standing(document);
  const dimensions: PlanDimension[] = [];
  const rises: PlanRise[] = [];
  const areas: PlanArea[] = [];
  const shown = [...document.tables.measurement.values()].filter(({ hidden }) => !hidden).sort((a, b) => byText(a.id, b.id));
  for (const measurement of shown) {
    const lines = measuredLines(document, measurement, index) ?? [];
    if (measurement.kind === 'area') {
      const corners = lines.map(([corner]) => corner);
      if (corners.length > 2) areas.push({ outline_m: corners.map(flat), area_m2: planArea_m2(corners) });
      continue;
    }
    for (const [from, to] of lines) {
      const drawn = dimension(flat(from), flat(to), 0);
      const rise_m = to[2] - from[2];
      if (Math.abs(rise_m) > level_m) rises.push({ from_m: drawn.from_m, to_m: drawn.to_m, length_m: distance(from, to), rise_m });
      else if (drawn.length_m >= leastLength_m) dimensions.push(drawn);
    }
  }
  return { dimensions, rises, areas };
}
