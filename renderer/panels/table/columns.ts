/** Columns of the equipment table: where a piece stands and belongs, its parameters, and any solved quantity. */
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import { type Analysis, isAwaited, quantityOf } from '../../../shared/analysis/result.ts';
import type { AnyKind, ParameterSpec } from '../../../shared/catalogue/kind.ts';
import { envelopeOf } from '../../../shared/catalogue/placement.ts';
import { parametersOf } from '../../../shared/catalogue/resolve.ts';
import { belongColumns, groupPath, type PlaceKey, placeColumns, spacePath } from '../../../shared/commands/table/place-columns.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Connection, Equipment, ParameterValue } from '../../../shared/document/records.ts';
import { fromSI, plainUnit, type UnitSystem, unitNamed, unitsOf } from '../../../shared/units/convert.ts';
import { displayUnit, formatQuantity } from '../../../shared/units/format.ts';
import { shortTitle, showQuantity, unitOfParameter, unitOfQuantity } from '../../figures.ts';

export interface Line {
  readonly record: Equipment | Connection;
  readonly kind: string;
  readonly item: string;
  readonly place: string;
}

export interface DataColumn {
  readonly key: string;
  readonly title: string;
  readonly fullTitle: string;
  readonly hint: string;
  /** Solved figures cannot be pasted. */
  readonly solved: boolean;
  /** Still being worked out, so that an empty cell says nothing. */
  readonly awaited: boolean;
  value(line: Line): number | string | undefined;
  shown(line: Line): { readonly text: string; readonly unit: string };
  /** The one unit of the whole column in copied text; empty for words. */
  unitFor(lines: readonly Line[]): string;
  plain(line: Line, unit: string): string;
}

/** Exact enough to come back as the same number, short enough to read. */
const plainNumber = (value: number): string => String(Number(value.toPrecision(12)));

export function quantityColumn(key: QuantityKey, analysis: Analysis | null, system: UnitSystem): DataColumn {
  const { title, formula, quantity } = quantities[key];
  const awaited = analysis !== null && isAwaited(analysis, key);
  const value = ({ record }: Line) => (analysis ? quantityOf(analysis.results, record.id, key) : undefined);
  return {
    key,
    title: shortTitle(key),
    fullTitle: title,
    hint: `${title}: ${formula}`,
    solved: true,
    value,
    awaited,
    shown: (line) => (awaited && value(line) === undefined ? { text: '…', unit: '' } : showQuantity(key, value(line), system)),
    unitFor: (lines) => unitOfQuantity(key, system) ?? displayUnit(largest(lines.map(value)), quantity, system).name,
    plain: (line, unit) => {
      const own = value(line);
      return own === undefined ? '' : plainNumber(fromSI(own, unitNamed(quantity, unit)));
    },
  };
}

export function parameterColumn(name: string, spec: ParameterSpec, document: Document, system: UnitSystem): DataColumn {
  const raw = ({ record }: Line): ParameterValue | undefined => {
    const parameters = parametersOf(document, record);
    return parameters.ok ? (parameters.value as Readonly<Record<string, ParameterValue | undefined>>)[name] : undefined;
  };
  const words = (value: ParameterValue | undefined): string =>
    value === undefined ? '–' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  const numeric = spec.type === 'number' ? spec : undefined;
  return {
    key: `parameter ${name}`,
    title: spec.title,
    fullTitle: spec.title,
    hint: spec.help ?? spec.title,
    solved: false,
    awaited: false,
    value: (line) => {
      const value = raw(line);
      return typeof value === 'number' ? value : value === undefined ? undefined : words(value);
    },
    shown: (line) => {
      const value = raw(line);
      if (!numeric || typeof value !== 'number') return { text: words(value), unit: '' };
      return formatQuantity(value, numeric.quantity, { system, unit: unitOfParameter(name, numeric, value, system) });
    },
    unitFor: (lines) =>
      numeric
        ? unitOfParameter(name, numeric, largest(lines.map((line) => raw(line)).filter((value) => typeof value === 'number')), system)
        : '',
    plain: (line, unit) => {
      const value = raw(line);
      if (!numeric || typeof value !== 'number') return value === undefined ? '' : words(value);
      return unitsOf(numeric.quantity).some((one) => one.name === unit)
        ? plainNumber(fromSI(value, unitNamed(numeric.quantity, unit)))
        : plainNumber(value);
    },
  };
}

/** Where a piece stands, as numbers. Runs have no place of their own. */
export function placeColumn(key: PlaceKey, system: UnitSystem): DataColumn {
  const { title, quantity, hint } = placeColumns[key];
  const unit = plainUnit(quantity, system);
  const value = ({ record }: Line): number | undefined =>
    record.type === 'connection' ? undefined : key === 'turn' ? record.yaw_deg : record.position_m['xyz'.indexOf(key)];
  return {
    key,
    title,
    fullTitle: title,
    hint,
    solved: false,
    awaited: false,
    value,
    shown: (line) => formatQuantity(value(line), quantity, { system, unit, ...(quantity === 'length' ? { decimals: 2 } : {}) }),
    unitFor: () => unit,
    plain: (line) => {
      const own = value(line);
      return own === undefined ? '' : plainNumber(fromSI(own, unitNamed(quantity, unit)));
    },
  };
}

/** The row, pod or room that a piece belongs to, as a path of names. */
export function belongColumn(key: 'group' | 'space', document: Document): DataColumn {
  const { title, hint } = belongColumns[key];
  const value = ({ record }: Line): string | undefined =>
    record.type === 'connection'
      ? undefined
      : (key === 'group' ? groupPath(document, record.group) : spacePath(document, record.space)) || undefined;
  return {
    key,
    title,
    fullTitle: title,
    hint,
    solved: false,
    awaited: false,
    value,
    shown: (line) => ({ text: value(line) ?? '–', unit: '' }),
    unitFor: () => '',
    plain: (line) => value(line) ?? '',
  };
}

/** Mass in operation, from the envelope: also of kinds that have it by the metre. */
export function massColumn(document: Document, system: UnitSystem): DataColumn {
  const unit = plainUnit('mass', system);
  const value = ({ record }: Line): number | undefined =>
    record.type === 'connection' ? undefined : envelopeOf(document, record)?.mass_kg;
  return {
    key: 'mass',
    title: 'Mass',
    fullTitle: 'Mass',
    hint: 'What stands on the floor',
    solved: false,
    awaited: false,
    value,
    shown: (line) => formatQuantity(value(line), 'mass', { system }),
    unitFor: () => unit,
    plain: (line) => {
      const own = value(line);
      return own === undefined ? '' : plainNumber(fromSI(own, unitNamed('mass', unit)));
    },
  };
}

const largest = (values: readonly (number | undefined)[]): number =>
  values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);

/** Parameters of kinds that fit a cell, each once: curves do not. */
export function cellParameters(...kinds: readonly (AnyKind | undefined)[]): readonly (readonly [string, ParameterSpec])[] {
  const specs = new Map<string, ParameterSpec>();
  for (const kind of kinds)
    for (const [name, spec] of Object.entries((kind?.parameters ?? {}) as Readonly<Record<string, ParameterSpec>>))
      if (spec.type !== 'curve' && !specs.has(name)) specs.set(name, spec);
  return [...specs];
}

/** Tab-separated text with one unit per column in its heading: what a spreadsheet takes and `pasteTable` gives back. */
export function copiedTable(lines: readonly Line[], columns: readonly DataColumn[]): string {
  const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const units = columns.map((column) => column.unitFor(lines));
  const head = ['Tag', 'Item', 'Where', ...columns.map(({ fullTitle }, i) => (units[i] ? `${fullTitle} [${units[i]}]` : fullTitle))];
  const rows = lines.map((line) => [
    line.record.tag,
    line.item,
    line.place,
    ...columns.map((column, i) => column.plain(line, units[i] ?? '')),
  ]);
  return `${[head, ...rows].map((row) => row.map(quoted).join('\t')).join('\n')}\n`;
}

/** Headings of a copied table that say nothing a design could take. */
export const passedOver: ReadonlySet<string> = new Set(['Where', ...Object.values(quantities).map(({ title }) => title)]);
