/** The drawing under the plan: lines of a DXF or an image, with its place and scale. It belongs to the window, not to the design. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { fail, type Result, succeed } from '../../shared/problem.ts';
import type { DrawnLines } from './dxf-lines.ts';

export type UnderlayContent =
  | { readonly kind: 'lines'; readonly lines: DrawnLines }
  | { readonly kind: 'image'; readonly image: ImageBitmap };

export interface Underlay {
  readonly name: string;
  readonly content: UnderlayContent;
  /** South-west corner of the drawing. */
  readonly x_m: number;
  readonly y_m: number;
  readonly yaw_deg: number;
  /** Width of the whole drawing on the floor; the height follows. */
  readonly width_m: number;
  readonly opacity: number;
}

/** Width of a scanned plan until a person says better. */
const firstWidth_m = 30;
const largestFile_bytes = 80 * 1024 * 1024;

export const underlayStore = createStore<{ readonly underlay: Underlay | null }>(() => ({ underlay: null }));
export const useUnderlay = (): Underlay | null => useStore(underlayStore, ({ underlay }) => underlay);

export const setUnderlay = (underlay: Underlay | null): void => underlayStore.setState({ underlay });

/** Width over height of what was read. */
export function aspectOf(content: UnderlayContent): number {
  if (content.kind === 'image') return content.image.width / content.image.height;
  const { min, max } = content.lines;
  return (max[0] - min[0]) / Math.max(1e-6, max[1] - min[1]);
}

export async function readUnderlay(file: File): Promise<Result<Underlay>> {
  const refused = (message: string) => fail({ code: 'not-a-drawing', message });
  if (file.size > largestFile_bytes) return refused(`${file.name} is larger than ${largestFile_bytes / 1024 / 1024} MB`);
  const placed = { name: file.name, yaw_deg: 0, opacity: 0.6 };
  if (/\.dxf$/i.test(file.name)) {
    // The reader is loaded when it is first needed.
    const { linesOfDxf } = await import('./dxf-lines.ts');
    const lines = await linesOfDxf(await file.text());
    if (!lines.ok) return lines;
    const { min, max } = lines.value;
    // A drawing keeps the coordinates it was drawn in.
    return succeed({
      ...placed,
      content: { kind: 'lines', lines: lines.value },
      x_m: min[0],
      y_m: min[1],
      width_m: Math.max(0.001, max[0] - min[0]),
    });
  }
  try {
    const image = await createImageBitmap(file);
    return succeed({ ...placed, content: { kind: 'image', image }, x_m: 0, y_m: 0, width_m: firstWidth_m });
  } catch {
    return refused(`${file.name} is neither a DXF drawing nor an image that can be shown`);
  }
}
