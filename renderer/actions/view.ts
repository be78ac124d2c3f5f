import { clearAnchors } from '../../shared/commands/measured.ts';
import { deletableMeasurements, forgetMeasurements, keepMeasurement } from '../measure/kept.ts';
import type { GridStep, Navigation } from '../preferences.ts';
import { prefersStill } from '../scene/motion.ts';
import { sceneStore } from '../scene/scene-store.ts';
import { session } from '../session.ts';
import { allBut, toggleSight } from '../sight.ts';
import { type AxisView, type MainView, refuseAloud, type Tool, viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { editable, inEditor, selectedEquipment, withSelection } from './conditions.ts';
import { layerActions } from './layers.ts';

const view = () => viewState.getState();

const axis = (name: AxisView, label: string, keys: readonly string[]): Action =>
  defineAction({
    id: `look.${name}`,
    label,
    menu: 'View',
    group: 'axis',
    keys,
    words: 'camera',
    unavailable: inEditor,
    run: () => view().lookAlong(name),
  });

const tool = (name: Tool, label: string, keys: readonly string[], changes: boolean): Action =>
  defineAction({
    id: `tool.${name}`,
    label,
    menu: 'Edit',
    group: 'tools',
    keys,
    words: 'tool',
    unavailable: changes ? editable : inEditor,
    checked: () => view().tool === name,
    run: () => view().setTool(name),
  });

export const toolActions: readonly Action[] = [
  tool('select', 'Select', ['Q'], false),
  tool('move', 'Move', ['G', 'W'], true),
  tool('rotate', 'Rotate', ['R', 'E'], true),
  tool('connect', 'Connect', ['C'], true),
  tool('measure', 'Measure', ['M'], false),
  tool('section', 'Section', ['K'], false),
  tool('walk', 'Walk', ['Shift+W'], false),
];

/** In a window lower than this a diagram takes the room of the dock: its text is small enough. */
const lowWindow_px = 780;

function showMain(name: MainView): void {
  const low = globalThis.innerHeight < lowWindow_px;
  viewState.setState(({ dockOpen, dockGaveWay }) =>
    name === '3d'
      ? { mainView: name, splitView: false, dockOpen: dockOpen || dockGaveWay, dockGaveWay: false }
      : { mainView: name, dockOpen: dockOpen && !low, dockGaveWay: dockGaveWay || (low && dockOpen) },
  );
}

const mainView = (id: string, name: MainView, label: string, keys: readonly string[], words: string): Action =>
  defineAction({
    id,
    label,
    menu: 'View',
    group: 'main',
    keys,
    words,
    unavailable: inEditor,
    checked: () => view().mainView === name,
    run: () => showMain(name),
  });

const navigation = (name: Navigation, label: string): Action =>
  defineAction({
    id: `navigation.${name}`,
    label: `Navigate as in ${label}`,
    menu: 'View',
    group: 'navigation',
    words: 'mouse orbit pan preset camera',
    unavailable: inEditor,
    checked: () => view().navigation === name,
    run: () => viewState.setState({ navigation: name }),
  });

const grid = (step: GridStep, label: string): Action =>
  defineAction({
    id: `grid.${step}`,
    label,
    menu: 'View',
    group: 'snap',
    words: 'snap step raster tile nudge arrow',
    unavailable: inEditor,
    checked: () => view().grid === step,
    run: () => viewState.setState({ grid: step }),
  });

export const viewActions: readonly Action[] = [
  defineAction({
    id: 'view.review',
    label: 'Review: nothing can be changed',
    menu: 'View',
    group: 'mode',
    keys: ['Alt+R'],
    words: 'layout mode read-only lock look',
    unavailable: () => inEditor() ?? (view().reviewOnly ? 'This file was opened for review' : undefined),
    checked: () => view().readOnly,
    run: () => {
      // What is half done belongs to layout: a running drag is put back by its tool.
      if (!view().readOnly) viewState.setState({ tool: 'select', placing: null, tracing: null });
      viewState.setState(({ readOnly }) => ({ readOnly: !readOnly, refusal: null }));
    },
  }),
  mainView('view.3d', '3d', '3D view', ['Alt+1'], 'model scene'),
  mainView('view.one-line', 'one-line', 'One-line diagram', ['Alt+2'], 'single-line electrical schematic power'),
  mainView('view.pid', 'p-and-id', 'P&ID', ['Alt+3'], 'piping instrumentation diagram liquid schematic loops'),
  defineAction({
    id: 'view.split',
    label: 'Diagram below the 3D view',
    menu: 'View',
    group: 'main',
    keys: ['Alt+4'],
    words: 'split side by side',
    unavailable: inEditor,
    checked: () => view().splitView,
    run: () =>
      viewState.setState(({ splitView, mainView: shown }) => ({
        splitView: !splitView,
        mainView: !splitView && shown === '3d' ? 'one-line' : shown,
      })),
  }),
  defineAction({
    id: 'view.frame',
    label: 'Frame selection',
    menu: 'View',
    group: 'frame',
    keys: ['F'],
    words: 'zoom camera',
    unavailable: withSelection,
    run: () => view().frame(view().selection),
  }),
  defineAction({
    id: 'view.frame-all',
    label: 'Frame all',
    menu: 'View',
    group: 'frame',
    keys: ['A', 'Home'],
    words: 'zoom fit camera',
    unavailable: inEditor,
    run: () => view().frame('all'),
  }),
  axis('iso', 'View from the corner', ['Numpad0', 'I']),
  axis('top', 'Plan', ['Numpad7', 'P']),
  axis('front', 'Front', ['Numpad1']),
  axis('back', 'Back', ['Ctrl+Numpad1']),
  axis('right', 'Right', ['Numpad3']),
  axis('left', 'Left', ['Ctrl+Numpad3']),
  defineAction({
    id: 'view.orthographic',
    label: 'Orthographic',
    menu: 'View',
    group: 'axis',
    keys: ['Numpad5', 'O'],
    unavailable: inEditor,
    checked: () => view().projection === 'orthographic',
    run: () => view().setProjection(view().projection === 'perspective' ? 'orthographic' : 'perspective'),
  }),
  defineAction({
    id: 'view.hide',
    label: 'Hide or show selection',
    menu: 'View',
    group: 'hide',
    keys: ['H'],
    unavailable: withSelection,
    run: () => toggleSight(view().selection),
  }),
  defineAction({
    id: 'view.isolate',
    label: 'Isolate selection',
    menu: 'View',
    group: 'hide',
    keys: ['Shift+H'],
    unavailable: withSelection,
    run: () => view().setHidden(allBut(session.getState().document, view().selection)),
  }),
  defineAction({
    id: 'view.show-all',
    label: 'Show all',
    menu: 'View',
    group: 'hide',
    keys: ['Alt+H'],
    words: 'unhide',
    unavailable: () => inEditor() ?? (view().hidden.size > 0 ? undefined : 'Nothing is hidden'),
    run: () => view().setHidden([]),
  }),
  ...layerActions,
  defineAction({
    id: 'view.flow-motion',
    label: 'Moving flow arrows',
    menu: 'View',
    group: 'overlay',
    keys: ['Shift+F'],
    words: 'animation animate direction stream pipes cables stop',
    unavailable: () => inEditor() ?? (prefersStill() ? 'The system asks for reduced motion: arrows stand still' : undefined),
    checked: () => view().flowMotion && !prefersStill(),
    run: () => viewState.setState(({ flowMotion }) => ({ flowMotion: !flowMotion })),
  }),
  navigation('omniverse', 'Omniverse'),
  navigation('blender', 'Blender'),
  navigation('cad', 'Revit and CAD'),
  defineAction({
    id: 'view.picture',
    label: 'Picture of the view…',
    menu: 'Export',
    keys: ['Ctrl+Shift+E'],
    words: 'screenshot png image legend title block transparent 4k',
    unavailable: () => inEditor() ?? (sceneStore.getState().picture ? undefined : 'There is no 3D view to picture'),
    run: () => view().openDialog('picture'),
  }),
  defineAction({
    id: 'view.labels',
    label: 'Names in the 3D view',
    menu: 'View',
    group: 'show',
    keys: ['N'],
    words: 'labels tags figures',
    unavailable: inEditor,
    checked: () => view().labels,
    run: () => viewState.setState(({ labels }) => ({ labels: !labels })),
  }),
  defineAction({
    id: 'view.measure-between',
    label: 'Measure between two pieces',
    menu: 'View',
    group: 'show',
    keys: ['Shift+M'],
    words: 'clear distance gap aisle clearance keyboard',
    unavailable: () => inEditor() ?? (selectedEquipment().length === 2 ? undefined : 'Select two pieces of equipment'),
    run: () => {
      const { document } = session.getState();
      const [a = '', b = ''] = selectedEquipment();
      const anchors = clearAnchors(document, a, b);
      const tags = [a, b].map((id) => document.tables.equipment.get(id)?.tag).join(' and ');
      if (anchors) keepMeasurement('distance', anchors);
      else refuseAloud(`${tags} touch: there is no clear distance between them`);
    },
  }),
  defineAction({
    id: 'view.clear-measurements',
    label: 'Delete all measurements',
    menu: 'View',
    group: 'show',
    words: 'measure distance area clearance',
    unavailable: () => inEditor() ?? (deletableMeasurements().length === 0 ? 'Nothing has been measured' : undefined),
    run: () => forgetMeasurements(deletableMeasurements()),
  }),
  defineAction({
    id: 'view.measurements',
    label: 'Measurements',
    menu: 'View',
    group: 'show',
    words: 'measured distance area clearance list show hide rename',
    unavailable: inEditor,
    run: () =>
      viewState.setState(({ measurementsOpen, splitView }) => ({
        measurementsOpen: !measurementsOpen,
        ...(splitView ? {} : { mainView: '3d' as const }),
      })),
  }),
  defineAction({
    id: 'view.snap',
    label: 'Snap to grid and neighbours',
    menu: 'View',
    group: 'snap',
    keys: ['Shift+S'],
    unavailable: inEditor,
    checked: () => view().snap,
    run: () => viewState.setState(({ snap }) => ({ snap: !snap })),
  }),
  grid('fine', 'Grid: 10 mm or 1 in'),
  grid('usual', 'Grid: 100 mm or 3 in'),
  grid('half-tile', 'Grid: half a floor tile, 300 mm or 1 ft'),
  grid('tile', 'Grid: floor tile, 600 mm or 2 ft'),
  defineAction({
    id: 'view.left',
    label: 'Outline and catalogue',
    menu: 'View',
    group: 'panels',
    keys: ['Ctrl+1'],
    words: 'panel',
    unavailable: inEditor,
    checked: () => view().leftOpen,
    run: () => viewState.setState(({ leftOpen }) => ({ leftOpen: !leftOpen })),
  }),
  defineAction({
    id: 'view.inspector',
    label: 'Inspector',
    menu: 'View',
    group: 'panels',
    keys: ['Ctrl+2'],
    words: 'panel properties',
    unavailable: inEditor,
    checked: () => view().inspectorOpen,
    run: () => viewState.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  }),
  defineAction({
    id: 'view.dock',
    label: 'Dock',
    menu: 'View',
    group: 'panels',
    keys: ['Ctrl+3'],
    words: 'panel findings results table',
    unavailable: inEditor,
    checked: () => view().dockOpen,
    run: () => viewState.setState(({ dockOpen }) => ({ dockOpen: !dockOpen })),
  }),
  defineAction({
    id: 'view.light',
    label: 'Light theme',
    menu: 'View',
    group: 'look',
    words: 'dark theme colours',
    checked: () => view().theme === 'light',
    run: () => viewState.setState(({ theme }) => ({ theme: theme === 'light' ? 'dark' : 'light' })),
  }),
  defineAction({
    id: 'view.us-units',
    label: 'US units',
    menu: 'View',
    group: 'look',
    words: 'si metric imperial fahrenheit gpm',
    checked: () => view().unitSystem === 'US',
    run: () => viewState.setState(({ unitSystem }) => ({ unitSystem: unitSystem === 'US' ? 'SI' : 'US' })),
  }),
];
