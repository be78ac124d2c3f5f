/** One list of everything a person should look at: findings, networks without solution, lines set aside, failures. */
import type { Analysis, Finding, Severity } from '../../shared/analysis/result.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { describeProblem, type Problem } from '../../shared/problem.ts';
import { plainUnit, type UnitSystem, unitsOf } from '../../shared/units/convert.ts';
import { formatFixed, formatNumber, formatQuantity } from '../../shared/units/format.ts';
import { type QuantityKind, quantityKinds } from '../../shared/units/quantity.ts';
import { inUnits } from '../../shared/units/reword.ts';
import { naturalCompare } from '../ui/natural-order.ts';

export interface FindingLine {
  readonly key: string;
  readonly severity: Severity;
  /** Rule the line comes from; empty for what no rule says. */
  readonly rule: string;
  readonly message: string;
  readonly where: string;
  readonly subjects: readonly RecordId[];
  readonly actual: string;
  readonly limit: string;
  readonly margin: string;
  readonly marginValue: number | undefined;
  readonly source: string;
  /** What the rule said; absent for what no rule says. */
  readonly finding?: Finding;
}

/** Kind of a unit as findings name it: SI except for temperatures in °C. */
const kindOfUnit = new Map<string, QuantityKind>([
  ...(Object.entries(quantityKinds) as [QuantityKind, { unit: string }][])
    .filter(([kind]) => !['temperatureDifference', 'pressureDifference', 'ratio', 'count'].includes(kind))
    .map(([kind, { unit }]): [string, QuantityKind] => [unit, kind]),
  ['K', 'temperatureDifference'],
  ['°C', 'temperature'],
]);

/** A figure of a finding in the person's units; units the catalogue of kinds does not know are printed as they are. */
function figure(value: number, unit: string, system: UnitSystem, difference: boolean): { text: string; unit: string } {
  const kind = kindOfUnit.get(unit);
  if (!kind) {
    if ((unit === '1' || unit === '') && Math.abs(value) <= 2 && !Number.isInteger(value))
      return formatQuantity(value, 'ratio', { unit: '%' });
    return { text: Number.isInteger(value) ? formatFixed(value, 0) : formatNumber(value), unit: unit === '1' ? '' : unit };
  }
  if (kind === 'temperature')
    return difference
      ? formatQuantity(value, 'temperatureDifference', { system })
      : formatQuantity(value + (unitsOf('temperature')[0]?.offset ?? 0), kind, { system });
  return formatQuantity(value, kind, { system, ...(kind === 'length' ? { unit: plainUnit('length', system) } : {}) });
}

const join = ({ text, unit }: { text: string; unit: string }) => (unit === '' ? text : `${text} ${unit}`);

export function placeOf(document: Document, id: RecordId): string {
  const { equipment, connection, space, group, system } = document.tables;
  const record = equipment.get(id);
  if (record) {
    const row = record.group ? group.get(record.group) : undefined;
    const pod = row?.parent ? group.get(row.parent) : undefined;
    return [pod?.name, row?.name].filter(Boolean).join(', ') || (record.space ? (space.get(record.space)?.name ?? '') : '');
  }
  const run = connection.get(id);
  if (run) return system.get(run.system)?.name ?? '';
  return space.get(id)?.name ?? group.get(id)?.name ?? system.get(id)?.name ?? '';
}

const tagOf = (document: Document, id: RecordId): string | undefined =>
  document.tables.equipment.get(id)?.tag ?? document.tables.connection.get(id)?.tag;

function whereOf(document: Document, subjects: readonly RecordId[]): string {
  const [first] = subjects;
  if (first === undefined) return 'Design';
  const place = placeOf(document, first);
  const more = subjects.length > 1 ? ` and ${subjects.length - 1} more` : '';
  return `${[place, tagOf(document, first)].filter(Boolean).join(', ')}${more}`;
}

export function findingLines(
  document: Document,
  analysis: Analysis | null,
  notes: readonly Problem[],
  failure: string | null,
  system: UnitSystem,
): readonly FindingLine[] {
  const lines: FindingLine[] = [];
  const plain = (
    key: string,
    severity: Severity,
    message: string,
    where: string,
    subjects: readonly RecordId[],
    source: string,
  ): FindingLine => ({
    key,
    severity,
    rule: '',
    message,
    where,
    subjects,
    actual: '',
    limit: '',
    margin: '',
    marginValue: undefined,
    source,
  });
  if (failure !== null)
    lines.push(
      plain('failure', 'error', `The analysis stopped: ${failure}`, 'Analysis', [], 'the figures shown are of an earlier revision'),
    );
  for (const island of analysis?.islands ?? []) {
    if (island.status === 'solved' || island.status === 'dead') continue;
    lines.push(
      plain(
        `island ${island.system} ${island.id}`,
        'error',
        `${island.name}: ${island.cause ?? 'no solution'}`,
        `${island.system}, ${island.records} records`,
        island.worst ?? [],
        'solver',
      ),
    );
  }
  analysis?.findings.forEach((finding, i) => {
    const actual = figure(finding.actual, finding.unit, system, false);
    const limit = figure(finding.limit, finding.unit, system, false);
    // A rule that answers yes or no counts in whole pieces; its figures say nothing beyond the message.
    const yesOrNo = (finding.unit === '1' || finding.unit === '') && (finding.margin === 0 || finding.limit === 0);
    lines.push({
      key: `${i} ${finding.rule}`,
      severity: finding.severity,
      rule: finding.rule,
      message: inUnits(finding.message, system),
      where: whereOf(document, finding.subjects),
      subjects: finding.subjects,
      actual: yesOrNo ? '' : actual.text,
      limit: yesOrNo ? '' : join(limit),
      margin: yesOrNo ? '' : join(figure(finding.margin, finding.unit, system, true)),
      marginValue: yesOrNo ? undefined : finding.margin,
      source: finding.source,
      finding,
    });
  });
  for (const problem of notes)
    lines.push(
      plain(
        `note ${problem.line} ${problem.code}`,
        'warning',
        `Set aside when opening: ${describeProblem(problem)}`,
        problem.line === undefined ? 'File' : `Line ${problem.line}`,
        problem.record ? [problem.record] : [],
        'file',
      ),
    );
  const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 };
  // Ids are random; a person looks for tags in their natural order, rule by rule.
  return lines.sort((a, b) => rank[a.severity] - rank[b.severity] || naturalCompare(a.rule, b.rule) || naturalCompare(a.where, b.where));
}

export function countWords(lines: readonly FindingLine[]): string {
  const count = (severity: Severity) => lines.filter((line) => line.severity === severity).length;
  const word = (n: number, one: string) => (n === 0 ? undefined : `${n} ${one}${n === 1 ? '' : 's'}`);
  return (
    [word(count('error'), 'error'), word(count('warning'), 'warning'), word(count('note'), 'note')].filter(Boolean).join(' · ') ||
    'no findings'
  );
}
