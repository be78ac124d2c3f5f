/** The scene of one design: follows document, view and analysis, and draws frames when asked. No React inside. */
import { Box3, type Color, type OrthographicCamera, type PerspectiveCamera, Scene, type Vector3, type WebGLRenderer } from 'three';
import type { Analysis } from '../../shared/analysis/result.ts';
import { elementNamed } from '../../shared/document/building-elements.ts';
import { type Document, emptyDocument } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { LayerName, SectionPlane } from '../../shared/document/records.ts';
import { allLayers, type Theme, type ViewState } from '../view-state.ts';
import { BuildingPieces } from './building-pieces.ts';
import { colouring, focused, isGhost } from './colouring.ts';
import { EquipmentCaps } from './equipment-caps.ts';
import { FlowMarks } from './flow-marks.ts';
import { FormerPlaces } from './former-places.ts';
import { FrameRenderer } from './frame-renderer.ts';
import { Ground } from './ground.ts';
import { EquipmentInstances } from './instances.ts';
import { hiddenWith, isLayerShown, showsAll } from './layer-parts.ts';
import { Lights } from './lights.ts';
import { sameTrains } from './made-of-runs.ts';
import { MeasuredLayer } from './measured.ts';
import { Outline } from './outline.ts';
import { overlayNamed } from './overlays/index.ts';
import { type Scale, scaleOf } from './overlays/scale.ts';
import { colourOf, paletteOf, type ScenePalette } from './palette.ts';
import { Picker } from './picking.ts';
import { shownBy } from './records-in.ts';
import { RunInstances } from './runs.ts';
import { boundsAround, WholeExtent } from './scene-bounds.ts';
import { SectionCaps } from './section-caps.ts';
import { clippingPlane } from './section-planes.ts';
import { Shell } from './shell.ts';
import { SpaceWalls } from './space-walls.ts';
import { setCutColour, setSectioned, setShading } from './surface-material.ts';
import { UnderlayLayer } from './underlay.ts';

/** More runs than this are laid after the first frame. */
const manyRuns = 5000;
const noBox = new Box3();

export class SceneModel {
  readonly scene = new Scene();
  readonly equipment = new EquipmentInstances();
  readonly runs = new RunInstances();
  readonly building = new BuildingPieces();
  readonly #walls = new SpaceWalls();
  readonly picker = new Picker(this.equipment, this.runs, this.building, this.#walls);
  readonly lights = new Lights();
  readonly frames = new FrameRenderer();
  readonly measured = new MeasuredLayer(this.scene);
  /** Direction of what flows, on the runs that an overlay describes. */
  readonly marks = new FlowMarks(this.runs);
  /** Counts everything that changes the picture besides the camera. */
  version = 0;
  palette: ScenePalette = paletteOf('dark');
  scale: Scale | undefined;
  readonly #extent = new WholeExtent(this.equipment);
  readonly #shell = new Shell();
  readonly #caps = new SectionCaps();
  readonly #equipmentCaps = new EquipmentCaps();
  readonly #former = new FormerPlaces();
  #capsStale = false;
  #shading: ViewState['shading'] = 'shaded';
  #layers = allLayers;
  readonly #ground = new Ground();
  /** Asked to draw when something came later than the document it belongs to. */
  onArrival: () => void = () => {};
  readonly #underlay = new UnderlayLayer(() => {
    this.version++;
    this.onArrival();
  });
  readonly #outline = new Outline();
  #section: readonly SectionPlane[] = [];
  /** Spaces, doors, partitions and columns out of sight. */
  #hiddenBuilding: ReadonlySet<RecordId> = new Set();
  #document: Document | undefined;
  #analysis: Analysis | undefined;
  #stale = false;
  #overlay: string | null = null;
  #focus: LayerName | null = null;
  #shadowsStale = true;
  #runsWait = false;
  #marksStale = false;
  #blendWanted = false;
  #marked = { selected: [] as readonly RecordId[], hover: [] as readonly RecordId[], error: [] as readonly RecordId[] };

  constructor() {
    this.scene.matrixWorldAutoUpdate = true;
    this.scene.add(
      this.#ground.group,
      this.#underlay.group,
      this.lights.group,
      this.#shell.group,
      this.#caps.group,
      this.#equipmentCaps.group,
      this.equipment.group,
      this.runs.group,
      this.#former.group,
    );
    this.setTheme('dark');
    this.frames.marks = this.marks;
  }

  setTheme(theme: Theme): void {
    this.palette = paletteOf(theme);
    this.#ground.setPalette(this.palette);
    this.lights.setPalette(this.palette);
    setCutColour(colourOf(this.palette.cut));
    this.#caps.setPalette(this.palette);
    this.#equipmentCaps.setPalette(this.palette);
    this.frames.setPalette(this.palette);
    if (this.#document) {
      this.#shell.sync(this.#document.tables.space, this.palette, this.#hiddenBuilding);
      this.#underlay.sync(this.#document.tables, this.palette);
    }
    this.#recolour();
  }

  /**
   * Has all shaders made while the design is still being read. Made one by one as they are first needed, each would
   * wait for the pictures drawn before it.
   */
  prepare(gl: WebGLRenderer, camera: PerspectiveCamera | OrthographicCamera): void {
    this.#shell.sync(emptyDocument.tables.space, this.palette);
    // Asked once and kept by the renderer: asked with the first texture, it would wait for the driver again.
    gl.capabilities.getMaxAnisotropy();
    this.frames.prepare(gl, this.scene, camera);
  }

  /** Makes what a design that is about to be shown consists of, piece by piece. */
  *foresee(document: Document): Generator<void> {
    yield* this.equipment.foresee(document);
    this.#shell.sync(document.tables.space, this.palette);
  }

  /** Follows the document, previews included. */
  setDocument(document: Document): void {
    if (document === this.#document) return;
    const before = this.#document;
    this.#document = document;
    const moved = this.equipment.sync(document);
    // A large design appears in the order shell, equipment, pipes: the first frame does not wait for the last.
    this.#runsWait = this.runs.size === 0 && document.tables.connection.size > manyRuns;
    const rerun = !this.#runsWait && this.runs.sync(document, this.equipment.changed);
    const reshelled = this.#syncBuilding(document.tables.space);
    if (this.#underlay.sync(document.tables, this.palette)) this.version++;
    const retrained = before !== undefined && !sameTrains(before.tables.system, document.tables.system);
    if (!moved && !rerun && !reshelled && !retrained) return;
    const sameRecords =
      before !== undefined &&
      before.tables.equipment.size === document.tables.equipment.size &&
      before.tables.connection.size === document.tables.connection.size &&
      before.tables.item === document.tables.item;
    const recolour = !sameRecords || retrained || this.equipment.restructured || (rerun && this.runs.restructured);
    if (recolour) this.#recolour();
    else if (rerun && this.runs.reshaped) this.#marksStale = true;
    this.#applyMarks();
    // Marks share the places of the runs and so follow a drag; where they start is set right with the next colours.
    this.#shadowsStale = true;
    this.placement++;
    this.version++;
  }

  /** Lays the runs that the first frame did not wait for. Returns whether there were any. */
  layRuns(): boolean {
    if (!this.#runsWait || !this.#document) return false;
    this.#runsWait = false;
    this.runs.sync(this.#document, []);
    this.#recolour();
    this.#applyMarks();
    this.#shadowsStale = true;
    this.placement++;
    return true;
  }

  setAnalysis(analysis: Analysis | undefined, stale: boolean, overlay: string | null): void {
    if (analysis === this.#analysis && stale === this.#stale && overlay === this.#overlay) return;
    this.#analysis = analysis;
    this.#stale = stale;
    this.#overlay = overlay;
    const coloured = this.scale !== undefined;
    this.#recolour();
    this.#blendWanted = this.#blendWanted || coloured || this.scale !== undefined;
  }

  /** Whether colours changed by a value and not by an edit, and the next frame is to be blended with the one before; asked once. */
  takeBlend(): boolean {
    const wanted = this.#blendWanted;
    this.#blendWanted = false;
    return wanted;
  }

  #recolour(): void {
    if (!this.#document) return;
    const overlay = overlayNamed(this.#overlay);
    this.scale = overlay && this.#analysis ? scaleOf(overlay, this.#document, this.#analysis) : undefined;
    const { palette } = this;
    const colours = focused(
      colouring(this.#document, palette, this.scale, this.#stale, !this.#runsWait),
      this.#document,
      palette,
      this.#focus,
    );
    this.#former.show(this.scale, palette, this.#layers);
    this.equipment.recolour(colours.equipment);
    this.runs.recolour(colours.run);
    this.#marksStale = true;
    this.version++;
  }

  /** Marks follow the runs and the solved flows; made anew before the frame that first needs them. */
  #showMarks(): void {
    const document = this.#document;
    const stream = this.scale?.overlay.stream;
    const analysis = this.#analysis;
    if (!document || !analysis || !stream) {
      this.marks.hide();
      return;
    }
    this.marks.show(
      document,
      analysis.results,
      stream,
      this.#stale,
      this.#describesRuns(document),
      (record) => !isGhost(document, record, this.#focus) && !this.equipment.isHidden(record.id),
    );
  }

  #describesRuns({ tables }: Document): boolean {
    for (const id of this.scale?.values.keys() ?? []) if (tables.connection.has(id)) return true;
    return false;
  }

  /** Leaves one discipline solid and lets the pointer through everything else; null shows all alike. */
  setFocus(focus: LayerName | null): void {
    if (focus === this.#focus) return;
    this.#focus = focus;
    this.#capsStale = true;
    this.#pickBuilding();
    this.picker.passes = (record) => this.#document !== undefined && isGhost(this.#document, record, focus);
    this.#recolour();
  }

  /** Follows what has been measured, and the design it was measured in. */
  setMeasured(view: ViewState, settled: boolean): void {
    if (this.#document && this.measured.show(this.#document, view, this.palette, settled)) this.version++;
  }

  setVisibility({ hidden, layers, shading }: Pick<ViewState, 'hidden' | 'layers' | 'shading'>): void {
    const document = this.#document;
    this.#shell.group.visible = this.#caps.group.visible = layers.shell;
    this.#pickBuilding();
    this.#hideBuilding(hidden);
    this.#underlay.group.visible = layers.underlay;
    this.#layers = layers;
    this.#former.show(this.scale, this.palette, layers);
    const every = showsAll(layers);
    this.equipment.setHidden(document && !every ? hiddenWith(document, hidden, layers) : hidden);
    this.runs.setHidden((connection) => {
      // Asked again when another design replaces this one: the document is the one of that moment.
      return hidden.has(connection.id) || (!every && this.#document !== undefined && !isLayerShown(layers, this.#document, connection));
    });
    this.#marksStale = true;
    setShading([this.equipment.material, ...this.runs.materials], shading);
    this.#shading = shading;
    this.#capsStale = true;
    this.#applyMarks();
    this.#shadowsStale = true;
    this.version++;
  }

  /** While one looks at a discipline the pointer goes through the building, as through everything else. */
  #pickBuilding(): void {
    this.building.shown = this.#shell.group.visible && (this.#focus === null || this.#focus === 'shell');
  }

  /** Spaces, doors, partitions and columns are parts of the shell, which is built anew without those that are hidden. */
  #hideBuilding(hidden: ReadonlySet<RecordId>): void {
    const { space } = this.#document?.tables ?? emptyDocument.tables;
    const parts = [...hidden].filter((id) => space.has(id) || elementNamed(space, id));
    if (parts.length === this.#hiddenBuilding.size && parts.every((id) => this.#hiddenBuilding.has(id))) return;
    this.#hiddenBuilding = new Set(parts);
    this.#syncBuilding(space);
  }

  #syncBuilding(space: Document['tables']['space']): boolean {
    this.building.sync(space, this.#hiddenBuilding);
    this.#walls.sync(space, this.#hiddenBuilding);
    this.#caps.show(space, this.#section, this.#hiddenBuilding);
    return this.#shell.sync(space, this.palette, this.#hiddenBuilding);
  }

  mark(selected: readonly RecordId[], hover: RecordId | null, error: readonly RecordId[] = []): void {
    this.#marked = {
      selected: this.#document ? shownBy(this.#document, selected) : selected,
      hover: hover === null || selected.includes(hover) ? [] : [hover],
      error,
    };
    this.#applyMarks();
    this.version++;
  }

  #applyMarks(): void {
    this.#outline.show(this.equipment, this.runs, [this.building, this.#walls], this.#marked);
  }

  /** Counts changes of where things are. */
  placement = 0;

  /** Half the diagonal of everything that stands. */
  get radius(): number {
    return this.#extent.radius(this.#document ?? emptyDocument);
  }

  /** Cuts away what lies behind any of the planes; none shows everything. */
  setSection(section: readonly SectionPlane[]): void {
    this.#section = section;
    this.#capsStale = true;
    this.#caps.show((this.#document ?? emptyDocument).tables.space, section, this.#hiddenBuilding);
    this.picker.section = section.map(clippingPlane);
    setSectioned([this.equipment.material, ...this.runs.materials], section.length > 0);
    this.#shadowsStale = true;
    this.version++;
  }

  /** One flat colour behind everything, for a picture; null for the usual backdrop. */
  setMatte(colour: Color | null): void {
    this.#ground.setMatte(colour, this.palette);
  }

  /** Box around some records, or around everything. */
  bounds(ids: readonly RecordId[] | 'all'): Box3 {
    const document = this.#document ?? emptyDocument;
    if (ids === 'all') return this.#extent.box(document).clone();
    const box = boundsAround(document, ids, new Set(shownBy(document, ids)), this.equipment, this.runs);
    for (const id of ids) box.union(this.#former.bounds(id) ?? noBox);
    return box;
  }

  /** One frame after a change. */
  draw(
    gl: WebGLRenderer,
    camera: PerspectiveCamera | OrthographicCamera,
    target: Vector3,
    distance: number,
    sceneRadius: number,
    metrePixels: number,
  ): void {
    this.#ground.follow(target, distance);
    const flat = camera.type === 'OrthographicCamera';
    const pixels = flat ? metrePixels : distance * metrePixels;
    this.equipment.level(camera.position, pixels, flat);
    const changedOver = this.runs.level(camera.position, pixels, flat);
    if (this.#marksStale) this.#showMarks();
    else if (changedOver) this.marks.followRuns();
    this.#marksStale = false;
    this.marks.scale(metrePixels);
    const flushed = [this.equipment.flush(), this.runs.flush()];
    const moved = flushed.some(Boolean);
    if (this.#capsStale || flushed[0]) this.#fillEquipment();
    const refitted = this.lights.fit(target, Math.min(Math.max(4, distance * 0.75), sceneRadius * 1.4));
    if (moved || refitted || this.#shadowsStale || this.frames.averaged > 0) this.lights.drawKeyShadow();
    this.#shadowsStale = false;
    this.lights.moving();
    const { section } = this.picker;
    if (gl.clippingPlanes.length > 0 || section.length > 0) gl.clippingPlanes = [...section];
    this.frames.draw(gl, this.scene, camera, this.#outline);
  }

  /** Faces of cut equipment, once nothing more of it changes before the frame. */
  #fillEquipment(): void {
    this.#capsStale = false;
    const document = this.#document;
    const solid = document !== undefined && this.#shading === 'shaded';
    this.#equipmentCaps.show(this.equipment, solid ? this.#section : [], (each) => !document || !isGhost(document, each, this.#focus));
  }

  refine(gl: WebGLRenderer, camera: PerspectiveCamera | OrthographicCamera, show: boolean): void {
    this.frames.refine(gl, this.scene, camera, this.lights, show);
  }

  dispose(): void {
    for (const part of [
      this.equipment,
      this.runs,
      this.#shell,
      this.#caps,
      this.#equipmentCaps,
      this.#former,
      this.#ground,
      this.#underlay,
      this.#outline,
      this.marks,
      this.lights,
      this.frames,
      this.measured,
    ])
      part.dispose();
  }
}
