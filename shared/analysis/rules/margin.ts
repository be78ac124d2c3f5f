/** One way to hold a value against a limit, so that every finding says actual, limit and margin alike. */
import type { RecordId } from '../../document/ids.ts';
import { zeroCelsius_K } from '../../units/quantity.ts';
import type { Finding } from '../result.ts';

interface Limit {
  readonly rule: string;
  readonly subjects: readonly RecordId[];
  readonly actual: number;
  readonly limit: number;
  readonly source: string;
  /** Message past the limit. */
  readonly past: string;
}

interface UpperLimit extends Limit {
  readonly unit: string;
  /** A warning on the near side, from this part of the limit on; none where it is left out. */
  readonly near?: { readonly fraction: number; readonly message: string };
}

interface TemperatureLimit extends Limit {
  /** A warning on the near side, closer than this; none where it is left out. */
  readonly near?: { readonly within_K: number; readonly message: string };
}

/** Slack for numbers that come out of an iteration: part of the limit, and K. */
const slack = 1e-6;
const slack_K = 1e-3;

export function upperLimit({ actual, limit, past, near, ...about }: UpperLimit): Finding[] {
  const found = { actual, limit, margin: limit - actual };
  if (actual > limit + Math.abs(limit) * slack) return [finding(about, found, 'error', past)];
  return near && actual > limit * near.fraction ? [finding(about, found, 'warning', near.message)] : [];
}

/** A value that must reach a limit. */
export function lowerLimit({ actual, limit, past, ...about }: Limit & { readonly unit: string }): Finding[] {
  if (actual >= limit - Math.abs(limit) * slack) return [];
  return [finding(about, { actual, limit, margin: actual - limit }, 'error', past)];
}

/** A temperature against an upper limit in kelvin; the finding speaks °C and K. */
export const upperTemperature = (check: TemperatureLimit): Finding[] => temperature(check, check.limit - check.actual);

/** The same against a lower limit. */
export const lowerTemperature = (check: TemperatureLimit): Finding[] => temperature(check, check.actual - check.limit);

function temperature({ actual, limit, past, near, ...about }: TemperatureLimit, margin: number): Finding[] {
  const found = { actual: actual - zeroCelsius_K, limit: limit - zeroCelsius_K, margin };
  if (margin < -slack_K) return [finding({ ...about, unit: '°C' }, found, 'error', past)];
  return near && margin <= near.within_K ? [finding({ ...about, unit: '°C' }, found, 'warning', near.message)] : [];
}

function finding(
  { rule, subjects, unit, source }: Pick<Finding, 'rule' | 'subjects' | 'unit' | 'source'>,
  found: Pick<Finding, 'actual' | 'limit' | 'margin'>,
  severity: Finding['severity'],
  message: string,
): Finding {
  return { rule, severity, subjects, ...found, unit, source, message };
}
