/** An overlay: which records it describes, the quantity it shows, its ends and its limit. All values in SI. */
import type { QuantityKey } from '../../../shared/analysis/quantities.ts';
import type { Analysis } from '../../../shared/analysis/result.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Connection, Equipment, Space } from '../../../shared/document/records.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import type { Stream } from '../flow-of-runs.ts';

/** A sort of record in an overlay that sorts instead of measuring. */
export interface OverlayClass {
  readonly key: string;
  readonly title: string;
  readonly colour: 'diffAdded' | 'diffChanged' | 'diffMoved' | 'diffRemoved';
  /** Seen only as ghosts of what was. */
  readonly isGhost?: boolean;
  /** What ghosts of this class are beside the records that stand. */
  readonly ghostTitle?: string;
}

/** A record as it was in another document: drawn as a ghost, and with a line to where it stands now. */
export interface Former {
  readonly record: Equipment | Connection | Space;
  /** The document that it stood in. */
  readonly of: Document;
  /** Place of its class in the overlay's list. */
  readonly class: number;
  readonly now?: Equipment | Connection | Space;
}

export interface Overlay {
  readonly key: string;
  readonly title: string;
  readonly quantity: QuantityKind;
  /** Whether small values are the critical ones, as with headroom: the ramp runs backwards. */
  readonly lowIsCritical?: boolean;
  /** Whether values lie on both sides of an unchanged middle: another ramp. */
  readonly diverging?: boolean;
  /** Sorts instead of a ramp: values are places in this list. */
  readonly classes?: readonly OverlayClass[];
  /** What was there before and is shown as ghosts. */
  former?(document: Document): readonly Former[];
  /** The solved quantity that its values rest on, where that one is worked out later than others. */
  readonly restsOn?: QuantityKey;
  /** What flows where the values come from: its direction is shown on the runs. */
  readonly stream?: Stream;
  describes(document: Document, record: Equipment | Connection): boolean;
  /** Undefined where there is no result; such records are drawn neutral. */
  value(document: Document, analysis: Analysis, record: Equipment | Connection): number | undefined;
  limit?(document: Document, record: Equipment | Connection): number | undefined;
  /** Ends of the scale for the values and the strictest limit at hand. */
  range(least: number, most: number, limit: number | undefined): readonly [number, number];
}

export const defineOverlay = (overlay: Overlay): Overlay => overlay;

/** A step of 1, 2 or 5 times a power of ten that divides a span into about five. */
export function niceStep(span: number): number {
  if (!(span > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const part = span / 4 / power;
  return (part >= 5 ? 5 : part >= 2 ? 2 : 1) * power;
}

/** From zero to a round number past the largest value and the limit. */
export function fromZero(most: number, limit: number | undefined): readonly [number, number] {
  const top = Math.max(most, limit ?? 0, 1e-9);
  const step = niceStep(top);
  return [0, Math.ceil(top / step - 1e-9) * step];
}
