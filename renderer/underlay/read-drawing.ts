/** A chosen file as a drawing of the design: lines of a DXF in chains, or an image as it is. */
import { mostImage_bytes } from '../../shared/document/drawing-limits.ts';
import type { Drawing, Point } from '../../shared/document/records.ts';
import { fail, type Result, succeed } from '../../shared/problem.ts';
import type { DrawnLines } from './dxf-lines.ts';

export interface ReadDrawing {
  readonly drawing: Pick<Drawing, 'name' | 'content'>;
  /** Where it would lie: a DXF keeps the coordinates it was drawn in, if they are those of a site. */
  readonly at_m: Point;
  /** Its south-west corner in coordinates too far away to keep, as those of a country's grid are. */
  readonly drawnAt_m?: Point;
  readonly width_m: number;
  /** Whether the file says how large it is. */
  readonly scaled: boolean;
}

/** Width of a scanned plan until a person says better. */
const firstWidth_m = 30;
/** Beyond this nobody looks for a drawing, and the screen's single precision would show. */
const farOff_m = 10_000;
/** A DXF holds more than its lines, and only those are kept. */
const largestDxf_bytes = 80 * 1024 * 1024;

const tenth_mm = (value_m: number): number => Math.round(value_m * 1e4) / 1e4 + 0;

/** Straight pieces joined where one ends as the next begins, from the south-west corner. */
export function chainsOf({ segments, min }: Pick<DrawnLines, 'segments' | 'min'>): number[][] {
  const chains: number[][] = [];
  let chain: number[] = [];
  for (let i = 0; i + 3 < segments.length; i += 4) {
    const [x0, y0, x1, y1] = [0, 1, 2, 3].map((k) => tenth_mm((segments[i + k] ?? 0) - min[k % 2 === 0 ? 0 : 1])) as [
      number,
      number,
      number,
      number,
    ];
    if (x0 === x1 && y0 === y1) continue;
    if (chain.length === 0 || chain.at(-2) !== x0 || chain.at(-1) !== y0) {
      chain = [x0, y0];
      chains.push(chain);
    }
    chain.push(x1, y1);
  }
  return chains;
}

async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: a call has only so many arguments.
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

const mediaTypes: Readonly<Record<string, 'image/png' | 'image/jpeg' | 'image/webp'>> = {
  'image/png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/webp': 'image/webp',
};

export async function readDrawing(file: File): Promise<Result<ReadDrawing>> {
  const refused = (message: string) => fail({ code: 'not-a-drawing', message });
  const size = `${Math.round((file.size / 1024 / 1024) * 10) / 10} MB`;
  if (/\.dxf$/i.test(file.name)) {
    if (file.size > largestDxf_bytes)
      return refused(`${file.name} has ${size}; a DXF of up to ${largestDxf_bytes / 1024 / 1024} MB is read`);
    // The reader is loaded when it is first needed.
    const { linesOfDxf } = await import('./dxf-lines.ts');
    const lines = await linesOfDxf(await file.text());
    if (!lines.ok) return lines;
    const { min, max, unitStated } = lines.value;
    const [width_m, height_m] = [Math.max(0.001, tenth_mm(max[0] - min[0])), tenth_mm(max[1] - min[1])];
    const corner: Point = [tenth_mm(min[0]), tenth_mm(min[1])];
    const far = Math.hypot(...corner) > farOff_m;
    return succeed({
      drawing: { name: file.name, content: { kind: 'lines', width_m, height_m, chains_m: chainsOf(lines.value) } },
      ...(far ? { at_m: [0, 0], drawnAt_m: corner } : { at_m: corner }),
      width_m,
      scaled: unitStated,
    });
  }
  const mediaType = mediaTypes[file.type];
  if (!mediaType) return refused(`${file.name} is neither a DXF drawing nor a PNG, JPEG or WebP image`);
  if (file.size > mostImage_bytes)
    return refused(
      `${file.name} has ${size}, more than the ${mostImage_bytes / 1024 / 1024} MB that a design can carry: save it with fewer pixels or as JPEG`,
    );
  try {
    const image = await createImageBitmap(file);
    const { width: width_px, height: height_px } = image;
    image.close();
    return succeed({
      drawing: { name: file.name, content: { kind: 'image', mediaType, width_px, height_px, data: await base64Of(file) } },
      at_m: [0, 0],
      width_m: firstWidth_m,
      scaled: false,
    });
  } catch {
    return refused(`${file.name} is damaged: it cannot be shown as an image`);
  }
}

/** The picture of a stored image; rejected where its bytes are none. */
export async function bitmapOf({ mediaType, data }: Extract<Drawing['content'], { kind: 'image' }>): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: mediaType }));
}
