/** What the legend of an overlay says, in the units shown: the window and pictures draw the same. */
import type { RecordId } from '../../shared/document/ids.ts';
import { fromSI, plainUnit, type UnitSystem, unitNamed } from '../../shared/units/convert.ts';
import { displayUnit, formatFixed, formatNumber } from '../../shared/units/format.ts';
import { niceStep, type OverlayClass } from './overlays/overlay.ts';
import { placeOn, type Scale } from './overlays/scale.ts';
import { divergingStops, rampStops } from './ramp.ts';

/** A text at a place of the ramp, 0…1. */
export interface LegendMark {
  readonly at: number;
  readonly text: string;
}

export interface LegendFigures {
  readonly title: string;
  readonly unit: string;
  /** Colours of the ramp in sRGB, evenly spaced from its left end. */
  readonly ramp: readonly string[];
  readonly ticks: readonly LegendMark[];
  readonly limit?: LegendMark;
  /** Of the one selected record. */
  readonly value?: LegendMark;
  /** Described records without a value. */
  readonly missing: number;
  /** No record has a value. */
  readonly isEmpty: boolean;
  /** In place of the ramp, where the overlay sorts. */
  readonly classes?: readonly { readonly of: OverlayClass; readonly count: number; readonly ghosts: number }[];
}

const mostDecimals = 4;

/** Round values between the ends, in the shown unit. */
function ticksOf(low: number, high: number): number[] {
  const step = niceStep(high - low);
  const ticks: number[] = [];
  for (let value = Math.ceil(low / step - 1e-6) * step; value <= high + step * 1e-6; value += step) ticks.push(value);
  return ticks;
}

function unitOf(scale: Scale, system: UnitSystem) {
  const { quantity } = scale.overlay;
  if (quantity === 'ratio') return unitNamed('ratio', '%');
  if (quantity === 'temperature') return unitNamed('temperature', plainUnit('temperature', system));
  return displayUnit(scale.high, quantity, system);
}

const counted = new WeakMap<Scale, LegendFigures['classes']>();

/** Counts of a scale, made once for it. */
function classesOf(scale: Scale): LegendFigures['classes'] {
  const { classes } = scale.overlay;
  if (!classes) return undefined;
  let found = counted.get(scale);
  if (!found) {
    const [counts, ghosts] = [classes.map(() => 0), classes.map(() => 0)];
    for (const value of scale.values.values()) counts[value] = (counts[value] ?? 0) + 1;
    for (const { class: of } of scale.former ?? []) ghosts[of] = (ghosts[of] ?? 0) + 1;
    found = classes.map((of, i) => ({ of, count: counts[i] ?? 0, ghosts: ghosts[i] ?? 0 }));
    counted.set(scale, found);
  }
  return found;
}

export function legendFigures(scale: Scale, system: UnitSystem, selection: readonly RecordId[]): LegendFigures {
  const { overlay, limit } = scale;
  const classes = classesOf(scale);
  const isEmpty = scale.values.size === 0 && (scale.former?.length ?? 0) === 0;
  const base = { title: overlay.title, missing: isEmpty ? 0 : scale.missing.size, isEmpty };
  if (classes) return { ...base, unit: '', ramp: [], ticks: [], classes };
  const unit = unitOf(scale, system);
  const shown = (value: number) => fromSI(value, unit);
  const at = (value_SI: number) => Math.min(1, Math.max(0, placeOn(scale, value_SI)));
  const [low, high] = [shown(scale.low), shown(scale.high)];
  const ticks = ticksOf(Math.min(low, high), Math.max(low, high));
  const toSI = (value: number) => scale.low + ((value - low) / (high - low)) * (scale.high - scale.low);
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : 1;
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const [only] = selection;
  const value = selection.length === 1 && only !== undefined ? scale.values.get(only) : undefined;
  const text = (number: number) => (overlay.quantity === 'temperature' ? formatFixed(number, 1) : formatNumber(number));
  return {
    ...base,
    unit: unit.name,
    ramp: overlay.diverging ? divergingStops : rampStops,
    // A scale of nothing but zeros has no round values that could be told apart.
    ticks: (decimals > mostDecimals ? [0] : ticks).map((tick) => ({
      at: at(toSI(tick)),
      text: formatFixed(tick, decimals > mostDecimals ? 0 : decimals),
    })),
    ...(limit !== undefined && limit > Math.min(scale.low, scale.high)
      ? { limit: { at: at(limit), text: `Limit ${formatNumber(shown(limit))}` } }
      : {}),
    ...(value === undefined ? {} : { value: { at: at(value), text: text(shown(value)) } }),
  };
}
