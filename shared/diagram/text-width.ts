/**
 * Widths of text in Inter with tabular figures, from the advance widths of the font file in `assets/fonts`
 * (Inter 4, SIL OFL 1.1), in thousandths of the size. Layout on paper and in tests cannot ask a screen.
 */

export type Weight = 'regular' | 'semibold';

/** Characters 32…126 in order. */
const basic: Readonly<Record<Weight, readonly number[]>> = {
  // biome-ignore format: a table of 95 numbers
  regular: [269,288,466,633,642,982,644,300,391,391,648,648,269,648,269,360,648,648,648,648,648,648,648,648,648,648,269,269,648,648,648,511,966,690,654,730,722,601,590,746,743,269,571,672,565,903,753,765,639,765,644,642,646,744,690,985,682,679,629,391,360,391,471,456,323,562,612,571,612,583,370,613,591,242,242,549,242,876,591,600,612,612,376,528,327,591,562,818,546,562,552,391,333,391,648],
  // biome-ignore format: a table of 95 numbers
  semibold: [269,321,523,644,650,1004,663,326,391,391,647,647,269,647,269,379,647,647,647,647,647,647,647,647,647,647,269,269,647,647,647,543,999,728,659,737,722,605,588,749,746,277,580,703,565,922,759,769,645,773,652,650,660,736,728,1020,720,713,652,391,379,391,481,469,351,574,624,583,624,591,389,625,612,262,262,569,262,900,612,609,624,624,397,549,353,612,587,839,569,588,566,391,359,391,647],
};

const others: Readonly<Record<Weight, Readonly<Record<string, number>>>> = {
  regular: { '·': 288, '–': 500, '−': 648, '°': 456, '×': 648, '…': 864, Δ: 681, '²': 442, '³': 446, '\u2009': 182, '≥': 648, '≤': 648 },
  semibold: { '·': 319, '–': 500, '−': 647, '°': 458, '×': 647, '…': 956, Δ: 722, '²': 454, '³': 463, '\u2009': 166, '≥': 647, '≤': 647 },
};

/** Width of one line of text in the unit of `size`; a character that the table lacks counts as wide as an M. */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    sum += basic[weight][code - 32] ?? others[weight][character] ?? 903;
  }
  return (sum * size) / 1000;
}

/** The text cut with an ellipsis so that it is at most `width` wide. */
export function clipped(text: string, width: number, size: number, weight: Weight = 'regular'): string {
  if (textWidth(text, size, weight) <= width) return text;
  let kept = text;
  while (kept !== '' && textWidth(`${kept}…`, size, weight) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
