/** Prim names from people's tags: ASCII identifiers, and no two tags share one. */

/**
 * Letters and digits stay, a hyphen becomes `_`, everything else `_u<hex>_`. A hyphen before a `u` and a leading
 * digit are written in that long form too, so that the text can always be read back: the mapping is injective.
 */
export function primName(tag: string): string {
  const spelled = (code: number) => `_u${code.toString(16).toUpperCase().padStart(4, '0')}_`;
  let name = '';
  const characters = [...tag];
  characters.forEach((character, i) => {
    const code = character.codePointAt(0) as number;
    if (/[A-Za-z]/.test(character) || (i > 0 && /[0-9]/.test(character))) name += character;
    else if (character === '-' && characters[i + 1] !== 'u') name += '_';
    else name += spelled(code);
  });
  return name === '' ? '_u_' : name;
}

/** The tag that `primName` was given. */
export function tagOfPrim(name: string): string {
  return name === '_u_'
    ? ''
    : name.replace(/_u([0-9A-F]{4,6})_|_/g, (_, hex: string | undefined) =>
        hex === undefined ? '-' : String.fromCodePoint(Number.parseInt(hex, 16)),
      );
}

/** Gives every record a name of its own: the tag's, and for the second record of one tag its id is added. */
export function uniqueNames(records: Iterable<{ readonly id: string; readonly tag: string }>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const sorted = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id, tag } of sorted) {
    const plain = primName(tag);
    // NUL cannot stand in a tag, so its escape keeps the longer name apart from every tag's own.
    const name = taken.has(plain) ? `${plain}_u0000_${primName(id)}` : plain;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}
