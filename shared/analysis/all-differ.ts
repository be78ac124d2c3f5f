/**
 * Whether no text stands twice in a list. A hash table of places: a set of a hundred thousand texts moves each of them again and
 * again as it grows, which takes several times as long.
 */
export function allDiffer(texts: readonly string[]): boolean {
  const slots = 2 ** Math.ceil(Math.log2(2 * texts.length + 2));
  /** Place of the text in each slot, plus one; 0 where it is free. */
  const taken = new Int32Array(slots);
  return texts.every((text, place) => {
    let slot = hashOf(text) & (slots - 1);
    for (let other = taken[slot] as number; other !== 0; other = taken[slot] as number) {
      if (texts[other - 1] === text) return false;
      slot = (slot + 1) & (slots - 1);
    }
    taken[slot] = place + 1;
    return true;
  });
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo), its high bits folded into the low ones that choose a slot. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}
