/** Which names are written into the view: the most wanted first, none over another, none over what is kept clear. */

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Candidate {
  /** Centre of the text, CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Lower goes first. */
  readonly rank: number;
}

/** Gap between two texts, px. */
const gap = 3;
/** Texts are compared only with those in the same or a neighbouring cell; no text is wider. */
const cell_px = 160;

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;

/** Indices of the candidates that are written, in order of rank; at most `most`. */
export function placeLabels(candidates: readonly Candidate[], clear: readonly Rectangle[], most: number): number[] {
  const order = candidates.map((_, i) => i).sort((i, j) => (candidates[i]?.rank ?? 0) - (candidates[j]?.rank ?? 0) || i - j);
  const cells = new Map<string, Rectangle[]>();
  const placed: number[] = [];
  for (const i of order) {
    if (placed.length >= most) break;
    const candidate = candidates[i];
    if (!candidate) continue;
    const { x, y, width, height } = candidate;
    const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    if (clear.some((other) => overlaps(box, other))) continue;
    const [column, row] = [Math.floor(x / cell_px), Math.floor(y / cell_px)];
    let free = true;
    for (let c = column - 1; c <= column + 1 && free; c++)
      for (let r = row - 1; r <= row + 1 && free; r++) free = !cells.get(`${c} ${r}`)?.some((other) => overlaps(box, other));
    if (!free) continue;
    const key = `${column} ${row}`;
    const own = cells.get(key);
    if (own) own.push(box);
    else cells.set(key, [box]);
    placed.push(i);
  }
  return placed;
}
