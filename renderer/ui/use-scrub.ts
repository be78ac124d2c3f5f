/** Drags a number: sideways over a field that is not being typed in, as in modellers. A press that does not drag is a click. */
import { type PointerEvent, useRef } from 'react';

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
  /** False where there is nothing to count from. */
  readonly can: boolean;
}

interface Drag {
  readonly x: number;
  readonly value: string;
  /** Undefined until the pointer has gone far enough. */
  steps: number | undefined;
  /** Escape ended it; the pointer is still held. */
  cancelled?: true;
}

export function useScrub({ from: value, step, end, can }: Scrub) {
  const drag = useRef<Drag | undefined>(undefined);
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
      if (!from || from.cancelled) return;
      const distance_px = event.clientX - from.x;
      if (from.steps === undefined && Math.abs(distance_px) < dead_px) return;
      const steps = stepsOf(distance_px, event);
      if (steps === from.steps) return;
      // What was being typed elsewhere is taken over first, and Escape is this field's from here on.
      if (from.steps === undefined) event.currentTarget.focus();
      from.steps = steps;
      step(steps, from.value);
    },
    onPointerUp: (event: PointerEvent<HTMLInputElement>) => {
      const from = drag.current;
      drag.current = undefined;
      if (!from) return;
      if (from.steps === undefined) event.currentTarget.focus();
      else {
        if (!from.cancelled) end(true);
        event.currentTarget.blur();
      }
    },
    // The field itself puts the old value back; what the pointer does until it is let go is no drag any more.
    onKeyDownCapture: ({ key }: { readonly key: string }) => {
      if (key === 'Escape' && drag.current) drag.current.cancelled = true;
    },
    onPointerCancel: () => {
      const from = drag.current;
      drag.current = undefined;
      if (from?.steps !== undefined && !from.cancelled) end(false);
    },
  };
}
