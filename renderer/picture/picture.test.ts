import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { applyPatch } from '../../shared/document/document.ts';
import { legendFigures } from '../scene/legend-figures.ts';
import { overlayNamed } from '../scene/overlays/index.ts';
import { scaleOf } from '../scene/overlays/scale.ts';
import { liftOff } from '../scene/take-picture.ts';
import { drawSheet, type Sheet, titleHeight } from './compose.ts';
import { type Context, Pen } from './pen.ts';
import { sharpnessOf } from './save-picture.ts';
import { titleBlock } from './title-block.ts';

const built = designNamed('gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const document = built.value;
const solved = analyse(document);
if (!solved.ok) throw new Error('it could not be solved');
const analysis = solved.value;
const [site] = document.tables.site.values();
if (!site) throw new Error('no site');

interface Written {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** A canvas that writes down its texts and where they lie; every letter is half as wide as high. */
function written(sheet: Sheet): readonly Written[] {
  const texts: Written[] = [];
  const state = { font: '400 12px x', textAlign: 'left' };
  const widthOf = (text: string) => (text.length * Number(/(\d+)px/.exec(state.font)?.[1])) / 2;
  const context = new Proxy(state, {
    get: (target, name: string) => {
      if (name in target) return target[name as keyof typeof target];
      if (name === 'measureText') return (text: string) => ({ width: widthOf(text) });
      if (name === 'createLinearGradient') return () => ({ addColorStop: () => undefined });
      if (name === 'fillText')
        return (text: string, x: number, y: number) => {
          const width = widthOf(text);
          const left = state.textAlign === 'right' ? x - width : state.textAlign === 'center' ? x - width / 2 : x;
          texts.push({ text, left, right: left + width, y });
        };
      return () => undefined;
    },
  });
  drawSheet(new Pen(context as unknown as Context, () => '#123456'), sheet);
  return texts;
}

const overlay = overlayNamed('supply-temperature');
if (!overlay) throw new Error('no overlay');
const scale = scaleOf(overlay, document, analysis);
const title = titleBlock(document, analysis, false, [], 'SI');
const legend = (stale = false) => ({ figures: legendFigures(scale, 'SI', []), stale, classColour: () => '#123456' });
const sheet: Sheet = { width: 1200, height: 700, title, plates: [], legend: legend() };

describe('a picture with its sheet', () => {
  it('names the design, the scenario it was solved for, the revision and what it may be used for', () => {
    const texts = written(sheet).map(({ text }) => text);
    for (const wanted of [site.name, analysis.scenario.title, 'Not for construction']) expect(texts).toContain(wanted);
    expect(title.conditions).toMatch(/^Outdoors -?[\d.]+ °C$/);
  });

  it('shows the legend with its unit, end values and limit', () => {
    const texts = written(sheet).map(({ text }) => text);
    expect(texts).toContain(overlay.title);
    expect(texts).toContain('°C');
    expect(texts.some((text) => /^Limit \d/.test(text))).toBe(true);
    const { ticks } = legend().figures;
    expect(ticks.length).toBeGreaterThan(2);
    for (const tick of ticks) expect(texts).toContain(tick.text);
  });

  it('writes one zero below a scale of nothing but zeros', () => {
    const density = overlayNamed('density');
    const [low, high] = density?.range(0, 0, undefined) ?? [];
    if (!density || low === undefined || high === undefined) throw new Error('no overlay');
    const { ticks } = legendFigures({ overlay: density, low, high, values: new Map([['a', 0]]), missing: new Set() }, 'SI', []);
    expect(ticks).toEqual([{ at: 0, text: '0' }]);
  });

  it('has no legend without an overlay, and says so where figures are out of date', () => {
    expect(written({ ...sheet, legend: undefined }).map(({ text }) => text)).not.toContain(overlay.title);
    expect(written({ ...sheet, legend: legend(true) }).some(({ text }) => text.startsWith('Out of date'))).toBe(true);
    expect(titleBlock(document, analysis, true, [], 'SI').conditions).toMatch(/results out of date$/);
  });

  it('keeps every text inside, none over another, and the status whole, however narrow or long', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 320, max: 2400 }),
        fc.string({ maxLength: 120 }),
        fc.string({ maxLength: 60 }),
        (width, name, author) => {
          const named = applyPatch(document, [{ id: site.id, before: site, after: { ...site, name, author, status: 'for-review' } }]);
          const texts = written({ ...sheet, width, title: titleBlock(named, analysis, false, ['x'], 'SI') });
          const inTitle = texts.filter(({ y }) => y > sheet.height && y < sheet.height + titleHeight);
          expect(inTitle.map(({ text }) => text)).toContain('For review');
          for (const { text, left, right } of texts) {
            expect(left, text).toBeGreaterThanOrEqual(-1e-6);
            expect(right, text).toBeLessThanOrEqual(width + 1e-6);
          }
          for (const [i, a] of inTitle.entries())
            for (const b of inTitle.slice(i + 1))
              if (a.y === b.y && a.text !== '' && b.text !== '')
                expect(a.left < b.right && b.left < a.right, `${a.text} | ${b.text}`).toBe(false);
        },
      ),
    );
  });

  it('counts what is out of service once', () => {
    expect(titleBlock(document, analysis, false, ['a', 'a', 'b'], 'SI').conditions).toMatch(/· 2 out of service$/);
  });
});

describe('the size of a picture', () => {
  it('is 3,840 pixels from side to side at 4K, whatever the width of the view', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 4000 }), (width) => {
        expect(Math.floor(width * sharpnessOf('4k', width))).toBe(3840);
      }),
    );
  });
});

describe('a picture with nothing behind it', () => {
  const linear = (code: number) => (code / 255 <= 0.04045 ? code / 255 / 12.92 : ((code / 255 + 0.055) / 1.055) ** 2.4);
  const code = (part: number) => Math.round(255 * (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055));

  it('gives back the colour and cover that were laid before black and before white', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), fc.double({ min: 0.3, max: 1, noNaN: true }), (colour, cover) => {
        const over = (back: number) => Uint8ClampedArray.from([...colour.map((c) => code(linear(c) * cover + back * (1 - cover))), 255]);
        const lifted = over(0);
        liftOff(lifted, over(1));
        expect(Math.abs((lifted[3] ?? 0) / 255 - cover)).toBeLessThan(0.02);
        colour.forEach((c, i) => {
          expect(Math.abs(linear(lifted[i] ?? 0) - linear(c))).toBeLessThan(0.03);
        });
      }),
    );
  });

  it('leaves nothing where nothing is', () => {
    const pixel = Uint8ClampedArray.from([0, 0, 0, 255]);
    liftOff(pixel, Uint8ClampedArray.from([255, 255, 255, 255]));
    expect(pixel[3]).toBe(0);
  });
});
