/** The electrical network of a document: every kind adds its own part, in the order of record ids. */

import { portsOf } from '../catalogue/route.ts';
import { changedRecords as differing } from '../document/changed-records.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { deriveFrom } from '../document/lineage.ts';
import type { Connection, Equipment } from '../document/records.ts';
import type { ElectricalLoad, ElectricalNetwork } from '../network/electrical.ts';
import type { BusIndex } from './bus-index.ts';
import { contribute, NetworkBuilder, powerOf } from './electrical-contribute.ts';
import { sortedRecords } from './sorted-ids.ts';
import type { OperatingState } from './state.ts';

type Span = readonly [begin: number, end: number];

/** Where in the tables of a network the entries of each record stand: side by side, in every table. Found when first asked for. */
class Spans {
  readonly #network: ElectricalNetwork;
  #branches: ReadonlyMap<RecordId, Span> | undefined;
  #sources: ReadonlyMap<RecordId, Span> | undefined;
  #loads: ReadonlyMap<RecordId, Span> | undefined;

  constructor(network: ElectricalNetwork) {
    this.#network = network;
  }

  of(id: RecordId): { readonly branches: Span; readonly sources: Span; readonly loads: Span } {
    this.#branches ??= spansOf(this.#network.branches);
    this.#sources ??= spansOf(this.#network.sources);
    this.#loads ??= spansOf(this.#network.loads);
    const none: Span = [0, 0];
    return { branches: this.#branches.get(id) ?? none, sources: this.#sources.get(id) ?? none, loads: this.#loads.get(id) ?? none };
  }
}

function spansOf(entries: readonly { readonly owner: RecordId }[]): ReadonlyMap<RecordId, Span> {
  const spans = new Map<RecordId, Span>();
  for (let begin = 0, end = 0; begin < entries.length; begin = end) {
    const owner = entries[begin]?.owner as RecordId;
    while (end < entries.length && entries[end]?.owner === owner) end++;
    spans.set(owner, [begin, end]);
  }
  return spans;
}

/** Gathers what one record contributes to a network whose buses stand already. */
class SpanBuilder extends NetworkBuilder {
  /** False once a bus is asked for that the network does not have, or has otherwise. */
  fits = true;
  readonly #known: Extracted;

  constructor(known: Extracted) {
    super();
    this.#known = known;
  }

  override bus(owner: RecordId, point: string, nominal_V: number, current: 'ac' | 'dc'): number {
    const index = this.#known.index.find(owner, point);
    const bus = this.#known.network.buses[index];
    if (bus?.nominal_V !== nominal_V || bus.current !== current) {
      this.fits = false;
      return 0;
    }
    return index;
  }
}

/** What stays while only powers move: everything but the power of loads that follow their equipment's. */
interface Extracted {
  readonly document: Document;
  readonly failed: string;
  readonly network: ElectricalNetwork;
  readonly follows: readonly boolean[];
  readonly index: BusIndex;
  readonly spans: Spans;
  /** Loads as they were last given out: an equal load stays the same object. */
  given: readonly ElectricalLoad[];
}

/** By the branches of the network that was given out. */
const extractions = new WeakMap<ElectricalNetwork['branches'], Extracted>();
const byDocument = new WeakMap<Document, Extracted>();

/**
 * Everything electrical in the document, with the powers and failures of `state`. Records out of
 * service stay in the network with their branches open. Buses, branches, sources and feeds are the
 * same objects between calls with the same document and failures, and after an edit those that it
 * does not touch, so that a solver knows them again.
 * @param previous — network of an earlier document: only records that changed since are read again.
 */
export function extractElectrical(document: Document, state: OperatingState, previous?: ElectricalNetwork): ElectricalNetwork {
  const failed = [...(state.scenario.onBattery ? ['on-battery'] : []), ...[...state.failed].sort()].join(' ');
  let extracted = byDocument.get(document);
  if (!extracted || extracted.failed !== failed) {
    const earlier = previous && extractions.get(previous.branches);
    const changed = earlier?.failed === failed ? changedRecords(earlier.document, document) : undefined;
    extracted = (earlier && changed && patch(earlier, document, state, changed)) ?? walk(document, state, failed);
    byDocument.set(document, extracted);
    extractions.set(extracted.network.branches, extracted);
  }
  const { network, follows, given } = extracted;
  const replaced: number[] = [];
  const loads = network.loads.map((load, l) => {
    const power_W = follows[l] ? powerOf(state, load.owner) : load.power_W;
    const last = given[l];
    if (last?.power_W === power_W && sameLoad(last, load)) return last;
    replaced.push(l);
    return load.power_W === power_W ? load : { ...load, power_W };
  });
  if (replaced.length > 0) {
    extracted.given = loads;
    if (replaced.length < loads.length) deriveFrom(given, loads, replaced);
  }
  return { ...network, loads: extracted.given };
}

/** Whether two loads differ in their power at most. */
const sameLoad = (a: ElectricalLoad, b: ElectricalLoad): boolean =>
  a.feeds === b.feeds &&
  a.owner === b.owner &&
  a.powerFactor === b.powerFactor &&
  a.leading === b.leading &&
  a.lost_W === b.lost_W &&
  a.sharing === b.sharing &&
  a.feedRating_W === b.feedRating_W &&
  a.motors_VA === b.motors_VA &&
  a.battery === b.battery;

function walk(document: Document, state: OperatingState, failed: string): Extracted {
  const builder = new NetworkBuilder();
  const { buses, branches, sources, loads, follows, index } = builder;
  for (const table of [document.tables.equipment, document.tables.connection]) {
    sortedRecords<Equipment | Connection>(table).forEach((record) => {
      contribute(document, state, record, builder);
    });
  }
  const network = { buses, branches, sources, loads };
  return { document, failed, network, follows, index, spans: new Spans(network), given: loads };
}

const sameData = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A list in which spans are replaced by others of their length; the list itself while nothing in it differs. */
class Spliced<T> {
  list: readonly T[];
  #own: T[] | undefined;

  constructor(list: readonly T[]) {
    this.list = list;
  }

  /** @returns false where the length differs */
  put([begin, end]: Span, entries: readonly T[]): boolean {
    if (entries.length !== end - begin) return false;
    for (let i = 0; i < entries.length; i++) {
      if (sameData(entries[i], this.list[begin + i])) continue;
      this.#own ??= this.list.slice();
      this.#own[begin + i] = entries[i] as T;
      this.list = this.#own;
    }
    return true;
  }
}

/** The earlier network with what these records contribute now; undefined where its buses or the number of its elements change. */
function patch(
  earlier: Extracted,
  document: Document,
  state: OperatingState,
  changed: readonly (Equipment | Connection)[],
): Extracted | undefined {
  const branches = new Spliced(earlier.network.branches);
  const sources = new Spliced(earlier.network.sources);
  const loads = new Spliced(earlier.network.loads);
  const follows = [...earlier.follows];
  for (const record of changed) {
    const span = earlier.spans.of(record.id);
    const builder = new SpanBuilder(earlier);
    contribute(document, state, record, builder);
    // Powers that follow the state are set when loads are given out; feeds that stay the same keep their list.
    const entries = builder.loads.map((load, i): ElectricalLoad => {
      const before = earlier.network.loads[span.loads[0] + i];
      return before && sameData(before.feeds, load.feeds) ? { ...load, feeds: before.feeds } : load;
    });
    const fits = branches.put(span.branches, builder.branches) && sources.put(span.sources, builder.sources);
    if (!fits || !loads.put(span.loads, entries) || !builder.fits) return undefined;
    builder.follows.forEach((follow, i) => {
      follows[span.loads[0] + i] = follow;
    });
  }
  return {
    ...earlier,
    document,
    network: { ...earlier.network, branches: branches.list, sources: sources.list, loads: loads.list },
    follows,
  };
}

/**
 * Records whose contribution may differ between two documents: changed ones, and the runs at moved
 * equipment. Undefined where more changed than records in place: items, systems, additions, other ends.
 */
function changedRecords(before: Document, after: Document): (Equipment | Connection)[] | undefined {
  const { equipment, connection, item, system } = after.tables;
  if (before.tables.item !== item || before.tables.system !== system) return undefined;
  const changed = new Map<RecordId, Equipment | Connection>();
  for (const [old, table] of [
    [before.tables.equipment, equipment],
    [before.tables.connection, connection],
  ] as const) {
    if (old === table) continue;
    const records: readonly (Equipment | Connection)[] | undefined = differing<Equipment | Connection>(old, table);
    if (!records) return undefined;
    for (const record of records) {
      const known = old.get(record.id);
      if (!known || known.item !== record.item || !samePlaceInGraph(before, known, after, record)) return undefined;
      changed.set(record.id, record);
      if (record.type === 'equipment') for (const run of connectionsAt(after, record.id)) changed.set(run.id, run);
    }
  }
  return [...changed.values()];
}

/** Whether a changed record still offers the same ports, or joins the same ones. */
function samePlaceInGraph(before: Document, known: Equipment | Connection, after: Document, record: Equipment | Connection): boolean {
  if (known.type === 'connection')
    return record.type === 'connection' && known.system === record.system && sameData([known.from, known.to], [record.from, record.to]);
  if (record.type !== 'equipment') return false;
  const ports = (document: Document, equipment: Equipment) => portsOf(document, equipment).map(({ name, medium }) => [name, medium]);
  return sameData(ports(before, known), ports(after, record));
}
