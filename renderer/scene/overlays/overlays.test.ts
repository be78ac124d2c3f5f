import fc from 'fast-check';
import { Color } from 'three';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../shared/analysis/analyse.ts';
import { designNamed } from '../../../shared/designs/index.ts';
import { rampAt, rampInto, rampStops } from '../ramp.ts';
import { overlays } from './index.ts';
import { fromZero, niceStep } from './overlay.ts';
import { placeOn, scaleOf } from './scale.ts';

describe('the ramp', () => {
  it('passes through its five colours at quarters', () => {
    rampStops.forEach((hex, i) => {
      expect(`#${rampInto(i / 4, new Color()).getHexString()}`).toBe(hex);
    });
  });

  it('is mixed in sRGB: half way between two stops is the mean of their codes', () => {
    const [r] = rampAt(0.125);
    expect(r).toBeCloseTo((0x21 + 0x1f) / 2 / 255, 6);
  });
});

describe('every overlay', () => {
  it.each(overlays.map((overlay) => [overlay.key, overlay] as const))('%s has ends that hold its values and limit', (_key, overlay) => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (part, spread) => {
        const size =
          overlay.quantity === 'temperature'
            ? 313 + part
            : overlay.quantity === 'flow'
              ? part * 0.01
              : overlay.quantity === 'ratio'
                ? part
                : part * 1e5;
        const least = size;
        const most = size * (1 + spread * (overlay.quantity === 'temperature' ? 0.02 : 1));
        const [low, high] = overlay.range(least, most, undefined);
        expect(low).toBeLessThanOrEqual(least);
        expect(high).toBeGreaterThanOrEqual(most * (1 - 1e-9));
        expect(high).toBeGreaterThan(low);
      }),
    );
  });

  it('puts the critical end of the scale at the warm end of the ramp', () => {
    for (const overlay of overlays) {
      const scale = { overlay, low: 0, high: 10, values: new Map<string, number>(), missing: new Set<string>() };
      expect(placeOn(scale, overlay.lowIsCritical ? 0 : 10)).toBe(1);
    }
  });

  it('has its own key', () => {
    expect(new Set(overlays.map(({ key }) => key)).size).toBe(overlays.length);
  });
});

describe('round scales', () => {
  it('steps by 1, 2 or 5 times a power of ten', () => {
    expect([niceStep(10), niceStep(46), niceStep(0.9)]).toEqual([2, 10, 0.2]);
    expect(fromZero(43, undefined)).toEqual([0, 50]);
    expect(fromZero(0.8, 2.5)).toEqual([0, 2.5]);
  });
});

describe('a value that is missing', () => {
  it('is told of a record whose likes have one, and not of records that the quantity is nothing for', () => {
    const built = designNamed('gb300-su')?.build({});
    if (!built?.ok) throw new Error('the scalable unit could not be built');
    const solved = analyse(built.value);
    if (!solved.ok) throw new Error('the scalable unit could not be analysed');
    const supply = overlays.find(({ key }) => key === 'quantity-supplyTemperature');
    if (!supply) throw new Error('there is an overlay of every quantity');
    const whole = scaleOf(supply, built.value, solved.value);
    // Racks that are cooled by air, cables and switchgear have no supply temperature, and that is no gap.
    expect(whole.missing.size).toBe(0);
    const [rack = ''] = [...built.value.tables.equipment.values()]
      .filter(({ id, tag }) => whole.values.has(id) && /-R\d/.test(tag))
      .map(({ id }) => id);
    const gap = {
      ...supply,
      value: (...[document, analysis, record]: Parameters<typeof supply.value>) =>
        record.id === rack ? undefined : supply.value(document, analysis, record),
    };
    expect([...scaleOf(gap, built.value, solved.value).missing]).toEqual([rack]);
  });
});
