/**
 * Names of equipment in the view, on demand: those large enough to be told apart, the largest first, none over another.
 * Which ones is settled when the camera rests; while it moves they only follow. No React in between.
 */
import { useEffect, useRef } from 'react';
import { Vector3 } from 'three';
import { useView } from '../view-state.ts';
import { type Candidate, placeLabels, type Rectangle } from './place-labels.ts';
import { useScene } from './scene-store.ts';
import { overlayText } from './tag-figures.ts';
import type { ViewportController } from './viewport-controller.ts';

const mostLabels = 120;
const restBefore_ms = 120;
/** Bodies that are smaller on the screen are not told apart by a name. */
const leastBody_px = 20;
const letter_px = 6.1;
const [padding_px, line_px] = [12, 17];

interface Named {
  readonly anchor: Vector3;
  readonly element: HTMLDivElement;
}

const [foot, side, deep] = [new Vector3(), new Vector3(), new Vector3()];

/** What lies over the view at its edges, in the view's own pixels: names stay clear of it. */
function furniture(view: Element): Rectangle[] {
  const { left, top } = view.getBoundingClientRect();
  return [...view.querySelectorAll('.legend, .view-cube, .tag, .tool-column, .view-chips, .key-hints, .play-bar')].map((element) => {
    const box = element.getBoundingClientRect();
    return { left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top };
  });
}

export function SceneLabels({ controller }: { readonly controller: ViewportController }) {
  const shown = useView((state) => state.labels);
  const system = useView((state) => state.unitSystem);
  const scale = useScene((state) => state.scale);
  const layer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const host = layer.current;
    if (!host || !shown) return;
    let named: Named[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      for (const { anchor, element } of named) {
        const at = controller.project(anchor);
        element.style.visibility = at ? 'visible' : 'hidden';
        if (at) element.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px) translate(-50%, -50%)`;
      }
    };
    const away = (from: { x: number; y: number }, to: Vector3) => {
      const at = controller.project(to);
      return at ? Math.hypot(at.x - from.x, at.y - from.y) : 0;
    };
    const choose = () => {
      const { model, width, height } = controller;
      const candidates: Candidate[] = [];
      const found: { anchor: Vector3; text: string; id: string }[] = [];
      for (const equipment of model.equipment.all()) {
        if (model.equipment.isHidden(equipment.id)) continue;
        const [x, y, z] = equipment.position_m;
        const envelope = model.equipment.envelope(equipment);
        const anchor = new Vector3(x, y, z + (envelope?.height_m ?? 1) + 0.08);
        const head = controller.project(anchor);
        if (!head || head.x < 0 || head.x > width || head.y < 0 || head.y > height) continue;
        const { width_m = 1, depth_m = 1 } = envelope ?? {};
        const size_px = Math.max(
          ...[foot.set(x, y, z), side.set(x + width_m, y, anchor.z), deep.set(x, y + depth_m, anchor.z)].map((end) => away(head, end)),
        );
        if (size_px < leastBody_px) continue;
        const value = scale?.values.get(equipment.id);
        const figure = scale && value !== undefined ? ` · ${overlayText(scale.overlay, value, system)}` : '';
        const text = `${equipment.tag}${figure}`;
        found.push({ anchor, text, id: equipment.id });
        candidates.push({
          ...head,
          width: text.length * letter_px + padding_px,
          height: line_px,
          rank: -size_px,
        });
      }
      const view = host.parentElement;
      const placed = placeLabels(candidates, view ? furniture(view.parentElement ?? view) : [], mostLabels).flatMap((i) => found[i] ?? []);
      host.replaceChildren();
      named = placed
        .filter(({ anchor, id }) => controller.sees(anchor, id))
        .map(({ anchor, text }) => {
          const element = document.createElement('div');
          element.className = 'scene-label scene-name';
          element.textContent = text;
          host.append(element);
          return { anchor, element };
        });
      follow();
    };
    const onFrame = () => {
      follow();
      clearTimeout(timer);
      timer = setTimeout(choose, restBefore_ms);
    };
    onFrame();
    const stop = controller.onFrame(onFrame);
    return () => {
      clearTimeout(timer);
      stop();
      host.replaceChildren();
    };
  }, [controller, shown, scale, system]);

  return <div ref={layer} aria-hidden data-testid="scene-labels" />;
}
