/**
 * Joins scene, camera, tools and the stores of the window. One per viewport; draws only when something
 * changed, then refines the resting picture.
 */
import { Group, Vector3, type WebGLRenderer } from 'three';
import type { RecordId } from '../../shared/document/ids.ts';
import { analysisStore } from '../analysis/store.ts';
import { session } from '../session.ts';
import { tools } from '../tools/index.ts';
import type { Tool, ToolHost, ToolPointer } from '../tools/tool.ts';
import { viewState, type ViewState } from '../view-state.ts';
import { CameraRig } from './camera.ts';
import type { Hit } from './picking.ts';
import { SceneModel } from './scene-model.ts';
import { type PointerNote, sceneStore } from './scene-store.ts';

const restBeforeRefining_ms = 140;
const refinedFrames = 48;
/** Averaged frames before the picture changes over from the moving one: fewer are noisy. */
const slowestRefine_ms = 90;

export class ViewportController {
  readonly model = new SceneModel();
  readonly rig: CameraRig;
  readonly #gl: WebGLRenderer;
  readonly #invalidate: () => void;
  readonly #element: HTMLCanvasElement;
  readonly #stage = new Group();
  readonly #frameListeners = new Set<() => void>();
  readonly #stop: (() => void)[] = [];
  #tool: Tool = {};
  #toolName: ViewState['tool'] | undefined;
  #pressed = false;
  #pointer = { x: 0, y: 0 };
  #width = 1;
  #height = 1;
  #drawn = '';
  #lastFrame_ms = 0;
  #moving = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #refining = false;
  #slow = 0;
  #clash: readonly RecordId[] = [];
  #framed = false;
  #hoverQueued: PointerEvent | undefined;
  /** Whether the resting picture is refined; tests switch it off and ask for it by number. */
  refines = true;
  /** Script time of the last drawn frame. */
  frameScript_ms = 0;
  /** Draw calls and triangles of the last drawn frame, all passes. */
  drawn = { calls: 0, triangles: 0 };

  constructor(gl: WebGLRenderer, invalidate: () => void) {
    this.#gl = gl;
    this.#invalidate = invalidate;
    this.#element = gl.domElement;
    this.#stage.name = 'tools';
    this.model.scene.add(this.#stage);
    this.rig = new CameraRig(this.#element, invalidate, (x, y) => this.#pivot(x, y));
    this.#follow();
    this.#listen();
  }

  get camera() {
    return this.rig.camera;
  }

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  #follow(): void {
    const view = viewState.getState();
    this.model.setTheme(view.theme);
    this.model.setDocument(session.getState().document);
    this.model.setVisibility(view);
    this.#analysed();
    this.model.mark(view.selection, view.hover);
    this.rig.setProjection(view.projection);
    this.#setTool(view.tool);
    this.#stop.push(
      session.subscribe((state, previous) => {
        const spaces = this.model.equipment.size;
        this.model.setDocument(state.document);
        if (state.phase === 'committed') {
          this.#analysed();
          if (this.model.equipment.size !== spaces) this.model.setVisibility(viewState.getState());
        }
        const another =
          state.document !== previous.document &&
          state.undo.length + state.redo.length === 0 &&
          state.phase === 'committed' &&
          previous.phase === 'committed';
        if (another) this.showWhole();
        else if (!this.#framed) this.#frameFirst();
        this.#invalidate();
      }),
      analysisStore.subscribe(() => {
        this.#analysed();
        this.#invalidate();
      }),
      viewState.subscribe((state, before) => this.#viewChanged(state, before)),
    );
    this.#frameFirst();
  }

  #analysed(): void {
    const { analysis, stale } = analysisStore.getState();
    this.model.setAnalysis(analysis ?? undefined, stale, viewState.getState().overlay);
    if (sceneStore.getState().scale !== (this.model.scale ?? null)) sceneStore.setState({ scale: this.model.scale ?? null });
  }

  #viewChanged(state: ViewState, before: ViewState): void {
    if (state.theme !== before.theme) this.model.setTheme(state.theme);
    if (state.overlay !== before.overlay) this.#analysed();
    if (state.hidden !== before.hidden || state.layers !== before.layers || state.shading !== before.shading)
      this.model.setVisibility(state);
    if (state.selection !== before.selection || state.hover !== before.hover) this.#mark();
    if (state.projection !== before.projection) this.rig.setProjection(state.projection);
    if (state.tool !== before.tool || state.placing !== before.placing) this.#setTool(state.tool);
    if (state.camera !== before.camera) {
      const { camera } = state;
      if (camera.kind === 'axis') this.rig.lookAlong(camera.view, this.model.bounds(state.selection.length > 0 ? state.selection : 'all'));
      else this.frame(camera.records);
    }
    this.#invalidate();
  }

  #mark(): void {
    const { selection, hover } = viewState.getState();
    this.model.mark(selection, hover, this.#clash);
  }

  /** Moves the camera so that records fill the view. */
  frame(records: readonly RecordId[] | 'all', still = false): void {
    const box = this.model.bounds(records);
    if (records !== 'all' && box.isEmpty()) return;
    this.rig.frame(box, undefined, still);
  }

  /** A design that has just been opened is shown whole, from the corner. */
  #frameFirst(): void {
    const box = this.model.bounds('all');
    if (box.isEmpty() || this.#width <= 1) return;
    this.#framed = true;
    this.rig.setSceneRadius(box.getSize(new Vector3()).length() / 2);
    this.rig.frame(box, 'iso', true);
  }

  /** For a newly opened design. */
  showWhole(): void {
    this.#framed = false;
    this.#frameFirst();
  }

  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.rig.resize(width, height);
    if (!this.#framed) this.#frameFirst();
  }

  /** Called by the frame loop, and only then. */
  tick(): void {
    const now = performance.now();
    const gap_ms = now - this.#lastFrame_ms;
    this.#lastFrame_ms = now;
    // After a rest the first step is one ordinary frame, not the whole pause.
    this.#moving = this.rig.update(this.#moving ? gap_ms / 1000 : Math.min(gap_ms / 1000, 1 / 60));
    if (this.#moving) this.#invalidate();
    this.#hoverNow();
    this.#tool.frame?.();
    const key = `${this.rig.version} ${this.model.version} ${this.#width} ${this.#height} ${this.#gl.getPixelRatio()}`;
    if (key !== this.#drawn) {
      this.#drawn = key;
      this.#refining = false;
      this.#gl.info.reset();
      const target = this.rig.controls.getTarget(scratch);
      const distance =
        this.rig.camera === this.rig.orthographic
          ? this.rig.orthographic.top / this.rig.orthographic.zoom / 0.28
          : this.rig.controls.distance;
      this.model.draw(this.#gl, this.camera, target, distance, this.#sceneRadius(), this.#height / (distance * 0.57));
      for (const listener of this.#frameListeners) listener();
      this.frameScript_ms = performance.now() - now;
      const { calls, triangles } = this.#gl.info.render;
      this.drawn = { calls, triangles };
      clearTimeout(this.#restTimer);
      if (this.refines && this.#slow < 3) this.#restTimer = setTimeout(() => this.#startRefining(), restBeforeRefining_ms);
      return;
    }
    if (!this.#refining) return;
    if (this.model.frames.averaged > 1 && gap_ms > slowestRefine_ms) this.#slow++;
    if (this.#slow >= 3) {
      // Software rendering or a busy machine: stay with the plain picture.
      this.#refining = false;
      this.#drawn = '';
      this.#invalidate();
      return;
    }
    this.model.refine(this.#gl, this.camera);
    if (this.model.frames.averaged < refinedFrames) this.#invalidate();
    else this.#refining = false;
  }

  #startRefining(): void {
    this.#refining = true;
    this.#invalidate();
  }

  /** Averages this many frames at once: for pictures. */
  refineNow(frames: number): void {
    for (let i = 0; i < frames; i++) this.model.refine(this.#gl, this.camera);
  }

  #sceneRadius(): number {
    const box = this.model.bounds('all');
    return box.isEmpty() ? 30 : Math.max(10, box.getSize(scratchB).length() / 2);
  }

  onFrame(listener: () => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  project(point: Vector3): { x: number; y: number } | undefined {
    scratchB.copy(point).project(this.camera);
    if (scratchB.z > 1) return undefined;
    return { x: ((scratchB.x + 1) / 2) * this.#width, y: ((1 - scratchB.y) / 2) * this.#height };
  }

  #pivot(clientX: number, clientY: number): Vector3 | undefined {
    const pointer = this.#toPointer({ clientX, clientY, shiftKey: false, ctrlKey: false, metaKey: false });
    const hit = pointer.hit();
    if (hit) return hit.point;
    const floor = this.model.picker.onPlane(pointer.ray, 0);
    return floor && floor.distanceTo(this.camera.position) < this.rig.controls.distance * 4 ? floor : undefined;
  }

  // ---- tools ----

  #host(): ToolHost {
    const controller = this;
    return {
      session,
      model: this.model,
      rig: this.rig,
      stage: this.#stage,
      get camera() {
        return controller.camera;
      },
      get width() {
        return controller.#width;
      },
      get height() {
        return controller.#height;
      },
      note: (text, tone: PointerNote['tone'] = 'plain') =>
        sceneStore.setState({ note: text === null ? null : { ...this.#pointer, text, tone } }),
      rectangle: (rectangle) => sceneStore.setState({ rectangle }),
      hints: (hints) => sceneStore.setState({ hints }),
      markClash: (ids) => {
        if (ids.length === 0 && this.#clash.length === 0) return;
        this.#clash = ids;
        this.#mark();
      },
      redraw: () => {
        this.model.version++;
        this.#invalidate();
      },
      project: (point) => this.project(point),
    };
  }

  #setTool(name: ViewState['tool']): void {
    this.#tool.leave?.();
    this.#pressed = false;
    this.#clash = [];
    this.#stage.clear();
    sceneStore.setState({ note: null, rectangle: null });
    this.#toolName = name;
    this.#tool = (tools[name] ?? tools.select)?.(this.#host()) ?? {};
    this.#tool.enter?.();
    this.model.version++;
  }

  get toolName(): ViewState['tool'] | undefined {
    return this.#toolName;
  }

  #toPointer(event: Pick<PointerEvent, 'clientX' | 'clientY' | 'shiftKey' | 'ctrlKey' | 'metaKey'>): ToolPointer {
    const box = this.#element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const [ndcX, ndcY] = [(x / Math.max(1, box.width)) * 2 - 1, 1 - (y / Math.max(1, box.height)) * 2];
    const ray = this.model.picker.ray(this.camera, ndcX, ndcY).clone();
    let hit: Hit | undefined;
    let looked = false;
    return {
      x,
      y,
      ndcX,
      ndcY,
      ray,
      shift: event.shiftKey,
      ctrl: event.ctrlKey || event.metaKey,
      hit: () => {
        if (!looked) hit = this.model.picker.pick(ray);
        looked = true;
        return hit;
      },
    };
  }

  #listen(): void {
    const element = this.#element;
    const on = <K extends keyof HTMLElementEventMap>(type: K, handler: (event: HTMLElementEventMap[K]) => void) => {
      element.addEventListener(type, handler);
      this.#stop.push(() => element.removeEventListener(type, handler));
    };
    on('pointerdown', (event) => {
      this.#remember(event);
      if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) document.activeElement.blur();
      if (event.button !== 0 || this.rig.takesLeft(event)) return;
      element.setPointerCapture(event.pointerId);
      this.#pressed = true;
      this.#tool.press?.(this.#toPointer(event));
    });
    on('pointermove', (event) => {
      this.#remember(event);
      if (this.#pressed) this.#tool.drag?.(this.#toPointer(event));
      else if (event.buttons === 0) {
        this.#hoverQueued = event;
        this.#invalidate();
      }
    });
    on('pointerup', (event) => {
      if (!this.#pressed || event.button !== 0) return;
      this.#pressed = false;
      this.#tool.release?.(this.#toPointer(event));
    });
    on('pointerleave', () => {
      if (this.#pressed) return;
      this.#hoverQueued = undefined;
      viewState.getState().setHover(null);
      sceneStore.setState({ note: null });
    });
    const onKey = (event: KeyboardEvent) => {
      const target = event.target;
      const typing = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (typing || event.defaultPrevented || viewState.getState().dialog !== null || viewState.getState().paletteOpen) return;
      if (this.#tool.key?.(event)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    };
    window.addEventListener('keydown', onKey, { capture: true });
    this.#stop.push(() => window.removeEventListener('keydown', onKey, { capture: true }));
  }

  #remember(event: PointerEvent): void {
    const box = this.#element.getBoundingClientRect();
    this.#pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** At most one look under the pointer per frame, and none while the camera moves. */
  #hoverNow(): void {
    const event = this.#hoverQueued;
    this.#hoverQueued = undefined;
    if (event && !this.#pressed) this.#tool.hover?.(this.#toPointer(event));
  }

  dispose(): void {
    clearTimeout(this.#restTimer);
    this.#tool.leave?.();
    for (const stop of this.#stop) stop();
    this.rig.dispose();
    this.model.dispose();
  }
}

const scratch = new Vector3();
const scratchB = new Vector3();
