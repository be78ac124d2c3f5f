import { ChevronDown, Layers, Thermometer } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LayerName } from '../../shared/document/records.ts';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { layers as layerList, layerTitle } from '../actions/layers.ts';
import { useAnalysis } from '../analysis/store.ts';
import { ViewTabs } from '../diagram/ViewTabs.tsx';
import { figureSections } from '../figures.ts';
import { within } from '../scene/layer-parts.ts';
import { chosenOverlays, overlayNamed } from '../scene/overlays/index.ts';
import { quantityOverlays } from '../scene/overlays/of-quantity.ts';
import { Menu } from '../ui/Menu.tsx';
import { type Shading, useView, viewState } from '../view-state.ts';

const shadings: readonly Shading[] = ['shaded', 'x-ray', 'wireframe'];

/** How the scene is looked at: projection, shading and layers, what it is coloured by. */
export function ViewChips() {
  const projection = useView((state) => state.projection);
  const shading = useView((state) => state.shading);
  const overlay = useView((state) => state.overlay);
  const shownLayers = useView((state) => state.layers);
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
  // A layer within one that is off is off with it, and not counted.
  const off = layerList.filter(({ layer }) => {
    const parent = within[layer];
    return !shownLayers[layer] && (parent === undefined || shownLayers[parent]);
  }).length;
  const inner = (layer: LayerName) => (within[layer] ? { icon: <span className="menu-inner" /> } : {});
  const keysFor = (id: string) => describeKey(keysOf(actionNamed(id))[0] ?? '');
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
          focus === null ? actionNamed(`shading.${shading}`).label : `X-ray to ${layerTitle(focus).toLowerCase()}`,
          'chip-shading',
          'Shading',
        )}
        entries={[
          ...shadings.map((key) => {
            const { label, run } = actionNamed(`shading.${key}`);
            return { key, label, checked: key === shading, run };
          }),
          { type: 'separator' as const, key: 'line' },
          { type: 'label' as const, key: 'focus', label: 'X-ray: solid is only' },
          ...layerList
            .filter(({ layer }) => layer !== 'underlay')
            .map(({ layer, label }) => ({
              key: `focus-${layer}`,
              label,
              ...inner(layer),
              checked: layer === focus,
              run: actionNamed(`x-ray.${layer}`).run,
            })),
        ]}
      />
      <Menu
        trigger={chip(
          <>
            <Layers size={14} aria-hidden className="muted" />
            {off > 0 ? `${off} off` : null}
          </>,
          'chip-layers',
          'Layers',
        )}
        entries={layerList.map(({ layer, label }) => {
          const parent = within[layer];
          return {
            key: layer,
            label,
            ...inner(layer),
            keys: keysFor(`layer.${layer}`),
            checked: shownLayers[layer],
            why: parent && !shownLayers[parent] ? `${layerTitle(parent)} is off` : undefined,
            run: actionNamed(`layer.${layer}`).run,
          };
        })}
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
