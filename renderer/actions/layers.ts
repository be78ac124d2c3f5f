/** Layers by discipline: shown or not, one alone, one solid among translucent ones. */
import { type LayerName, layerNames } from '../../shared/document/records.ts';
import { within } from '../scene/layer-parts.ts';
import { allLayers, type ViewState, viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { inEditor } from './conditions.ts';

const view = () => viewState.getState();

/** In the order of the list; those within another stand below it. Their digits are theirs for good. */
export const layers: readonly { readonly layer: LayerName; readonly label: string; readonly digit?: string; readonly words?: string }[] = [
  { layer: 'shell', label: 'Building', digit: '1' },
  { layer: 'it', label: 'Racks', digit: '2' },
  { layer: 'liquid', label: 'Liquid', digit: '3' },
  { layer: 'supply', label: 'Liquid supply', digit: '7', words: 'cold side' },
  { layer: 'return', label: 'Liquid return', digit: '8', words: 'warm side' },
  { layer: 'liquid-plant', label: 'CDUs and plant', words: 'liquid equipment chillers pumps both sides' },
  { layer: 'air', label: 'Air', digit: '4' },
  { layer: 'electrical', label: 'Power', digit: '5' },
  { layer: 'train-a', label: 'Power A', digit: '9', words: 'feed train' },
  { layer: 'train-b', label: 'Power B', digit: '0', words: 'feed train' },
  { layer: 'power-common', label: 'Power of both', words: 'feed train common' },
  { layer: 'underlay', label: 'Underlays', digit: '6' },
];

export const layerTitle = (layer: LayerName): string => layers.find((each) => each.layer === layer)?.label ?? layer;

/** What is drawn where one layer alone is asked for: with it the layer that it lies within, or all that lies within it. */
const shownWith =
  (layer: LayerName) =>
  (name: LayerName): boolean =>
    name === layer || within[layer] === name || within[name] === layer;

const shownActions = layers.map(({ layer, label, digit, words = '' }) =>
  defineAction({
    id: `layer.${layer}`,
    label: `Layer: ${label}`,
    menu: 'View',
    group: 'layers',
    ...(digit === undefined ? {} : { keys: [digit] }),
    words: `show hide discipline ${words}`,
    unavailable: inEditor,
    checked: () => view().layers[layer],
    run: () => viewState.setState((state) => ({ layers: { ...state.layers, [layer]: !state.layers[layer] } })),
  }),
);

const isAlone = (layer: LayerName): boolean => layerNames.every((name) => view().layers[name] === shownWith(layer)(name));

const showOnly = (layer: LayerName) =>
  viewState.setState({ layers: Object.fromEntries(layerNames.map((name) => [name, shownWith(layer)(name)])) as ViewState['layers'] });

/** Each layer alone; asked for once more, all of them again. */
const soloActions = layers.map(({ layer, label, digit, words = '' }) =>
  defineAction({
    id: `layer.only-${layer}`,
    label: `Only layer: ${label}`,
    menu: 'View',
    group: 'layers-only',
    ...(digit === undefined ? {} : { keys: [`Alt+Shift+${digit}`] }),
    words: `isolate discipline solo ${words}`,
    unavailable: inEditor,
    checked: () => isAlone(layer),
    run: () => {
      if (isAlone(layer)) viewState.setState({ layers: allLayers });
      else showOnly(layer);
    },
  }),
);

/** One discipline solid, the others translucent; asked for once more, all alike again. */
const xRayActions = layers
  .filter(({ layer }) => layer !== 'underlay')
  .map(({ layer, label, words = '' }) =>
    defineAction({
      id: `x-ray.${layer}`,
      label: `X-ray to: ${label}`,
      menu: 'View',
      group: 'x-ray',
      words: `translucent transparent see-through discipline ghost ${words}`,
      unavailable: inEditor,
      checked: () => view().focus === layer,
      run: () => viewState.setState(({ focus }) => ({ focus: focus === layer ? null : layer })),
    }),
  );

const xRayRound: readonly (LayerName | null)[] = [
  null,
  'liquid',
  'supply',
  'return',
  'electrical',
  'train-a',
  'train-b',
  'it',
  'air',
  'shell',
];

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
