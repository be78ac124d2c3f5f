/** The schedules of a design: bill of materials, equipment, pipes, cables. */

import { exportedValue } from '../../analysis/exported.ts';
import { developedLength_m, type MaterialLine, materialsOf } from '../../analysis/materials.ts';
import type { QuantityKey } from '../../analysis/quantities.ts';
import { type Analysis, quantityOf, textOf } from '../../analysis/result.ts';
import { envelopeOf } from '../../catalogue/placement.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { runMeasure } from '../../catalogue/route.ts';
import { type Document, itemOf } from '../../document/document.ts';
import type { Connection, Equipment, Item } from '../../document/records.ts';
import { loopsText } from '../../document/systems.ts';
import { byTag, type ColumnOf, number, type Table, tableOf, text } from './table.ts';

/** Solved value in kilo-units or as exported; undefined where nothing was solved. */
const solved =
  (analysis: Analysis, key: QuantityKey, scale = 1) =>
  (record: { readonly id: string }) => {
    const value = quantityOf(analysis.results, record.id, key);
    return value === undefined ? undefined : exportedValue(key, value) * scale;
  };

const parameter =
  (document: Document, name: string, scale = 1) =>
  (record: Equipment | Connection) => {
    const result = parametersOf(document, record);
    const value: unknown = result.ok ? result.value[name] : undefined;
    return typeof value === 'number' ? value * scale : undefined;
  };

const estimatesOf = (item: Item): number => Object.values(item.values).filter(({ tag }) => tag === 'estimate').length;
const sourceText = (item: Item): string => `${Object.keys(item.values).length} values, ${estimatesOf(item)} estimated`;

export function billOfMaterials(document: Document): Table {
  const columns: ColumnOf<MaterialLine>[] = [
    text('Discipline', ({ discipline }) => discipline),
    text('Kind', ({ title }) => title),
    text('Item', ({ item }) => item.title),
    text('Maker', ({ item }) => item.maker),
    text('Model', ({ item }) => item.model),
    number('Quantity', 'pcs', 0, ({ pieces }) => pieces),
    number('Length', 'm', 1, ({ length_m }) => length_m),
    text('Basis', ({ length_m }) => (length_m === undefined ? 'counted' : 'counted; length from the drawn routes, no waste')),
    text('Data', ({ item }) => sourceText(item)),
    text('Catalogue name', ({ item }) => item.name),
  ];
  return tableOf('bill-of-materials', 'Bill of materials', columns, materialsOf(document));
}

export function equipmentSchedule(document: Document, analysis: Analysis): Table {
  const sorted = [...document.tables.equipment.values()].sort(byTag);
  const from = (key: QuantityKey, scale?: number) => solved(analysis, key, scale);
  const columns: ColumnOf<Equipment>[] = [
    text('Tag', ({ tag }) => tag),
    text('Kind', (record) => kindOf(document, record)?.title),
    text('Item', (record) => itemOf(document, record).title),
    text('Maker', (record) => itemOf(document, record).maker),
    text('Model', (record) => itemOf(document, record).model),
    text('Space', ({ space }) => (space === undefined ? undefined : document.tables.space.get(space)?.name)),
    text('Group', ({ group }) => (group === undefined ? undefined : document.tables.group.get(group)?.name)),
    text('Loops', (record) => loopsText(document, record) || undefined),
    number('x', 'm', 3, ({ position_m }) => position_m[0]),
    number('y', 'm', 3, ({ position_m }) => position_m[1]),
    number('z', 'm', 3, ({ position_m }) => position_m[2]),
    number('Yaw', '°', 1, ({ yaw_deg }) => yaw_deg),
    number('Width', 'mm', 0, (record) => (envelopeOf(document, record)?.width_m ?? 0) * 1000),
    number('Depth', 'mm', 0, (record) => (envelopeOf(document, record)?.depth_m ?? 0) * 1000),
    number('Height', 'mm', 0, (record) => (envelopeOf(document, record)?.height_m ?? 0) * 1000),
    number('Mass', 'kg', 0, (record) => envelopeOf(document, record)?.mass_kg),
    number('Clear front', 'mm', 0, (record) => (envelopeOf(document, record)?.frontClearance_m ?? 0) * 1000),
    number('Clear rear', 'mm', 0, (record) => (envelopeOf(document, record)?.rearClearance_m ?? 0) * 1000),
    number('Power', 'kW', 2, from('power', 1e-3)),
    number('Heat to liquid', 'kW', 2, from('heatToLiquid', 1e-3)),
    number('Heat to air', 'kW', 2, from('heatToAir', 1e-3)),
    number('Heat carried', 'kW', 2, from('heat', 1e-3)),
    number('Supply', '°C', 2, from('supplyTemperature')),
    number('Return', '°C', 2, from('returnTemperature')),
    number('Flow', 'L/min', 1, from('flow')),
    number('Pressure drop', 'kPa', 1, from('pressureDrop', 1e-3)),
    number('Voltage', 'V', 1, from('voltage')),
    number('Power through', 'kW', 1, from('powerFlow', 1e-3)),
    number('Electrical loading', '%', 1, from('loading', 100)),
    number('Thermal loading', '%', 1, from('capacityUse', 100)),
    text('State', ({ id }) => textOf(analysis.results, id, 'state')),
    text('Data', (record) => sourceText(itemOf(document, record))),
    text('Id', ({ id }) => id),
  ];
  return tableOf('equipment-schedule', 'Equipment schedule', columns, sorted);
}

const runColumns = (document: Document): ColumnOf<Connection>[] => {
  const tagOf = (id: string) => document.tables.equipment.get(id)?.tag;
  return [
    text('Tag', ({ tag }) => tag),
    text('System', ({ system }) => document.tables.system.get(system)?.name),
    text('From', ({ from }) => tagOf(from.equipment)),
    text('From port', ({ from }) => from.port),
    text('To', ({ to }) => tagOf(to.equipment)),
    text('To port', ({ to }) => to.port),
    text('Item', (record) => itemOf(document, record).title),
  ];
};

const runsOf = (document: Document, test: (kind: string) => boolean): Connection[] =>
  [...document.tables.connection.values()].filter((record) => test(itemOf(document, record).kind)).sort(byTag);

export function pipeSchedule(document: Document, analysis: Analysis): Table {
  const of = (name: string, scale?: number) => parameter(document, name, scale);
  const bore = of('innerDiameter_m');
  const columns: ColumnOf<Connection>[] = [
    ...runColumns(document),
    text('Fluid', ({ system }) => document.tables.system.get(system)?.fluid),
    number('Nominal size', 'mm', 0, of('nominalSize_m', 1000)),
    number('Bore', 'mm', 1, of('innerDiameter_m', 1000)),
    number('Outer diameter', 'mm', 1, of('outerDiameter_m', 1000)),
    number('Length', 'm', 2, (record) => developedLength_m(document, record)),
    number('Elbows', undefined, 1, (record) => runMeasure(document, record).elbows),
    number('Volume', 'L', 1, (record) => {
      const d = bore(record);
      return d === undefined ? undefined : (Math.PI / 4) * d * d * developedLength_m(document, record) * 1000;
    }),
    number('Flow', 'L/min', 1, solved(analysis, 'flow')),
    number('Velocity', 'm/s', 2, solved(analysis, 'velocity')),
    number('Pressure drop', 'kPa', 2, solved(analysis, 'pressureDrop', 1e-3)),
    number('Supply', '°C', 2, solved(analysis, 'supplyTemperature')),
    number('Heat to surroundings', 'W', 0, solved(analysis, 'heatToAir')),
    text('Id', ({ id }) => id),
  ];
  return tableOf(
    'pipe-schedule',
    'Pipe schedule',
    columns,
    runsOf(document, (kind) => kind === 'pipe'),
  );
}

export function cableSchedule(document: Document, analysis: Analysis): Table {
  const of = (name: string, scale?: number) => parameter(document, name, scale);
  const columns: ColumnOf<Connection>[] = [
    ...runColumns(document),
    number('Rated voltage', 'V', 0, of('voltage_V')),
    number('Parallel sets', undefined, 0, of('parallel')),
    number('Ampacity of one set', 'A', 0, of('ampacity_A')),
    number('Derating', undefined, 2, of('derating')),
    number('Trip', 'A', 0, of('trip_A')),
    number('Length', 'm', 2, (record) => developedLength_m(document, record)),
    number('Current', 'A', 1, solved(analysis, 'current')),
    number('Loading', '%', 1, solved(analysis, 'loading', 100)),
    number('Power', 'kW', 2, solved(analysis, 'powerFlow', 1e-3)),
    number('Voltage drop', '%', 3, solved(analysis, 'voltageDrop', 100)),
    number('Loss', 'W', 0, solved(analysis, 'loss')),
    text('Id', ({ id }) => id),
  ];
  return tableOf(
    'cable-schedule',
    'Cable schedule',
    columns,
    runsOf(document, (kind) => kind !== 'pipe'),
  );
}

export const schedulesOf = (document: Document, analysis: Analysis): readonly Table[] => [
  billOfMaterials(document),
  equipmentSchedule(document, analysis),
  pipeSchedule(document, analysis),
  cableSchedule(document, analysis),
];
