/**
 * Nearly every line of a large file is a plain piece of equipment or a plain run. These few comparisons tell the ones that fit the
 * schema without doubt; everything else goes to the schema, which also says what is wrong.
 */
import type { Connection, Equipment } from '../document/records.ts';
import { farthest_m } from '../document/site-limits.ts';
import { idPattern } from './schema.ts';

type Raw = Readonly<Record<string, unknown>>;

const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

function isPlace(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  for (let i = 0; i < 3; i++) {
    const length_m: unknown = value[i];
    if (typeof length_m !== 'number' || !(Math.abs(length_m) <= farthest_m)) return false;
  }
  return true;
}

/** Numbers, texts and flags; a curve is left to the schema. */
function areOverrides(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const name in value) {
    const own = value[name];
    if (typeof own === 'number' ? !Number.isFinite(own) : typeof own !== 'string' && typeof own !== 'boolean') return false;
  }
  return true;
}

const isEnd = (value: unknown): boolean => isObject(value) && isId(value.equipment) && typeof value.port === 'string';

/** @returns false also for what the schema may well accept */
export function isPlainPiece(raw: unknown): raw is Equipment | Connection {
  if (!isObject(raw) || !isId(raw.id) || typeof raw.tag !== 'string' || !isId(raw.item) || !areOverrides(raw.overrides)) return false;
  if (raw.type === 'equipment') {
    if (!isId(raw.space) || (raw.group !== undefined && !isId(raw.group)) || 'locked' in raw) return false;
    const { yaw_deg } = raw;
    return isPlace(raw.position_m) && typeof yaw_deg === 'number' && Math.abs(yaw_deg) <= 1e6;
  }
  const { waypoints_m } = raw;
  return (
    raw.type === 'connection' &&
    isId(raw.system) &&
    isEnd(raw.from) &&
    isEnd(raw.to) &&
    Array.isArray(waypoints_m) &&
    waypoints_m.every(isPlace)
  );
}
