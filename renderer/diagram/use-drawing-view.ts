/** Pan and zoom of a drawing as state of its SVG element. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Box } from '../../shared/diagram/shape.ts';
import { fitted, revealed, type Size, type View, zoomedAt } from './pan-zoom.ts';

const largestFit = 1.15;
/** Where the whole fits only below this, its texts are specks: 11.5 px names would be smaller than 7. */
const smallestFit = 0.6;
/** A drawing too large for its view opens at this scale, where names and ratings can be read. */
const readable = 0.8;
const margin = 16;
/** Room for the chips above and, with them, the legend below. */
const above = 44;
const aboveAndBelow = 76;

export interface DrawingView {
  readonly view: View;
  readonly panning: () => boolean;
  /** Whether the pointer has just dragged, so that its release is no click. */
  readonly moved: () => boolean;
  readonly reveal: (part: Box) => void;
  readonly fitAll: () => void;
  readonly focusOn: (parts: readonly Box[]) => void;
}

function around(parts: readonly Box[]): Box {
  const x = Math.min(...parts.map((part) => part.x));
  const y = Math.min(...parts.map((part) => part.y));
  return {
    x,
    y,
    width: Math.max(...parts.map((part) => part.x + part.width)) - x,
    height: Math.max(...parts.map((part) => part.y + part.height)) - y,
  };
}

export function useDrawingView(svg: RefObject<SVGSVGElement | null>, drawing: Box): DrawingView {
  const [view, setView] = useState<View>({ scale: 1, x: 0, y: 0 });
  const current = useRef(view);
  const wasFitted = useRef(true);
  const drag = useRef({ active: false, moved: false, x: 0, y: 0 });
  const bounds = useRef(drawing);
  bounds.current = drawing;

  const show = useCallback((next: View, isFit = false) => {
    current.current = next;
    wasFitted.current = isFit;
    setView(next);
  }, []);
  const size = useCallback((): Size => svg.current?.getBoundingClientRect() ?? { width: 800, height: 600 }, [svg]);
  const whole = useCallback((): View => {
    const { width, height } = size();
    const inner = fitted(bounds.current, { width, height: height - aboveAndBelow }, largestFit, margin);
    return { ...inner, y: inner.y + above };
  }, [size]);
  const fitAll = useCallback(() => show(whole(), true), [show, whole]);
  /** The whole where it can be read; else its upper left corner, where captions and sources stand. */
  const openAt = useCallback(() => {
    const fit = whole();
    if (fit.scale >= smallestFit) return show(fit, true);
    const { x, y } = bounds.current;
    show({ scale: readable, x: margin - x * readable, y: above + margin - y * readable });
  }, [show, whole]);
  const focusOn = useCallback((parts: readonly Box[]) => show(fitted(around(parts), size(), 1.6, 80)), [show, size]);
  const reveal = useCallback(
    (part: Box) => {
      // A fitted drawing shows everything, and must stay fitted when the view changes its size.
      if (wasFitted.current) return;
      const next = revealed(current.current, part, size());
      if (next !== current.current) show(next);
    },
    [show, size],
  );

  // A drawing that was fitted stays fitted while the window or the drawing changes its size.
  const opened = useRef(false);
  useEffect(() => {
    void drawing;
    if (!opened.current) openAt();
    else if (wasFitted.current) fitAll();
    opened.current = true;
  }, [drawing, fitAll, openAt]);
  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (wasFitted.current) fitAll();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [svg, fitAll]);

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const place = (event: MouseEvent) => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    // Not through React: its wheel listeners are passive and could not keep the page from zooming.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      if (event.shiftKey) show({ ...current.current, x: current.current.x - event.deltaY - event.deltaX });
      else show(zoomedAt(current.current, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), place(event)));
    };
    const onDown = (event: PointerEvent) => {
      if (event.button > 2) return;
      drag.current = { active: true, moved: false, x: event.clientX, y: event.clientY };
    };
    const onMove = (event: PointerEvent) => {
      const { active, moved, x, y } = drag.current;
      if (!active) return;
      const [dx, dy] = [event.clientX - x, event.clientY - y];
      if (!moved && Math.hypot(dx, dy) < 4) return;
      if (!moved) element.setPointerCapture(event.pointerId);
      drag.current = { active: true, moved: true, x: event.clientX, y: event.clientY };
      show({ ...current.current, x: current.current.x + dx, y: current.current.y + dy });
    };
    const onUp = () => {
      drag.current = { ...drag.current, active: false };
    };
    const onMenu = (event: Event) => event.preventDefault();
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    element.addEventListener('contextmenu', onMenu);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
      element.removeEventListener('contextmenu', onMenu);
    };
  }, [svg, show]);

  const panning = useCallback(() => drag.current.active && drag.current.moved, []);
  const moved = useCallback(() => drag.current.moved, []);
  return { view, panning, moved, reveal, fitAll, focusOn };
}
