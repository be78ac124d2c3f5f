/** Tokens of USD text. Newlines are tokens, because Pixar's grammar needs them between statements. */

export interface Token {
  readonly type: 'newline' | 'word' | 'string' | 'number' | 'asset' | 'path' | 'punctuation' | 'end';
  readonly text: string;
  readonly line: number;
}

export class UsdSyntaxError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.line = line;
  }
}

const patterns: readonly (readonly [Token['type'] | 'space', RegExp])[] = [
  ['space', /[ \t]+/y],
  ['newline', /\n/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*(?::[A-Za-z_][A-Za-z0-9_]*)*(?:\[\])?/y],
  ['number', /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?(?![A-Za-z0-9_.])/y],
  ['string', /"(?:[^"\\\p{Cc}]|\\[\\"nt])*"/uy],
  ['asset', /@[^@\n]*@/y],
  ['path', /<[^<>\n]*>/y],
  ['punctuation', /[(){}[\],=]/y],
];

/** @throws UsdSyntaxError with the line of the first character that belongs to no token. */
export function tokensOf(text: string): Token[] {
  const header = '#usda 1.0\n';
  if (!text.startsWith(header)) throw new UsdSyntaxError(1, 'the file does not start with #usda 1.0');
  const tokens: Token[] = [];
  let at = header.length;
  let line = 2;
  scan: while (at < text.length) {
    for (const [type, pattern] of patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match) continue;
      at += match[0].length;
      if (type !== 'space') tokens.push({ type, text: match[0], line });
      if (type === 'newline') line++;
      continue scan;
    }
    throw new UsdSyntaxError(line, `${JSON.stringify(text.slice(at, at + 12))} is no part of the language`);
  }
  tokens.push({ type: 'end', text: '', line });
  return tokens;
}

/** The characters a string token stands for. */
export const stringOf = (token: string): string =>
  token.slice(1, -1).replace(/\\([\\"nt])/g, (_, c: string) => (c === 'n' ? '\n' : c === 't' ? '\t' : c));
