/** The liquid network of a document: every kind adds its own part, in the order of record ids. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { LiquidNetwork } from '../network/liquid.ts';
import { contributeConnection, contributeEquipment } from './liquid/contribute.ts';
import { NetworkBuilder, type Places } from './liquid/network-builder.ts';
import { airSpaces } from './liquid/surroundings.ts';
import { touchedRecords } from './liquid/touched-records.ts';
import { componentsOf, shareSpeeds } from './pump-groups.ts';
import type { OperatingState } from './state.ts';

/** A network with what it was made from, so that a later one can be made by the difference. */
interface Extraction {
  readonly document: Document;
  readonly state: OperatingState;
  /** Equipment, then connections, each in the order of ids. */
  readonly order: readonly RecordId[];
  readonly ordinal: ReadonlyMap<RecordId, number>;
  /** Where each record's entries stand, by ordinal. */
  readonly places: readonly Places[];
  readonly builder: NetworkBuilder;
  /** Connected part of each node. */
  readonly component: Int32Array;
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
  if (before && touched?.size === 0) return finish({ ...before, document, state }, previous);
  const renewed = before && touched && renew(before, touched, document, state);
  return finish(renewed ?? extractAll(document, state));
}

function finish(extraction: Extraction, unchanged?: LiquidNetwork): LiquidNetwork {
  const { document, state, builder, component } = extraction;
  const { nodes, branches, exchangers, units } = builder;
  const spaces = airSpaces(document, state);
  const network: LiquidNetwork = unchanged
    ? { ...unchanged, spaces }
    : { nodes, branches, exchangers, units, controls: shareSpeeds(builder, component), spaces };
  extractions.set(network, extraction);
  return network;
}

const sortedIds = (table: ReadonlyMap<RecordId, unknown>): readonly RecordId[] => [...table.keys()].sort();

function contributeRecord(document: Document, state: OperatingState, builder: NetworkBuilder, id: RecordId): void {
  const equipment = document.tables.equipment.get(id);
  const connection = equipment ? undefined : document.tables.connection.get(id);
  if (equipment) contributeEquipment(document, state, builder, equipment);
  if (connection) contributeConnection(document, state, builder, connection);
}

function extractAll(document: Document, state: OperatingState): Extraction {
  const builder = new NetworkBuilder();
  const order = [...sortedIds(document.tables.equipment), ...sortedIds(document.tables.connection)];
  const places = order.map((id) => {
    const from = builder.ends();
    contributeRecord(document, state, builder, id);
    return { from, to: builder.ends() };
  });
  const ordinal = new Map(order.map((id, i) => [id, i]));
  return { document, state, order, ordinal, places, builder, component: componentsOf(builder) };
}

/** The same records with other numbers; undefined where a record now has other nodes or another number of anything. */
function renew(before: Extraction, touched: ReadonlySet<RecordId>, document: Document, state: OperatingState): Extraction | undefined {
  const builder = before.builder.copy();
  const ordinals = [...touched].flatMap((id) => before.ordinal.get(id) ?? []).sort((a, b) => a - b);
  for (const i of ordinals) {
    builder.rewrite(before.places[i] as Places);
    contributeRecord(document, state, builder, before.order[i] as RecordId);
    if (!builder.fits()) return undefined;
  }
  // Ends of branches are given by node, so parts hang together as before unless a branch moved to other nodes.
  return builder.rewired ? undefined : { ...before, document, state, builder };
}
