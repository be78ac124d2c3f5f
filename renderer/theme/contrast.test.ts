import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Colours of a theme; the light one starts from the dark one, as in the browser. */
function colours(theme: 'dark' | 'light'): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.matchAll(/(:root[^{]*)\{([^}]*)\}/g)) {
    if (theme === 'dark' && selector.includes('light')) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;/g)) found.set(name, value);
  }
  return found;
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['bg', 'panel', 'raised', 'field', 'hover'];
const texts = ['text', 'strong', 'muted', 'warn', 'error', 'ok', 'accent-text'];
const marks = ['warn-mark', 'error-mark', 'ok-mark', 'train-a', 'train-b'];

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const of = colours(theme);
  const colour = (name: string) => {
    const value = of.get(name);
    if (value === undefined) throw new Error(`${name} is not a colour of the theme`);
    return value;
  };

  it('has 4.5 : 1 for every text on every surface it may stand on (WCAG 2.2, 1.4.3)', () => {
    for (const surface of surfaces) {
      for (const text of texts) expect(contrast(colour(text), colour(surface)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const text of ['text', 'strong', 'accent-text'])
      expect(contrast(colour(text), colour('selection')), `${text} on selection`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
  });

  it('has 3 : 1 for marks that carry meaning (WCAG 2.2, 1.4.11)', () => {
    for (const mark of marks) {
      for (const surface of ['panel', 'field'])
        expect(contrast(colour(mark), colour(surface)), `${mark} on ${surface}`).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(colour('accent'), colour('panel')), 'focus ring').toBeGreaterThanOrEqual(3);
  });
});
