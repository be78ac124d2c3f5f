/** Whether a JSON value is a record: its table, its fields, and parameter values as the kind declares them. */
import * as v from 'valibot';
import { assumptionProblems } from '../catalogue/assumptions/assumption.ts';
import { siteAssumptions } from '../catalogue/assumptions/site.ts';
import { workloadSpecs } from '../catalogue/assumptions/workload.ts';
import type { AnyKind, ParameterSpec } from '../catalogue/kind.ts';
import { kindNamed } from '../catalogue/kinds/index.ts';
import { parameterFault } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import { type FacilityRecord, type Item, type ParameterValue, type RecordType, recordTypes } from '../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import { recordSchemas } from './schema.ts';

const isTable = (type: unknown): type is RecordType => (recordTypes as readonly unknown[]).includes(type);

type Path = readonly { readonly key?: unknown }[];

/** `outline_m[3][0]`, `values.design_W.tag` */
function fieldOf(path: Path): string {
  return path.reduce(
    (field, { key }) => (typeof key === 'number' ? `${field}[${key}]` : field === '' ? String(key) : `${field}.${String(key)}`),
    '',
  );
}

const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** Key that would set a prototype instead of a field in code that copies objects naively. */
function forbiddenKey(value: unknown, path: Path = []): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, { key: Array.isArray(value) ? Number(key) : key }];
    if (key === '__proto__') return fieldOf(here);
    const found = forbiddenKey(inner, here);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text search first: hardly any file has the key, and walking every value of every record costs. */
export const mayNameForbiddenKey = (text: string): boolean => text.includes('__proto__') || text.includes('\\u');

type BareProblem = Omit<Problem, 'file' | 'line'>;

/** The raw value itself, typed, when it fits the schema of its table; unknown fields stay in it. */
export function checkRecord(raw: unknown, text: string): Result<FacilityRecord> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return fail({ code: 'not-a-record', message: `a record must be an object, not ${shown(raw)}` });
  const { id, type } = raw as { id?: unknown; type?: unknown };
  const named = typeof id === 'string' ? { record: id.slice(0, 200) } : {};
  if (typeof id !== 'string') return fail({ code: 'bad-field', field: 'id', message: `id must be a text, not ${shown(id)}` });
  if (!isTable(type))
    return fail({
      code: 'unknown-type',
      ...named,
      field: 'type',
      message: `type must be one of ${recordTypes.join(', ')}, not ${shown(type)}`,
    });
  const forbidden = mayNameForbiddenKey(text) ? forbiddenKey(raw) : undefined;
  if (forbidden !== undefined)
    return fail({ code: 'bad-field', ...named, field: forbidden, message: `${forbidden} is not a name a field can have` });
  const parsed = v.safeParse(recordSchemas[type], raw, { abortPipeEarly: true });
  if (parsed.success) return succeed(raw as FacilityRecord);
  const problems = parsed.issues.map((issue): BareProblem => {
    const field = fieldOf((issue.path ?? []) as Path);
    const missing = issue.kind === 'schema' && issue.input === undefined;
    return {
      code: missing ? 'missing-field' : 'bad-field',
      ...named,
      field,
      message: missing ? `${field} is missing` : `${field} ${issue.message}, not ${shown(issue.input)}`,
    };
  });
  return fail(...problems);
}

function valueProblems(
  record: { readonly id: string },
  specs: Readonly<Record<string, ParameterSpec>>,
  field: string,
  value: ParameterValue,
  name: string,
): BareProblem[] {
  const spec = specs[name];
  const fault = spec ? parameterFault(spec, value) : undefined;
  return fault === undefined ? [] : [{ code: 'bad-value', record: record.id, field, message: `${field}: ${fault}, not ${shown(value)}` }];
}

const ownSpecs = new Map<AnyKind, Readonly<Record<string, ParameterSpec>>>();

const specsOf = (item: Item): Readonly<Record<string, ParameterSpec>> | undefined => {
  const kind = kindNamed(item.kind);
  if (!kind) return undefined;
  const known = ownSpecs.get(kind);
  if (known) return known;
  // Own properties only, so that a parameter called `constructor` in a file finds nothing.
  const specs = Object.assign(Object.create(null) as Record<string, ParameterSpec>, kind.parameters);
  ownSpecs.set(kind, specs);
  return specs;
};

/** What a site or a workload states instead of the program's assumptions. */
function statedProblems(record: FacilityRecord): BareProblem[] {
  const of = (field: string, problems: ReturnType<typeof assumptionProblems>) =>
    problems.map(({ name, message }) => ({
      code: 'bad-value',
      record: record.id,
      field: `${field}.${name}`,
      message: `${field}.${name}: ${message}`,
    }));
  if (record.type === 'site') return record.assumptions ? of('assumptions', assumptionProblems(siteAssumptions, record.assumptions)) : [];
  return record.type === 'workload' ? of('values', assumptionProblems(workloadSpecs(record.purpose), record.values)) : [];
}

/** Parameter values of an item, or the overrides of what is made of it, against the declarations of its kind. */
export function parameterProblems(document: Document, record: FacilityRecord): BareProblem[] {
  if (record.type === 'item') {
    const specs = specsOf(record);
    if (!specs)
      return [
        { code: 'unknown-kind', record: record.id, field: 'kind', message: `kind ${shown(record.kind)} is not known to this version` },
      ];
    return Object.entries(record.values).flatMap(([name, { value }]) => valueProblems(record, specs, `values.${name}`, value, name));
  }
  if (record.type !== 'equipment' && record.type !== 'connection') return statedProblems(record);
  const names = Object.keys(record.overrides);
  const item = names.length > 0 ? document.tables.item.get(record.item) : undefined;
  const specs = item && specsOf(item);
  if (!item || !specs) return [];
  return names.flatMap((name) => {
    const field = `overrides.${name}`;
    if (!specs[name])
      return [{ code: 'unknown-parameter', record: record.id, field, message: `${field}: a ${item.kind} has no parameter of this name` }];
    return valueProblems(record, specs, field, record.overrides[name] as ParameterValue, name);
  });
}
