/**
 * Follows power and liquid through a design: what feeds a record, what it feeds, and what is lost if it fails.
 * Each list stays in its medium: the pump of a CDU hangs on a board, the racks behind the CDU do not.
 */
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import { traceLiquid } from './liquid.ts';
import { lossesOf } from './losses.ts';
import { type PowerFeed, tracePower } from './power.ts';

export interface Trace {
  /** What can bring power to it, by the train of its own inlets. */
  readonly powerFrom: readonly PowerFeed[];
  /** Equipment and runs that draw power through it, nearest first. */
  readonly powerTo: readonly RecordId[];
  /** What brings it coolant: back along supply lines and through exchangers, to the plant. */
  readonly coolantFrom: readonly RecordId[];
  /** What has its coolant from it: along supply lines and through exchangers, to racks and coils. */
  readonly coolantTo: readonly RecordId[];
  /** What takes its heat: along return lines and through exchangers, to where it leaves the site. */
  readonly heatTo: readonly RecordId[];
  /** What gives it heat: back along return lines, to racks and coils. */
  readonly heatFrom: readonly RecordId[];
  /** Equipment that has no live feed or no coolant left when the record fails. */
  readonly lost: readonly RecordId[];
  /** Equipment that keeps some of its feeds. */
  readonly weakened: readonly RecordId[];
}

/** @param record a piece of equipment or a run; anything else has an empty trace */
export function trace(document: Document, record: RecordId): Trace {
  return { ...tracePower(document, record), ...traceLiquid(document, record), ...lossesOf(document, record) };
}
