import { ChevronDown, Thermometer } from 'lucide-react';
import type { ReactNode } from 'react';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { useAnalysis } from '../analysis/store.ts';
import { ViewTabs } from '../diagram/ViewTabs.tsx';
import { figureSections } from '../figures.ts';
import { chosenOverlays, overlayNamed } from '../scene/overlays/index.ts';
import { quantityOverlays } from '../scene/overlays/of-quantity.ts';
import { Menu } from '../ui/Menu.tsx';
import { type Shading, useView, viewState } from '../view-state.ts';

const shadings: readonly { readonly key: Shading; readonly title: string }[] = [
  { key: 'shaded', title: 'Shaded' },
  { key: 'x-ray', title: 'X-ray' },
  { key: 'wireframe', title: 'Wireframe' },
];

const layerTitles = { shell: 'Building', it: 'Racks', liquid: 'Liquid', air: 'Air', electrical: 'Power', underlay: 'Underlays' } as const;

/** How the scene is looked at: projection, shading and layers, what it is coloured by. */
export function ViewChips() {
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
