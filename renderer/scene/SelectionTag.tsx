/** The tag of the selection: name and two figures on a leader. Follows the camera without React. */
import { Lock } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { Box3, Vector3 } from 'three';
import { describeRecords } from '../../shared/commands/subjects.ts';
import { elementNamed } from '../../shared/document/building-elements.ts';
import { useAnalysis } from '../analysis/store.ts';
import { session, useDocument } from '../session.ts';
import { useView } from '../view-state.ts';
import { shownBy } from './records-in.ts';
import { figuresOf } from './tag-figures.ts';
import { tagPlace } from './tag-place.ts';
import type { ViewportController } from './viewport-controller.ts';

const corner = new Vector3();

export function SelectionTag({ controller }: { readonly controller: ViewportController }) {
  const document = useDocument();
  const selection = useView((state) => state.selection);
  const system = useView((state) => state.unitSystem);
  const overlay = useView((state) => state.overlay);
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const { equipment, connection, group, space } = document.tables;
  const named = selection.filter((id) => equipment.has(id) || connection.has(id) || group.has(id) || elementNamed(space, id));
  const shown = shownBy(document, named);
  const pieces = shown.flatMap((id) => equipment.get(id) ?? []);
  const locked = pieces.length > 0 && pieces.every((piece) => piece.locked);
  const tag = useRef<HTMLDivElement>(null);
  const leader = useRef<HTMLDivElement>(null);
  const key = shown.join();
  const figures = useMemo(
    () => figuresOf(document, analysis, key === '' ? [] : key.split(','), overlay, system),
    [document, analysis, key, overlay, system],
  );

  useEffect(() => {
    let box = new Box3();
    let seen = -1;
    const place = () => {
      const [element, line] = [tag.current, leader.current];
      if (!element || !line) return;
      if (seen !== controller.model.placement) {
        seen = controller.model.placement;
        box = controller.model.bounds(key === '' ? [] : key.split(','));
      }
      let [top, low] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      // While something is dragged, the label of the drag stands there.
      const isFree = session.getState().phase !== 'preview';
      for (let i = 0; i < 8 && isFree && !box.isEmpty(); i++) {
        corner.set(i & 1 ? box.max.x : box.min.x, i & 2 ? box.max.y : box.min.y, i & 4 ? box.max.z : box.min.z);
        const at = controller.project(corner);
        if (!at) continue;
        top = Math.min(top, at.y);
        low = Math.max(low, at.y);
        left = Math.min(left, at.x);
        right = Math.max(right, at.x);
      }
      const visible = Number.isFinite(low) && right > 0 && left < controller.width && low > -40;
      element.style.visibility = line.style.visibility = visible ? 'visible' : 'hidden';
      if (!visible) return;
      const { offsetWidth: w, offsetHeight: h } = element;
      const middle = (left + right) / 2;
      const legend = element.parentElement?.querySelector<HTMLElement>('.legend');
      const { x, y } = tagPlace(
        { x: left, y: top, width: right - left, height: low - top },
        { width: w, height: h },
        controller,
        legend ? { x: legend.offsetLeft, y: legend.offsetTop, width: legend.offsetWidth, height: legend.offsetHeight } : undefined,
      );
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
      const length = Math.max(0, y - low);
      line.style.transform = `translate(${Math.round(Math.min(x + w - 6, Math.max(x + 6, middle)))}px, ${Math.round(low)}px)`;
      line.style.height = `${Math.round(length)}px`;
    };
    place();
    return controller.onFrame(place);
  }, [controller, key]);

  if (shown.length === 0) return null;
  return (
    <>
      <div className="tag-leader" ref={leader} />
      <div className={`tag${stale ? ' tag-stale' : ''}`} ref={tag} data-testid="selection-tag">
        <b>{describeRecords(document, named)}</b>
        {locked ? <Lock size={11} aria-label="locked" /> : null}
        {figures.map((figure) => (
          <span key={figure}>{figure}</span>
        ))}
      </div>
    </>
  );
}
