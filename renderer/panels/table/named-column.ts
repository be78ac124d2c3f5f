/** Columns by what a person may call them in a condition: solved quantities, place, mass, and every declared parameter. */
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import { type Analysis, quantityOf } from '../../../shared/analysis/result.ts';
import type { NumberParameter, ParameterSpec } from '../../../shared/catalogue/kind.ts';
import { kindNamed } from '../../../shared/catalogue/kinds/index.ts';
import { parametersOf } from '../../../shared/catalogue/resolve.ts';
import { type PlaceKey, placeColumns } from '../../../shared/commands/table/place-columns.ts';
import type { Document } from '../../../shared/document/document.ts';
import { plainUnit, type UnitSystem } from '../../../shared/units/convert.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import { shortTitle, unitOfParameter, unitOfQuantity } from '../../figures.ts';
import { belongColumn, type Line, massColumn, placeColumn } from './columns.ts';

export type NamedColumn =
  | {
      readonly quantity: QuantityKind /** Of a number without one. */;
      readonly unit?: string | undefined;
      value(line: Line): number | undefined;
    }
  | { text(line: Line): string };

const folded = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, '');

const numberOf = (value: number | string | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

/** The parameter of that name or title in each kind that has it, of one quantity. */
function parameterNamed(name: string, kinds: readonly string[], document: Document, system: UnitSystem): NamedColumn | undefined {
  const inKind = new Map<string, readonly [name: string, spec: NumberParameter]>();
  for (const kind of kinds) {
    const specs = (kindNamed(kind)?.parameters ?? {}) as Readonly<Record<string, ParameterSpec>>;
    for (const [key, spec] of Object.entries(specs))
      if (spec.type === 'number' && (folded(key) === name || folded(spec.title) === name)) inKind.set(kind, [key, spec]);
  }
  const [first] = inKind.values();
  if (!first) return undefined;
  const [own, { quantity }] = first;
  return {
    quantity,
    unit: unitOfParameter(own, first[1], undefined, system),
    value: ({ kind, record }) => {
      const found = inKind.get(kind);
      const parameters = found?.[1].quantity === quantity ? parametersOf(document, record) : undefined;
      const values = parameters?.ok ? (parameters.value as Readonly<Record<string, unknown>>) : {};
      const value = values[found?.[0] ?? ''];
      return typeof value === 'number' ? value : undefined;
    },
  };
}

/**
 * @param kinds those in the table, so that a title means what they call so
 * @returns the column of a name; solved quantities come before parameters of one name
 */
export function namedColumns(
  document: Document,
  analysis: Analysis | null,
  system: UnitSystem,
  kinds: readonly string[],
): (name: string) => NamedColumn | undefined {
  const find = (name: string): NamedColumn | undefined => {
    const key = (Object.keys(quantities) as QuantityKey[]).find((candidate) =>
      [candidate, shortTitle(candidate), quantities[candidate].title].some((title) => folded(title) === name),
    );
    if (key)
      return {
        quantity: quantities[key].quantity,
        unit: unitOfQuantity(key, system),
        value: ({ record }) => (analysis ? quantityOf(analysis.results, record.id, key) : undefined),
      };
    const place = (Object.keys(placeColumns) as PlaceKey[]).find((candidate) => folded(placeColumns[candidate].title) === name);
    if (place) {
      const { quantity } = placeColumns[place];
      const column = placeColumn(place, system);
      return { quantity, unit: plainUnit(quantity, system), value: (line) => numberOf(column.value(line)) };
    }
    if (name === 'mass') {
      const column = massColumn(document, system);
      return { quantity: 'mass', unit: plainUnit('mass', system), value: (line) => numberOf(column.value(line)) };
    }
    if (name === 'group' || name === 'space') {
      const column = belongColumn(name, document);
      return { text: (line) => String(column.value(line) ?? '') };
    }
    if (name === 'item') return { text: ({ item }) => item };
    if (name === 'tag') return { text: ({ record }) => record.tag };
    if (name === 'where') return { text: ({ place: where }) => where };
    return parameterNamed(name, kinds, document, system);
  };
  const known = new Map<string, NamedColumn | undefined>();
  return (name) => {
    const key = folded(name);
    if (!known.has(key)) known.set(key, find(key));
    return known.get(key);
  };
}
