/** The scale of an overlay over one analysis: ends, limit and the place of each value on the ramp. */
import type { Analysis } from '../../../shared/analysis/result.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Connection, Equipment } from '../../../shared/document/records.ts';
import type { Former, Overlay } from './overlay.ts';

export interface Scale {
  readonly overlay: Overlay;
  readonly low: number;
  readonly high: number;
  /** The strictest limit among the described records. */
  readonly limit?: number;
  readonly values: ReadonlyMap<string, number>;
  /** Records without a value while others of their item have one, such as a rack that no flow reaches. */
  readonly missing: ReadonlySet<string>;
  /** What is shown as ghosts. */
  readonly former?: readonly Former[];
}

function* described(document: Document, overlay: Overlay): Generator<Equipment | Connection> {
  for (const table of [document.tables.equipment, document.tables.connection]) {
    for (const record of table.values()) if (overlay.describes(document, record)) yield record;
  }
}

export function scaleOf(overlay: Overlay, document: Document, analysis: Analysis): Scale {
  const values = new Map<string, number>();
  const without: (Equipment | Connection)[] = [];
  const items = new Set<string>();
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let limit: number | undefined;
  for (const record of described(document, overlay)) {
    const value = overlay.value(document, analysis, record);
    if (value === undefined) {
      without.push(record);
      continue;
    }
    values.set(record.id, value);
    items.add(record.item);
    least = Math.min(least, value);
    most = Math.max(most, value);
    const own = overlay.limit?.(document, record);
    if (own !== undefined) limit = limit === undefined ? own : overlay.lowIsCritical ? Math.max(limit, own) : Math.min(limit, own);
  }
  const missing = new Set(without.filter(({ item }) => items.has(item)).map(({ id }) => id));
  const [low, high] = values.size === 0 ? overlay.range(0, 1, limit) : overlay.range(least, most, limit);
  const former = overlay.former?.(document);
  return { overlay, low, high, values, missing, ...(limit === undefined ? {} : { limit }), ...(former && { former }) };
}

/** 0…1 on the ramp, the critical end at 1. */
export function placeOn(scale: Scale, value: number): number {
  const place = scale.high > scale.low ? (value - scale.low) / (scale.high - scale.low) : 0.5;
  return scale.overlay.lowIsCritical ? 1 - place : place;
}
