/** The P&ID: liquid loops from the plant on the left to the racks on the right. Symbols after ISA-5.1 and ISO 10628-2. */
import { loopsOf, portRole } from '../catalogue/loops.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';
import { liquidKinds } from '../document/systems.ts';
import { describeQuantity } from '../units/format.ts';
import { buildDiagram, itemName, type Level, type Line, type Look } from './extract.ts';
import type { Diagram, DiagramOptions, SymbolName } from './graph.ts';

const symbols: Readonly<Record<string, SymbolName>> = {
  rack: 'racks',
  cdu: 'exchanger',
  chiller: 'chiller',
  'water-cooled-chiller': 'chiller',
  'dry-cooler': 'dry-cooler',
  'adiabatic-cooler': 'dry-cooler',
  'cooling-tower': 'tower',
  'fan-wall': 'coil',
  'in-row-cooler': 'coil',
  'rear-door': 'coil',
  pump: 'pump',
  strainer: 'strainer',
  'buffer-tank': 'tank',
  'expansion-vessel': 'vessel',
  header: 'header',
};

const valves: Readonly<Record<string, SymbolName>> = {
  isolation: 'valve',
  balancing: 'balancing-valve',
  check: 'check-valve',
  'two-way': 'control-valve',
  'pressure-independent': 'control-valve',
};

type Values = Readonly<Record<string, number | string | undefined>>;

function values(document: Document, record: Equipment | Connection): Values {
  const parameters = parametersOf(document, record);
  return parameters.ok ? parameters.value : {};
}

const number = (value: number | string | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

/** Nominal bores in metres by DN (ISO 6708). */
const nominal = [15, 20, 25, 32, 40, 50, 65, 80, 100, 125, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000];

/** `DN125` for a bore near it. */
function bore(size_m: number | undefined): string {
  if (size_m === undefined) return '';
  const mm = size_m * 1000;
  return `DN${nominal.reduce((best, dn) => (Math.abs(dn - mm) < Math.abs(best - mm) ? dn : best), 15)}`;
}

function ratingOf(document: Document, record: Equipment, kind: string): readonly string[] {
  const p = values(document, record);
  switch (kind) {
    case 'valve':
      return [bore(number(p.portSize_m))];
    case 'header':
      return [bore(number(p.innerDiameter_m))];
    case 'strainer':
      return [bore(number(p.portSize_m))];
    case 'expansion-vessel':
    case 'buffer-tank':
      return [describeQuantity(number(p.vessel_m3 ?? p.volume_m3), 'volume')];
    case 'cdu':
    case 'chiller':
    case 'water-cooled-chiller':
    case 'dry-cooler':
    case 'adiabatic-cooler':
    case 'cooling-tower': {
      const capacity_W = number(p.capacity_W);
      return [capacity_W === undefined ? itemName(document, record) : describeQuantity(capacity_W, 'power')];
    }
    default:
      return [itemName(document, record)];
  }
}

const always: Level = () => false;

export function pipingDiagram(document: Document, options: DiagramOptions = {}): Diagram {
  const { equipment, connection, system } = document.tables;
  const connections = [...connection.values()].filter((record) => {
    const kind = system.get(record.system)?.kind;
    return kind !== undefined && liquidKinds.has(kind);
  });
  const loops = loopsOf(document, connections);
  const lines = loops.lines.map(({ connection: record, from, to, side }): Line => {
    const name = system.get(record.system)?.name ?? '';
    return {
      connection: record,
      from,
      to,
      side,
      flowsBack: side === 'return',
      devices: [],
      loop: name,
      rating: bore(number(values(document, record).innerDiameter_m)),
      colour: JSON.stringify([system.get(record.system)?.kind ?? '', side, name]),
    };
  });
  // Whole loops that repeat fold where the diagram would grow too large: then a loop's name may not keep them apart.
  const merged = lines.map(
    (line): Line => ({ ...line, colour: JSON.stringify([system.get(line.connection.system)?.kind ?? '', line.side]) }),
  );

  const joined = new Set(lines.flatMap(({ from, to }) => [from.equipment, to.equipment]));
  const passes = new Set(lines.map(({ from }) => from.equipment));
  const look = (record: Equipment): Look => {
    const kind = kindOf(document, record);
    const name = kind?.kind ?? '';
    const own = loops.sides.get(record.id);
    return {
      symbol: name === 'valve' ? (valves[String(values(document, record).function)] ?? 'valve') : (symbols[name] ?? 'box'),
      kind: name,
      rating: ratingOf(document, record, name),
      row: kind?.title ?? '',
      bar: name === 'header',
      load: !passes.has(record.id) && portRole(name, 'supply') !== undefined,
      ...(own ? { side: own } : {}),
    };
  };
  const looks = new Map<RecordId, Look>();
  const cached = (record: Equipment): Look => {
    const known = looks.get(record.id) ?? look(record);
    looks.set(record.id, known);
    return known;
  };
  const drawn = [...equipment.values()].filter((record) => joined.has(record.id));
  const extraction = { kind: 'p-and-id' as const, equipment: drawn, look: cached, levels: [always] };
  const fine = buildDiagram(document, { ...extraction, lines }, {});
  const chosen = fine.nodes.length <= 130 ? lines : merged;
  return chosen === lines && [...(options.opened ?? [])].length === 0
    ? fine
    : buildDiagram(document, { ...extraction, lines: chosen }, options);
}
