/** Layers by discipline: shown or not, one alone, one solid among translucent ones. */
import { type LayerName, layerNames } from '../../shared/document/records.ts';
import { allLayers, type ViewState, viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { inEditor } from './conditions.ts';

const view = () => viewState.getState();

const layers: readonly { readonly layer: keyof ViewState['layers']; readonly label: string }[] = [
  { layer: 'shell', label: 'Building' },
  { layer: 'it', label: 'Racks' },
  { layer: 'liquid', label: 'Liquid' },
  { layer: 'air', label: 'Air' },
  { layer: 'electrical', label: 'Power' },
  { layer: 'underlay', label: 'Underlays' },
];

const shownActions = layers.map(({ layer, label }, i) =>
  defineAction({
    id: `layer.${layer}`,
    label: `Layer: ${label}`,
    menu: 'View',
    group: 'layers',
    keys: [String(i + 1)],
    words: 'show hide discipline',
    unavailable: inEditor,
    checked: () => view().layers[layer],
    run: () => viewState.setState((state) => ({ layers: { ...state.layers, [layer]: !state.layers[layer] } })),
  }),
);

const showOnly = (layer: LayerName) =>
  viewState.setState({ layers: Object.fromEntries(layerNames.map((name) => [name, name === layer])) as ViewState['layers'] });

/** Each layer alone; asked for once more, all of them again. */
const soloActions = layers.map(({ layer, label }, i) =>
  defineAction({
    id: `layer.only-${layer}`,
    label: `Only layer: ${label}`,
    menu: 'View',
    group: 'layers-only',
    keys: [`Alt+Shift+${i + 1}`],
    words: 'isolate discipline solo',
    unavailable: inEditor,
    checked: () => layerNames.every((name) => view().layers[name] === (name === layer)),
    run: () => {
      const alone = layerNames.every((name) => view().layers[name] === (name === layer));
      if (alone) viewState.setState({ layers: allLayers });
      else showOnly(layer);
    },
  }),
);

/** One discipline solid, the others translucent; asked for once more, all alike again. */
const xRayActions = layers
  .filter(({ layer }) => layer !== 'underlay')
  .map(({ layer, label }) =>
    defineAction({
      id: `x-ray.${layer}`,
      label: `X-ray to: ${label}`,
      menu: 'View',
      group: 'x-ray',
      words: 'translucent transparent see-through discipline ghost',
      unavailable: inEditor,
      checked: () => view().focus === layer,
      run: () => viewState.setState(({ focus }) => ({ focus: focus === layer ? null : layer })),
    }),
  );

const xRayRound: readonly (LayerName | null)[] = [null, 'liquid', 'electrical', 'it', 'air', 'shell'];

export const layerActions: readonly Action[] = [
  ...shownActions,
  ...soloActions,
  ...xRayActions,
  defineAction({
    id: 'x-ray.next',
    label: 'X-ray to the next discipline',
    menu: 'View',
    group: 'x-ray',
    keys: ['Alt+Z'],
    words: 'translucent transparent see-through cycle',
    unavailable: inEditor,
    run: () => viewState.setState(({ focus }) => ({ focus: xRayRound[(xRayRound.indexOf(focus) + 1) % xRayRound.length] ?? null })),
  }),
];
