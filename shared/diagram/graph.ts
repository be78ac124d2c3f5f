/**
 * A diagram as a graph: symbols that stand for one or several records, and lines that stand for the connections
 * between them. Every connection of the diagram's media stands in exactly one line. Nothing here knows places.
 */
import type { LoopSide } from '../catalogue/loops.ts';
import type { RecordId } from '../document/ids.ts';

export type DiagramKind = 'one-line' | 'p-and-id';

export type SymbolName =
  // IEC 60617: electrical
  | 'utility'
  | 'generator'
  | 'transformer'
  | 'bus'
  | 'panel'
  | 'busway'
  | 'ups'
  | 'rectifier'
  | 'transfer'
  | 'battery'
  | 'dc-converter'
  | 'capacitor'
  | 'breaker'
  | 'breaker-open'
  // ISA-5.1 and ISO 10628: liquid
  | 'header'
  | 'pump'
  | 'exchanger'
  | 'chiller'
  | 'dry-cooler'
  | 'tower'
  | 'coil'
  | 'valve'
  | 'balancing-valve'
  | 'control-valve'
  | 'check-valve'
  | 'strainer'
  | 'tank'
  | 'vessel'
  // Both
  | 'racks'
  | 'load'
  | 'box';

export type Train = 'A' | 'B';

export interface DiagramNode {
  /** Stable while the records it stands for stay: the first of them. */
  readonly key: RecordId;
  readonly symbol: SymbolName;
  /** Equipment it stands for, in the order of tags. */
  readonly records: readonly RecordId[];
  readonly kind: string;
  readonly title: string;
  /** Rated values that belong on the drawing. */
  readonly rating: readonly string[];
  /** Caption of the row it stands in. */
  readonly row: string;
  readonly train?: Train;
  /** P&ID: which side of its loop a header, valve or pump is on. */
  readonly side?: LoopSide;
  /** A board or header: a long bar that its connections tap. */
  readonly bar: boolean;
  /** Consumes and passes nothing on in this diagram. */
  readonly load: boolean;
  /** Several sorts of load in one card; together they are its records. */
  readonly sections?: readonly LoadSection[];
}

export interface LoadSection {
  readonly title: string;
  readonly rating: string;
  readonly records: readonly RecordId[];
}

/** A breaker at an end of a line. */
export interface DiagramDevice {
  readonly end: 'from' | 'to';
  /** Open in normal operation: the other incomers of a board that transfers. */
  readonly normallyOpen: boolean;
  /** Frame and trip, `630/125 A`, or the one figure where they are equal. */
  readonly rating: string;
  readonly frame_A: number;
  readonly trip_A: number;
}

export interface DiagramEdge {
  readonly key: string;
  readonly from: RecordId;
  readonly to: RecordId;
  /** Place on the symbol, without the number of the way. */
  readonly fromPort: string;
  readonly toPort: string;
  readonly connections: readonly RecordId[];
  readonly train?: Train;
  readonly side?: LoopSide;
  readonly devices: readonly DiagramDevice[];
  /** Against the layout's direction: return lines run back to where they came from. */
  readonly flowsBack: boolean;
  readonly rating: string;
  /** P&ID: name of the loop, of the loops where several are folded. */
  readonly loop?: string;
}

export interface Diagram {
  readonly kind: DiagramKind;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** Symbol of each record, connections by the line's key. */
  readonly symbolOf: ReadonlyMap<RecordId, RecordId>;
  readonly lineOf: ReadonlyMap<RecordId, string>;
}

export interface DiagramOptions {
  /** Equipment drawn on its own although it repeats. */
  readonly opened?: Iterable<RecordId>;
}

/** Above so many symbols the diagram folds more coarsely of itself. */
export const comfortableSymbols = 110;
