/** What the active tool says at the pointer, and the rectangle of a box selection. */
import { useScene } from './scene-store.ts';

export function ToolNotes() {
  const note = useScene((state) => state.note);
  const box = useScene((state) => state.rectangle);
  const labels = useScene((state) => state.labels);
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
