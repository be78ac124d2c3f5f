/** What the scene is coloured by and how it is shaded: each by name, and one after the other by a key. */
import { analysisStore } from '../analysis/store.ts';
import { chosenOverlays, overlayNamed } from '../scene/overlays/index.ts';
import { quantityOverlays } from '../scene/overlays/of-quantity.ts';
import { type Shading, viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { inEditor } from './conditions.ts';

const view = () => viewState.getState();

const named = (key: string, title: string, without: () => string | undefined): Action =>
  defineAction({
    id: `overlay.${key}`,
    label: `Overlay: ${title}`,
    words: 'colour figures heat map legend',
    unavailable: () => inEditor() ?? without(),
    checked: () => view().overlay === key,
    run: () => view().setOverlay(key),
  });

/** The round of the keys: those asked for most, and none. */
function step(by: 1 | -1): void {
  const round = [null, ...chosenOverlays.map(({ key }) => key)];
  // From an overlay that is not among them the round begins anew.
  const at = Math.max(0, round.indexOf(view().overlay));
  view().setOverlay(round[(at + by + round.length) % round.length] ?? null);
}

const shadings: readonly { readonly shading: Shading; readonly label: string }[] = [
  { shading: 'shaded', label: 'Shaded' },
  { shading: 'x-ray', label: 'X-ray' },
  { shading: 'wireframe', label: 'Wireframe' },
];

export const shadingActions: readonly Action[] = [
  ...shadings.map(({ shading, label }) =>
    defineAction({
      id: `shading.${shading}`,
      label,
      menu: 'View',
      group: 'shading',
      words: 'shading draw translucent lines',
      unavailable: inEditor,
      checked: () => view().shading === shading,
      run: () => viewState.setState({ shading }),
    }),
  ),
  defineAction({
    id: 'shading.next',
    label: 'Next shading',
    menu: 'View',
    group: 'shading',
    keys: ['Z'],
    words: 'shaded x-ray wireframe cycle',
    unavailable: inEditor,
    run: () => {
      const at = shadings.findIndex(({ shading }) => shading === view().shading);
      viewState.setState({ shading: shadings[(at + 1) % shadings.length]?.shading ?? 'shaded' });
    },
  }),
];

export const overlayActions: readonly Action[] = [
  defineAction({
    id: 'overlay.none',
    label: 'No overlay',
    menu: 'View',
    group: 'overlay',
    keys: ['Alt+O'],
    words: 'colour plain materials off',
    unavailable: () => inEditor() ?? (overlayNamed(view().overlay) ? undefined : 'No overlay is shown'),
    run: () => view().setOverlay(null),
  }),
  defineAction({
    id: 'overlay.next',
    label: 'Next overlay',
    menu: 'View',
    group: 'overlay',
    keys: ['L'],
    words: 'colour cycle temperature flow loading',
    unavailable: inEditor,
    run: () => step(1),
  }),
  defineAction({
    id: 'overlay.previous',
    label: 'Previous overlay',
    menu: 'View',
    group: 'overlay',
    keys: ['Alt+L'],
    words: 'colour cycle temperature flow loading',
    unavailable: inEditor,
    run: () => step(-1),
  }),
  ...chosenOverlays.map(({ key, title }) => named(key, title, () => undefined)),
  ...quantityOverlays.map(({ quantity, overlay: { key, title } }) =>
    named(key, title, () => (analysisStore.getState().analysis?.results.columns[quantity] ? undefined : 'This design has no such figure')),
  ),
];
