/** What differs in a record, in the words of the trade: parameters by title and unit, items by title, places by distance. */
import type { ParameterSpec } from '../catalogue/kind.ts';
import { kindOf } from '../catalogue/resolve.ts';
import type { FieldDifference, RecordDifference } from '../document/diff.ts';
import type { Document } from '../document/document.ts';
import type { UnitSystem } from '../units/convert.ts';
import { describeQuantity } from '../units/format.ts';

interface Sides {
  readonly before: Document;
  readonly after: Document;
}

const plain = (value: unknown): string => (value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value));

const itemTitle = (document: Document, name: unknown): string =>
  [...document.tables.item.values()].find((item) => item.name === name)?.title ?? plain(name);

function specOf({ after }: Sides, { after: id }: RecordDifference, parameter: string): ParameterSpec | undefined {
  const record = id === undefined ? undefined : (after.tables.equipment.get(id) ?? after.tables.connection.get(id));
  return record && kindOf(after, record)?.parameters[parameter];
}

/** A value set on the record; without one it has what its item says. */
function parameterWords(spec: ParameterSpec | undefined, value: unknown, system: UnitSystem): string {
  if (value === undefined) return 'as its item';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return spec?.type === 'number' && typeof value === 'number' ? describeQuantity(value, spec.quantity, { system }) : plain(value);
}

function fieldWords(sides: Sides, difference: RecordDifference, change: FieldDifference, system: UnitSystem): string {
  const { field, before, after } = change;
  if (field === 'item') return `${itemTitle(sides.before, before)} → ${itemTitle(sides.after, after)}`;
  if (field === 'waypoints_m') return 'another route';
  if (field === 'yaw_deg') return `turned from ${plain(before)}° to ${plain(after)}°`;
  if (field === 'position_m') return `moved by ${describeQuantity(difference.distance_m ?? 0, 'length', { system })}`;
  if (!field.startsWith('overrides.')) return `${field} ${plain(before)} → ${plain(after)}`;
  const name = field.slice('overrides.'.length);
  const spec = specOf(sides, difference, name);
  return `${spec?.title ?? name} ${parameterWords(spec, before, system)} → ${parameterWords(spec, after, system)}`;
}

/** Empty for what was added or removed as a whole. */
export const changeWords = (sides: Sides, difference: RecordDifference, system: UnitSystem = 'SI'): string =>
  difference.fields.map((change) => fieldWords(sides, difference, change, system)).join(', ');
