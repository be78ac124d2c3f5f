/** Tags of things that a symbol stands for: their order, and how many of them are named in one short text. */

/** “CDU-2” before “CDU-10”, without asking a locale. */
export function naturalOrder(a: string, b: string): number {
  const partsA = a.match(/\d+|\D+/g) ?? [];
  const partsB = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.max(partsA.length, partsB.length); i++) {
    const partA = partsA[i];
    const partB = partsB[i];
    if (partA === undefined) return -1;
    if (partB === undefined) return 1;
    const difference = Number(partA) - Number(partB);
    if (Number.isFinite(difference) && difference !== 0) return difference;
    if (partA !== partB) return partA < partB ? -1 : 1;
  }
  return 0;
}

/** Length of the longest start that all texts share. */
function sharedStart(texts: readonly string[]): number {
  const [first = ''] = texts;
  let length = first.length;
  for (const text of texts) while (length > 0 && text.slice(0, length) !== first.slice(0, length)) length--;
  return length;
}

const reversed = (text: string) => [...text].reverse().join('');

/**
 * One short name for several tags: `BW-A1-1…4`, `CDU-1A…C`, `H1…12-MVS-A`. A number is never cut in the middle.
 * Tags that share neither start nor end are named by the first and the last of them.
 */
export function tagRange(tags: readonly string[]): string {
  const sorted = [...new Set(tags)].sort(naturalOrder);
  const first = sorted[0] ?? '';
  const last = sorted.at(-1) ?? '';
  if (sorted.length < 2) return first;
  let start = sharedStart(sorted);
  const isDigit = (tag: string, at: number) => /\d/.test(tag.charAt(at));
  while (start > 0 && isDigit(first, start - 1) && sorted.some((tag) => isDigit(tag, start))) start--;
  let end = sharedStart(sorted.map((tag) => reversed(tag.slice(start))));
  while (end > 0 && isDigit(first, first.length - end) && sorted.some((tag) => isDigit(tag, tag.length - end - 1))) end--;
  if (start === 0 && end === 0) return `${first} … ${last}`;
  return `${first.slice(0, first.length - end)}…${last.slice(start, last.length - end)}${first.slice(first.length - end)}`;
}
