/** A tool: one small state machine fed with pointer and keys of the viewport. */
import type { Camera, Object3D, Ray, Vector3 } from 'three';
import type { Session } from '../../shared/document/session.ts';
import type { CameraRig } from '../scene/camera.ts';
import type { Hit } from '../scene/picking.ts';
import type { SceneModel } from '../scene/scene-model.ts';
import type { PointerNote, Rectangle } from '../scene/scene-store.ts';
import type { ViewState } from '../view-state.ts';

export interface ToolPointer {
  /** From the upper left of the viewport, CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** −1…1 from the lower left. */
  readonly ndcX: number;
  readonly ndcY: number;
  readonly ray: Ray;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** What of the equipment, runs and parts of the building lies under the pointer; looked up when first asked for. */
  hit(): Hit | undefined;
  /** As `hit`, and spaces by their walls and the edges of their floors. */
  met(): Hit | undefined;
}

export interface ToolHost {
  readonly session: Session;
  readonly model: SceneModel;
  readonly rig: CameraRig;
  readonly camera: Camera;
  /** Holds what a tool draws into the scene. */
  readonly stage: Object3D;
  readonly width: number;
  readonly height: number;
  note(text: string | null, tone?: PointerNote['tone']): void;
  rectangle(rectangle: Rectangle | null): void;
  /** Writes figures at places of the scene; an empty list takes them away. */
  labels(labels: readonly { readonly at: Vector3; readonly text: string }[]): void;
  hints(hints: readonly (readonly [string, string])[]): void;
  /** Marks records as in the way. */
  markClash(ids: readonly string[]): void;
  /** Asks for a frame after something on the stage changed. */
  redraw(): void;
  /** Place on the screen in CSS pixels; undefined behind the camera. */
  project(point: Vector3): { x: number; y: number } | undefined;
}

export interface Tool {
  enter?(): void;
  /** Must put everything back, an open gesture included. */
  leave?(): void;
  press?(pointer: ToolPointer): void;
  drag?(pointer: ToolPointer): void;
  release?(pointer: ToolPointer): void;
  hover?(pointer: ToolPointer): void;
  /** After the press and release of its second click. */
  doubleClick?(pointer: ToolPointer): void;
  /** @param delta below zero away from the person */
  wheel?(delta: number): void;
  /** Whether the key was used. */
  key?(event: KeyboardEvent): boolean;
  /** A right click: whether something was in hand, and is put back. */
  cancel?(): boolean;
  /** Called before every frame: for what keeps its size on the screen. */
  frame?(): void;
}

/** Pointer handlers of a tool that follows the pointer, pressed or not, and acts where it is let go. */
export const following = (
  follow: (pointer: ToolPointer) => void,
  act: (pointer: ToolPointer) => void,
): Pick<Tool, 'hover' | 'press' | 'drag' | 'release'> => ({
  hover: follow,
  press: follow,
  drag: follow,
  release: (pointer) => {
    follow(pointer);
    act(pointer);
  },
});

type InHand = Pick<ViewState, 'tool' | 'placing' | 'drawing' | 'tracing'>;

/** Whether a tool is to be taken up anew. A run in hand goes on with another pipe or cable, or without one. */
export const takesUp = (now: InHand, before: InHand): boolean =>
  now.tool !== before.tool ||
  now.drawing !== before.drawing ||
  now.tracing !== before.tracing ||
  (now.placing !== before.placing && now.tool !== 'connect');

export type ToolFactory = (host: ToolHost) => Tool;

/** Distance on the screen below which a press and release is a click. */
export const clickReach_px = 4;
