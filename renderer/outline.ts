/** The design as a tree: site, spaces, groups, equipment; and the networks with their runs. */

import type { QuantityKey } from '../shared/analysis/quantities.ts';
import type { Analysis } from '../shared/analysis/result.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { changedRecords } from '../shared/document/changed-records.ts';
import { type Document, itemOf, siteOf, type Tables } from '../shared/document/document.ts';
import type { RecordId } from '../shared/document/ids.ts';
import type { Connection, Equipment } from '../shared/document/records.ts';
import { naturalCompare } from './ui/natural-order.ts';

export interface OutlineNode {
  /** Key in the tree; the record's id except for headings. */
  readonly key: string;
  readonly id: RecordId | null;
  readonly title: string;
  readonly type: 'site' | 'space' | 'group' | 'equipment' | 'system' | 'connection' | 'heading';
  /** Kind of the equipment, of the space or of the group. */
  readonly sort: string;
  /** What equipment and runs are called in the catalogue. */
  readonly item?: string;
  readonly children: readonly OutlineNode[];
  /** Equipment and runs below, itself included: what selecting, hiding and summing act on. */
  readonly members: readonly RecordId[];
}

/** A node whose lines below are made when somebody looks: of 60,000 runs hardly any is ever shown. */
function branch(
  own: Omit<OutlineNode, 'children' | 'members'>,
  makeChildren: () => readonly OutlineNode[],
  makeMembers?: () => readonly RecordId[],
): OutlineNode {
  let children: readonly OutlineNode[] | undefined;
  let members: readonly RecordId[] | undefined;
  return {
    ...own,
    get children() {
      children ??= makeChildren();
      return children;
    },
    get members() {
      members ??= makeMembers ? makeMembers() : membersOf(this.children);
      return members;
    },
  };
}

const byTitle = (a: OutlineNode, b: OutlineNode) => naturalCompare(a.title, b.title);
const membersOf = (children: readonly OutlineNode[]): RecordId[] => children.flatMap(({ members }) => members);

const spaceOrder = ['building', 'hall', 'room', 'yard', 'zone', 'aisle'];
const groupOrder = ['pod', 'scalable-unit', 'row', 'plant', 'train', 'other'];

/** Whether two tables differ at most in fields that the tree does not show, such as positions. */
function sameShape<R extends { readonly id: RecordId }>(
  a: ReadonlyMap<RecordId, R>,
  b: ReadonlyMap<RecordId, R>,
  fields: readonly (keyof R)[],
): boolean {
  const changed = changedRecords(a, b);
  return changed?.every((record) => fields.every((field) => record[field] === a.get(record.id)?.[field])) ?? false;
}

let last: { readonly tables: Tables; readonly root: OutlineNode } | undefined;

/** The tree of a document. A drag changes no line of it, so the last tree is kept where nothing it shows has changed. */
export function outlineOf(document: Document): OutlineNode {
  const { tables } = document;
  const known =
    last !== undefined &&
    last.tables.site === tables.site &&
    last.tables.space === tables.space &&
    last.tables.group === tables.group &&
    last.tables.system === tables.system &&
    last.tables.item === tables.item &&
    sameShape(last.tables.equipment, tables.equipment, ['id', 'tag', 'item', 'space', 'group']) &&
    sameShape(last.tables.connection, tables.connection, ['id', 'tag', 'item', 'system']);
  last = { tables, root: known && last ? last.root : buildOutline(document) };
  return last.root;
}

function buildOutline(document: Document): OutlineNode {
  const { space, group, equipment, system, connection } = document.tables;
  const inGroup = new Map<RecordId, Equipment[]>();
  const inSpace = new Map<RecordId, Equipment[]>();
  const adrift: Equipment[] = [];
  const push = <T>(map: Map<RecordId, T[]>, key: RecordId, value: T) => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  equipment.forEach((record) => {
    if (record.group && group.has(record.group)) push(inGroup, record.group, record);
    else if (record.space && space.has(record.space)) push(inSpace, record.space, record);
    else adrift.push(record);
  });
  const leaf = (record: Equipment): OutlineNode => ({
    key: record.id,
    id: record.id,
    title: record.tag,
    type: 'equipment',
    sort: itemOf(document, record).kind,
    item: itemOf(document, record).title,
    children: [],
    members: [record.id],
  });

  const groupsUnder = new Map<RecordId, RecordId[]>();
  const topGroups: RecordId[] = [];
  for (const record of group.values()) {
    if (record.parent) push(groupsUnder, record.parent, record.id);
    else topGroups.push(record.id);
  }
  const groupNode = (id: RecordId): OutlineNode | undefined => {
    const record = group.get(id);
    if (!record) return undefined;
    return branch({ key: id, id, title: record.name, type: 'group', sort: record.kind }, () => [
      ...(groupsUnder.get(id) ?? []).flatMap((child) => groupNode(child) ?? []).sort(byTitle),
      ...(inGroup.get(id) ?? []).map(leaf).sort(byTitle),
    ]);
  };
  const above = spacesAbove(document);
  const chainsIn = (id: RecordId): Set<readonly RecordId[]> => {
    const chains = new Set((inGroup.get(id) ?? []).map(({ space: own }) => above(own)));
    for (const child of groupsUnder.get(id) ?? []) for (const chain of chainsIn(child)) chains.add(chain);
    return chains;
  };
  // A group has no place of its own: it stands in the innermost space that holds all of its equipment.
  const groupsInSpace = new Map<RecordId, OutlineNode[]>();
  const looseGroups: OutlineNode[] = [];
  for (const id of topGroups) {
    const node = groupNode(id);
    if (!node) continue;
    const home = innermost(chainsIn(id));
    if (home) push(groupsInSpace, home, node);
    else looseGroups.push(node);
  }

  // A room's figure counts all that stands in it, also where the tree lists it under a group elsewhere.
  const standingIn = new Map<RecordId, RecordId[]>();
  equipment.forEach((record) => {
    for (const id of above(record.space)) push(standingIn, id, record.id);
  });

  const spacesUnder = new Map<RecordId | '', RecordId[]>();
  for (const record of space.values()) push(spacesUnder as Map<RecordId, RecordId[]>, record.parent ?? '', record.id);
  const order = (node: OutlineNode) => (node.type === 'group' ? groupOrder.indexOf(node.sort) : spaceOrder.indexOf(node.sort));
  const spaceNode = (id: RecordId): OutlineNode | undefined => {
    const record = space.get(id);
    if (!record) return undefined;
    const inner = (spacesUnder.get(id) ?? [])
      .flatMap((child) => spaceNode(child) ?? [])
      .sort((a, b) => order(a) - order(b) || byTitle(a, b));
    // Aisles are many and empty; they stay together behind one line.
    const aisles = inner.filter(({ sort }) => sort === 'aisle');
    const spaces = inner.filter(({ sort }) => sort !== 'aisle');
    if (aisles.length > 0)
      spaces.push({ key: `aisles of ${id}`, id: null, title: 'Aisles', type: 'heading', sort: 'aisles', children: aisles, members: [] });
    const groups = (groupsInSpace.get(id) ?? []).sort((a, b) => order(a) - order(b) || byTitle(a, b));
    return branch(
      { key: id, id, title: record.name, type: 'space', sort: record.kind },
      () => [...groups, ...(inSpace.get(id) ?? []).map(leaf).sort(byTitle), ...spaces],
      () => standingIn.get(id) ?? [],
    );
  };

  const runs = new Map<RecordId, Connection[]>();
  for (const record of connection.values()) push(runs, record.system, record);
  const run = (record: Connection): OutlineNode => ({
    key: record.id,
    id: record.id,
    title: record.tag,
    type: 'connection',
    sort: document.tables.item.get(record.item)?.kind ?? 'pipe',
    item: document.tables.item.get(record.item)?.title ?? '',
    children: [],
    members: [record.id],
  });
  const systems = [...system.values()]
    .map((record) =>
      branch({ key: record.id, id: record.id, title: record.name, type: 'system', sort: record.kind }, () =>
        (runs.get(record.id) ?? []).map(run).sort(byTitle),
      ),
    )
    .sort((a, b) => systemOrder.indexOf(a.sort) - systemOrder.indexOf(b.sort) || byTitle(a, b));
  const networks = branch({ key: 'networks', id: null, title: 'Networks', type: 'heading', sort: 'networks' }, () => systems);

  const spaces = (spacesUnder.get('') ?? []).flatMap((id) => spaceNode(id) ?? []).sort((a, b) => order(a) - order(b) || byTitle(a, b));
  const places = [...spaces, ...looseGroups.sort((a, b) => order(a) - order(b) || byTitle(a, b)), ...adrift.map(leaf).sort(byTitle)];
  const children = systems.length > 0 ? [...places, networks] : places;
  const site = document.tables.site.size === 1 ? siteOf(document) : undefined;
  return branch(
    { key: 'site', id: site?.id ?? null, title: site?.name || 'Site', type: 'site', sort: 'site' },
    () => children,
    () => [...equipment.keys(), ...connection.keys()],
  );
}

const systemOrder = ['tcs', 'fws', 'chw', 'cws', 'mv', 'lv', 'dc'];

/** A space and those around it, innermost first; one list for each space. Aisles and zones are parts of a hall and not counted. */
function spacesAbove({ tables: { space } }: Document): (id: RecordId | undefined) => readonly RecordId[] {
  const chains = new Map<RecordId | undefined, readonly RecordId[]>();
  return (id) => {
    const known = chains.get(id);
    if (known) return known;
    const chain: RecordId[] = [];
    for (let record = id === undefined ? undefined : space.get(id); record; record = record.parent ? space.get(record.parent) : undefined) {
      if (record.kind !== 'aisle' && record.kind !== 'zone') chain.push(record.id);
    }
    chains.set(id, chain);
    return chain;
  };
}

/** The first space that all chains share. */
function innermost(chains: Iterable<readonly RecordId[]>): RecordId | undefined {
  let common: readonly RecordId[] | undefined;
  for (const chain of chains) common = common === undefined ? chain : common.filter((id) => chain.includes(id));
  return common?.[0];
}

export type OutlineColumn = 'power' | 'heat' | 'supplyTemperature' | 'flow' | 'loading' | 'none';

export const outlineColumns: readonly { readonly key: OutlineColumn; readonly title: string }[] = [
  { key: 'power', title: 'Power' },
  { key: 'heat', title: 'Heat' },
  { key: 'supplyTemperature', title: 'Supply' },
  { key: 'flow', title: 'Flow' },
  { key: 'loading', title: 'Loading' },
  { key: 'none', title: 'No figure' },
];

/** What one record adds: what it draws, or loses on the way; summing over a site gives the facility power. */
const drawn: readonly QuantityKey[] = ['power', 'loss'];

interface NodeFigure {
  readonly key: QuantityKey;
  readonly value: number;
}

const nodeFigures = new WeakMap<Analysis, Map<string, { node: OutlineNode; figure: NodeFigure | undefined }>>();

/** The figure beside a line; summing over a site of 90,000 records is done once per analysis. */
export function figureOfNode(analysis: Analysis, node: OutlineNode, column: OutlineColumn): NodeFigure | undefined {
  if (column === 'none') return undefined;
  let figures = nodeFigures.get(analysis);
  if (!figures) {
    figures = new Map();
    nodeFigures.set(analysis, figures);
  }
  const key = `${column} ${node.key}`;
  const known = figures.get(key);
  // A node made for another document has other members, even under the same key.
  if (known?.node === node) return known.figure;
  const figure = computeFigure(analysis, node, column);
  figures.set(key, { node, figure });
  return figure;
}

function computeFigure(analysis: Analysis, node: OutlineNode, column: OutlineColumn): NodeFigure | undefined {
  if (column === 'none') return undefined;
  const single = node.type === 'equipment' || node.type === 'connection';
  const { results } = analysis;
  if (column === 'power') {
    let sum: number | undefined;
    for (const id of node.members) {
      const value = drawn.map((key) => quantityOf(results, id, key)).find((found) => found !== undefined);
      if (value !== undefined) sum = (sum ?? 0) + value;
    }
    return sum === undefined ? undefined : { key: 'power', value: sum };
  }
  if (!single) return undefined;
  const value = quantityOf(results, node.members[0] ?? '', column);
  return value === undefined ? undefined : { key: column, value };
}

export interface OutlineLine {
  readonly node: OutlineNode;
  readonly level: number;
  readonly open: boolean;
}

/** The lines on screen: open nodes, or with a search everything that matches and the way to it. */
export function linesOf(root: OutlineNode, opened: ReadonlySet<string>, search: string): OutlineLine[] {
  const lines: OutlineLine[] = [];
  const words = search.trim().toLowerCase();
  const matching = new Set<string>();
  if (words !== '') {
    const visit = (node: OutlineNode): boolean => {
      const own = [node.title, node.sort, node.item].some((text) => text?.toLowerCase().includes(words));
      const below = node.children.map(visit).some(Boolean);
      if (own || below) matching.add(node.key);
      return own || below;
    };
    visit(root);
  }
  const add = (node: OutlineNode, level: number) => {
    if (words !== '' && !matching.has(node.key)) return;
    const open = node.children.length > 0 && (words === '' ? opened.has(node.key) : node.children.some(({ key }) => matching.has(key)));
    lines.push({ node, level, open });
    if (open) for (const child of node.children) add(child, level + 1);
  };
  add(root, 1);
  return lines;
}

/** Keys from the site down to a record, the record included; empty when it is not in the tree. */
export function pathTo(root: OutlineNode, id: RecordId): readonly string[] {
  if (root.key === id || root.id === id) return [root.key];
  for (const child of root.children) {
    const below = pathTo(child, id);
    if (below.length > 0) return [root.key, ...below];
  }
  return [];
}

/** What opens at first: the way down to the groups, but not every rack of a campus. */
export function firstOpened(root: OutlineNode): ReadonlySet<string> {
  const opened = new Set<string>([root.key]);
  let lines = root.children.length;
  const visit = (node: OutlineNode) => {
    for (const child of node.children) {
      if (child.type === 'heading' || child.type === 'system') continue;
      const few = child.children.length > 0 && lines + child.children.length <= 24;
      if (!few) continue;
      opened.add(child.key);
      lines += child.children.length;
    }
    for (const child of node.children) if (opened.has(child.key)) visit(child);
  };
  visit(root);
  return opened;
}

/** The line of a record in the tree, or undefined where it has none. */
export const nodeOf = (node: OutlineNode, id: string): OutlineNode | undefined =>
  node.id === id ? node : node.children.map((child) => nodeOf(child, id)).find(Boolean);
