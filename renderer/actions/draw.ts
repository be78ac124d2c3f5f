/** Drawing the building by clicks in plan and 3D. */
import type { DrawnSpace } from '../../shared/commands/draw-space.ts';
import { type BuildingTool, viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { editable } from './conditions.ts';

const outline = (id: string, drawn: DrawnSpace, label: string, keys: readonly string[] = []): Action =>
  defineAction({
    id: `draw.${id}`,
    label,
    menu: 'Insert',
    group: 'building',
    keys,
    words: 'outline polygon shell floor space click',
    unavailable: editable,
    checked: () => {
      const { tool, drawing } = viewState.getState();
      return tool === 'outline' && drawing.kind === drawn.kind && drawing.aisle === drawn.aisle;
    },
    run: () => viewState.getState().startDrawing(drawn),
  });

const part = (tool: BuildingTool, label: string, words: string, keys: readonly string[]): Action =>
  defineAction({
    id: `draw.${tool}`,
    label,
    menu: 'Insert',
    group: 'building',
    keys,
    words,
    unavailable: editable,
    checked: () => viewState.getState().tool === tool,
    run: () => viewState.getState().setTool(tool),
  });

export const drawActions: readonly Action[] = [
  outline('hall', { kind: 'hall' }, 'Draw hall', ['Shift+D']),
  outline('room', { kind: 'room' }, 'Draw room', ['Shift+B']),
  outline('building', { kind: 'building' }, 'Draw building'),
  outline('cold-aisle', { kind: 'aisle', aisle: 'cold' }, 'Draw cold aisle'),
  outline('hot-aisle', { kind: 'aisle', aisle: 'hot' }, 'Draw hot aisle'),
  outline('zone', { kind: 'zone' }, 'Draw zone'),
  outline('yard', { kind: 'yard' }, 'Draw yard'),
  part('partition', 'Draw walls inside', 'partition wall room divide', ['Alt+W']),
  part('opening', 'Set doors and gates', 'door gate passage opening wall', ['Shift+O']),
  part('column', 'Set columns', 'column pillar structure grid', ['Shift+I']),
];
