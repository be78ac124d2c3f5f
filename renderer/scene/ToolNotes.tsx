/** What the active tool says at the pointer, the rectangle of a box selection, and figures that have been measured. */
import { X } from 'lucide-react';
import { forgetMeasurements } from '../measure/kept.ts';
import { useDocument } from '../session.ts';
import { useView } from '../view-state.ts';
import { useScene } from './scene-store.ts';

export function ToolNotes() {
  const note = useScene((state) => state.note);
  const box = useScene((state) => state.rectangle);
  const labels = useScene((state) => state.labels);
  const measured = useScene((state) => state.measured);
  const readOnly = useView((state) => state.readOnly);
  const saved = useDocument().tables.measurement;
  return (
    <>
      {box && (
        <div
          className={`selection-box${box.x1 < box.x0 ? ' selection-box-touching' : ''}`}
          style={{
            left: Math.min(box.x0, box.x1),
            top: Math.min(box.y0, box.y1),
            width: Math.abs(box.x1 - box.x0),
            height: Math.abs(box.y1 - box.y0),
          }}
        />
      )}
      {labels.map(({ x, y, text }, i) => (
        <div
          key={String(i)}
          className="scene-label"
          style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)` }}
        >
          {text}
        </div>
      ))}
      {measured.map(({ x, y, text, of, key }) => (
        <div
          key={key}
          className="scene-label measured"
          data-testid="measured"
          style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, calc(-100% - 6px))` }}
        >
          {text}
          {readOnly && saved.has(of) ? null : (
            <button type="button" aria-label={`Delete measurement ${text}`} onClick={() => forgetMeasurements([of])}>
              <X size={11} />
            </button>
          )}
        </div>
      ))}
      {note && (
        <div
          className={`pointer-note pointer-note-${note.tone}`}
          role="status"
          style={{ transform: `translate(${Math.round(note.x + 14)}px, ${Math.round(note.y + 16)}px)` }}
        >
          {note.text}
        </div>
      )}
    </>
  );
}
