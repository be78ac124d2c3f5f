/** The liquid network of a document: every kind adds its own part, in the order of record ids. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { LiquidNetwork } from '../network/liquid.ts';
import { contributeConnection, contributeEquipment } from './liquid/contribute.ts';
import { NetworkBuilder, type Places, RecordEnds } from './liquid/network-builder.ts';
import { airSpaces, type RackHeat, rackHeat, rackHeatAgain } from './liquid/room-heat.ts';
import { Setting } from './liquid/setting.ts';
import { touchedRecords } from './liquid/touched-records.ts';
import { componentsOf, replaceControls, type SharedControls, shareSpeeds } from './pump-groups.ts';
import { sortedIds, sortedRecords } from './sorted-ids.ts';
import type { OperatingState } from './state.ts';

/** A network with what it was made from, so that a later one can be made by the difference. */
interface Extraction {
  readonly document: Document;
  readonly state: OperatingState;
  /** Equipment, then connections, each in the order of ids. */
  readonly order: readonly RecordId[];
  /** Where each record's entries stand, by ordinal. */
  readonly ends: RecordEnds;
  readonly builder: NetworkBuilder;
  /** Circuit of each node. */
  readonly component: Int32Array;
  readonly shared: SharedControls;
  readonly racks: RackHeat;
}

const extractions = new WeakMap<LiquidNetwork, Extraction>();

/**
 * Everything that holds liquid, with the powers, failures and weather of `state`. Records out of service stay in
 * the network with their branches shut, so that its shape does not depend on what fails.
 * @param previous network of an earlier state or document: entries of records that did not change are taken from it as they are
 */
export function extractLiquid(document: Document, state: OperatingState, previous?: LiquidNetwork): LiquidNetwork {
  const before = previous && extractions.get(previous);
  const touched = before && touchedRecords(before.document, before.state, document, state);
  const renewed = before && touched && renew(before, touched, document, state);
  return networkOf(renewed ?? extractAll(document, state));
}

function networkOf(extraction: Extraction): LiquidNetwork {
  const { document, state, builder, shared, racks } = extraction;
  const { nodes, branches, exchangers, units } = builder;
  const network: LiquidNetwork = {
    nodes,
    branches,
    exchangers,
    units,
    controls: shared.controls,
    spaces: airSpaces(document, state, racks),
  };
  extractions.set(network, extraction);
  return network;
}

const tagIn =
  ({ tables }: Document) =>
  (id: RecordId): string =>
    tables.equipment.get(id)?.tag ?? id;

const ordinals = new WeakMap<Extraction['order'], ReadonlyMap<RecordId, number>>();

/** Places in an order; asked for by edits only. */
function ordinalsIn(order: Extraction['order']): ReadonlyMap<RecordId, number> {
  const known = ordinals.get(order);
  if (known) return known;
  const made = new Map<RecordId, number>();
  for (let i = 0; i < order.length; i++) made.set(order[i] as RecordId, i);
  ordinals.set(order, made);
  return made;
}

function extractAll(document: Document, state: OperatingState): Extraction {
  const builder = new NetworkBuilder();
  const setting = new Setting(document, state);
  const { equipment, connection } = document.tables;
  const order = [...sortedIds(equipment), ...sortedIds(connection)];
  const ends = new RecordEnds(order.length);
  const placed = sortedRecords(equipment);
  placed.forEach((record, i) => {
    contributeEquipment(setting, builder, record);
    ends.set(i, builder);
  });
  sortedRecords(connection).forEach((record, i) => {
    contributeConnection(setting, builder, record);
    ends.set(placed.length + i, builder);
  });
  const component = componentsOf(builder);
  const shared = shareSpeeds(builder, component, tagIn(document));
  return { document, state, order, ends, builder, component, shared, racks: rackHeat(document, state) };
}

function contributeAgain(setting: Setting, builder: NetworkBuilder, id: RecordId): void {
  const { equipment, connection } = setting.document.tables;
  const [placed, run] = [equipment.get(id), connection.get(id)];
  if (placed) contributeEquipment(setting, builder, placed);
  else if (run) contributeConnection(setting, builder, run);
}

/** The same records with other numbers; undefined where a record now has other nodes or another number of anything. */
function renew(before: Extraction, touched: ReadonlySet<RecordId>, document: Document, state: OperatingState): Extraction | undefined {
  if (touched.size === 0) return { ...before, document, state };
  const builder = before.builder.copy();
  const setting = new Setting(document, state);
  const ordinal = ordinalsIn(before.order);
  const renewed = [...touched].flatMap((id) => ordinal.get(id) ?? []).sort((a, b) => a - b);
  for (const i of renewed) {
    builder.rewrite(before.ends.placesOf(i));
    contributeAgain(setting, builder, before.order[i] as RecordId);
    if (!builder.fits()) return undefined;
  }
  // Ends of branches are given by node, so parts hang together as before unless a branch moved to other nodes.
  if (builder.rewired) return undefined;
  const changed = builder.finishCopy();
  // Pumps are led by tags, which may be what changed.
  const ofPumps = renewed.some((i) => givesPumps(builder, before.ends.placesOf(i)));
  const kept = ofPumps ? undefined : replaceControls(before.shared, builder.controls, changed);
  const shared = kept ?? shareSpeeds(builder, before.component, tagIn(document));
  const racks = rackHeatAgain(before.racks, document, state, touched) ?? rackHeat(document, state);
  return { ...before, document, state, builder, shared, racks };
}

const givesPumps = ({ controls }: NetworkBuilder, { from, to }: Places): boolean =>
  controls.slice(from.controls, to.controls).some(({ type }) => type === 'differential-pressure');
