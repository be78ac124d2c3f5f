/** The overlays: the list is the registry. */
import { density } from './density.ts';
import { faultLevel } from './fault-level.ts';
import { feedBalance } from './feed-balance.ts';
import { flow } from './flow.ts';
import { loading } from './loading.ts';
import type { Overlay } from './overlay.ts';
import { powerHeadroom } from './power-headroom.ts';
import { supplyTemperature } from './supply-temperature.ts';
import { velocity } from './velocity.ts';

import { voltageDrop } from './voltage-drop.ts';
import { wattPrice } from './watt-price.ts';

export type { Overlay } from './overlay.ts';

export const overlays: readonly Overlay[] = [
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

export const overlayNamed = (key: string | null): Overlay | undefined => overlays.find((overlay) => overlay.key === key);
