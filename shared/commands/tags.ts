/** The next free tag of a prefix: `CDU-04` after `CDU-03`. */
import type { Document } from '../document/document.ts';

/** Gives out tags that neither the document nor an earlier call of the same source has used. */
export interface TagSource {
  next(prefix: string): string;
  /** A tag for a copy: the number at the end counts on. */
  after(tag: string): string;
}

export function tagSource(document: Document): TagSource {
  const taken = new Set<string>();
  for (const { tag } of document.tables.equipment.values()) taken.add(tag);
  for (const { tag } of document.tables.connection.values()) taken.add(tag);
  const lastOf = new Map<string, number>();
  const claim = (stem: string, digits: number, from: number): string => {
    const start = Math.max(from, (lastOf.get(stem) ?? 0) + 1);
    for (let number = start; ; number++) {
      const tag = `${stem}${String(number).padStart(digits, '0')}`;
      if (taken.has(tag)) continue;
      taken.add(tag);
      lastOf.set(stem, number);
      return tag;
    }
  };
  return {
    next: (prefix) => claim(`${prefix}-`, 2, 1),
    after(tag) {
      const numbered = /^(.*?)(\d+)$/.exec(tag);
      return numbered ? claim(numbered[1] as string, (numbered[2] as string).length, Number(numbered[2]) + 1) : claim(`${tag}-`, 1, 2);
    },
  };
}
