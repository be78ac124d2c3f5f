/** What the scene tells the interface around it: scale of the overlay, a note at the pointer, a rectangle being drawn. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ViewSight } from '../../shared/commands/edit-view.ts';
import type { MeasurementId, RecordId } from '../../shared/document/ids.ts';
import type { View } from '../../shared/document/records.ts';
import type { Scale } from './overlays/scale.ts';
import type { Extent } from './section-box.ts';
import type { PictureForm } from './take-picture.ts';

export interface PointerNote {
  /** From the upper left of the viewport. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly tone: 'plain' | 'error' | 'ok';
}

/** A figure written at a place of the scene, in CSS pixels of the viewport. */
export interface SceneLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface SceneState {
  readonly scale: Scale | null;
  /** Takes a picture of the view; null while there is no scene. */
  readonly picture: ((form: PictureForm) => HTMLCanvasElement | undefined) | null;
  /** Where the camera stands; null while there is no scene. */
  readonly camera: (() => View['camera']) | null;
  /** A small picture of what is seen from a viewpoint, as a data address; null while there is no scene. */
  readonly thumbnail: ((sight: ViewSight) => string | undefined) | null;
  /** The box around some records, or around everything; undefined where there is nothing. Null while there is no scene. */
  readonly bounds: ((records: readonly RecordId[] | 'all') => Extent | undefined) | null;
  readonly note: PointerNote | null;
  readonly labels: readonly SceneLabel[];
  /** Figures of measurements with the measurement they belong to. */
  readonly measured: readonly (SceneLabel & { readonly key: string; readonly of: MeasurementId })[];
  readonly rectangle: Rectangle | null;
  /** What the active tool offers now: keys and their meaning, for the line at the bottom. */
  readonly hints: readonly (readonly [key: string, meaning: string])[];
}

export const sceneStore = createStore<SceneState>(() => ({
  scale: null,
  picture: null,
  camera: null,
  thumbnail: null,
  bounds: null,
  note: null,
  labels: [],
  measured: [],
  rectangle: null,
  hints: [],
}));
export const useScene = <T>(select: (state: SceneState) => T): T => useStore(sceneStore, select);
