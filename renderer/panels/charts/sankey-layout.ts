/** Places of the stages and streams of a Sankey diagram: columns by rank, heights by heat, streams as ribbons. Pure. */

export interface LaidStage {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Middle of the label, moved apart from its neighbours in the column. */
  readonly labelY: number;
}

export interface Ribbon {
  readonly path: string;
  readonly thickness: number;
}

export interface SankeyInput {
  readonly stages: readonly { readonly key: string; readonly rank: number; readonly size: number }[];
  readonly streams: readonly { readonly from: string; readonly to: string; readonly size: number }[];
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Height of a label of two lines: stages of one column keep at least this distance between their middles. */
const label_px = 27;
export const stage_px = 8;

/**
 * A title in lines of so many letters, broken between words; the last line ends in … where it had to be cut.
 * @param most lines there is height for
 */
export function titleLines(title: string, letters: number, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && (`${last} ${word}`.length <= letters || lines.length === most)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => (line.length <= letters ? line : `${line.slice(0, Math.max(1, letters - 1)).trimEnd()}…`));
}

/** @param box place for the drawing, labels of the last column excluded */
export function layOutSankey({ stages, streams }: SankeyInput, box: Box): { stages: Map<string, LaidStage>; ribbons: Ribbon[] } {
  const ranks = [...new Set(stages.map(({ rank }) => rank))].sort((a, b) => a - b);
  const columns = ranks.map((rank) => stages.filter((stage) => stage.rank === rank));
  // One scale for all columns; small stages are padded to the height of their label.
  const scale = Math.min(
    ...columns.map((column) => {
      const heat = column.reduce((sum, { size }) => sum + size, 0);
      return Math.max(0.1 * box.height, box.height - label_px * (column.length - 1)) / Math.max(heat, 1e-9);
    }),
  );
  const laid = new Map<string, LaidStage>();
  const middleOf = (key: string) => {
    const at = laid.get(key);
    return at && at.y + at.height / 2;
  };
  columns.forEach((column, i) => {
    const x = box.left + (ranks.length > 1 ? (i * (box.width - stage_px)) / (ranks.length - 1) : 0);
    // A stage stands where its feeders stand, weighted by what they give: fewest crossings without a search.
    const wish = (key: string, size: number): number => {
      const feeders = streams
        .filter(({ to }) => to === key)
        .flatMap(({ from, size: heat }) => {
          const middle = middleOf(from);
          return middle === undefined ? [] : [{ middle, heat }];
        });
      const heat = feeders.reduce((sum, feeder) => sum + feeder.heat, 0);
      // What feeds nothing yet goes below the large sources.
      return heat > 0
        ? feeders.reduce((sum, feeder) => sum + feeder.middle * feeder.heat, 0) / heat
        : box.top + box.height * (1 - Math.min(0.9, (size * scale) / box.height));
    };
    const ordered = column
      .map((stage) => ({ stage, height: Math.max(1.5, stage.size * scale), at: wish(stage.key, stage.size) }))
      .sort((a, b) => a.at - b.at || (a.stage.key < b.stage.key ? -1 : 1));
    const slots = ordered.map(({ height }) => Math.max(height, label_px));
    // First downwards from the wish, then back up from the floor.
    const tops: number[] = [];
    let floor = box.top;
    ordered.forEach(({ at }, k) => {
      const slot = slots[k] ?? label_px;
      tops[k] = Math.max(floor, at - slot / 2);
      floor = (tops[k] as number) + slot + 4;
    });
    let ceiling = box.top + box.height;
    for (let k = ordered.length - 1; k >= 0; k--) {
      const slot = slots[k] ?? label_px;
      tops[k] = Math.max(box.top, Math.min(tops[k] as number, ceiling - slot));
      ceiling = (tops[k] as number) - 4;
    }
    ordered.forEach(({ stage, height }, k) => {
      const middle = (tops[k] as number) + (slots[k] ?? label_px) / 2;
      laid.set(stage.key, { x, y: middle - height / 2, height, labelY: middle });
    });
  });

  // Streams leave and arrive in the order of the places at their other ends.
  const ends = streams.map(() => ({ out: 0, in: 0 }));
  for (const { key } of stages) {
    const place = laid.get(key);
    if (!place) continue;
    for (const side of ['out', 'in'] as const) {
      const own = streams.map((stream, i) => ({ stream, i })).filter(({ stream }) => (side === 'out' ? stream.from : stream.to) === key);
      own.sort(
        (a, b) =>
          (middleOf(side === 'out' ? a.stream.to : a.stream.from) ?? 0) - (middleOf(side === 'out' ? b.stream.to : b.stream.from) ?? 0),
      );
      let at = place.y;
      for (const { stream, i } of own) {
        const end = ends[i];
        if (end) end[side] = at;
        at += stream.size * scale;
      }
    }
  }
  const ribbons = streams.map(({ from, to, size }, i): Ribbon => {
    const [a, b, end] = [laid.get(from), laid.get(to), ends[i]];
    if (!a || !b || !end) return { path: '', thickness: 0 };
    const thickness = Math.max(1, size * scale);
    const [x0, x1] = [a.x + stage_px, b.x];
    const bend = (x1 - x0) / 2;
    const curve = (y0: number, y1: number) => `C${x0 + bend},${y0} ${x1 - bend},${y1} ${x1},${y1}`;
    const back = (y0: number, y1: number) => `C${x1 - bend},${y1} ${x0 + bend},${y0} ${x0},${y0}`;
    return {
      path: `M${x0},${end.out}${curve(end.out, end.in)}L${x1},${end.in + thickness}${back(end.out + thickness, end.in + thickness)}Z`,
      thickness,
    };
  });
  return { stages: laid, ribbons };
}
