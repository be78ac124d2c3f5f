import { sceneStore } from '../scene/scene-store.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { play, saveHere, step, stopPlaying } from '../viewpoints/viewpoints.ts';
import { type Action, defineAction } from './action.ts';
import { editable, inEditor } from './conditions.ts';

const withViews = () => inEditor() ?? (session.getState().document.tables.view.size > 0 ? undefined : 'No viewpoint is saved');

export const viewpointActions: readonly Action[] = [
  defineAction({
    id: 'viewpoint.list',
    label: 'Viewpoints',
    menu: 'View',
    group: 'viewpoints',
    keys: ['V'],
    words: 'saved camera bookmark list thumbnails',
    unavailable: inEditor,
    run: () =>
      viewState.setState(({ viewpointsOpen, splitView }) => ({
        viewpointsOpen: !viewpointsOpen,
        ...(splitView ? {} : { mainView: '3d' as const }),
      })),
  }),
  defineAction({
    id: 'viewpoint.save',
    label: 'Save this view',
    menu: 'View',
    group: 'viewpoints',
    keys: ['Shift+V'],
    words: 'viewpoint camera bookmark',
    unavailable: () => editable() ?? (sceneStore.getState().camera ? undefined : 'There is no 3D view to save'),
    run: () => {
      if (saveHere()) viewState.setState({ viewpointsOpen: true });
    },
  }),
  defineAction({
    id: 'viewpoint.play',
    label: 'Play viewpoints',
    menu: 'View',
    group: 'viewpoints',
    keys: ['Alt+V'],
    words: 'present slide show walk through tour presentation notes',
    unavailable: withViews,
    checked: () => viewState.getState().playing,
    run: () => (viewState.getState().playing ? stopPlaying() : play()),
  }),
  defineAction({
    id: 'viewpoint.next',
    label: 'Next viewpoint',
    menu: 'View',
    group: 'viewpoints',
    keys: ['Alt+PageDown'],
    words: 'fly camera bookmark',
    unavailable: withViews,
    run: () => step(1),
  }),
  defineAction({
    id: 'viewpoint.previous',
    label: 'Previous viewpoint',
    menu: 'View',
    group: 'viewpoints',
    keys: ['Alt+PageUp'],
    words: 'fly camera bookmark',
    unavailable: withViews,
    run: () => step(-1),
  }),
];
