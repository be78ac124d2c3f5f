/** The one-line diagram: from sources to loads along the electrical connections. Symbols after IEC 60617. */
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { portNamed } from '../catalogue/route.ts';
import { type Document, itemOf } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, ConnectionEnd, Equipment } from '../document/records.ts';
import { describeQuantity } from '../units/format.ts';
import type { QuantityKind } from '../units/quantity.ts';
import { buildDiagram, itemName, type Level, type Line, type Look } from './extract.ts';
import type { Diagram, DiagramDevice, DiagramOptions, SymbolName, Train } from './graph.ts';
import { mergeLoads } from './merge-loads.ts';

const electricalSystems: ReadonlySet<string> = new Set(['mv', 'lv', 'dc']);

const symbols: Readonly<Record<string, SymbolName>> = {
  utility: 'utility',
  generator: 'generator',
  transformer: 'transformer',
  switchgear: 'bus',
  switchboard: 'bus',
  rpp: 'panel',
  'dc-board': 'bus',
  busway: 'busway',
  'dc-busway': 'busway',
  ups: 'ups',
  'power-shelf': 'rectifier',
  rectifier: 'rectifier',
  ats: 'transfer',
  sts: 'transfer',
  bess: 'battery',
  'dc-converter': 'dc-converter',
  'capacitor-bank': 'capacitor',
  rack: 'racks',
};

const rows: Readonly<Record<string, string>> = {
  utility: 'Sources',
  generator: 'Sources',
  switchgear: 'Switchgear',
  transformer: 'Transformer',
  switchboard: 'Board',
  ups: 'UPS',
  'dc-board': 'Board',
  busway: 'Busway',
  'dc-busway': 'Busway',
  bess: 'Sources',
  ats: 'Transfer switch',
  sts: 'Transfer switch',
  rpp: 'Panel',
  rack: 'Load',
};

/** Kinds that repeat along a board and fold at any level of detail. */
const repeats: ReadonlySet<string> = new Set([
  'generator',
  'bess',
  'busway',
  'dc-busway',
  'rpp',
  'rectifier',
  'dc-converter',
  'power-shelf',
]);

/** Sources that start when the utility is lost. */
const standbySources: ReadonlySet<string> = new Set(['generator']);

/** Effective parameters as plain values, for the few that a drawing prints. */
function values(document: Document, record: Equipment | Connection): Readonly<Record<string, number | string | undefined>> {
  const parameters = parametersOf(document, record);
  return parameters.ok ? parameters.value : {};
}

const number = (value: number | string | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
/** A rated value as a plate prints it: 20 kV, not 20.0 kV. */
export const plate = (value: number | undefined, kind: QuantityKind, unit?: string): string =>
  describeQuantity(value, kind, unit === undefined ? {} : { unit })
    .replace(/(\.\d*?)0+(?= )/, '$1')
    .replace(/\.(?= )/, '');
const volts = (value: number | string | undefined) => plate(number(value), 'voltage');
const kilovolts = (value: number | string | undefined) => plate(number(value), 'voltage', 'kV').replace(' kV', '');
const amperes = (value: number | string | undefined) => plate(number(value), 'current', 'A');
const watts = (value: number | string | undefined) => plate(number(value), 'power');

function ratingOf(document: Document, record: Equipment, kind: string): readonly string[] {
  const p = values(document, record);
  switch (kind) {
    case 'utility':
      return [`${watts(p.capacity_W)} · ${volts(p.voltage_V)}`];
    case 'generator':
      return [`${watts(p.rating_W)} · ${volts(p.voltage_V)}`];
    case 'transformer': {
      const rating_VA = number(p.rating_VA);
      const rating = plate(rating_VA, 'apparentPower', rating_VA !== undefined && rating_VA < 1e7 ? 'kVA' : undefined);
      const impedance = plate(number(p.impedance), 'ratio', '%');
      return [`${rating} · ${impedance}`, `${kilovolts(p.primary_V)} / ${kilovolts(p.secondary_V)} kV ${p.vectorGroup}`];
    }
    case 'bess':
      return [`${watts(p.rating_W)} · ${plate(number(p.energy_J), 'energy')}`];
    case 'ats':
    case 'sts':
      return [amperes(p.rating_A)];
    case 'capacitor-bank':
      return [plate(number(p.rating_var), 'reactivePower')];
    case 'switchgear':
    case 'switchboard':
    case 'dc-board':
      return [`${volts(p.voltage_V)} · ${amperes(p.bar_A)}`];
    case 'rpp':
      return [p.power_W === undefined ? amperes(p.bar_A) : watts(p.power_W)];
    case 'busway':
    case 'dc-busway':
      return [amperes(p.rating_A)];
    case 'ups':
    case 'rectifier':
    case 'dc-converter':
    case 'power-shelf':
      return [watts(p.rating_W)];
    default: {
      const changesOver = p.preferredFeed !== undefined && (number(p.feeds) ?? 1) > 1;
      return [itemName(document, record) + (changesOver ? ' · ATS' : '')];
    }
  }
}

const isBoard = (kind: string): boolean => kind === 'switchgear' || kind === 'switchboard' || kind === 'dc-board' || kind === 'rpp';

/** Rated currents of breakers by the R10 series (IEC 60059:1999, table 1). */
const frames_A = [
  16, 25, 32, 40, 63, 80, 100, 125, 160, 200, 250, 315, 400, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300,
];

/** The frame of a breaker: what the item is built with, or the next rated current where its trip is set above that. */
const frameOf = (item_A: number | undefined, trip_A: number): number =>
  item_A !== undefined && item_A >= trip_A ? item_A : (frames_A.find((frame_A) => frame_A >= trip_A) ?? trip_A);

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** The breaker of a board's way or incomer, or of a tap-off; undefined where the equipment has none there. */
function deviceAt(document: Document, end: ConnectionEnd, side: 'from' | 'to'): DiagramDevice | undefined {
  const record = document.tables.equipment.get(end.equipment);
  const kind = record && kindOf(document, record)?.kind;
  if (!record || kind === undefined) return undefined;
  const p = values(document, record);
  const device = (name: string, normallyOpen: boolean): DiagramDevice => {
    const trip_A = number(p[name]) ?? 0;
    const frame_A = frameOf(number(itemOf(document, record).values[name]?.value as number | undefined), trip_A);
    return {
      end: side,
      normallyOpen,
      frame_A,
      trip_A,
      rating: frame_A === trip_A ? `${round(trip_A)} A` : `${round(frame_A)}/${round(trip_A)} A`,
    };
  };
  if (isBoard(kind)) {
    if (side === 'from') return device('way_A', false);
    const order = Number(/^in-(\d+)$/.exec(end.port)?.[1] ?? 1);
    return device('incomer_A', p.incomerMode === 'transfer' && order > 1);
  }
  if ((kind === 'ats' || kind === 'sts') && side === 'to')
    return device('rating_A', Number(/-(\d+)$/.exec(end.port)?.[1] ?? 1) !== (number(p.preferred) ?? 1));
  if ((kind === 'busway' || kind === 'dc-busway') && side === 'from') return device('tap_A', false);
  return undefined;
}

/** A connection is drawn from the end that gives to the end that takes, whichever way round it was made. */
function lineOf(document: Document, connection: Connection): Line | undefined {
  const system = document.tables.system.get(connection.system);
  if (!system || !electricalSystems.has(system.kind)) return undefined;
  const direction = (end: ConnectionEnd) => {
    const record = document.tables.equipment.get(end.equipment);
    return record && portNamed(document, record, end.port)?.direction;
  };
  const turned = direction(connection.from) === 'in' && direction(connection.to) !== 'in';
  const [from, to] = turned ? [connection.to, connection.from] : [connection.from, connection.to];
  const source = document.tables.equipment.get(from.equipment);
  const standby = source !== undefined && standbySources.has(kindOf(document, source)?.kind ?? '');
  const devices = [deviceAt(document, from, 'from'), deviceAt(document, to, 'to')]
    .filter((device) => device !== undefined)
    // A standby set's breaker stays open until the set runs.
    .map((device) => (standby ? { ...device, normallyOpen: true } : device));
  const item = document.tables.item.get(connection.item);
  return {
    connection,
    from,
    to,
    devices,
    flowsBack: false,
    rating: item?.title ?? '',
    colour: JSON.stringify([system.kind, system.train ?? '', devices.map(({ rating, normallyOpen }) => [rating, normallyOpen])]),
    ...(system.train ? { train: system.train } : {}),
  };
}

/** Train of a record: the one train that all its electrical connections belong to. */
function trains(lines: readonly Line[]): ReadonlyMap<RecordId, Train | 'both'> {
  const found = new Map<RecordId, Train | 'both'>();
  for (const { from, to, train } of lines) {
    if (!train) continue;
    for (const { equipment } of [from, to]) {
      const known = found.get(equipment);
      found.set(equipment, known === undefined || known === train ? train : 'both');
    }
  }
  return found;
}

const highVoltage: Level = (_record, { symbol, row }) => symbol === 'utility' || row === 'Switchgear';

export function oneLineDiagram(document: Document, options: DiagramOptions = {}): Diagram {
  const { equipment, connection } = document.tables;
  const lines = [...connection.values()].flatMap((record) => lineOf(document, record) ?? []);
  const feeding = new Set(lines.map(({ from }) => from.equipment));
  const joined = new Set(lines.flatMap(({ from, to }) => [from.equipment, to.equipment]));
  const train = trains(lines);
  const look = (record: Equipment): Look => {
    const kind = kindOf(document, record);
    const name = kind?.kind ?? '';
    const load = kind?.discipline !== 'electrical' && !feeding.has(record.id);
    const own = train.get(record.id);
    return {
      symbol: symbols[name] ?? (load ? 'load' : 'box'),
      kind: name,
      rating: ratingOf(document, record, name),
      row: rows[name] ?? (load ? 'Load' : (kind?.title ?? '')),
      bar: name === 'switchgear' || name === 'switchboard' || name === 'dc-board',
      load,
      ...(own === 'A' || own === 'B' ? { train: own } : {}),
    };
  };
  const looks = new Map<RecordId, Look>();
  const cached = (record: Equipment): Look => {
    const known = looks.get(record.id) ?? look(record);
    looks.set(record.id, known);
    return known;
  };
  const drawn = [...equipment.values()].filter((record) => joined.has(record.id) || kindOf(document, record)?.discipline === 'electrical');
  const diagram = buildDiagram(
    document,
    {
      kind: 'one-line',
      equipment: drawn,
      look: cached,
      lines,
      levels: [(_record, { load, kind }) => !load && !repeats.has(kind), highVoltage, () => false],
    },
    options,
  );
  return mergeLoads(diagram, new Set(options.opened));
}
