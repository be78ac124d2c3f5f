/** Feeds pointer and keys of the viewport to the active tool, and gives tools the scene to work on. */
import { Group, type Vector3 } from 'three';
import type { RecordId } from '../../shared/document/ids.ts';
import { inUnits } from '../../shared/units/reword.ts';
import { actsOnFocused, belongsToWidget } from '../actions/widget-keys.ts';
import type { CameraRig } from '../scene/camera.ts';
import type { Hit } from '../scene/picking.ts';
import type { SceneModel } from '../scene/scene-model.ts';
import { type PointerNote, sceneStore } from '../scene/scene-store.ts';
import { session } from '../session.ts';
import { type ViewState, viewState } from '../view-state.ts';
import { metresPerPixel } from './gizmo.ts';
import { tools } from './index.ts';
import { clickReach_px, type Tool, type ToolHost, type ToolPointer } from './tool.ts';

/** What the runner needs from the view it serves. */
export interface RunnerView {
  readonly element: HTMLCanvasElement;
  readonly model: SceneModel;
  readonly rig: CameraRig;
  readonly width: number;
  readonly height: number;
  invalidate(): void;
  project(point: Vector3): { x: number; y: number } | undefined;
}

type PointerPlace = Pick<PointerEvent, 'clientX' | 'clientY' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

export class ToolRunner {
  readonly #view: RunnerView;
  readonly #stage = new Group();
  readonly #stop: (() => void)[] = [];
  #tool: Tool = {};
  #pressed = false;
  #pointer = { x: 0, y: 0 };
  #rightPress: ({ readonly x: number; readonly y: number } & Pick<ViewState, 'projection' | 'perspectiveWaits'>) | undefined;
  #hoverQueued: PointerEvent | undefined;
  /** Tab was pressed since the tool was taken up, or since the last press in the scene: Enter is meant for what has the focus. */
  #walked = false;
  /** Records that the active tool found in the way. */
  clash: readonly RecordId[] = [];

  constructor(view: RunnerView) {
    this.#view = view;
    this.#stage.name = 'tools';
    view.model.scene.add(this.#stage);
    this.#listen();
  }

  /** Marks selection, hover and clashes in the scene. */
  mark(): void {
    const { selection, hover } = viewState.getState();
    this.#view.model.mark(selection, hover, this.clash);
  }

  use(name: ViewState['tool']): void {
    this.#tool.leave?.();
    this.#pressed = this.#walked = false;
    this.clash = [];
    this.#stage.clear();
    sceneStore.setState({ note: null, rectangle: null, labels: [] });
    this.#tool = (tools[name] ?? tools.select)?.(this.#host()) ?? {};
    this.#tool.enter?.();
    this.mark();
  }

  /** Before a frame: at most one look under the pointer, and what keeps its size on the screen. */
  frame(): void {
    this.#catchUp();
    this.#tool.frame?.();
  }

  /** Lets the tool see where the pointer is. A press or a key is meant for that place, also where no frame came since the move. */
  #catchUp(): void {
    const event = this.#hoverQueued;
    this.#hoverQueued = undefined;
    if (event && !this.#pressed) this.#tool.hover?.(this.toPointer(event));
  }

  #host(): ToolHost {
    const view = this.#view;
    return {
      session,
      model: view.model,
      rig: view.rig,
      stage: this.#stage,
      get camera() {
        return view.rig.camera;
      },
      get width() {
        return view.width;
      },
      get height() {
        return view.height;
      },
      note: (text, tone: PointerNote['tone'] = 'plain') =>
        sceneStore.setState({
          note: text === null ? null : { ...this.#pointer, text: inUnits(text, viewState.getState().unitSystem), tone },
        }),
      rectangle: (rectangle) => sceneStore.setState({ rectangle }),
      labels: (labels) =>
        sceneStore.setState({
          labels: labels.flatMap(({ at, text }) => {
            const place = view.project(at);
            return place ? [{ ...place, text }] : [];
          }),
        }),
      hints: (hints) => sceneStore.setState({ hints }),
      markClash: (ids) => {
        if (ids.length === 0 && this.clash.length === 0) return;
        this.clash = ids;
        this.mark();
      },
      redraw: () => {
        view.model.version++;
        view.invalidate();
      },
      project: (point) => view.project(point),
    };
  }

  toPointer(event: PointerPlace): ToolPointer {
    const { element, model, rig } = this.#view;
    const box = element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const [ndcX, ndcY] = [(x / Math.max(1, box.width)) * 2 - 1, 1 - (y / Math.max(1, box.height)) * 2];
    const ray = model.picker.ray(rig.camera, ndcX, ndcY).clone();
    const once = (look: () => Hit | undefined) => {
      let found: { readonly hit: Hit | undefined } | undefined;
      return () => {
        found ??= { hit: look() };
        return found.hit;
      };
    };
    return {
      x,
      y,
      ndcX,
      ndcY,
      ray,
      shift: event.shiftKey,
      ctrl: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      hit: once(() => model.picker.pick(ray)),
      met: once(() => model.picker.pickAll(ray, (point) => metresPerPixel({ rig, height: box.height }, point))),
    };
  }

  #listen(): void {
    const { element, rig } = this.#view;
    const on = <K extends keyof HTMLElementEventMap>(type: K, handler: (event: HTMLElementEventMap[K]) => void) => {
      element.addEventListener(type, handler);
      this.#stop.push(() => element.removeEventListener(type, handler));
    };
    on('pointerdown', (event) => {
      this.#walked = false;
      this.#remember(event);
      // A field that was being edited takes its value; the press itself belongs to the tool.
      if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) document.activeElement.blur();
      if (event.button !== 0 || rig.takesLeft(event)) return;
      element.setPointerCapture(event.pointerId);
      this.#catchUp();
      this.#pressed = true;
      this.#tool.press?.(this.toPointer(event));
    });
    on('pointermove', (event) => {
      this.#remember(event);
      if (this.#pressed) this.#tool.drag?.(this.toPointer(event));
      else if (event.buttons === 0) {
        this.#hoverQueued = event;
        this.#view.invalidate();
      }
    });
    // Before the camera sees the press and goes over to perspective.
    const onPress = ({ button, clientX: x, clientY: y }: PointerEvent) => {
      const { projection, perspectiveWaits } = viewState.getState();
      this.#rightPress = button === 2 ? { x, y, projection, perspectiveWaits } : undefined;
    };
    window.addEventListener('pointerdown', onPress, { capture: true });
    this.#stop.push(() => window.removeEventListener('pointerdown', onPress, { capture: true }));
    on('pointerup', (event) => {
      const right = event.button === 2 ? this.#rightPress : undefined;
      if (right && Math.hypot(event.clientX - right.x, event.clientY - right.y) <= clickReach_px && this.#tool.cancel?.())
        // A press that might have turned the view brings perspective back; this one turned nothing.
        viewState.setState({ projection: right.projection, perspectiveWaits: right.perspectiveWaits });
      if (!this.#pressed || event.button !== 0) return;
      this.#pressed = false;
      this.#tool.release?.(this.toPointer(event));
    });
    on('dblclick', (event) => {
      if (event.button === 0 && !event.altKey && !rig.spaceHeld) this.#tool.doubleClick?.(this.toPointer(event));
    });
    on('wheel', (event) => this.#tool.wheel?.(event.deltaY));
    on('pointerleave', () => {
      if (this.#pressed) return;
      this.#hoverQueued = undefined;
      viewState.getState().setHover(null);
      sceneStore.setState({ note: null });
    });
    // Before the window's shortcuts: a key that a tool uses is not a shortcut at that moment.
    const onKey = (event: KeyboardEvent) => {
      const target = event.target;
      const typing = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      const { dialog, paletteOpen } = viewState.getState();
      const walked = this.#walked;
      this.#walked ||= event.key === 'Tab';
      if (typing || event.defaultPrevented || dialog !== null || paletteOpen) return;
      if (belongsToWidget(target, event.key) || (walked && actsOnFocused(target, event.key))) return;
      this.#catchUp();
      // Undo in the middle of a drag ends the drag, as Escape does; what was done before stays.
      const midway = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && session.getState().phase === 'preview';
      if (!this.#tool.key?.(midway ? new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape' }) : event)) return;
      this.#walked = walked;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    this.#stop.push(() => window.removeEventListener('keydown', onKey, { capture: true }));
  }

  #remember(event: PointerEvent): void {
    const box = this.#view.element.getBoundingClientRect();
    this.#pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  dispose(): void {
    this.#tool.leave?.();
    for (const stop of this.#stop) stop();
    this.#stage.removeFromParent();
  }
}
