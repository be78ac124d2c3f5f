/** While viewpoints are played: which one is seen, what its note says, and the way on. */
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { viewsInOrder } from '../../shared/commands/edit-view.ts';
import { isTyping } from '../actions/typing.ts';
import { actsOnFocused, belongsToWidget } from '../actions/widget-keys.ts';
import { useDocument } from '../session.ts';
import { IconButton } from '../ui/Button.tsx';
import { useView, viewState } from '../view-state.ts';
import { step, stopPlaying } from './viewpoints.ts';

const ways: Readonly<Record<string, () => void>> = {
  ArrowRight: () => step(1),
  ArrowDown: () => step(1),
  PageDown: () => step(1),
  ' ': () => step(1),
  ArrowLeft: () => step(-1),
  ArrowUp: () => step(-1),
  PageUp: () => step(-1),
  Escape: stopPlaying,
};

/** Keys that lead on; before the window's shortcuts, which use the arrows for what is selected. */
function onKey(event: KeyboardEvent): void {
  const { dialog, paletteOpen } = viewState.getState();
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || dialog !== null || paletteOpen || isTyping(event.target)) return;
  // A button that has the focus is pressed with Space, a line of a list chosen.
  if (belongsToWidget(event.target, event.key) || actsOnFocused(event.target, event.key)) return;
  const way = ways[event.key];
  if (!way) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  way();
}

function Playing() {
  const document = useDocument();
  const current = useView((state) => state.viewpoint);
  const views = viewsInOrder(document);
  const at = views.findIndex(({ id }) => id === current);
  const view = views[at];
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // After the list of viewpoints has closed and given the focus back to its button.
    const timer = setTimeout(() => bar.current?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  // The last viewpoint may be deleted, or undone, while it is shown.
  useEffect(() => {
    if (views.length === 0) stopPlaying();
  }, [views.length]);
  return (
    <section ref={bar} tabIndex={-1} className="play-bar" aria-label="Playing viewpoints" data-testid="play-bar">
      <IconButton label="Previous viewpoint" keys="←" icon={<ChevronLeft size={16} />} side="top" onClick={() => step(-1)} />
      <div className="play-text" aria-live="polite">
        <p>
          <span className="muted">
            {at < 0 ? '–' : at + 1} / {views.length}
          </span>{' '}
          <span className="strong" data-testid="play-name">
            {view?.name ?? 'None'}
          </span>
        </p>
        {view?.note ? (
          <p className="play-note" data-testid="play-note">
            {view.note}
          </p>
        ) : null}
      </div>
      <IconButton label="Next viewpoint" keys="→" icon={<ChevronRight size={16} />} side="top" onClick={() => step(1)} />
      <IconButton label="Stop playing" keys="Esc" icon={<X size={14} />} side="top" onClick={stopPlaying} />
    </section>
  );
}

export function PlayBar() {
  const playing = useView((state) => state.playing);
  return playing ? <Playing /> : null;
}
