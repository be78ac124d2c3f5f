/**
 * Joins scene, camera, tools and the stores of the window. One per viewport; draws only when something
 * changed, then refines the resting picture.
 */
import { Vector3, type WebGLRenderer } from 'three';
import type { ViewSight } from '../../shared/commands/edit-view.ts';
import type { Tables } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { analysisStore } from '../analysis/store.ts';
import { arrival } from '../file-arrival.ts';
import { session } from '../session.ts';
import { type RunnerView, ToolRunner } from '../tools/runner.ts';
import { takesUp } from '../tools/tool.ts';
import { type ViewState, viewState } from '../view-state.ts';
import { seesAlike, visibilityOf } from '../viewpoints/visibility.ts';
import { CameraRig } from './camera.ts';
import { CrossFade } from './cross-fade.ts';
import { FirstSight } from './first-sight.ts';
import { hidesParts } from './layer-parts.ts';
import { MarkSteps } from './mark-steps.ts';
import { boundsAbout } from './scene-bounds.ts';
import { SceneModel } from './scene-model.ts';
import { sceneStore } from './scene-store.ts';
import { shrunken } from './shrunken.ts';
import { type PictureForm, shownFrom, takePicture } from './take-picture.ts';

const firstStep_s = 1 / 60;
const restBeforeRefining_ms = 140;
const refinedFrames = 48;
const slowestRefine_ms = 90;
/** A machine that was too slow may only have been busy. */
const retryRefining_ms = 60_000;

export class ViewportController implements RunnerView {
  readonly model = new SceneModel();
  readonly rig: CameraRig;
  readonly element: HTMLCanvasElement;
  readonly #tools: ToolRunner;
  readonly #fade = new CrossFade(this.model.frames);
  readonly #markSteps: MarkSteps;
  readonly #firstSight: FirstSight;
  readonly #gl: WebGLRenderer;
  readonly #invalidate: () => void;
  readonly #frameListeners = new Set<() => void>();
  readonly #stop: (() => void)[] = [];
  #committed: Tables | undefined;
  #width = 1;
  #height = 1;
  #drawn = '';
  #lastFrame_ms = 0;
  #moving = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #refining = false;
  #slow = 0;
  #slowSince_ms = 0;
  #disposed = false;
  /** Whether the resting picture is refined; tests switch it off and ask for it by number. */
  refines = true;
  /** Script time of the last drawn frame. */
  frameScript_ms = 0;
  /** Frames drawn so far, refining ones not counted: at rest it stands still. */
  frames = 0;
  /** How often the picture was shown again without being drawn: blending, and marks that move. */
  repeats = 0;
  /** Draw calls and triangles of the last drawn frame, all passes. */
  drawn = { calls: 0, triangles: 0 };

  constructor(gl: WebGLRenderer, invalidate: () => void) {
    this.#gl = gl;
    this.#invalidate = invalidate;
    this.#markSteps = new MarkSteps(this.model.marks, invalidate);
    this.element = gl.domElement;
    this.rig = new CameraRig(this.element, invalidate, (x, y) => this.#pivot(x, y));
    this.#tools = new ToolRunner(this);
    this.#firstSight = new FirstSight(this.model, this.rig, () => this.#width > 1, invalidate);
    this.#follow();
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
    this.model.prepare(this.#gl, this.camera);
    this.#firstSight.begin();
    this.model.setVisibility(view);
    this.model.setSection(view.section);
    this.model.setFocus(view.focus);
    this.#analysed();
    this.rig.setProjection(view.projection);
    this.rig.navigation = view.navigation;
    this.rig.onTurn = () => viewState.getState().turnAway();
    this.#tools.use(view.tool);
    this.#stop.push(
      session.subscribe((state, previous) => {
        const another =
          state.document !== previous.document &&
          state.undo.length + state.redo.length === 0 &&
          state.phase === 'committed' &&
          previous.phase === 'committed';
        // A large design takes a while to build: its solver is set to work before, by what comes after this in the same turn.
        if (another) queueMicrotask(() => this.#show(true));
        else this.#show(false);
      }),
      analysisStore.subscribe(() => {
        this.#analysed();
        this.#invalidate();
      }),
      viewState.subscribe((state, before) => this.#viewChanged(state, before)),
      arrival.subscribe(({ document, coming }, before) => {
        if (document) this.#firstSight.arrive(document);
        else if (coming && coming !== before.coming) this.#firstSight.foresee(coming);
      }),
    );
    this.model.onArrival = () => this.#invalidate();
    this.#firstSight.frame();
  }

  #show(another: boolean): void {
    if (this.#disposed) return;
    const { document, phase } = session.getState();
    const { size } = this.model.equipment;
    this.model.setDocument(document);
    this.model.setMeasured(viewState.getState(), phase === 'committed');
    if (phase === 'committed') {
      this.#analysed();
      const other = another || this.model.equipment.size !== size;
      if (this.#rejoined(document.tables) || other) this.model.setVisibility(viewState.getState());
    }
    this.#firstSight.follow(another);
    this.#invalidate();
  }

  /** Whether runs or systems became others since the last commit while they decide what is seen. */
  #rejoined(tables: Tables): boolean {
    const last = this.#committed;
    this.#committed = tables;
    return (last?.connection !== tables.connection || last.system !== tables.system) && hidesParts(viewState.getState().layers);
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
    if (state.focus !== before.focus) this.model.setFocus(state.focus);
    if (state.section !== before.section) this.model.setSection(state.section);
    this.model.setMeasured(state, session.getState().phase === 'committed');
    if (state.selection !== before.selection || state.hover !== before.hover) this.#tools.mark();
    this.rig.navigation = state.navigation;
    if (state.projection !== before.projection) this.rig.setProjection(state.projection);
    if (takesUp(state, before)) this.#tools.use(state.tool);
    if (state.camera !== before.camera) {
      const { camera } = state;
      if (camera.kind === 'axis') this.rig.lookAlong(camera.view);
      else if (camera.kind === 'stand') this.rig.stand(camera.at);
      else if (camera.kind === 'place') this.rig.frame(boundsAbout(camera.at_m, camera.reach_m));
      else this.frame(camera.records);
    }
    this.#invalidate();
  }

  /** Moves the camera so that records fill the view. */
  frame(records: readonly RecordId[] | 'all', still = false): void {
    const box = this.model.bounds(records);
    if (records !== 'all' && box.isEmpty()) return;
    this.rig.frame(box, undefined, still);
  }

  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.rig.resize(width, height);
    this.#firstSight.frame();
  }

  /** What the picture depends on, as one text. */
  #key(): string {
    return `${this.rig.version} ${this.model.version} ${this.#width} ${this.#height} ${this.#gl.getPixelRatio()}`;
  }

  /** What is still to come before the picture on the screen is the one that stays; none at rest. */
  unrest(): string[] {
    const room = this.element.parentElement?.getBoundingClientRect();
    const size = `${this.#width} × ${this.#height}`;
    const fits = room && Math.abs(room.width - this.#width) < 1 && Math.abs(room.height - this.#height) < 1;
    return [
      ...(fits ? [] : [`a picture of ${room?.width} × ${room?.height} in place of ${size}`]),
      ...(this.#moving ? ['the end of a motion of the camera'] : []),
      ...(this.#drawn === this.#key() ? [] : [`a frame: drawn is ${this.#drawn || 'nothing'}, wanted ${this.#key()}`]),
      ...(this.#fade.running ? ['the end of a blending'] : []),
    ];
  }

  atRest(): boolean {
    return this.unrest().length === 0;
  }

  /** Called by the frame loop, and only then. */
  tick(): void {
    if (this.#firstSight.nothingYet) return;
    const now = performance.now();
    const gap_ms = now - this.#lastFrame_ms;
    this.#lastFrame_ms = now;
    // After a rest the first step is one ordinary frame: not the whole pause, and not a step so small that nothing seems to move.
    this.#moving = this.rig.update(this.#moving ? gap_ms / 1000 : firstStep_s);
    if (this.#moving) this.#invalidate();
    this.#tools.frame();
    this.#markSteps.pass(gap_ms);
    const key = this.#key();
    if (key !== this.#drawn) {
      this.#fade.meet(this.#gl, now, this.rig.version, this.model.takeBlend(), this.#drawn !== '');
      this.#drawn = key;
      this.#refining = false;
      this.#gl.info.reset();
      this.#draw();
      this.model.measured.place((point) => this.project(point));
      for (const listener of this.#frameListeners) listener();
      this.frameScript_ms = performance.now() - now;
      const { calls, triangles } = this.#gl.info.render;
      this.drawn = { calls, triangles };
      this.frames++;
      this.#firstSight.drawn();
      clearTimeout(this.#restTimer);
      this.#afterFrame();
      if (this.#slow >= 3 && now - this.#slowSince_ms > retryRefining_ms) this.#slow = 0;
      if (!this.#fade.running) this.#refineSoon();
      return;
    }
    if (!this.#refining) {
      this.#repeat(now);
      return;
    }
    if (this.model.frames.averaged > 1 && gap_ms > slowestRefine_ms) this.#slow++;
    if (this.#slow >= 3) {
      // Software rendering or a busy machine: stay with the plain picture.
      this.#refining = false;
      this.#slowSince_ms = now;
      this.#drawn = '';
      this.#invalidate();
      return;
    }
    this.model.refine(this.#gl, this.camera, this.model.frames.averaged + 1 >= shownFrom);
    this.#afterFrame();
    if (this.model.frames.averaged < refinedFrames) this.#invalidate();
    else {
      this.#refining = false;
      this.#slow = 0;
    }
  }

  /** A frame without anything new in the scene: the blending goes on, or the marks take a step. */
  #repeat(now: number): void {
    // Without either, motion may just have been switched on: the first step is asked for below.
    if (this.#fade.running || this.#markSteps.due) {
      const ended = this.#fade.step(now);
      this.#markSteps.due = false;
      this.model.frames.again(this.#gl, this.camera);
      this.repeats++;
      if (ended) this.#refineSoon();
    }
    this.#afterFrame();
  }

  /** Asks for the frame after this one, where the blending or the marks need it. */
  #afterFrame(): void {
    if (this.#fade.running) this.#invalidate();
    this.#markSteps.ask();
  }

  #draw(): void {
    const target = this.rig.controls.getTarget(scratch);
    const { orthographic, controls } = this.rig;
    const distance = this.camera === orthographic ? orthographic.top / orthographic.zoom / 0.28 : controls.distance;
    this.model.draw(this.#gl, this.camera, target, distance, this.model.radius, this.#height / (distance * 0.57));
  }

  #refineSoon(): void {
    if (this.refines && this.#slow < 3) this.#restTimer = setTimeout(() => this.#startRefining(), restBeforeRefining_ms);
  }

  #startRefining(): void {
    this.#refining = true;
    this.#invalidate();
  }

  /** Averages this many frames at once: for pictures. */
  refineNow(frames: number): void {
    for (let i = 1; i <= frames; i++) this.model.refine(this.#gl, this.camera, i === frames);
  }

  invalidate(): void {
    this.#invalidate();
  }

  /** The view as it stands, refined. Drawn and put back in one task. Undefined before the viewport has a size. */
  picture(form: PictureForm): HTMLCanvasElement | undefined {
    if (this.#width <= 1) return undefined;
    this.#fade.stop();
    const picture = takePicture(this.model, this.#gl, this.camera, form, () => this.#draw());
    this.#draw();
    this.#drawn = '';
    this.#invalidate();
    return picture;
  }

  /**
   * What is seen from a viewpoint, small. Drawn and put back in one task, so that the screen never shows it.
   * Undefined before the viewport has a size.
   */
  thumbnail(sight: ViewSight): string | undefined {
    if (this.#width <= 1) return undefined;
    const view = viewState.getState();
    const { analysis, stale } = analysisStore.getState();
    const visibility = visibilityOf(session.getState().document, sight);
    const revealed = !seesAlike(visibility, view);
    const overlay = sight.overlay ?? null;
    if (revealed) this.model.setVisibility(visibility);
    this.model.setSection(sight.section);
    this.model.setFocus(sight.solid ?? null);
    this.model.setAnalysis(analysis ?? undefined, stale, overlay);
    this.model.mark([], null);
    this.#fade.stop();
    const back = this.rig.visit(sight.camera, sight.projection);
    this.#draw();
    const picture = shrunken(this.element);
    back();
    if (revealed) this.model.setVisibility(view);
    this.model.setSection(view.section);
    this.model.setFocus(view.focus);
    this.#analysed();
    this.#tools.mark();
    this.model.takeBlend();
    this.#draw();
    this.#drawn = '';
    this.#invalidate();
    return picture;
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

  /** Whether nothing but runs stands between the camera and a point of a piece of equipment. */
  sees(point: Vector3, id: RecordId): boolean {
    scratchB.copy(point).project(this.camera);
    const hit = this.model.picker.pick(this.model.picker.ray(this.camera, scratchB.x, scratchB.y));
    if (!hit || hit.id === id || !this.model.equipment.equipment(hit.id)) return true;
    return hit.distance > this.camera.position.distanceTo(point) - 0.1;
  }

  #pivot(clientX: number, clientY: number): Vector3 | undefined {
    const pointer = this.#tools.toPointer({ clientX, clientY, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false });
    const hit = pointer.met();
    if (hit) return hit.point;
    const floor = this.model.picker.onPlane(pointer.ray, 0);
    return floor && floor.distanceTo(this.camera.position) < this.rig.controls.distance * 4 ? floor : undefined;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#restTimer);
    this.#markSteps.dispose();
    this.#tools.dispose();
    for (const stop of this.#stop) stop();
    this.rig.dispose();
    this.model.dispose();
  }
}

const scratch = new Vector3();
const scratchB = new Vector3();
