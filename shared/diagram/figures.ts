/** Solved values on a diagram: what is written at each symbol, how loaded it is, what is wrong with it. */
import type { QuantityKey } from '../analysis/quantities.ts';
import { quantities } from '../analysis/quantities.ts';
import { type Analysis, quantityOf, type Severity, textOf } from '../analysis/result.ts';
import type { RecordId } from '../document/ids.ts';
import type { UnitSystem } from '../units/convert.ts';
import { describeQuantity, formatQuantity } from '../units/format.ts';
import type { Diagram, DiagramEdge, DiagramNode } from './graph.ts';

export interface NodeFigures {
  /** By the number that the shape's text slots name. */
  readonly texts: readonly string[];
  /** Part of the limit in use, of the member nearest to its limit; 1 is the limit. */
  readonly loading?: number;
  /** The same with another train lost. */
  readonly lossLoading?: number;
  /** Members with their own part of the limit, for the cells of a group. */
  readonly members: readonly (number | undefined)[];
  readonly severity?: Severity;
  /** Figures and finding in words, without the name. */
  readonly detail: string;
  /** Name, rated values and the same, for a screen reader. */
  readonly spoken: string;
}

const of = (analysis: Analysis, records: readonly RecordId[], key: QuantityKey): number[] =>
  records.flatMap((id) => quantityOf(analysis.results, id, key) ?? []);

const sum = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0));
const most = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : Math.max(...values));

const percent = (value: number | undefined): string =>
  value === undefined ? '' : `${formatQuantity(value, 'ratio', { unit: '%', decimals: 0 }).text} %`;

/** A temperature, or from the coldest to the hottest member where they differ by a tenth. */
function spread(values: readonly number[], key: QuantityKey, system: UnitSystem): string {
  if (values.length === 0) return '–';
  const kind = quantities[key].quantity;
  const low = formatQuantity(Math.min(...values), kind, { system });
  const high = formatQuantity(Math.max(...values), kind, { system });
  return low.text === high.text ? `${high.text} ${high.unit}` : `${low.text}–${high.text} ${high.unit}`;
}

const describe = (value: number | undefined, key: QuantityKey, system: UnitSystem): string =>
  describeQuantity(value, quantities[key].quantity, { system });

/** Margin to the highest supply from which on a rack counts as cool, for the colour of its square in a P&ID. */
export const coolMargin_K = 15;

/** How near one record is to its limit: current over rating, heat over capacity, or a rack's supply over its last 15 K. */
export function loadingOf(analysis: Analysis, id: RecordId, diagram: Diagram['kind']): number | undefined {
  const keys: readonly QuantityKey[] = diagram === 'one-line' ? ['loading'] : ['capacityUse', 'flowUse'];
  for (const key of keys) {
    const value = quantityOf(analysis.results, id, key);
    if (value !== undefined) return value;
  }
  const margin_K = diagram === 'p-and-id' ? quantityOf(analysis.results, id, 'supplyMargin') : undefined;
  return margin_K === undefined ? undefined : Math.max(0, 1 - margin_K / coolMargin_K);
}

const rank: Readonly<Record<Severity, number>> = { error: 3, warning: 2, note: 1 };

/** The worst finding about each record. */
export function worstFindings(analysis: Analysis | null): ReadonlyMap<RecordId, Severity> {
  const worst = new Map<RecordId, Severity>();
  for (const { severity, subjects } of analysis?.findings ?? [])
    for (const id of subjects) if (rank[severity] > rank[worst.get(id) ?? 'note'] || !worst.has(id)) worst.set(id, severity);
  return worst;
}

function instrumentTexts(node: DiagramNode, analysis: Analysis, system: UnitSystem): readonly string[] {
  const { records, symbol } = node;
  const flow = describe(sum(of(analysis, records, 'flow')), 'flow', system);
  const key: QuantityKey = symbol === 'racks' ? 'returnTemperature' : 'supplyTemperature';
  switch (symbol) {
    case 'pump':
      return [describe(most(of(analysis, records, 'head')), 'head', system), flow];
    case 'control-valve':
      return [flow];
    case 'coil':
      return [spread(of(analysis, records, 'airSupplyTemperature'), 'airSupplyTemperature', system)];
    default:
      return [spread(of(analysis, records, key), key, system), flow];
  }
}

function mainText(
  diagram: Diagram['kind'],
  node: DiagramNode,
  analysis: Analysis,
  loading: number | undefined,
  system: UnitSystem,
): string {
  const { records, symbol } = node;
  if (diagram === 'one-line') {
    const through = sum(of(analysis, records, 'powerFlow')) ?? sum(of(analysis, records, 'power'));
    if (through === undefined) {
      const states = new Set(records.flatMap((id) => textOf(analysis.results, id, 'state') ?? []));
      return states.size === 1 ? [...states].join() : '–';
    }
    return [describe(through, 'powerFlow', system), percent(loading)].filter(Boolean).join(' · ');
  }
  switch (symbol) {
    case 'pump':
      return `${percent(most(of(analysis, records, 'speed')))} speed`;
    case 'valve':
    case 'check-valve':
    case 'strainer':
    case 'balancing-valve':
      return describe(most(of(analysis, records, 'pressureDrop')), 'pressureDrop', system);
    case 'control-valve':
      return `${percent(most(of(analysis, records, 'valveOpening')))} open`;
    case 'tank':
    case 'vessel':
      return '';
    default: {
      const heat = sum(of(analysis, records, 'heat'));
      return [describe(heat, 'heat', system), symbol === 'racks' ? '' : percent(loading)].filter(Boolean).join(' · ');
    }
  }
}

export function figuresOf(
  diagram: Diagram['kind'],
  node: DiagramNode,
  analysis: Analysis | null,
  worst: ReadonlyMap<RecordId, Severity>,
  system: UnitSystem = 'SI',
  /** Loading of each record with another train lost, where that was asked for. */
  lost?: ReadonlyMap<RecordId, number>,
): NodeFigures {
  const { records } = node;
  const name =
    records.length > 1 ? `${node.title}, ${records.length} × ${node.rating.join(', ')}` : [node.title, ...node.rating].join(', ');
  const severities = records.flatMap((id) => worst.get(id) ?? []).sort((a, b) => rank[b] - rank[a]);
  const [severity] = severities;
  if (!analysis) return { texts: [], members: [], detail: 'no results', spoken: `${name}, no results`, ...(severity ? { severity } : {}) };
  const members = records.map((id) => loadingOf(analysis, id, diagram));
  const loading = most(members.flatMap((value) => value ?? []));
  if (node.sections) {
    const texts = node.sections.map(({ records: own }) => describe(sum(of(analysis, own, 'power')), 'power', system));
    const lines = node.sections.map(({ title, rating, records: own }, i) => `${title}, ${own.length} × ${rating}, ${texts[i]}`);
    const spoken = [...lines, severity ? `finding: ${severity}` : ''].filter(Boolean).join('; ');
    return { texts, members, detail: spoken.replaceAll('; ', '\n'), spoken, ...(severity ? { severity } : {}) };
  }
  const main = mainText(diagram, node, analysis, loading, system);
  const instruments = diagram === 'p-and-id' ? instrumentTexts(node, analysis, system) : [];
  const lossLoading = most(records.flatMap((id) => lost?.get(id) ?? []));
  const beside = lossLoading === undefined ? '' : `${percent(lossLoading)} with the other train lost`;
  const detail = [main, ...instruments, beside, severity ? `finding: ${severity}` : ''].filter(Boolean).join(', ');
  return {
    texts: [main, ...instruments],
    members,
    detail,
    spoken: [name, detail].filter(Boolean).join(', '),
    ...(loading === undefined ? {} : { loading }),
    ...(lossLoading === undefined ? {} : { lossLoading }),
    ...(severity ? { severity } : {}),
  };
}

/** What a line carries, for its hint: the sum over its connections, and the worst loading. */
export function lineFigures(edge: DiagramEdge, analysis: Analysis | null, system: UnitSystem = 'SI'): string {
  if (!analysis) return '';
  const { connections } = edge;
  const loading = most(of(analysis, connections, 'loading'));
  const parts: string[] = [];
  const power = sum(of(analysis, connections, 'powerFlow'));
  if (power !== undefined) parts.push(describe(power, 'powerFlow', system));
  const current = most(of(analysis, connections, 'current'));
  if (current !== undefined) parts.push(`${describe(current, 'current', system)}${connections.length > 1 ? ' each' : ''}`);
  if (loading !== undefined) parts.push(percent(loading));
  const voltage = of(analysis, connections, 'voltage');
  if (voltage.length > 0) parts.push(describe(Math.min(...voltage), 'voltage', system));
  const flow = sum(of(analysis, connections, 'flow'));
  if (flow !== undefined) parts.push(describe(flow, 'flow', system));
  const temperatures = of(analysis, connections, 'supplyTemperature');
  if (temperatures.length > 0) parts.push(spread(temperatures, 'supplyTemperature', system));
  const drop = most(of(analysis, connections, 'pressureDrop'));
  if (drop !== undefined) parts.push(describe(drop, 'pressureDrop', system));
  return parts.join(' · ');
}

export type LoadState = 'ok' | 'warn' | 'error';

/** Near a limit from nine tenths of it on, past it above. */
export const loadState = (loading: number): LoadState => (loading > 1 ? 'error' : loading >= 0.9 ? 'warn' : 'ok');
