/** Drags a number: sideways over a field that is not being typed in, as in modellers. A press that does not drag is a click. */
import { type PointerEvent, useEffect, useRef } from 'react';

/** Before this it is a click; and from step to step. */
const dead_px = 4;
const step_px = 5;

/** Steps of a distance: a tenth with Shift, ten with Ctrl. */
export function stepsOf(
  distance_px: number,
  { shiftKey, ctrlKey, metaKey }: Pick<PointerEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>,
): number {
  const steps = Math.round((distance_px - Math.sign(distance_px) * dead_px) / step_px);
  return steps * (shiftKey ? 0.1 : ctrlKey || metaKey ? 10 : 1);
}

interface Scrub {
  /** What the steps are counted from: taken once, because the field may follow its own drag. */
  readonly from: string;
  /** Called at every step, counted from where the drag began. */
  readonly step: (steps: number, from: string) => void;
  readonly end: (keep: boolean) => void;
  /** Absent where there is nothing to count from. */
  readonly can: boolean;
}

export function useScrub({ from: value, step, end, can }: Scrub) {
  const drag = useRef<{ readonly x: number; readonly value: string; steps: number | undefined } | undefined>(undefined);
  const finish = useRef(end);
  finish.current = end;
  useEffect(() => {
    // Taken before the editor does: there it would clear the selection, in a dialog close it.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || drag.current?.steps === undefined) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      drag.current = undefined;
      finish.current(false);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
  return {
    onPointerDown: (event: PointerEvent<HTMLInputElement>) => {
      if (!can || event.button !== 0 || event.pointerType === 'touch' || document.activeElement === event.currentTarget) return;
      drag.current = { x: event.clientX, value, steps: undefined };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    // The field is entered once it is known that nobody drags it.
    onMouseDown: (event: { preventDefault(): void }) => {
      if (drag.current) event.preventDefault();
    },
    onPointerMove: (event: PointerEvent<HTMLInputElement>) => {
      const from = drag.current;
      if (!from) return;
      const distance_px = event.clientX - from.x;
      if (from.steps === undefined && Math.abs(distance_px) < dead_px) return;
      const steps = stepsOf(distance_px, event);
      if (steps === from.steps) return;
      // What was being typed in another field is taken over first.
      if (from.steps === undefined && document.activeElement instanceof HTMLElement) document.activeElement.blur();
      from.steps = steps;
      step(steps, from.value);
    },
    onPointerUp: (event: PointerEvent<HTMLInputElement>) => {
      const from = drag.current;
      drag.current = undefined;
      if (!from) return;
      if (from.steps === undefined) event.currentTarget.focus();
      else end(true);
    },
    onPointerCancel: () => {
      const from = drag.current;
      drag.current = undefined;
      if (from?.steps !== undefined) end(false);
    },
  };
}
