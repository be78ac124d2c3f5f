/**
 * Every solved quantity, declared once: title, kind, formula and source. Inspector rows, overlays,
 * table columns, JSON names and the "how was this number made" panel are all derived from here.
 */
import { airQuantities } from './quantities/air.ts';
import { electricalQuantities } from './quantities/electrical.ts';
import { liquidQuantities } from './quantities/liquid.ts';
import { placementQuantities } from './quantities/placement.ts';
import type { LaterPart, QuantitySpec } from './quantities/spec.ts';

export type { LaterPart, QuantitySpec };

const specs = { ...liquidQuantities, ...airQuantities, ...electricalQuantities, ...placementQuantities };

export type QuantityKey = keyof typeof specs;

export const quantities: Readonly<Record<QuantityKey, QuantitySpec>> = specs;

/** Texts beside the numbers: what a control is doing, how a chiller runs. */
const textKeys = {
  state: 'What it is doing, e.g. “free cooling”, “valve 100 % open”, “off: no supply”',
  bindingLimit: 'The record that binds the power headroom',
  headroomNote: 'Why there is no power headroom, where the record has supply',
} as const;

export type TextKey = keyof typeof textKeys;
