/** Section of the view: a box around what matters, and none. */
import { sceneStore } from '../scene/scene-store.ts';
import { sectionAround } from '../scene/section-box.ts';
import { viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { inEditor } from './conditions.ts';

/** From the outermost surface of what the box is put around. */
const margin_m = 0.3;

export const sectionActions: readonly Action[] = [
  defineAction({
    id: 'section.box',
    label: 'Box around selection',
    menu: 'View',
    group: 'section',
    keys: ['Shift+K'],
    words: 'section cut clip crop',
    unavailable: () => inEditor() ?? (sceneStore.getState().bounds ? undefined : 'There is no 3D view to cut'),
    run: () => {
      const { selection } = viewState.getState();
      const extent = sceneStore.getState().bounds?.(selection.length > 0 ? selection : 'all');
      if (extent) viewState.setState({ section: sectionAround(extent, margin_m), tool: 'section', placing: null });
    },
  }),
  defineAction({
    id: 'section.remove',
    label: 'Show the whole',
    menu: 'View',
    group: 'section',
    keys: ['Alt+K'],
    words: 'section reset clear clip',
    unavailable: () => inEditor() ?? (viewState.getState().section.length > 0 ? undefined : 'Nothing is cut away'),
    run: () => viewState.setState({ section: [] }),
  }),
];
