/** A picture in at most 256 colours: median cut (Heckbert 1982), then each colour moved to the mean of what is nearest to it. */
import { type Picture, readPng, writeIndexedPng } from './png.ts';

const mostColours = 256;
const refinements = 6;

/** A colour that occurs, and how often. */
interface Tone {
  readonly rgb: readonly [number, number, number];
  readonly count: number;
}

const keyOf = (rgb: ArrayLike<number>, at: number): number =>
  ((rgb[at] as number) << 16) | ((rgb[at + 1] as number) << 8) | (rgb[at + 2] as number);

function tonesOf({ rgb }: Picture): Tone[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < rgb.length; i += 3) {
    const key = keyOf(rgb, i);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([key, count]) => ({ rgb: [key >> 16, (key >> 8) & 255, key & 255], count }));
}

/** Large areas count less than their pixels, so that small coloured marks keep colours of their own. */
const weightOf = ({ count }: Tone): number => count ** 0.35;

function mean(box: readonly Tone[]): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let whole = 0;
  for (const tone of box) {
    const weight = weightOf(tone);
    whole += weight;
    for (const c of [0, 1, 2] as const) sum[c] += weight * tone.rgb[c];
  }
  return [sum[0] / whole, sum[1] / whole, sum[2] / whole];
}

/** Spread of a box along its longest channel, weighted: the box with the largest is cut next. */
function spreadOf(box: readonly Tone[]): { readonly channel: 0 | 1 | 2; readonly worth: number } {
  const centre = mean(box);
  const spreads = ([0, 1, 2] as const).map((channel) => ({
    channel,
    worth: box.reduce((sum, tone) => sum + weightOf(tone) * (tone.rgb[channel] - centre[channel]) ** 2, 0),
  }));
  return spreads.reduce((best, next) => (next.worth > best.worth ? next : best));
}

function cut(box: Tone[], channel: 0 | 1 | 2): [Tone[], Tone[]] {
  const sorted = [...box].sort((a, b) => a.rgb[channel] - b.rgb[channel]);
  const half = sorted.reduce((sum, tone) => sum + weightOf(tone), 0) / 2;
  let [at, sum] = [0, 0];
  while (at < sorted.length - 1 && (at === 0 || sum < half)) sum += weightOf(sorted[at++] as Tone);
  return [sorted.slice(0, at), sorted.slice(at)];
}

function nearest(colours: readonly (readonly number[])[], rgb: readonly number[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < colours.length; i++) {
    const colour = colours[i] as readonly number[];
    const away =
      ((colour[0] as number) - (rgb[0] as number)) ** 2 +
      ((colour[1] as number) - (rgb[1] as number)) ** 2 +
      ((colour[2] as number) - (rgb[2] as number)) ** 2;
    if (away < least) [best, least] = [i, away];
  }
  return best;
}

/** Colours of panels, lines and texts keep their exact value: an area of one colour must stay an area of one colour. */
const exactColours = 64;

function coloursFor(tones: Tone[]): readonly (readonly number[])[] {
  if (tones.length <= mostColours) return tones.map(({ rgb }) => rgb);
  const byCount = [...tones].sort((a, b) => b.count - a.count);
  return [...byCount.slice(0, exactColours).map(({ rgb }) => rgb), ...cutColours(byCount.slice(exactColours), mostColours - exactColours)];
}

function cutColours(tones: Tone[], most: number): readonly (readonly number[])[] {
  const boxes = [{ tones, ...spreadOf(tones) }];
  while (boxes.length < most) {
    const widest = boxes.reduce((best, next) => (next.worth > best.worth ? next : best));
    const parts = cut(widest.tones, widest.channel);
    boxes.splice(boxes.indexOf(widest), 1, ...parts.map((part) => ({ tones: part, ...spreadOf(part) })));
  }
  let colours: readonly (readonly number[])[] = boxes.map((box) => mean(box.tones));
  for (let pass = 0; pass < refinements; pass++) {
    const groups = colours.map((): Tone[] => []);
    for (const tone of tones) groups[nearest(colours, tone.rgb)]?.push(tone);
    colours = colours.map((colour, i) => (groups[i]?.length ? mean(groups[i] as Tone[]) : colour));
  }
  return colours.map((colour) => colour.map(Math.round));
}

/** Part of a pixel's error that goes on to its neighbours: enough that no ramp falls into bands, too little to be seen as grain. */
const carried = 0.6;

/** Each pixel's colour of the palette; what is left over goes right and down (Floyd and Steinberg 1976). */
function indicesOf({ width, height, rgb }: Picture, colours: readonly (readonly number[])[]): Uint8Array {
  const indices = new Uint8Array(width * height);
  const exact = new Map(colours.map((colour, i) => [keyOf(colour, 0), i]));
  const known = new Map<number, number>();
  let [row, below] = [new Float64Array(3 * (width + 2)), new Float64Array(3 * (width + 2))];
  const wanted = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const own = exact.get(keyOf(rgb, 3 * (y * width + x)));
      if (own !== undefined) {
        indices[y * width + x] = own;
        continue;
      }
      for (let c = 0; c < 3; c++) {
        const value = (rgb[3 * (y * width + x) + c] as number) + (row[3 * (x + 1) + c] as number);
        wanted[c] = Math.min(255, Math.max(0, Math.round(value)));
      }
      const key = keyOf(wanted, 0);
      const index = known.get(key) ?? nearest(colours, wanted);
      known.set(key, index);
      indices[y * width + x] = index;
      for (let c = 0; c < 3; c++) {
        const left = carried * ((wanted[c] as number) - (colours[index]?.[c] ?? 0));
        const at = 3 * (x + 1) + c;
        row[at + 3] = (row[at + 3] as number) + (left * 7) / 16;
        below[at - 3] = (below[at - 3] as number) + (left * 3) / 16;
        below[at] = (below[at] as number) + (left * 5) / 16;
        below[at + 3] = (below[at + 3] as number) + left / 16;
      }
    }
    [row, below] = [below, row.fill(0)];
  }
  return indices;
}

/** The same picture with a palette; about half of the bytes, and exact where it has no more colours than the palette. */
export function withPalette(png: Buffer): Buffer {
  const picture = readPng(png);
  const colours = coloursFor(tonesOf(picture));
  return writeIndexedPng(picture.width, picture.height, Uint8Array.from(colours.flat()), indicesOf(picture, colours));
}
