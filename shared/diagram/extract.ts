/** From records to a diagram: what is drawn alone, what folds, and the lines between. Shared by one-line and P&ID. */
import type { LoopSide } from '../catalogue/loops.ts';
import { type Document, itemOf } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, ConnectionEnd, Equipment } from '../document/records.ts';
import { foldClasses } from './fold.ts';
import {
  comfortableSymbols,
  type Diagram,
  type DiagramDevice,
  type DiagramEdge,
  type DiagramKind,
  type DiagramNode,
  type DiagramOptions,
  type Train,
} from './graph.ts';
import { naturalOrder, tagRange } from './tags.ts';

/** How one piece of equipment looks; equal looks may fold. */
export type Look = Pick<DiagramNode, 'symbol' | 'kind' | 'rating' | 'row' | 'bar' | 'load'> & {
  readonly train?: Train;
  readonly side?: LoopSide;
};

/** A connection turned the way the diagram reads. */
export interface Line {
  readonly connection: Connection;
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly train?: Train;
  readonly side?: LoopSide;
  readonly flowsBack: boolean;
  readonly devices: readonly DiagramDevice[];
  readonly rating: string;
  /** P&ID: name of the loop it belongs to. */
  readonly loop?: string;
  /** Part of what must be equal for two lines to be drawn as one. */
  readonly colour: string;
}

/** Which equipment stands alone; from fine to coarse, the first that gives a readable number of symbols is taken. */
export type Level = (record: Equipment, look: Look) => boolean;

export interface Extraction {
  readonly kind: DiagramKind;
  readonly equipment: readonly Equipment[];
  readonly look: (record: Equipment) => Look;
  readonly lines: readonly Line[];
  readonly levels: readonly Level[];
}

/** `out-12` and `out-3` are ways of the same kind; `feed-1` and `feed-2` differ by their train. */
const placeOnSymbol = (port: string): string => port.replace(/-\d+$/, '');

/** The pod, row or room that all records stand in, if there is one. */
function commonGroup(document: Document, records: readonly Equipment[]): string | undefined {
  const { group } = document.tables;
  const ancestors = (record: Equipment): RecordId[] => {
    const chain: RecordId[] = [];
    for (let id: RecordId | undefined = record.group; id !== undefined && chain.length < 20; id = group.get(id)?.parent) chain.push(id);
    return chain;
  };
  const [first, ...rest] = records.map(ancestors);
  const shared = first?.find((id) => rest.every((chain) => chain.includes(id)));
  if (shared !== undefined) return group.get(shared)?.name;
  const spaces = new Set(records.map(({ space }) => space ?? ''));
  return spaces.size === 1 ? document.tables.space.get([...spaces][0] ?? '')?.name : undefined;
}

/** Racks are known by the pod or row they stand in; anything else by its tags. */
function titleOf(document: Document, records: readonly Equipment[], look: Look): string {
  const group = look.symbol === 'racks' && records.length > 1 ? commonGroup(document, records) : undefined;
  return group ?? tagRange(records.map(({ tag }) => tag));
}

/** The name of an item for a drawing: its model where a maker gave it one. */
export function itemName(document: Document, record: Equipment): string {
  const { maker, model, title } = itemOf(document, record);
  return maker === 'generic' ? (title.split(',')[0] ?? title) : model;
}

function classesAt(extraction: Extraction, level: Level, opened: ReadonlySet<RecordId>): ReadonlyMap<RecordId, number> {
  const nodes = extraction.equipment.map((record) => {
    const look = extraction.look(record);
    const alone = opened.has(record.id) || level(record, look);
    const colour = alone ? `id ${record.id}` : JSON.stringify([record.item, look]);
    return { id: record.id, colour };
  });
  const edges = extraction.lines.map(({ connection, from, to, colour }) => ({
    id: connection.id,
    from: from.equipment,
    to: to.equipment,
    colour: `${colour}|${placeOnSymbol(from.port)}|${placeOnSymbol(to.port)}|${connection.item}`,
  }));
  return foldClasses(nodes, edges);
}

export function buildDiagram(document: Document, extraction: Extraction, options: DiagramOptions = {}): Diagram {
  const opened = new Set(options.opened);
  const byTag = [...extraction.equipment].sort((a, b) => naturalOrder(a.tag, b.tag) || naturalOrder(a.id, b.id));
  // The level is chosen as if nothing were opened, so that opening a group never folds another.
  const level =
    extraction.levels.find((candidate) => new Set(classesAt(extraction, candidate, new Set()).values()).size <= comfortableSymbols) ??
    extraction.levels.at(-1) ??
    (() => false);
  const classes = classesAt(extraction, level, opened);

  const members = new Map<number, Equipment[]>();
  for (const record of byTag) {
    const number = classes.get(record.id) ?? -1;
    const list = members.get(number);
    if (list) list.push(record);
    else members.set(number, [record]);
  }
  const symbolOf = new Map<RecordId, RecordId>();
  const nodes: DiagramNode[] = [];
  for (const records of members.values()) {
    const [first] = records;
    if (!first) continue;
    for (const { id } of records) symbolOf.set(id, first.id);
    const look = extraction.look(first);
    nodes.push({ ...look, key: first.id, records: records.map(({ id }) => id), title: titleOf(document, records, look) });
  }

  const edges = new Map<string, DiagramEdge>();
  const lineOf = new Map<RecordId, string>();
  const loops = new Map<string, Set<string>>();
  const sorted = [...extraction.lines].sort(
    (a, b) => naturalOrder(a.connection.tag, b.connection.tag) || naturalOrder(a.connection.id, b.connection.id),
  );
  for (const line of sorted) {
    const from = symbolOf.get(line.from.equipment);
    const to = symbolOf.get(line.to.equipment);
    if (from === undefined || to === undefined) continue;
    const fromPort = placeOnSymbol(line.from.port);
    const toPort = placeOnSymbol(line.to.port);
    const key = [from, fromPort, to, toPort, line.colour].join(' ');
    lineOf.set(line.connection.id, key);
    const known = edges.get(key);
    const { train, side, flowsBack, devices, rating, loop } = line;
    if (loop !== undefined) loops.set(key, (loops.get(key) ?? new Set()).add(loop));
    edges.set(key, {
      key,
      from,
      to,
      fromPort,
      toPort,
      connections: [...(known?.connections ?? []), line.connection.id],
      devices,
      flowsBack,
      rating,
      ...(train ? { train } : {}),
      ...(side ? { side } : {}),
    });
  }
  const named = [...edges.values()].map((edge): DiagramEdge => {
    const names = loops.get(edge.key);
    return names ? { ...edge, loop: tagRange([...names]) } : edge;
  });
  return { kind: extraction.kind, nodes, edges: named, symbolOf, lineOf };
}
