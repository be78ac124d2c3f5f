/** Counts and handles for measurements in a real browser; only with `?test` in the address. */
import { Vector3, type WebGLRenderer } from 'three';
import { runAction } from '../actions/index.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import type { ViewportController } from './viewport-controller.ts';

export interface SceneStats {
  /** Draw calls and triangles of the last frame, all passes. */
  readonly calls: number;
  readonly triangles: number;
  readonly geometries: number;
  readonly instances: number;
  readonly runs: number;
  readonly frameScript_ms: number;
}

/** How often React has rendered what stands inside the canvas: dragging and orbiting leave it where it was. */
export const renders = { scene: 0 };

export interface TestHandle {
  stats(): SceneStats;
  readonly renders: typeof renders;
  /** Averages frames of the resting picture at once. */
  refine(frames: number): void;
  /** Middle of a record on the screen, in CSS pixels from the upper left of the viewport. */
  screenOf(id: string): { x: number; y: number } | undefined;
  readonly session: typeof session;
  readonly viewState: typeof viewState;
  readonly runAction: typeof runAction;
  readonly controller: ViewportController;
  readonly gl: WebGLRenderer;
}

declare global {
  interface Window {
    __headroom?: TestHandle;
  }
}

export function exposeStats(controller: ViewportController, gl: WebGLRenderer): () => void {
  if (!new URLSearchParams(location.search).has('test')) return () => {};
  controller.refines = false;
  window.__headroom = {
    stats: () => ({
      calls: controller.drawn.calls,
      triangles: controller.drawn.triangles,
      geometries: gl.info.memory.geometries,
      instances: controller.model.equipment.size,
      runs: controller.model.runs.size,
      frameScript_ms: controller.frameScript_ms,
    }),
    renders,
    refine: (frames) => controller.refineNow(frames),
    screenOf: (id) => {
      const box = controller.model.bounds([id]);
      return box.isEmpty() ? undefined : controller.project(box.getCenter(new Vector3()));
    },
    session,
    viewState,
    runAction,
    controller,
    gl,
  };
  return () => {
    delete window.__headroom;
  };
}
