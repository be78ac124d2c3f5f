/** The text part of the report: title, key figures, parts of the facility power, findings, tables, estimates. */
import { exportedUnit, exportedValue } from '../../../shared/analysis/exported.ts';
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import { type Finding, quantityOf, textOf } from '../../../shared/analysis/result.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import type { Equipment } from '../../../shared/document/records.ts';
import { describeStatus } from '../../../shared/export/readme.ts';
import { billOfMaterials } from '../../../shared/export/table/schedules.ts';
import { byTag, type ColumnOf, number, tableOf, text } from '../../../shared/export/table/table.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { ensureRoom, heading, ink, line, margin, mm, newTextPage, type Paper, paragraph, widthOf } from './paper.ts';
import { drawTable } from './table.ts';

export function drawTitle(paper: Paper): void {
  const { pdf, site, input } = paper;
  newTextPage(paper);
  const width = widthOf(pdf);
  line(pdf, site.name, margin, paper.y, width, { size: 22, font: 'bold' });
  paper.y += 11 * mm;
  const { scenario } = input.analysis;
  line(pdf, `Analysis report, scenario ${scenario.name}: ${scenario.title}`, margin, paper.y, width, { size: 11, colour: ink.soft });
  paper.y += 9 * mm;
  const facts: [string, string][] = [
    ['Project', site.projectNumber],
    ['Revision', site.revision],
    ['Date', site.date],
    ['Author', site.author],
    ['Location', site.location],
    ['Status', describeStatus(site.status)],
  ];
  facts.forEach(([label, value], i) => {
    const x = margin + (i % 3) * (width / 3);
    const y = paper.y + Math.floor(i / 3) * 10 * mm;
    line(pdf, label, x, y, width / 3, { size: 7, colour: ink.soft });
    line(pdf, value, x, y + 3.4 * mm, width / 3 - 4 * mm, {
      size: 9.5,
      font: 'bold',
      colour: label === 'Status' && site.status !== 'for-construction' ? ink.error : ink.text,
    });
  });
  paper.y += 21 * mm;
}

export function drawFigures(paper: Paper): void {
  const { pdf, input } = paper;
  const { summary } = input.analysis;
  heading(paper, 'Key figures');
  if (!summary) {
    paragraph(
      paper,
      'There are no key figures: a part of the plant that they rest on could not be solved. The network parts below say which and why.',
      ink.error,
    );
    return;
  }
  const tagOf = (id: string | undefined) =>
    id === undefined ? '' : (input.document.tables.equipment.get(id)?.tag ?? input.document.tables.connection.get(id)?.tag ?? id);
  const figures: [string, string, string][] = [
    ['IT power', describeQuantity(summary.itPower_W, 'power'), `${summary.racks} racks, ${summary.gpus} GPUs`],
    [
      'Facility power',
      describeQuantity(summary.facilityPower_W, 'power'),
      `at ${describeQuantity(summary.ambientDryBulb_K, 'temperature')} ambient`,
    ],
    ['PUE', summary.pue === undefined ? '–' : formatFixed(summary.pue, 3), 'power ratio in this scenario'],
    ['Heat to liquid', describeQuantity(summary.heatToLiquid_W, 'power'), `heat to air ${describeQuantity(summary.heatToAir_W, 'power')}`],
    ['Heat rejected', describeQuantity(summary.heatRejected_W, 'power'), `energy closes to ${summary.energyImbalance.toExponential(1)}`],
    ['Closest supply limit', describeQuantity(summary.minSupplyMargin_K, 'temperatureDifference'), tagOf(summary.minSupplyMarginId)],
    ['Power headroom', describeQuantity(summary.minPowerHeadroom_W, 'power'), tagOf(summary.bindingId)],
    ['Density', describeQuantity(summary.densityMean_W_m2, 'powerDensity'), `over ${describeQuantity(summary.floorArea_m2, 'area')}`],
  ];
  const [columns, height] = [4, 19 * mm];
  const width = widthOf(pdf) / columns;
  figures.forEach(([label, value, remark], i) => {
    const x = margin + (i % columns) * width;
    const y = paper.y + Math.floor(i / columns) * (height + 2 * mm);
    pdf.rect(x, y, width - 2 * mm, height).fill(ink.fill);
    line(pdf, label, x + 2.5 * mm, y + 2.4 * mm, width - 7 * mm, { size: 7.5, colour: ink.soft });
    line(pdf, value, x + 2.5 * mm, y + 6.4 * mm, width - 7 * mm, { size: 14, font: 'bold' });
    line(pdf, remark, x + 2.5 * mm, y + 13.4 * mm, width - 7 * mm, { size: 7, colour: ink.soft });
  });
  paper.y += Math.ceil(figures.length / columns) * (height + 2 * mm);
  drawLosses(paper, summary.facilityPower_W - summary.itPower_W, summary.losses);
}

/** Every part of facility power beyond IT power, as bars with their numbers. */
function drawLosses(paper: Paper, total_W: number, losses: readonly { readonly title: string; readonly power_W: number }[]): void {
  const { pdf } = paper;
  const shown = losses.filter(({ power_W }) => Math.abs(power_W) >= 0.5);
  if (shown.length === 0) return;
  heading(paper, 'Facility power beyond IT power');
  const largest = Math.max(...shown.map(({ power_W }) => Math.abs(power_W)));
  const row = (title: string, power_W: number, bold: boolean) => {
    ensureRoom(paper, 5 * mm);
    const font = bold ? 'bold' : 'regular';
    line(pdf, title, margin, paper.y + 0.8 * mm, 66 * mm, { font });
    line(pdf, describeQuantity(power_W, 'power'), margin + 66 * mm, paper.y + 0.8 * mm, 24 * mm, { align: 'right', font });
    if (!bold)
      pdf
        .rect(margin + 94 * mm, paper.y + 0.9 * mm, Math.max(0.4, ((widthOf(pdf) - 96 * mm) * Math.abs(power_W)) / largest), 3 * mm)
        .fill(ink.accent);
    paper.y += 4.8 * mm;
  };
  for (const { title, power_W } of shown) row(title, power_W, false);
  pdf
    .moveTo(margin, paper.y)
    .lineTo(margin + 90 * mm, paper.y)
    .lineWidth(0.4)
    .strokeColor(ink.text)
    .stroke();
  row('Sum: facility power minus IT power', total_W, true);
}

export function drawIslands(paper: Paper): void {
  const { islands, passes } = paper.input.analysis;
  heading(paper, 'Network parts');
  const solved = islands.filter(({ status }) => status === 'solved');
  const worst = Math.max(0, ...solved.map(({ residual }) => residual));
  paragraph(
    paper,
    `${solved.length} of ${islands.length} connected parts solved in ${passes} passes of the coupled solution; the largest remaining imbalance is ${worst.toExponential(1)} of the part’s own flow, pressure or power.`,
  );
  const open = islands.filter(({ status }) => status !== 'solved');
  if (open.length === 0) return;
  const columns: ColumnOf<(typeof open)[number]>[] = [
    text('System', ({ name }) => name),
    text('Medium', ({ system }) => system),
    text('Status', ({ status }) => status),
    text('Cause', ({ cause }) => cause),
    number('Records', undefined, 0, ({ records }) => records),
  ];
  drawTable(paper, tableOf('islands', 'Open parts', columns, open), 60);
}

const mostFindings = 400;

export function drawFindings(paper: Paper): void {
  const { findings } = paper.input.analysis;
  heading(paper, 'Findings');
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  paragraph(
    paper,
    `${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes. A margin below zero is past the limit.`,
    count('error') > 0 ? ink.error : ink.text,
  );
  const short = (value: number) => String(Number(value.toPrecision(4)));
  const columns: ColumnOf<Finding>[] = [
    text('Severity', ({ severity }) => severity),
    text('Rule', ({ rule }) => rule),
    text('Message', ({ message }) => message),
    text('Actual', ({ actual, unit }) => `${short(actual)}${unit === '1' ? '' : ` ${unit}`}`),
    text('Limit', ({ limit, unit }) => `${short(limit)}${unit === '1' ? '' : ` ${unit}`}`),
    text('Margin', ({ margin: left }) => short(left)),
    text('Source of the limit', ({ source }) => source),
  ];
  drawTable(paper, tableOf('findings', 'Findings', columns, findings), mostFindings);
}

const kindTables: readonly { readonly kind: string; readonly title: string; readonly keys: readonly QuantityKey[] }[] = [
  {
    kind: 'rack',
    title: 'Racks',
    keys: [
      'power',
      'heatToLiquid',
      'heatToAir',
      'supplyTemperature',
      'returnTemperature',
      'flow',
      'pressureDrop',
      'supplyMargin',
      'feedPowerA',
      'feedPowerB',
    ],
  },
  {
    kind: 'cdu',
    title: 'Coolant distribution units',
    keys: [
      'heat',
      'supplyTemperature',
      'returnTemperature',
      'flow',
      'primarySupplyTemperature',
      'primaryReturnTemperature',
      'primaryFlow',
      'approach',
      'speed',
      'capacityUse',
      'flowUse',
      'power',
    ],
  },
  {
    kind: 'chiller',
    title: 'Chillers',
    keys: ['heat', 'supplyTemperature', 'returnTemperature', 'flow', 'freeCoolingHeat', 'compressorPower', 'fanPower', 'capacityUse'],
  },
  { kind: 'dry-cooler', title: 'Dry coolers', keys: ['heat', 'supplyTemperature', 'returnTemperature', 'flow', 'fanPower', 'capacityUse'] },
  {
    kind: 'fan-wall',
    title: 'Fan walls',
    keys: ['heat', 'airSupplyTemperature', 'airReturnTemperature', 'airFlow', 'flow', 'fanPower', 'capacityUse'],
  },
  { kind: 'pump', title: 'Pumps', keys: ['flow', 'head', 'npshAvailable', 'speed', 'power'] },
  { kind: 'utility', title: 'Utility services', keys: ['powerFlow', 'apparentPower', 'voltage', 'current', 'loading', 'powerHeadroom'] },
  { kind: 'transformer', title: 'Transformers', keys: ['powerFlow', 'apparentPower', 'voltage', 'loading', 'loss', 'powerHeadroom'] },
  { kind: 'ups', title: 'UPS', keys: ['powerFlow', 'voltage', 'loading', 'loss', 'powerHeadroom'] },
  { kind: 'switchboard', title: 'LV switchboards', keys: ['powerFlow', 'voltage', 'current', 'loading', 'powerHeadroom'] },
  { kind: 'rpp', title: 'Remote power panels', keys: ['powerFlow', 'voltage', 'current', 'loading', 'powerHeadroom'] },
  { kind: 'busway', title: 'Busways', keys: ['powerFlow', 'voltage', 'current', 'loading', 'powerHeadroom'] },
  { kind: 'generator', title: 'Generator sets', keys: ['powerFlow', 'voltage', 'loading'] },
  { kind: 'switchgear', title: 'Switchgear', keys: ['powerFlow', 'voltage', 'current', 'loading'] },
  { kind: 'power-shelf', title: 'Power shelves', keys: ['powerFlow', 'voltage', 'loading', 'loss'] },
  { kind: 'bess', title: 'Battery storage', keys: ['powerFlow', 'power', 'voltage', 'loading'] },
  { kind: 'ats', title: 'Automatic transfer switches', keys: ['powerFlow', 'voltage', 'current', 'loading', 'powerHeadroom'] },
  { kind: 'sts', title: 'Static transfer switches', keys: ['powerFlow', 'voltage', 'current', 'loading', 'loss', 'powerHeadroom'] },
  { kind: 'rectifier', title: 'Rectifiers', keys: ['powerFlow', 'voltage', 'loading', 'loss', 'powerHeadroom'] },
  { kind: 'dc-board', title: 'DC distribution boards', keys: ['powerFlow', 'voltage', 'current', 'loading', 'powerHeadroom'] },
  { kind: 'dc-busway', title: 'DC busways', keys: ['powerFlow', 'voltage', 'current', 'loading', 'powerHeadroom'] },
  { kind: 'dc-converter', title: 'DC/DC converters', keys: ['powerFlow', 'voltage', 'loading', 'loss'] },
  { kind: 'capacitor-bank', title: 'Capacitor banks', keys: ['power', 'reactivePower', 'voltage'] },
  { kind: 'header', title: 'Headers', keys: ['flow', 'velocity', 'pressureDrop', 'supplyTemperature'] },
  { kind: 'valve', title: 'Valves', keys: ['flow', 'pressureDrop', 'valveOpening', 'inletPressure'] },
  { kind: 'expansion-vessel', title: 'Expansion vessels', keys: ['inletPressure'] },
];

/** How a quantity reads on paper: unit, factor to it, decimals. */
const onPaper: Readonly<Record<string, readonly [unit: string, factor: number, decimals: number]>> = {
  _W: ['kW', 1e-3, 1],
  _VA: ['kVA', 1e-3, 1],
  _Pa: ['kPa', 1e-3, 1],
  _C: ['°C', 1, 2],
  _K: ['K', 1, 2],
  _L_min: ['L/min', 1, 1],
  _V: ['V', 1, 1],
  _A: ['A', 1, 1],
  '': ['%', 100, 1],
};

export function drawEquipment(paper: Paper): void {
  const { document, analysis } = paper.input;
  const byKind = new Map<string, Equipment[]>();
  for (const record of document.tables.equipment.values()) {
    const kind = kindOf(document, record)?.kind ?? '';
    byKind.set(kind, [...(byKind.get(kind) ?? []), record]);
  }
  newTextPage(paper, 'landscape');
  heading(paper, 'Results by equipment');
  for (const { kind, title, keys } of kindTables) {
    const records = (byKind.get(kind) ?? []).sort(byTag);
    if (records.length === 0) continue;
    const columns: ColumnOf<Equipment>[] = [
      text('Tag', ({ tag }) => tag),
      text('Group', ({ group }) => (group === undefined ? undefined : document.tables.group.get(group)?.name)),
      ...keys.map((key): ColumnOf<Equipment> => {
        const [unit, factor, decimals] = onPaper[quantities[key].exported] ?? [exportedUnit(key), 1, 2];
        return number(quantities[key].title, unit, decimals, ({ id }) => {
          const value = quantityOf(analysis.results, id, key);
          return value === undefined ? undefined : exportedValue(key, value) * factor;
        });
      }),
      text('State', ({ id }) => textOf(analysis.results, id, 'state')),
    ];
    ensureRoom(paper, 40 * mm);
    line(paper.pdf, `${title} (${records.length})`, margin, paper.y, widthOf(paper.pdf), { size: 10, font: 'bold' });
    paper.y += 5.4 * mm;
    drawTable(paper, tableOf(kind, title, columns, records), 600);
  }
}

export function drawMaterials(paper: Paper): void {
  newTextPage(paper, 'landscape');
  heading(paper, 'Bill of materials');
  drawTable(paper, billOfMaterials(paper.input.document));
}

/** Which values of the design are estimates, with reasoning and band: a reader must not take them for facts. */
export function drawEstimates(paper: Paper): void {
  const rows = [...paper.input.document.tables.item.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) =>
      Object.entries(item.values)
        .filter(([, { tag }]) => tag === 'estimate')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([parameter, value]) => ({ item: item.title, parameter, value })),
    );
  heading(paper, 'Values that are estimates');
  paragraph(
    paper,
    `${rows.length} values of the items in use have no published source. Each is listed with its band and the reasoning behind it; confirm them before they decide anything.`,
  );
  const columns: ColumnOf<(typeof rows)[number]>[] = [
    text('Item', ({ item }) => item),
    text('Parameter', ({ parameter }) => parameter),
    text('Value', ({ value }) => (typeof value.value === 'object' ? 'curve' : String(value.value))),
    text('Unit', ({ value }) => (value.unit === '1' ? '' : value.unit)),
    text('Band', ({ value }) => (value.band ? `${value.band[0]} … ${value.band[1]}` : '')),
    text('Reasoning', ({ value }) => value.note),
  ];
  drawTable(paper, tableOf('estimates', 'Estimates', columns, rows), 1500);
}
