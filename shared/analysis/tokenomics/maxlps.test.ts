import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designs } from '../../designs/index.ts';
import { applyPatch, type Document, siteOf } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import type { Consumer } from '../../solve/allocation.ts';
import { analyse } from '../analyse.ts';
import { growthOf, pilotOf } from './growth.ts';
import { type MaxLps, maxLps } from './maxlps.ts';
import { ownDraw } from './rack-work.ts';
import { compareSupplyTemperature, withSupply } from './supply-temperature.ts';
import { mergeWorth } from './worth-of-work.ts';

const built = (name: string, values = {}): Document => {
  const design = designs.find((candidate) => candidate.name === name)?.build(values);
  if (!design?.ok) throw new Error(`${name} could not be built`);
  return design.value;
};
const hall = built('gb300-10mw');
const limited = (utilityLimit_W: number): Document => applyPatch(hall, [changed(siteOf(hall), { ...siteOf(hall), utilityLimit_W })]);
const solved = (document: Document): MaxLps => {
  const answer = maxLps(document);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};

const consumer: fc.Arbitrary<Consumer> = fc
  .tuple(
    fc.double({ min: 0, max: 50, noNaN: true }),
    fc.double({ min: 1, max: 100, noNaN: true }),
    fc.double({ min: 0, max: 3, noNaN: true }),
    fc.double({ min: 0, max: 3, noNaN: true }),
  )
  .map(([least, width, low, more]) => ({ least, worthAtLeast: least, pieces: [{ width, first: low + more, last: low }] }));
const worthAt = ({ least, worthAtLeast, pieces }: Consumer, power: number): number => {
  let [worth, left] = [worthAtLeast, power - least];
  for (const { width, first, last } of pieces) {
    const part = Math.min(Math.max(0, left), width);
    worth += part * (first + (width > 0 ? ((last - first) * part) / width / 2 : 0));
    left -= part;
  }
  return worth;
};

describe('work that shares a rack', () => {
  it('as one consumer is worth what the best split of its power is, found by trying splits', () => {
    fc.assert(
      fc.property(consumer, consumer, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, part) => {
        const both = mergeWorth([a, b]);
        const width = (c: Consumer) => c.pieces.reduce((sum, piece) => sum + piece.width, 0);
        const power = both.least + part * (width(a) + width(b));
        const spare = power - a.least - b.least;
        const [low, high] = [Math.max(0, spare - width(b)), Math.min(width(a), spare)];
        const splits = Array.from({ length: 401 }, (_, i) => low + ((high - low) * i) / 400);
        const best = Math.max(...splits.map((toA) => worthAt(a, a.least + toA) + worthAt(b, b.least + spare - toA)));
        expect(worthAt(both, power)).toBeGreaterThanOrEqual(best - 1e-9);
        expect(worthAt(both, power)).toBeLessThanOrEqual(best + 0.02 * (1 + Math.abs(best)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('MaxLPS on the 10 MW hall', () => {
  it('caps nothing where no limit binds', () => {
    const { earnings, limits, racks, nextMegawatt_USD_yr } = solved(hall);
    expect(earnings.optimal_USD_yr).toBeCloseTo(earnings.uncapped_USD_yr, 0);
    expect(limits).toEqual([]);
    expect(nextMegawatt_USD_yr).toBe(0);
    for (const { x } of racks.values()) expect(x).toBeCloseTo(1, 9);
  });

  it('under a utility limit earns at least what uniform caps earn, at the limit, and prices the next megawatt right', () => {
    const [now, next] = [solved(limited(5.6e6)), solved(limited(5.61e6))];
    expect(now.site_W).toBeLessThanOrEqual(5.6e6);
    expect(now.site_W).toBeGreaterThan(5.6e6 * (1 - 1e-5));
    expect(now.earnings.optimal_USD_yr).toBeGreaterThan(now.earnings.uniform_USD_yr);
    expect(now.proof.gap).toBeLessThan(1e-9);
    const earned = (next.earnings.optimal_USD_yr - now.earnings.optimal_USD_yr) / 0.01;
    expect(earned).toBeLessThan(now.nextMegawatt_USD_yr * 1.02);
    expect(earned).toBeGreaterThan(next.nextMegawatt_USD_yr * 0.98);
    expect(now.limits[0]).toMatchObject({ resource: 'utility', owner: siteOf(hall).id });
  });

  it('the plant solved at the allocated powers meters what the allocation says', () => {
    const answer = solved(limited(5.6e6));
    const again = analyse(limited(5.6e6), { rackPower_W: new Map([...answer.racks].map(([id, { power_W }]) => [id, power_W])) });
    expect(again.ok && again.value.summary?.facilityPower_W).toBeCloseTo(answer.site_W, -1);
  });
});

describe('warmer coolant', () => {
  const comparison = (document: Document) => {
    const answer = compareSupplyTemperature(document, { from_K: 308.15, to_K: 318.15, limit: 0.95 });
    if (!answer.ok) throw new Error(answer.problems[0]?.message);
    return answer.value;
  };

  it('at 45 °C frees what compressors took at 35 °C, every step adds up, and the tokens come back', () => {
    const { demand_W, limit_W, from, to, steps, flow } = comparison(hall);
    expect(limit_W).toBeCloseTo(0.95 * demand_W, 3);
    expect(from.site_W).toBeLessThanOrEqual(limit_W);
    expect(to.tokens_per_s).toBeGreaterThan(from.tokens_per_s);
    expect(to.itPower_W).toBeGreaterThan(from.itPower_W);
    const sum = steps.reduce((total, { tokens_per_s }) => total + tokens_per_s, 0);
    expect(sum).toBeCloseTo(to.tokens_per_s - from.tokens_per_s, 3);
    const step = (key: string) => steps.find((one) => one.key === key);
    expect(step('compressors_W')?.freed_W).toBeGreaterThan(1e5);
    expect(Math.abs(step('limits')?.tokens_per_s ?? 1e9)).toBeLessThan(0.02 * sum);
    expect(flow.short).toBe(0);
    // Watts too: what is freed, less what is left at the meter, goes to the racks and their own losses.
    const freed = steps.reduce((total, { freed_W }) => total + freed_W, 0);
    expect(freed / (to.itPower_W - from.itPower_W)).toBeGreaterThan(1);
    expect(freed / (to.itPower_W - from.itPower_W)).toBeLessThan(1.5);
  });

  it('takes tokens away where the flow at the racks is too small for warm water', () => {
    const { flow, steps, to } = comparison(built('gb300-10mw', { rise: 14 }));
    expect(flow.short).toBe(48);
    expect(flow.leastMargin).toBeLessThan(-0.2);
    expect(steps.find(({ key }) => key === 'flow')?.tokens_per_s).toBeCloseTo(-flow.loss_per_s, 6);
    expect(to.tokens_per_s).toBeLessThan(comparison(hall).to.tokens_per_s);
  });

  it('keeps the approach of the drawn plant and refuses what a unit cannot be set to', () => {
    const warm = withSupply(hall, 318.15);
    if (!warm.ok) throw new Error(warm.problems[0]?.message);
    const answer = analyse(warm.value, { rackPower_W: ownDraw(hall) });
    expect(answer.ok && answer.value.findings.filter(({ rule, severity }) => rule === 'rack-supply' && severity === 'error')).toEqual([]);
    const boiling = withSupply(hall, 400);
    expect(boiling.ok ? '' : boiling.problems[0]?.message).toMatch(/between/);
  });
});

describe('claims beside the drawn design', () => {
  it('four managed racks fit the envelope of three: a third more tokens from power that was reserved and not drawn', () => {
    const pilot = pilotOf(built('gb300-su'));
    if (!pilot.ok) throw new Error(pilot.problems[0]?.message);
    // 4 × 0.69 × 135 kW in 3 × 142 kW.
    expect(pilot.value).toMatchObject({ fits: true, x: 1 });
    expect(pilot.value.managed_W / pilot.value.envelope_W).toBeCloseTo((4 * 0.69 * 135) / (3 * 142), 9);
    expect(pilot.value.tokenRatio).toBeCloseTo(4 / 3, 9);
  });

  it('at 1 GW the hall’s racks reach the claimed number with almost all of their tokens, and say why revenue was claimed lower', () => {
    const growth = growthOf(hall, 1e9);
    if (!growth.ok) throw new Error(growth.problems[0]?.message);
    const { steps, claim } = growth.value;
    const [reserved, drawn, chance] = steps;
    expect(drawn?.rackRatio).toBeGreaterThan(1.3);
    expect(drawn?.rackRatio).toBeLessThan(1.5);
    expect(chance?.rackRatio).toBeLessThan(drawn?.rackRatio ?? 0);
    expect(reserved?.racks).toBe(Math.floor(1e9 / (reserved?.site_W ?? 1)));
    expect(claim.reproducedTokens).toBeGreaterThan(claim.tokenRatio);
    expect(claim.impliedDraw).toBeGreaterThan(claim.ownDraw);
  });
});
