/** Facility pumps of the 10 MW hall, staged. */
import { describe, expect, test } from 'vitest';
import { kindOf } from '../catalogue/resolve.ts';
import { gb300Hall10MW } from '../designs/gb300-10mw.ts';
import { applyPatch, type Document } from '../document/document.ts';
import type { Equipment } from '../document/records.ts';
import { analyse, analyseDetailed } from './analyse.ts';
import { quantityOf, textOf } from './result.ts';

const built = gb300Hall10MW.build({});
if (!built.ok) throw new Error(built.problems[0]?.message);
const all: Document = built.value;
const pumpsOf = (document: Document): Equipment[] =>
  [...document.tables.equipment.values()].filter((one) => kindOf(document, one)?.kind === 'pump' && one.tag.startsWith('FWS'));

/** The plant with staged facility pumps. */
const staged = applyPatch(
  all,
  pumpsOf(all).map((before) => ({ id: before.id, before, after: { ...before, overrides: { ...before.overrides, staging: 'as needed' } } })),
);

function solved(document: Document, options: Parameters<typeof analyse>[1] = {}) {
  const answer = analyse(document, options);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
}
/** Speeds of the pumps that run. */
const speeds = (analysis: ReturnType<typeof solved>) => pumpsOf(all).flatMap(({ id }) => quantityOf(analysis.results, id, 'speed') ?? []);

describe('staged facility pumps', () => {
  test('run as few as hold the header Δp below the staging speed, the rest stand by', () => {
    const [together, few] = [solved(all), solved(staged)];
    const running = speeds(few);
    expect(pumpsOf(all)).toHaveLength(4);
    expect(running.length).toBeLessThan(speeds(together).length);
    for (const speed of running) expect(speed).toBeLessThanOrEqual(0.95);
    // One pump fewer would have to run faster than that.
    const flow = pumpsOf(all).reduce((sum, { id }) => sum + (quantityOf(few.results, id, 'flow') ?? 0), 0);
    const alone = solved(staged, {
      failed: pumpsOf(all)
        .slice(0, 4 - (running.length - 1))
        .map(({ id }) => id),
    });
    for (const speed of speeds(alone)) expect(speed).toBeGreaterThan(0.95);
    expect(flow).toBeGreaterThan(0);
    // The loop does not notice: the same header Δp and the same racks.
    expect(few.controls.filter(({ state }) => state === 'at limit')).toEqual([]);
    expect(few.summary?.heatToLiquid_W).toBeCloseTo(together.summary?.heatToLiquid_W ?? 0, 3);
    expect(few.summary?.energyImbalance).toBeLessThan(1e-9);
  });

  test('wait as standby, not as failed', () => {
    const few = solved(staged);
    const waiting = pumpsOf(all).filter(({ id }) => textOf(few.results, id, 'state') === 'standby');
    expect(waiting).toHaveLength(4 - speeds(few).length);
    for (const { id } of waiting) expect(quantityOf(few.results, id, 'power')).toBe(0);
  });

  test('start the next one when one fails', () => {
    const before = speeds(solved(staged)).length;
    const first = pumpsOf(all).sort((a, b) => (a.id < b.id ? -1 : 1))[0];
    const after = solved(staged, { failed: [first?.id ?? ''] });
    expect(speeds(after)).toHaveLength(before);
  });

  test('settle on the same number from any start', () => {
    const warm = analyseDetailed(staged, { ambient_K: 280 });
    if (!warm.ok) throw new Error('not solved');
    const again = analyseDetailed(staged, { previous: warm.value.coupled });
    if (!again.ok) throw new Error('not solved');
    expect(speeds(again.value.analysis)).toHaveLength(speeds(solved(staged)).length);
    expect(again.value.analysis.summary?.facilityPower_W).toBeCloseTo(solved(staged).summary?.facilityPower_W ?? 0, 1);
  });
});
