/** The analysis as text for a terminal: key figures, parts of PUE, racks by group, plant, islands and findings. */
import { kindOf } from '../catalogue/resolve.ts';
import { type Document, siteOf } from '../document/document.ts';
import type { Equipment } from '../document/records.ts';
import { loopsText } from '../document/systems.ts';
import { describeQuantity, formatFixed } from '../units/format.ts';
import { type QuantityKey, quantities } from './quantities.ts';
import { racksOf } from './racks.ts';
import { type Analysis, quantityOf, textOf } from './result.ts';
import { textColumns } from './text-columns.ts';

type Row = readonly string[];

const show = (analysis: Analysis, id: string, key: QuantityKey): string =>
  describeQuantity(quantityOf(analysis.results, id, key), quantities[key].quantity);

/** From … to over a set of records, in one cell. */
function range(analysis: Analysis, ids: readonly string[], key: QuantityKey): string {
  const values = ids.map((id) => quantityOf(analysis.results, id, key)).filter((value) => value !== undefined);
  if (values.length === 0) return '–';
  const low = Math.min(...values);
  const high = Math.max(...values);
  const kind = quantities[key].quantity;
  const lowText = describeQuantity(low, kind);
  const highText = describeQuantity(high, kind);
  return lowText === highText ? lowText : `${lowText} … ${highText}`;
}

function figures(document: Document, analysis: Analysis): string[] {
  const { summary } = analysis;
  if (!summary) return ['  No key figures: a part of the plant could not be solved (see below).'];
  const tagOf = (id: string | undefined) =>
    id === undefined ? '' : (document.tables.equipment.get(id)?.tag ?? document.tables.connection.get(id)?.tag ?? id);
  const power = (value: number) => describeQuantity(value, 'power');
  return textColumns([
    ['IT power', power(summary.itPower_W), `${summary.racks} racks, ${summary.gpus} GPUs`],
    ['Facility power', power(summary.facilityPower_W), `at ${describeQuantity(summary.ambientDryBulb_K, 'temperature')} ambient`],
    ['PUE', summary.pue === undefined ? '–' : formatFixed(summary.pue, 3), ''],
    ...summary.losses.filter(({ power_W }) => power_W !== 0).map(({ title, power_W }): Row => [`  ${title}`, power(power_W), '']),
    ['Heat to liquid', power(summary.heatToLiquid_W), ''],
    ['Heat to air', power(summary.heatToAir_W), ''],
    ['Heat rejected', power(summary.heatRejected_W), `energy closes to ${summary.energyImbalance.toExponential(1)}`],
    ...(summary.waterUse_m3_s > 0
      ? [['Water use', describeQuantity(summary.waterUse_m3_s, 'flow'), `WUE ${formatFixed(summary.wue_L_kWh ?? 0, 2)} L/kWh`] as Row]
      : []),
    ['Closest supply limit', describeQuantity(summary.minSupplyMargin_K, 'temperatureDifference'), tagOf(summary.minSupplyMarginId)],
    ['Power headroom', describeQuantity(summary.minPowerHeadroom_W, 'power'), tagOf(summary.bindingId)],
    ['Density', describeQuantity(summary.densityMean_W_m2, 'powerDensity'), `over ${describeQuantity(summary.floorArea_m2, 'area')}`],
  ]);
}

function rackRows(document: Document, analysis: Analysis): string[] {
  const byGroup = new Map<string, string[]>();
  for (const { equipment } of racksOf(document)) {
    const group = equipment.group === undefined ? 'no group' : (document.tables.group.get(equipment.group)?.name ?? equipment.group);
    byGroup.set(group, [...(byGroup.get(group) ?? []), equipment.id]);
  }
  const shown = [...byGroup].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 24);
  const rows: Row[] = [
    ['Racks', 'count', 'power', 'supply', 'return', 'flow', 'pressure drop', 'feed A', 'feed B'],
    ...shown.map(
      ([group, ids]): Row => [
        group,
        String(ids.length),
        ...(['power', 'supplyTemperature', 'returnTemperature', 'flow', 'pressureDrop', 'feedPowerA', 'feedPowerB'] as const).map((key) =>
          range(analysis, ids, key),
        ),
      ],
    ),
  ];
  return [...textColumns(rows), ...(byGroup.size > shown.length ? [`  … and ${byGroup.size - shown.length} more groups`] : [])];
}

const plantTables: readonly { readonly kind: string; readonly title: string; readonly keys: readonly QuantityKey[] }[] = [
  {
    kind: 'cdu',
    title: 'CDUs',
    keys: [
      'heat',
      'supplyTemperature',
      'returnTemperature',
      'flow',
      'primaryFlow',
      'approach',
      'speed',
      'valveOpening',
      'capacityUse',
      'flowUse',
    ],
  },
  {
    kind: 'chiller',
    title: 'Chillers',
    keys: ['heat', 'supplyTemperature', 'returnTemperature', 'flow', 'freeCoolingHeat', 'compressorPower', 'fanPower', 'capacityUse'],
  },
  {
    kind: 'water-cooled-chiller',
    title: 'Water-cooled chillers',
    keys: ['heat', 'supplyTemperature', 'returnTemperature', 'flow', 'primarySupplyTemperature', 'compressorPower', 'capacityUse'],
  },
  { kind: 'dry-cooler', title: 'Dry coolers', keys: ['heat', 'supplyTemperature', 'returnTemperature', 'flow', 'fanPower', 'capacityUse'] },
  {
    kind: 'adiabatic-cooler',
    title: 'Adiabatic coolers',
    keys: ['heat', 'supplyTemperature', 'returnTemperature', 'flow', 'fanPower', 'waterUse', 'capacityUse'],
  },
  {
    kind: 'cooling-tower',
    title: 'Cooling towers',
    keys: ['heat', 'supplyTemperature', 'returnTemperature', 'flow', 'fanPower', 'waterUse', 'capacityUse'],
  },
  {
    kind: 'in-row-cooler',
    title: 'In-row coolers',
    keys: ['heat', 'airSupplyTemperature', 'airReturnTemperature', 'flow', 'fanPower', 'capacityUse'],
  },
  {
    kind: 'rear-door',
    title: 'Rear doors',
    keys: ['heat', 'airSupplyTemperature', 'airReturnTemperature', 'flow', 'fanPower', 'capacityUse'],
  },
  {
    kind: 'fan-wall',
    title: 'Fan walls',
    keys: ['heat', 'airSupplyTemperature', 'airReturnTemperature', 'flow', 'fanPower', 'capacityUse'],
  },
  { kind: 'pump', title: 'Pumps', keys: ['flow', 'head', 'speed', 'power'] },
  { kind: 'transformer', title: 'Transformers', keys: ['powerFlow', 'loading', 'loss', 'powerHeadroom'] },
  { kind: 'ups', title: 'UPS', keys: ['powerFlow', 'loading', 'loss', 'powerHeadroom'] },
  { kind: 'rectifier', title: 'Rectifiers', keys: ['powerFlow', 'voltage', 'loading', 'loss', 'powerHeadroom'] },
];

function plantRows(document: Document, analysis: Analysis): string[] {
  const byKind = new Map<string, Equipment[]>();
  for (const equipment of document.tables.equipment.values()) {
    const kind = kindOf(document, equipment)?.kind ?? '';
    byKind.set(kind, [...(byKind.get(kind) ?? []), equipment]);
  }
  return plantTables.flatMap(({ kind, title, keys }) => {
    // Pumps of one model serve loops of several sorts: those of a loop stand together, under its name.
    const pumps = kind === 'pump';
    const list = (byKind.get(kind) ?? [])
      .map((equipment) => ({ equipment, loops: pumps ? loopsText(document, equipment) || 'no loop' : '' }))
      .sort((a, b) => (a.loops === b.loops ? (a.equipment.tag < b.equipment.tag ? -1 : 1) : a.loops < b.loops ? -1 : 1));
    if (list.length === 0) return [];
    const shown = list.slice(0, 12);
    const rows: Row[] = [
      [title, ...(pumps ? ['loop'] : []), ...keys.map((key) => quantities[key].title.toLowerCase()), ''],
      ...shown.map(
        ({ equipment, loops }): Row => [
          equipment.tag,
          ...(pumps ? [loops] : []),
          ...keys.map((key) => show(analysis, equipment.id, key)),
          textOf(analysis.results, equipment.id, 'state') ?? '',
        ],
      ),
    ];
    return ['', ...textColumns(rows), ...(list.length > shown.length ? [`  … and ${list.length - shown.length} more`] : [])];
  });
}

function loopRows(analysis: Analysis): string[] {
  const loops = analysis.summary?.loops ?? [];
  if (loops.length === 0) return [];
  const shown = loops.slice(0, 12);
  const power = (value: number) => describeQuantity(value, 'power');
  const parts = ['racks_W', 'fromExchangers_W', 'fromAir_W', 'pumps_W', 'pipes_W', 'toExchangers_W', 'rejected_W'] as const;
  const rows: Row[] = [
    ['Loops', 'racks', 'from CDUs', 'from air', 'pumps', 'pipes', 'to CDUs', 'rejected'],
    ...shown.map((loop): Row => [loop.name, ...parts.map((part) => (loop[part] === 0 ? '–' : power(loop[part])))]),
  ];
  return ['', ...textColumns(rows), ...(loops.length > shown.length ? [`  … and ${loops.length - shown.length} more loops`] : [])];
}

function islandRows(analysis: Analysis): string[] {
  const open = analysis.islands.filter(({ status }) => status !== 'solved' && status !== 'dead');
  const solved = analysis.islands.filter(({ status }) => status === 'solved');
  const worst = Math.max(0, ...solved.map(({ residual }) => residual));
  return [
    `  ${solved.length} of ${analysis.islands.length} network parts solved, largest residual ${worst.toExponential(1)}, ${analysis.passes} passes`,
    ...open.map(({ name, status, cause }) => `  ${name}: ${status}${cause === undefined ? '' : `, ${cause}`}`),
  ];
}

export function findingRows(analysis: Analysis, most = 40): string[] {
  const count = (severity: string) => analysis.findings.filter((finding) => finding.severity === severity).length;
  const unitOf = (unit: string) => (unit === '1' ? '' : ` ${unit}`);
  const number = (value: number) => (Math.abs(value) >= 1e4 ? formatFixed(value, 0) : String(Number(value.toPrecision(4))));
  return [
    `Findings: ${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes`,
    ...analysis.findings
      .slice(0, most)
      .map(
        ({ severity, rule, message, actual, limit, unit }) =>
          `  ${severity.padEnd(7)} ${message} (${number(actual)} of ${number(limit)}${unitOf(unit)}) [${rule}]`,
      ),
    ...(analysis.findings.length > most ? [`  … and ${analysis.findings.length - most} more`] : []),
  ];
}

export function analysisTable(document: Document, analysis: Analysis): string {
  const site = siteOf(document);
  return [
    `${site.name}, scenario ${analysis.scenario.name}: ${analysis.scenario.title}`,
    '',
    ...figures(document, analysis),
    '',
    ...rackRows(document, analysis),
    ...loopRows(analysis),
    ...plantRows(document, analysis),
    '',
    ...islandRows(analysis),
    '',
    ...findingRows(analysis),
    '',
  ].join('\n');
}
