/**
 * What a token figure rests on besides the drawing: prices, lives, failure rates, power curves. Each is declared
 * once with unit, range, default, band and source; a record of the design replaces the default by a sourced value.
 * Money is held in the unit it is quoted in (USD, USD/kWh, USD per million tokens), and the name says so.
 */
import type { SourcedValue } from '../../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../../problem.ts';

export interface AssumptionSpec {
  readonly title: string;
  readonly help: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Absent where nothing sensible can be assumed: then the record must state it. */
  readonly default?: SourcedValue;
}

export type AssumptionSpecs = Readonly<Record<string, AssumptionSpec>>;

/** A number in force, with where it comes from. */
export interface Assumed {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  /** From … to; the value itself twice where no band is known. */
  readonly band: readonly [number, number];
  readonly source: string;
  readonly tag: SourcedValue['tag'];
  readonly note?: string;
  /** Whether the design states it, or the program's default holds. */
  readonly stated: boolean;
}

/** Why a stated value does not fit its declaration, or undefined when it does. */
export function assumptionFault(specs: AssumptionSpecs, name: string, { value, unit, band }: SourcedValue): string | undefined {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (!spec) return `there is no assumption ${name}`;
  if (unit !== spec.unit) return `${spec.title} is stated in ${spec.unit}, not in ${unit === '' ? 'no unit' : unit}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${spec.title} must be a number`;
  if (value < spec.min || value > spec.max) return `${spec.title} must lie between ${spec.min} and ${spec.max} ${spec.unit}`;
  if (band && !(band[0] <= value && value <= band[1])) return `${spec.title} must lie inside its own band`;
  return undefined;
}

/** The value in force: what the record states, else the default. A problem where there is neither. */
export function assumed(
  specs: AssumptionSpecs,
  name: string,
  stated: Readonly<Record<string, SourcedValue>> | undefined,
  record?: string,
): Result<Assumed> {
  const spec = specs[name];
  if (!spec) throw new Error(`no assumption is named ${name}`);
  const own = stated && Object.hasOwn(stated, name) ? stated[name] : undefined;
  const sourced = own ?? spec.default;
  const place = { ...(record === undefined ? {} : { record }), field: name };
  if (!sourced) return fail({ code: 'missing-assumption', ...place, message: `${spec.title} is neither stated nor published` });
  const fault = assumptionFault(specs, name, sourced);
  if (fault !== undefined) return fail({ code: 'bad-value', ...place, message: fault });
  const value = sourced.value as number;
  return succeed({
    name,
    title: spec.title,
    unit: spec.unit,
    value,
    band: sourced.band ?? [value, value],
    source: sourced.source,
    tag: sourced.tag,
    ...(sourced.note === undefined ? {} : { note: sourced.note }),
    stated: own !== undefined,
  });
}

/** Problems of every stated value of a record; a misspelt name is one. */
export const assumptionProblems = (
  specs: AssumptionSpecs,
  stated: Readonly<Record<string, SourcedValue>>,
): { readonly name: string; readonly message: string }[] =>
  Object.entries(stated).flatMap(([name, value]) => {
    const message = assumptionFault(specs, name, value);
    return message === undefined ? [] : [{ name, message }];
  });

/** All problems of several results, or their values in order. */
export function together<T>(results: readonly Result<T>[]): Result<readonly T[]> {
  const problems: Problem[] = results.flatMap((result) => (result.ok ? [] : [...result.problems]));
  return problems.length > 0 ? fail(...problems) : succeed(results.flatMap((result) => (result.ok ? [result.value] : [])));
}

const read = '2026-11-20';

/** A default as it stands in the project's reference on token economics. */
export const sourced = (
  value: number,
  unit: string,
  band: readonly [number, number],
  tag: SourcedValue['tag'],
  source: string,
  note?: string,
): SourcedValue => ({ value, unit, source, tag, date: read, band, ...(note === undefined ? {} : { note }) });
