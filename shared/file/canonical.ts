/**
 * One record as one line of JSON with its keys in a fixed order: those of the schema first, fields the
 * schema does not know after them, sorted. The same record always gives the same bytes.
 */
import type * as v from 'valibot';
import type { FacilityRecord } from '../document/records.ts';
import { headerSchema, recordSchemas } from './schema.ts';

/** The parts of a valibot schema that decide an order of keys. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly value?: Shape;
  readonly item?: Shape;
  readonly wrapped?: Shape;
}

const shapeOf = (schema: v.GenericSchema): Shape => schema as unknown as Shape;
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** @throws on a number that JSON cannot hold: a document never contains one. */
function print(value: unknown, shape: Shape | undefined, place: string): string {
  if (shape?.wrapped) return print(value, shape.wrapped, place);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${place} is ${value}, which a facility file cannot hold`);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${items.map((item, i) => print(item, shape?.item, `${place}[${i}]`)).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const object = value as Readonly<Record<string, unknown>>;
  const known = shape?.entries ? Object.keys(shape.entries) : [];
  const isKnown = new Set(known);
  const others = Object.keys(object)
    .filter((key) => !isKnown.has(key))
    .sort(byCodeUnit);
  const parts: string[] = [];
  for (const key of [...known, ...others]) {
    if (!Object.hasOwn(object, key) || object[key] === undefined) continue;
    const inner = shape?.entries && isKnown.has(key) ? shape.entries[key] : shape?.type === 'record' ? shape.value : undefined;
    parts.push(`${JSON.stringify(key)}:${print(object[key], inner, `${place}.${key}`)}`);
  }
  return `{${parts.join(',')}}`;
}

/** The line of a record, without its line feed. @throws on NaN or infinity. */
export const recordLine = (record: FacilityRecord): string => print(record, shapeOf(recordSchemas[record.type]), record.id);

/** The first line of a file, without its line feed. */
export const headerLine = (header: Readonly<Record<string, unknown>>): string => print(header, shapeOf(headerSchema), 'header');

export const compareIds = (a: { readonly id: string }, b: { readonly id: string }): number => byCodeUnit(a.id, b.id);
