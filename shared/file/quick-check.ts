/**
 * Nearly every line of a large file is a plain piece of equipment or a plain run. These few comparisons tell the ones that fit the
 * schema without doubt; everything else goes to the schema, which also says what is wrong.
 */
import type { Connection, Equipment } from '../document/records.ts';
import { farthest_m } from '../document/site-limits.ts';
import { idPattern } from './schema.ts';

type Raw = Readonly<Record<string, unknown>>;

const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);
/** What it names has to be among the records read, whose own ids are looked at. */
const isReference = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

function isPlace(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  for (let i = 0; i < 3; i++) {
    const length_m: unknown = value[i];
    if (typeof length_m !== 'number' || !(Math.abs(length_m) <= farthest_m)) return false;
  }
  return true;
}

/** Numbers, texts and flags under names that a field can have; a curve is left to the schema. */
function areOverrides(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const name in value) {
    if (name === '__proto__') return false;
    const own = value[name];
    if (typeof own === 'number' ? !Number.isFinite(own) : typeof own !== 'string' && typeof own !== 'boolean') return false;
  }
  return true;
}

function hasFields(value: Raw, count: number): boolean {
  let found = 0;
  for (const _ in value) found++;
  return found === count;
}

const isEnd = (value: unknown): boolean =>
  isObject(value) && isReference(value.equipment) && typeof value.port === 'string' && hasFields(value, 2);

/**
 * Whether a value is a plain piece, once all that it refers to is found among the records read.
 *
 * @returns false also for what the schema may well accept, such as fields it does not know
 */
export function isPlainPiece(raw: unknown): raw is Equipment | Connection {
  if (!isObject(raw) || !isId(raw.id) || typeof raw.tag !== 'string' || !isReference(raw.item) || !areOverrides(raw.overrides))
    return false;
  if (raw.type === 'equipment') {
    const { group, yaw_deg } = raw;
    if (!isReference(raw.space) || (group !== undefined && !isReference(group)) || !hasFields(raw, group === undefined ? 8 : 9))
      return false;
    return isPlace(raw.position_m) && typeof yaw_deg === 'number' && Math.abs(yaw_deg) <= 1e6;
  }
  const { waypoints_m } = raw;
  return (
    raw.type === 'connection' &&
    isReference(raw.system) &&
    isEnd(raw.from) &&
    isEnd(raw.to) &&
    Array.isArray(waypoints_m) &&
    waypoints_m.every(isPlace) &&
    hasFields(raw, 9)
  );
}

/** No plain piece needs more; what is longer may be nested to any depth and is looked at before it is parsed. */
const longestPlainLine = 4000;

/** The plain piece that a line is; undefined for every other line, good or bad. */
export function plainPiece(text: string): Equipment | Connection | undefined {
  if (text.length > longestPlainLine) return undefined;
  try {
    const raw: unknown = JSON.parse(text);
    return isPlainPiece(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}
