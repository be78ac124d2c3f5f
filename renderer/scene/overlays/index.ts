/** The overlays: the list is the registry. */
import { changesOverlay } from './changes.ts';
import { density } from './density.ts';
import { differenceOverlay } from './difference.ts';
import { faultLevel } from './fault-level.ts';
import { feedBalance } from './feed-balance.ts';
import { flow } from './flow.ts';
import { loading } from './loading.ts';
import { quantityOverlays } from './of-quantity.ts';
import type { Overlay } from './overlay.ts';
import { powerHeadroom } from './power-headroom.ts';
import { supplyTemperature } from './supply-temperature.ts';
import { velocity } from './velocity.ts';

import { voltageDrop } from './voltage-drop.ts';
import { wattPrice } from './watt-price.ts';

export type { Overlay } from './overlay.ts';

/** The ones asked for most; every other solved quantity has one too. */
export const chosenOverlays: readonly Overlay[] = [
  supplyTemperature,
  flow,
  velocity,
  loading,
  voltageDrop,
  feedBalance,
  faultLevel,
  density,
  powerHeadroom,
  wattPrice,
];

export const overlays: readonly Overlay[] = [...chosenOverlays, ...quantityOverlays.map(({ overlay }) => overlay)];

const byKey = new Map(overlays.map((overlay) => [overlay.key, overlay]));

export const overlayNamed = (key: string | null): Overlay | undefined =>
  key === null ? undefined : (byKey.get(key) ?? differenceOverlay(key) ?? changesOverlay(key));
