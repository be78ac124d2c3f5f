/** An overlay for every solved quantity, made from its declaration. */

import { electricalQuantities } from '../../../shared/analysis/quantities/electrical.ts';
import { liquidQuantities } from '../../../shared/analysis/quantities/liquid.ts';
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import { parametersOf } from '../../../shared/catalogue/resolve.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import { limitOf } from '../../figures.ts';
import { defineOverlay, fromZero, niceStep, type Overlay } from './overlay.ts';

/** Quantities that an overlay of their own shows better. */
const ownOverlay: ReadonlySet<QuantityKey> = new Set(['loading', 'velocity', 'powerHeadroom', 'density']);

/** Round ends around values that may lie on both sides of zero or far from it. */
function around(least: number, most: number, zero: number): readonly [number, number] {
  const step = niceStep(Math.max(most - least, 1e-9));
  const low = Math.floor((least - zero) / step + 1e-9) * step + zero;
  const high = Math.ceil((most - zero) / step - 1e-9) * step + zero;
  return [Math.min(low, least), high > low ? Math.max(high, most) : low + step];
}

function ofQuantity(key: QuantityKey): Overlay {
  const { title, quantity }: { title: string; quantity: QuantityKind } = quantities[key];
  const rule = limitOf[key];
  const { constant, parameter } = rule ?? {};
  return defineOverlay({
    key: `quantity-${key}`,
    title,
    quantity,
    restsOn: key,
    ...(key in liquidQuantities ? { stream: 'liquid' as const } : key in electricalQuantities ? { stream: 'power' as const } : {}),
    describes: () => true,
    value: (_document, analysis, record) => quantityOf(analysis.results, record.id, key),
    ...(constant === undefined && parameter === undefined
      ? {}
      : {
          limit: (document, record) => {
            if (constant !== undefined) return constant;
            const parameters = parametersOf(document, record);
            return parameters.ok ? (parameters.value as Readonly<Record<string, number | undefined>>)[parameter ?? ''] : undefined;
          },
        }),
    range: (least, most, limit) => {
      if (quantity === 'temperature') return around(Math.min(least, limit ?? least), Math.max(most, limit ?? most), 273.15);
      return least < 0 ? around(least, Math.max(most, limit ?? most), 0) : fromZero(most, limit);
    },
  });
}

export const quantityOverlays: readonly { readonly quantity: QuantityKey; readonly overlay: Overlay }[] = (
  Object.keys(quantities) as QuantityKey[]
)
  .filter((key) => !ownOverlay.has(key))
  .map((key) => ({ quantity: key, overlay: ofQuantity(key) }));
