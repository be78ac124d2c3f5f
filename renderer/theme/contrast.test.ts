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
const texts = ['text', 'strong', 'muted', 'warn', 'error', 'ok', 'accent-text', 'diff-added', 'diff-changed', 'diff-moved', 'diff-removed'];
const marks = ['warn-mark', 'error-mark', 'ok-mark', 'train-a', 'train-b'];

/** Linear channels as three sorts of colour blindness see them, in full (Machado, Oliveira & Fernandes 2009). */
const seenBy = {
  everybody: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

/** Place in CIE L*a*b*, D65. */
function lab(hex: string, by: readonly number[]): readonly number[] {
  const linear = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const times = (matrix: readonly number[], v: readonly number[]) =>
    [0, 3, 6].map((row) => [0, 1, 2].reduce((sum, i) => sum + (matrix[row + i] ?? 0) * (v[i] ?? 0), 0));
  const seen = times(by, linear).map((part) => Math.min(1, Math.max(0, part)));
  const toXyz = [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192, 0.9503041];
  const [x = 0, y = 0, z = 0] = times(toXyz, seen).map((value, i) => {
    const part = value / ([0.95047, 1, 1.08883][i] ?? 1);
    return part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const apart = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((part, i) => part - (b[i] ?? 0)));

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

  it.each(Object.entries(seenBy))('keeps added, changed, moved and removed apart for %s', (_, by) => {
    const sorts = ['diff-added', 'diff-changed', 'diff-moved', 'diff-removed'];
    for (const [i, one] of sorts.entries())
      for (const other of sorts.slice(i + 1))
        expect(apart(lab(colour(one), by), lab(colour(other), by)), `${one} and ${other}`).toBeGreaterThan(15);
  });
});
