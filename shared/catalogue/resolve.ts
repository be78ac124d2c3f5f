/** Effective parameters of a record: item value, else the kind's default, overridden by the record. */
import { type Document, itemOf } from '../document/document.ts';
import type { Connection, Equipment, Item, ParameterValue } from '../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import { describeQuantity, type FormatOptions } from '../units/format.ts';
import type { AnyKind, AnyParameters, NumberParameter, ParameterSpec } from './kind.ts';
import { kindNamed } from './kinds/index.ts';

/** The ends of a declared range in the units a person reads; shares in per cent, as their fields show them. */
function rangeOf({ min, max, quantity }: NumberParameter, shown: FormatOptions): string {
  if (quantity === 'count' || (quantity === 'ratio' && max > 1)) return `${min} and ${max}`;
  const options = quantity === 'ratio' ? { unit: '%' } : shown;
  return `${describeQuantity(min, quantity, options)} and ${describeQuantity(max, quantity, options)}`;
}

/**
 * Why a value does not fit its declaration, or undefined when it does.
 * @param shown units that the range is named in
 */
export function parameterFault(spec: ParameterSpec, value: ParameterValue, shown: FormatOptions = {}): string | undefined {
  switch (spec.type) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return `${spec.title} must be a number`;
      if (value < spec.min || value > spec.max) return `${spec.title} must lie between ${rangeOf(spec, shown)}`;
      return undefined;
    case 'choice':
      return typeof value === 'string' && spec.choices.includes(value)
        ? undefined
        : `${spec.title} must be one of ${spec.choices.join(', ')}`;
    case 'flag':
      return typeof value === 'boolean' ? undefined : `${spec.title} must be true or false`;
    case 'curve': {
      if (!Array.isArray(value) || value.length < 2) return `${spec.title} needs at least two points`;
      const points = value as readonly (readonly [number, number])[];
      if (!points.every((point) => point.length === 2 && point.every(Number.isFinite))) return `${spec.title} must be pairs of numbers`;
      const { yMin = Number.NEGATIVE_INFINITY, yMax = Number.POSITIVE_INFINITY } = spec;
      if (points.some(([, y]) => y < yMin || y > yMax)) return `${spec.title} must lie between ${yMin} and ${yMax}`;
      return points.every((point, i) => i === 0 || point[0] > (points[i - 1]?.[0] ?? 0)) ? undefined : `${spec.title} must have rising x`;
    }
  }
}

function effective(kind: AnyKind, item: Item, overrides: Readonly<Record<string, ParameterValue>>): Result<AnyParameters> {
  const values: Record<string, ParameterValue> = {};
  const problems: Problem[] = [];
  for (const [name, spec] of Object.entries(kind.parameters as Record<string, ParameterSpec>)) {
    const value = overrides[name] ?? item.values[name]?.value ?? ('default' in spec ? spec.default : undefined);
    if (value === undefined) {
      if (!('optional' in spec))
        problems.push({
          code: 'missing-value',
          record: item.id,
          field: name,
          message: `item ${item.name} has no value for ${spec.title}`,
        });
      continue;
    }
    const fault = parameterFault(spec, value);
    if (fault)
      problems.push({
        code: 'bad-value',
        record: item.id,
        field: name,
        message: fault,
      });
    values[name] = value;
  }
  return problems.length > 0 ? fail(...problems) : succeed(values);
}

const plainCache = new WeakMap<Item, Result<AnyParameters>>();

type Overrides = Equipment['overrides'];
/** By the overrides as they stand in a record, and by what they say: many records of a design say the same. */
const overriddenCache = new WeakMap<Overrides, { item: Item; result: Result<AnyParameters> }>();
const sayingCache = new WeakMap<Item, Map<string, Result<AnyParameters>>>();

/** Parameters of an item as it stands in the catalogue. */
export function itemParameters(item: Item): Result<AnyParameters> {
  let result = plainCache.get(item);
  if (!result) {
    const kind = kindNamed(item.kind);
    result = kind
      ? effective(kind, item, {})
      : fail({
          code: 'unknown-kind',
          record: item.id,
          field: 'kind',
          message: `no kind is named ${item.kind}`,
        });
    plainCache.set(item, result);
  }
  return result;
}

function overridden(item: Item, overrides: Overrides): Result<AnyParameters> {
  const kind = kindNamed(item.kind);
  if (!kind) return itemParameters(item);
  let known = sayingCache.get(item);
  if (!known) {
    known = new Map();
    sayingCache.set(item, known);
  }
  const saying = JSON.stringify(overrides);
  let result = known.get(saying);
  if (!result) {
    result = effective(kind, item, overrides);
    // A field that is typed into says something new at every key: what nobody says any more must not pile up.
    if (known.size >= mostSayings) known.clear();
    known.set(saying, result);
  }
  return result;
}

const mostSayings = 2000;

const hasOwn = (overrides: Overrides): boolean => {
  for (const _ in overrides) return true;
  return false;
};

/** Parameters of a placed record; the same value for all records of an item that override the same. */
export function parametersOf(document: Document, record: Equipment | Connection): Result<AnyParameters> {
  return parametersWith(itemOf(document, record), record.overrides);
}

/** Parameters of an item with a record's overrides. */
export function parametersWith(item: Item, overrides: Overrides): Result<AnyParameters> {
  if (!hasOwn(overrides)) return itemParameters(item);
  const cached = overriddenCache.get(overrides);
  if (cached && cached.item === item) return cached.result;
  const result = overridden(item, overrides);
  overriddenCache.set(overrides, { item, result });
  return result;
}

export function kindOf(document: Document, record: Equipment | Connection): AnyKind | undefined {
  return kindNamed(itemOf(document, record).kind);
}
