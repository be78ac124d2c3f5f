import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundAxis, ticksBetween } from './axis-ticks.ts';

describe('the axis of a chart', () => {
  it('of a pump begins at zero and ends on a round head above its curve', () => {
    expect(roundAxis(0, 328.3)).toEqual({ domain: [0, 350], ticks: [0, 50, 100, 150, 200, 250, 300, 350] });
  });

  it('of temperatures spans them in equal round steps', () => {
    expect(roundAxis(27.2, 53.6)).toEqual({ domain: [25, 55], ticks: [25, 30, 35, 40, 45, 50, 55] });
  });

  it('has few ticks, one step between all of them, and holds every value', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: 1e-2, max: 1e6, noNaN: true }), (least, span) => {
        const most = least + span;
        const { domain, ticks } = roundAxis(least, most);
        expect(domain[0]).toBeLessThanOrEqual(least + span * 1e-6);
        expect(domain[1]).toBeGreaterThanOrEqual(most - span * 1e-6);
        expect(ticks.length).toBeGreaterThanOrEqual(4);
        expect(ticks.length).toBeLessThanOrEqual(12);
        const steps = ticks.slice(1).map((tick, i) => tick - (ticks[i] ?? 0));
        for (const step of steps) expect(step / (steps[0] ?? 1)).toBeCloseTo(1, 4);
        for (const tick of ticksBetween(least, most)) {
          expect(tick).toBeGreaterThanOrEqual(least - span * 1e-6);
          expect(tick).toBeLessThanOrEqual(most + span * 1e-6);
        }
      }),
    );
  });
});
