/** What the window shows, as opposed to what the design is: never saved with the design, never undone. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { QuantityKey } from '../shared/analysis/quantities.ts';
import type { DrawnSpace } from '../shared/commands/draw-space.ts';
import type { Pivot } from '../shared/commands/rotate.ts';
import type { RecordId } from '../shared/document/ids.ts';
import {
  type ConnectionEnd,
  type LayerName,
  layerNames,
  type Measurement,
  type Place,
  type SectionPlane,
  type View,
} from '../shared/document/records.ts';
import type { UnitSystem } from '../shared/units/convert.ts';
import { inUnits } from '../shared/units/reword.ts';
import { type GridStep, type Navigation, readPreferences, writePreferences } from './preferences.ts';

export type Theme = 'dark' | 'light';
export type Tool = 'select' | 'move' | 'rotate' | 'place' | 'connect' | 'measure' | 'section' | 'walk' | 'underlay' | BuildingTool;
/** What draws the building by clicks. */
export type BuildingTool = 'outline' | 'partition' | 'opening' | 'column';
/** What two points on an underlay are used for: its scale, its place, its turn. */
export type UnderlayTask = 'scale' | 'move' | 'square';
export type Projection = View['projection'];
export type Shading = 'shaded' | 'x-ray' | 'wireframe';
export type AxisView = 'front' | 'back' | 'left' | 'right' | 'top' | 'bottom' | 'iso';
/** What the middle of the editor shows. */
export type MainView = '3d' | 'one-line' | 'p-and-id';
export type DockTab = 'findings' | 'clashes' | 'equipment' | 'results' | 'charts' | 'tokens' | 'compare' | 'history';
export type DialogName =
  | 'open'
  | 'save-as'
  | 'new-design'
  | 'row-array'
  | 'place-at'
  | 'building-part'
  | 'space'
  | 'auto-connect'
  | 'connect'
  | 'sizing'
  | 'replace-item'
  | 'reroute'
  | 'rejoin'
  | 'add-to-group'
  | 'underlay'
  | 'export'
  | 'print'
  | 'picture'
  | 'shortcuts'
  | 'about'
  | 'scenario'
  | 'unsaved'
  | 'recover';

/** A wish for the camera. `serial` grows, so that the same wish can be made twice. */
export type CameraRequest = { readonly serial: number } & (
  | { readonly kind: 'frame'; readonly records: readonly RecordId[] | 'all' }
  | { readonly kind: 'place'; readonly at_m: Place; readonly reach_m: number }
  | { readonly kind: 'axis'; readonly view: AxisView }
  | { readonly kind: 'stand'; readonly at: View['camera'] }
);

/** What the analysis is asked for beyond the document. */
export interface ScenarioRequest {
  /** Name of a scenario of the design; null for the one that opens first. */
  readonly scenario: string | null;
  /** Outdoor dry bulb instead of the scenario's own. */
  readonly ambient_K: number | null;
  readonly failed: readonly RecordId[];
  /** Whether worth of power is asked for too. */
  readonly prices?: true;
}

/** The scenario as it stands in the design. */
export const nothingTried = { ambient_K: null, failed: [] } as const satisfies Partial<ScenarioRequest>;

export interface ViewState {
  /** `opening`: the editor stands ready, still without the design that is being read. */
  readonly screen: 'start' | 'opening' | 'editor';
  readonly theme: Theme;
  readonly navigation: Navigation;
  readonly unitSystem: UnitSystem;
  /** Review: nothing in the design can be changed. */
  readonly readOnly: boolean;
  /** Review cannot be left: the file was opened so. */
  readonly reviewOnly: boolean;
  readonly selection: readonly RecordId[];
  /** A click takes the whole row or group of a piece; a double click still takes the piece. */
  readonly wholeGroups: boolean;
  /** What the selection turns about. */
  readonly pivot: Pivot;
  readonly hover: RecordId | null;
  /** The record whose line in the outline is a field for its name. */
  readonly renaming: RecordId | null;
  readonly tool: Tool;
  /** Name of the catalogue item that the place tool puts down. */
  readonly placing: string | null;
  /** What the outline tool draws. */
  readonly drawing: DrawnSpace;
  /** The underlay that the underlay tool works on, and what for. */
  readonly tracing: { readonly underlay: RecordId; readonly task: UnderlayTask } | null;
  /** Name of the overlay in the scene's registry; null for plain materials. */
  readonly overlay: string | null;
  /** Marks of direction on runs move; else they stand as arrows. */
  readonly flowMotion: boolean;
  readonly projection: Projection;
  /** Perspective waits for the camera to leave plan or elevation, which are drawn true to measure. */
  readonly perspectiveWaits: boolean;
  readonly shading: Shading;
  readonly hidden: ReadonlySet<RecordId>;
  /** Disciplines drawn in the scene. */
  readonly layers: Readonly<Record<LayerName, boolean>>;
  /** The discipline that stays solid while all others are translucent; null shows all alike. */
  readonly focus: LayerName | null;
  /** Planes that cut the picture; what any of them takes away is gone. */
  readonly section: readonly SectionPlane[];
  /** Names of equipment in the 3D view. */
  readonly labels: boolean;
  /** What has been measured in a design that is open for review: nothing is added to the design. */
  readonly measuredApart: readonly Measurement[];
  readonly measurementsOpen: boolean;
  /** The saved viewpoint that was flown to last. */
  readonly viewpoint: RecordId | null;
  readonly viewpointsOpen: boolean;
  /** Viewpoints are gone through one by one with the arrow keys. */
  readonly playing: boolean;
  /** The list that leads from an empty hall to a solved layout. */
  readonly tourOpen: boolean;
  readonly mainView: MainView;
  /** The 3D view stays above a diagram. */
  readonly splitView: boolean;
  readonly snap: boolean;
  readonly grid: GridStep;
  readonly camera: CameraRequest;
  readonly request: ScenarioRequest;
  readonly leftOpen: boolean;
  readonly inspectorOpen: boolean;
  readonly dockOpen: boolean;
  /** A diagram took the dock's room in a low window; the 3D view gives it back. */
  readonly dockGaveWay: boolean;
  /** Null until one is chosen: findings where there are any, else results. */
  readonly dockTab: DockTab | null;
  readonly dialog: DialogName | null;
  /** The port that the list of ports to connect is for. */
  readonly connectingFrom: ConnectionEnd | null;
  /** What to do once the question about unsaved changes is answered. */
  readonly afterUnsaved: (() => void) | null;
  readonly paletteOpen: boolean;
  /** The computed figure whose making is shown. */
  readonly explained: { readonly record: RecordId; readonly quantity: QuantityKey } | null;
  /** Why the last thing a person tried was refused; shown until it is dismissed or something works. */
  readonly refusal: string | null;

  select(ids: readonly RecordId[]): void;
  setHover(id: RecordId | null): void;
  setTool(tool: Tool): void;
  startPlacing(item: string): void;
  startTracing(underlay: RecordId, task: UnderlayTask): void;
  startDrawing(drawing: DrawnSpace): void;
  setOverlay(overlay: string | null): void;
  frame(records: readonly RecordId[] | 'all'): void;
  /** Goes to a place, with what lies within a distance of it. */
  framePlace(at_m: Place, reach_m: number): void;
  lookAlong(view: AxisView): void;
  /** The camera was turned by hand: out of a plan or an elevation. */
  turnAway(): void;
  setProjection(projection: Projection): void;
  setRequest(request: Partial<ScenarioRequest>): void;
  setHidden(ids: Iterable<RecordId>): void;
  toggleHidden(ids: readonly RecordId[]): void;
  openDialog(dialog: DialogName | null): void;
  showDock(tab: DockTab): void;
}

const preferences = readPreferences();

/** Every layer shown. */
export const allLayers = Object.fromEntries(layerNames.map((name) => [name, true])) as Readonly<Record<LayerName, boolean>>;

export const viewState = createStore<ViewState>((set) => ({
  screen: 'start',
  theme: preferences.theme,
  navigation: preferences.navigation,
  unitSystem: preferences.unitSystem,
  readOnly: false,
  reviewOnly: false,
  selection: [],
  wholeGroups: false,
  pivot: 'middle',
  hover: null,
  renaming: null,
  tool: 'select',
  placing: null,
  drawing: { kind: 'hall' },
  tracing: null,
  overlay: null,
  flowMotion: preferences.flowMotion,
  projection: 'perspective',
  perspectiveWaits: false,
  shading: 'shaded',
  hidden: new Set(),
  layers: allLayers,
  focus: null,
  section: [],
  labels: false,
  measuredApart: [],
  measurementsOpen: false,
  viewpoint: null,
  viewpointsOpen: false,
  playing: false,
  tourOpen: false,
  mainView: '3d',
  splitView: false,
  snap: true,
  grid: preferences.grid,
  camera: { serial: 0, kind: 'frame', records: 'all' },
  request: { scenario: null, ...nothingTried },
  leftOpen: true,
  inspectorOpen: true,
  dockOpen: true,
  dockGaveWay: false,
  dockTab: null,
  dialog: null,
  connectingFrom: null,
  afterUnsaved: null,
  paletteOpen: false,
  explained: null,
  refusal: null,

  select: (selection) => set({ selection, explained: null, refusal: null }),
  setHover: (hover) => set({ hover }),
  setTool: (tool) => set({ tool, placing: null, refusal: null }),
  startTracing: (underlay, task) => set({ tool: 'underlay', tracing: { underlay, task }, placing: null, refusal: null }),
  startDrawing: (drawing) => set({ tool: 'outline', drawing, placing: null, refusal: null }),
  startPlacing: (placing) => set({ tool: 'place', placing, refusal: null }),
  setOverlay: (overlay) => set({ overlay }),
  frame: (records) => set(({ camera }) => ({ camera: { serial: camera.serial + 1, kind: 'frame', records } })),
  framePlace: (at_m, reach_m) => set(({ camera }) => ({ camera: { serial: camera.serial + 1, kind: 'place', at_m, reach_m } })),
  lookAlong: (view) =>
    set(({ camera, projection, perspectiveWaits }) => ({
      camera: { serial: camera.serial + 1, kind: 'axis', view },
      ...(view === 'iso'
        ? { projection: perspectiveWaits ? 'perspective' : projection, perspectiveWaits: false }
        : { projection: 'orthographic', perspectiveWaits: perspectiveWaits || projection === 'perspective' }),
    })),
  turnAway: () => set(({ perspectiveWaits }) => (perspectiveWaits ? { projection: 'perspective', perspectiveWaits: false } : {})),
  setProjection: (projection) => set({ projection, perspectiveWaits: false }),
  setRequest: (request) => set((state) => ({ request: { ...state.request, ...request } })),
  setHidden: (ids) => set({ hidden: new Set(ids) }),
  toggleHidden: (ids) =>
    set(({ hidden }) => {
      const next = new Set(hidden);
      const hide = ids.some((id) => !next.has(id));
      for (const id of ids)
        if (hide) next.add(id);
        else next.delete(id);
      return { hidden: next };
    }),
  openDialog: (dialog) => set({ dialog, paletteOpen: false }),
  showDock: (dockTab) => set({ dockTab, dockOpen: true }),
}));

export const useView = <T>(select: (state: ViewState) => T): T => useStore(viewState, select);

/** Commands speak in SI; the reason is shown in the units of the window. */
export const refuseAloud = (refusal: string): void => viewState.setState(({ unitSystem }) => ({ refusal: inUnits(refusal, unitSystem) }));

viewState.subscribe((state, before) => {
  if (
    state.theme !== before.theme ||
    state.unitSystem !== before.unitSystem ||
    state.navigation !== before.navigation ||
    state.flowMotion !== before.flowMotion ||
    state.grid !== before.grid
  )
    writePreferences({
      theme: state.theme,
      unitSystem: state.unitSystem,
      navigation: state.navigation,
      flowMotion: state.flowMotion,
      grid: state.grid,
    });
});
