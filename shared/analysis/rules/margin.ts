/** One way to hold a value against a limit, so that every finding says actual, limit and margin alike. */
import type { RecordId } from '../../document/ids.ts';
import type { Finding } from '../result.ts';

interface UpperLimit {
  readonly rule: string;
  readonly subjects: readonly RecordId[];
  readonly actual: number;
  readonly limit: number;
  readonly unit: string;
  readonly source: string;
  /** Message past the limit, and within `warnFraction` of it. */
  readonly past: string;
  readonly near: string;
  /** Part of the limit from which on a warning is due; 1 for none. */
  readonly warnFraction: number;
}

/** Relative slack for numbers that come out of an iteration. */
const slack = 1e-6;

export function upperLimit(check: UpperLimit): Finding[] {
  const { actual, limit } = check;
  const past = actual > limit + Math.abs(limit) * slack;
  if (!past && actual <= limit * check.warnFraction) return [];
  if (!past && check.warnFraction >= 1) return [];
  return [
    {
      rule: check.rule,
      severity: past ? 'error' : 'warning',
      subjects: check.subjects,
      actual,
      limit,
      unit: check.unit,
      margin: limit - actual,
      source: check.source,
      message: past ? check.past : check.near,
    },
  ];
}

/** A temperature against an upper limit in kelvin; the finding speaks °C and K. */
export function upperTemperature(check: Omit<UpperLimit, 'unit' | 'warnFraction'> & { warnWithin_K: number }): Finding[] {
  const margin = check.limit - check.actual;
  if (margin > check.warnWithin_K) return [];
  const past = margin < -1e-3;
  return [
    {
      rule: check.rule,
      severity: past ? 'error' : 'warning',
      subjects: check.subjects,
      actual: check.actual - 273.15,
      limit: check.limit - 273.15,
      unit: '°C',
      margin,
      source: check.source,
      message: past ? check.past : check.near,
    },
  ];
}
