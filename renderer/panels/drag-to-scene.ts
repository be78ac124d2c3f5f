/**
 * Dragging a catalogue card into the scene. Built on pointer events and not on the browser's drag and drop,
 * which would hide the ghost behind a picture of the card and tell the scene nothing on the way.
 */
import { viewState } from '../view-state.ts';

/** Less than this is a click, px. */
const slack = 5;

const canvasAt = (event: PointerEvent): Element | undefined => {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  return under instanceof HTMLCanvasElement && under.closest('[data-testid="viewport"]') ? under : undefined;
};

/**
 * The scene sees the pointer as if its button were up, then a press and a release where it is let go. The
 * events do not bubble: the window's own listeners, those below included, have seen the true ones.
 */
function forward(type: 'pointermove' | 'pointerdown' | 'pointerup', event: PointerEvent, canvas: Element): void {
  const { clientX, clientY, pointerId, pointerType, shiftKey, ctrlKey, metaKey, altKey } = event;
  const buttons = type === 'pointerdown' ? 1 : 0;
  const common = { clientX, clientY, pointerId, pointerType, shiftKey, ctrlKey, metaKey, altKey };
  canvas.dispatchEvent(
    new PointerEvent(type, { ...common, button: type === 'pointermove' ? -1 : 0, buttons, bubbles: false, cancelable: true }),
  );
}

/** Follows the pointer from a card until it is let go; returns nothing, the place tool does the rest. */
export function dragItem(start: { clientX: number; clientY: number; button: number }, item: string): void {
  if (start.button !== 0) return;
  let dragging = false;
  const move = (event: PointerEvent) => {
    if (!dragging && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < slack) return;
    if (!dragging) viewState.getState().startPlacing(item);
    dragging = true;
    const canvas = canvasAt(event);
    if (canvas) forward('pointermove', event, canvas);
  };
  const end = (event: PointerEvent) => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    if (!dragging) return;
    const canvas = event.type === 'pointerup' ? canvasAt(event) : undefined;
    if (!canvas) {
      viewState.getState().setTool('select');
      return;
    }
    forward('pointermove', event, canvas);
    forward('pointerdown', event, canvas);
    forward('pointerup', event, canvas);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}
