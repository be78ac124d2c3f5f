import {
  Box,
  ChevronDown,
  DoorOpen,
  Footprints,
  MousePointer2,
  Move3d,
  Rotate3d,
  Ruler,
  Scissors,
  Spline,
  SquareDashed,
  Thermometer,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { drawActions } from '../actions/draw.ts';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { useAnalysis } from '../analysis/store.ts';
import { ViewTabs } from '../diagram/ViewTabs.tsx';
import { figureSections } from '../figures.ts';
import { MeasurementsPanel } from '../measure/MeasurementsPanel.tsx';
import { chosenOverlays, overlayNamed } from '../scene/overlays/index.ts';
import { quantityOverlays } from '../scene/overlays/of-quantity.ts';
import { useScene } from '../scene/scene-store.ts';
import { Menu } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { type Shading, type Tool, useView, viewState } from '../view-state.ts';
import { ViewpointsPanel } from '../viewpoints/ViewpointsPanel.tsx';
import { SectionPanel } from './SectionPanel.tsx';
import './viewport-tools.css';

const tools: readonly { readonly tool: Tool; readonly icon: ReactNode }[] = [
  { tool: 'select', icon: <MousePointer2 size={16} /> },
  { tool: 'move', icon: <Move3d size={16} /> },
  { tool: 'rotate', icon: <Rotate3d size={16} /> },
  { tool: 'connect', icon: <Spline size={16} /> },
  { tool: 'measure', icon: <Ruler size={16} /> },
  { tool: 'section', icon: <Scissors size={16} /> },
  { tool: 'walk', icon: <Footprints size={16} /> },
];

/** One button that opens what the building is drawn with. */
function BuildingTools({ readOnly, active }: { readOnly: boolean; active: Tool }) {
  const drawing = drawActions.some(({ checked }) => checked?.());
  const [first] = drawActions;
  const why = readOnly ? first?.unavailable?.() : undefined;
  return (
    <Menu
      side="right"
      trigger={
        <button
          type="button"
          className="tool"
          aria-label="Draw the building"
          title="Draw the building"
          aria-pressed={drawing}
          disabled={why !== undefined}
          data-testid="tool-draw"
        >
          {active === 'opening' ? <DoorOpen size={16} /> : <SquareDashed size={16} />}
        </button>
      }
      entries={drawActions.map((action) => ({
        key: action.id,
        label: action.label,
        keys: describeKey(keysOf(action)[0] ?? ''),
        checked: action.checked?.() ?? false,
        run: action.run,
      }))}
    />
  );
}

/** One column at the left edge; the active tool is the only filled control of the editor. */
function ToolColumn() {
  const active = useView((state) => state.tool);
  const readOnly = useView((state) => state.readOnly);
  const placing = useView((state) => state.placing);
  return (
    <div className="tool-column" role="toolbar" aria-label="Tools" aria-orientation="vertical">
      {tools.map(({ tool, icon }) => {
        const action = actionNamed(`tool.${tool}`);
        const why = readOnly ? action.unavailable?.() : undefined;
        return (
          <Tooltip
            key={tool}
            text={why ? `${action.label}: ${why}` : action.label}
            keys={describeKey(keysOf(action)[0] ?? '')}
            side="right"
          >
            <button
              type="button"
              className="tool"
              aria-label={action.label}
              aria-pressed={active === tool}
              aria-disabled={why !== undefined}
              data-testid={`tool-${tool}`}
              onClick={() => (why === undefined ? action.run() : undefined)}
            >
              {icon}
            </button>
          </Tooltip>
        );
      })}
      <BuildingTools readOnly={readOnly} active={active} />
      {active === 'place' ? (
        <Tooltip text={`Placing ${placing ?? ''}; Esc ends it`} side="right">
          <button
            type="button"
            className="tool"
            aria-label="Stop placing"
            aria-pressed
            onClick={() => viewState.getState().setTool('select')}
          >
            <Box size={16} />
          </button>
        </Tooltip>
      ) : null}
      <ViewpointsPanel />
      <MeasurementsPanel />
    </div>
  );
}

const shadings: readonly { readonly key: Shading; readonly title: string }[] = [
  { key: 'shaded', title: 'Shaded' },
  { key: 'x-ray', title: 'X-ray' },
  { key: 'wireframe', title: 'Wireframe' },
];

const layerTitles = { shell: 'Building', it: 'Racks', liquid: 'Liquid', air: 'Air', electrical: 'Power', underlay: 'Underlays' } as const;

function ViewChips() {
  const projection = useView((state) => state.projection);
  const shading = useView((state) => state.shading);
  const overlay = useView((state) => state.overlay);
  const layers = useView((state) => state.layers);
  const focus = useView((state) => state.focus);
  // The entry of the overlay menu that says whether arrows move.
  useView((state) => state.flowMotion);
  const analysis = useAnalysis((state) => state.analysis);
  const shown = overlayNamed(overlay);
  const entryOf = ({ key, title }: { key: string; title: string }) => ({
    key,
    label: title,
    checked: key === overlay,
    run: () => viewState.getState().setOverlay(key),
  });
  // Only what this design has results for.
  const overlaySections = Object.entries(figureSections).flatMap(([key, { title, keys }]) => {
    const entries = quantityOverlays.filter(({ quantity }) => keys.includes(quantity) && analysis?.results.columns[quantity]);
    return entries.length > 0 ? [{ key, title, entries: entries.map(({ overlay: own }) => own) }] : [];
  });
  const layerKeys = Object.keys(layerTitles) as (keyof typeof layerTitles)[];
  const off = layerKeys.filter((key) => !layers[key]).length;
  const chip = (text: ReactNode, testId: string, label: string) => (
    <button type="button" className="chip" data-testid={testId}>
      {label ? <span className="visually-hidden">{label}: </span> : null}
      {text}
      <ChevronDown size={13} aria-hidden className="muted" />
    </button>
  );
  const axes = ['look.iso', 'look.top', 'look.front', 'look.back', 'look.right', 'look.left'].map((id) => actionNamed(id));
  return (
    <div className="view-chips">
      <ViewTabs />
      <Menu
        trigger={chip(projection === 'perspective' ? 'Perspective' : 'Orthographic', 'chip-view', 'View')}
        entries={[
          {
            key: 'perspective',
            label: 'Perspective',
            checked: projection === 'perspective',
            run: () => viewState.getState().setProjection('perspective'),
          },
          {
            key: 'orthographic',
            label: 'Orthographic',
            checked: projection === 'orthographic',
            run: () => viewState.getState().setProjection('orthographic'),
          },
          { type: 'separator', key: 'line' },
          ...axes.map((action) => ({
            key: action.id,
            label: action.label,
            checked: false,
            keys: describeKey(keysOf(action)[0] ?? ''),
            run: action.run,
          })),
        ]}
      />
      <Menu
        trigger={chip(
          <>
            {focus === null ? shadings.find(({ key }) => key === shading)?.title : `X-ray to ${layerTitles[focus].toLowerCase()}`}
            {off > 0 ? (
              <span className="muted">
                · {off} {off === 1 ? 'layer' : 'layers'} off
              </span>
            ) : null}
          </>,
          'chip-shading',
          'Shading and layers',
        )}
        entries={[
          ...shadings.map(({ key, title }) => ({
            key,
            label: title,
            checked: key === shading,
            run: () => viewState.setState({ shading: key }),
          })),
          { type: 'separator' as const, key: 'line' },
          { type: 'label' as const, key: 'focus', label: 'X-ray: solid is only' },
          ...layerKeys
            .filter((key) => key !== 'underlay')
            .map((key) => ({
              key: `focus-${key}`,
              label: layerTitles[key],
              checked: key === focus,
              run: () => viewState.setState({ focus: key === focus ? null : key }),
            })),
          { type: 'separator' as const, key: 'line-focus' },
          { type: 'label' as const, key: 'layers', label: 'Layers' },
          ...layerKeys.map((key) => ({
            key,
            label: layerTitles[key],
            checked: layers[key],
            run: () => viewState.setState((state) => ({ layers: { ...state.layers, [key]: !state.layers[key] } })),
          })),
        ]}
      />
      <Menu
        trigger={chip(
          <>
            <Thermometer size={14} aria-hidden className="muted" />
            <span className="muted chip-name">Overlay</span>
            <span className="clip chip-title" title={shown?.title}>
              {shown?.title ?? 'None'}
            </span>
          </>,
          'chip-overlay',
          '',
        )}
        entries={[
          { key: 'none', label: 'None', checked: shown === undefined, run: () => viewState.getState().setOverlay(null) },
          { type: 'separator', key: 'line' },
          ...[actionNamed('view.flow-motion')].map((action) => ({
            key: action.id,
            label: action.label,
            checked: action.checked?.() ?? false,
            keys: describeKey(keysOf(action)[0] ?? ''),
            why: action.unavailable?.(),
            run: action.run,
          })),
          { type: 'separator', key: 'line-motion' },
          ...chosenOverlays.map(entryOf),
          ...overlaySections.flatMap(({ key, title, entries }) => [{ type: 'label' as const, key, label: title }, ...entries.map(entryOf)]),
        ]}
      />
    </div>
  );
}

const hints: Readonly<Record<Tool, readonly (readonly [key: string, text: string])[]>> = {
  select: [
    ['G', 'Move'],
    ['R', 'Rotate'],
    ['F', 'Frame'],
    ['C', 'Connect'],
    ['H', 'Hide'],
  ],
  move: [
    ['X Y Z', 'Axis'],
    ['0…9', 'Distance'],
    ['Enter', 'Keep'],
    ['Esc', 'Cancel'],
  ],
  rotate: [
    ['0…9', 'Degrees'],
    ['Enter', 'Keep'],
    ['Esc', 'Cancel'],
  ],
  place: [
    ['R', 'Turn'],
    ['Click', 'Place'],
    ['Esc', 'Stop'],
  ],
  connect: [
    ['Click', 'Port to port'],
    ['Esc', 'Stop'],
  ],
  measure: [
    ['Click', 'Point to point'],
    ['Esc', 'Stop'],
  ],
  section: [
    ['Drag', 'Handle'],
    ['Esc', 'Stop'],
  ],
  outline: [
    ['Click', 'Corner'],
    ['Enter', 'Close'],
    ['Esc', 'Stop'],
  ],
  partition: [
    ['Click', 'End to end'],
    ['Esc', 'Stop'],
  ],
  opening: [
    ['Click', 'Set into a wall'],
    ['Esc', 'Stop'],
  ],
  underlay: [
    ['Click', 'Two points'],
    ['Esc', 'Stop'],
  ],
  column: [
    ['Click', 'Set'],
    ['Esc', 'Stop'],
  ],
  walk: [
    ['W A S D', 'Step'],
    ['Esc', 'Stop'],
  ],
};

/** Keys of the tool in hand, at the lower left. */
function KeyHints() {
  const tool = useView((state) => state.tool);
  const offered = useScene((state) => state.hints);
  const shown = offered.length > 0 ? offered : hints[tool];
  return (
    <div className="key-hints" aria-hidden>
      {shown.map(([key, text]) => (
        <span key={key}>
          <span className="keycap">{key}</span>
          {text}
        </span>
      ))}
    </div>
  );
}

export function ViewportTools() {
  return (
    <>
      <ViewChips />
      <ToolColumn />
      <SectionPanel />
      <KeyHints />
    </>
  );
}
