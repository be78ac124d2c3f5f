/** Pan and zoom of a drawing: wheel to the cursor, drag to pan, and fitting a part of it into the view. */
import type { Box } from '../../shared/diagram/shape.ts';

/** Screen = drawing · scale + offset, CSS pixels. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const [smallest, largest] = [0.05, 6];
const within = (scale: number) => Math.min(largest, Math.max(smallest, scale));

/** The same drawing point stays under the cursor. */
export function zoomedAt(view: View, factor: number, at: { readonly x: number; readonly y: number }): View {
  const scale = within(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

/** A part of the drawing, as large as the view allows but not above `most`. */
export function fitted(part: Box, size: Size, most: number, margin = 24): View {
  const scale = within(
    Math.min(most, (size.width - 2 * margin) / Math.max(1, part.width), (size.height - 2 * margin) / Math.max(1, part.height)),
  );
  return {
    scale,
    x: size.width / 2 - (part.x + part.width / 2) * scale,
    y: size.height / 2 - (part.y + part.height / 2) * scale,
  };
}

/** The view moved as little as shows the part; unchanged where it is on screen, centred where it is larger than the view. */
export function revealed(view: View, part: Box, size: Size, margin = 40): View {
  const shift = (low: number, length: number, room: number): number => {
    if (low >= margin && low + length <= room - margin) return 0;
    if (length > room - 2 * margin) return room / 2 - (low + length / 2);
    return low < margin ? margin - low : room - margin - (low + length);
  };
  const dx = shift(part.x * view.scale + view.x, part.width * view.scale, size.width);
  const dy = shift(part.y * view.scale + view.y, part.height * view.scale, size.height);
  return dx === 0 && dy === 0 ? view : { ...view, x: view.x + dx, y: view.y + dy };
}
