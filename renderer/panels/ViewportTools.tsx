import { Box, DoorOpen, Footprints, MousePointer2, Move3d, Rotate3d, Ruler, Scissors, Spline, SquareDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import { drawActions } from '../actions/draw.ts';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { MeasurementsPanel } from '../measure/MeasurementsPanel.tsx';
import { useScene } from '../scene/scene-store.ts';
import { Menu } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { type Tool, useView, viewState } from '../view-state.ts';
import { PlayBar } from '../viewpoints/PlayBar.tsx';
import { ViewpointsPanel } from '../viewpoints/ViewpointsPanel.tsx';
import { ConnectPanel } from './ConnectPanel.tsx';
import { SectionPanel } from './SectionPanel.tsx';
import { ViewChips } from './ViewChips.tsx';
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
  const playing = useView((state) => state.playing);
  const shown = offered.length > 0 ? offered : hints[tool];
  if (playing) return null;
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
      <ConnectPanel />
      <KeyHints />
      <PlayBar />
    </>
  );
}
