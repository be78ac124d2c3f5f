import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setBaseline } from '../../commands/set-assumption.ts';
import { gb300Hall10MW } from '../../designs/gb300-10mw.ts';
import { applyPatch, type Document } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import { isRefusal } from '../../problem.ts';
import { maxLpsDetailed } from './maxlps.ts';
import { curveUnder, relativeThroughput } from './power-curve.ts';
import { type RackWork, siteWork, spentBy } from './rack-work.ts';

const built = gb300Hall10MW.build({});
if (!built.ok) throw new Error('design');
const hall: Document = built.value;
const pods = [...hall.tables.group.values()].filter(({ kind }) => kind === 'pod');
const [pod] = pods;
if (!pod) throw new Error('no pod');

const withProfile = (powerProfile: string) => {
  const baseline = { driver: '590.10', runtime: 'TensorRT-LLM 2.1', precision: 'nvfp4', powerProfile } as const;
  return setBaseline(hall, { group: pod.id, baseline });
};
const maxQ = (() => {
  const answer = withProfile('Max-Q');
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(hall, answer.patch);
})();
/** As stated by the vendor: 15 % less energy at 97 % of the performance. */
const cap = 0.85 * 0.97;

const inPod = (document: Document, { rack }: RackWork): boolean => {
  for (let id = rack.equipment.group; id !== undefined; id = document.tables.group.get(id)?.parent) if (id === pod.id) return true;
  return false;
};
const works = (document: Document) => siteWork(document).racks.flatMap(({ work }) => work);

describe('a power profile', () => {
  it('caps the draw of the work in its group, and only there', () => {
    const before = works(hall);
    const after = works(maxQ);
    const capped = after.filter((work) => inPod(maxQ, work));
    expect(capped.length).toBeGreaterThan(0);
    expect(capped.length).toBeLessThan(after.length);
    after.forEach((work, i) => {
      const free_W = before[i]?.saturation_W ?? 0;
      expect(work.saturation_W).toBeCloseTo(inPod(maxQ, work) ? cap * free_W : free_W, 6);
    });
  });

  it('keeps the tokens that the curve of the work gives at that power: 97 % of inference', () => {
    const before = works(hall);
    works(maxQ).forEach((work, i) => {
      if (!inPod(maxQ, work) || work.model.workload.purpose !== 'inference') return;
      const free = before[i];
      if (!free || free.throughput_per_s === 0) return;
      expect(spentBy(work, 1e9).tokens_per_s / free.throughput_per_s).toBeCloseTo(1 - 0.05 * (1 - cap) - 0.65 * (1 - cap) ** 2, 12);
      expect(spentBy(work, 1e9).tokens_per_s / free.throughput_per_s).toBeGreaterThanOrEqual(0.97);
      expect(spentBy(work, 1e9).drawn_W).toBeCloseTo(cap * free.saturation_W, 6);
      // Under a tighter cap of the rack the profile makes no difference.
      const rack_W = (0.7 * free.saturation_W) / free.share;
      expect(spentBy(work, rack_W).tokens_per_s).toBeCloseTo(spentBy(free, rack_W).tokens_per_s, 6);
    });
  });

  it('holds when power is shared: no rack of the group is given more', () => {
    const answer = maxLpsDetailed(maxQ);
    if (!answer.ok) throw new Error(answer.problems[0]?.message);
    const free = new Map<string, number>();
    for (const { rack, saturation_W } of works(hall)) free.set(rack.equipment.id, (free.get(rack.equipment.id) ?? 0) + saturation_W);
    for (const work of works(maxQ)) {
      const { id } = work.rack.equipment;
      const given_W = answer.value.allocation.rackPower_W.get(id) ?? 0;
      expect(given_W / (free.get(id) ?? 1)).toBeCloseTo(inPod(maxQ, work) ? cap : 1, 9);
    }
  });

  it('is not counted twice on a rack that is sold with it', () => {
    const items = [...maxQ.tables.item.values()];
    const sold = items
      .filter(({ kind }) => kind === 'rack')
      .map((item) =>
        changed(item, {
          ...item,
          values: { ...item.values, profile: { value: 'max-q', unit: '', source: 'data sheet', tag: 'measured', date: '2026-01-01' } },
        }),
      );
    expect(works(applyPatch(maxQ, sold)).map(({ saturation_W }) => saturation_W)).toEqual(
      works(hall).map(({ saturation_W }) => saturation_W),
    );
  });

  it('of a name that nobody knows is refused, and named where a file has it', () => {
    expect(withProfile('turbo')).toMatchObject({ refused: expect.stringContaining('turbo') });
    const baseline = { driver: '1', runtime: '1', precision: 'fp8', powerProfile: 'turbo' } as const;
    const read = applyPatch(hall, [changed(pod, { ...pod, baseline })]);
    expect(siteWork(read).problems).toMatchObject([{ field: 'baseline.powerProfile', message: expect.stringContaining('turbo') }]);
  });

  it('leaves a curve of the same form below any cap', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, fc.double({ min: 0.5, max: 1, noNaN: true }), fc.double({ min: 0.5, max: 1, noNaN: true }), (a, b, m, y) => {
        const curve = { a: 0.5 * a, b };
        const expected = relativeThroughput(curve, m * y) / relativeThroughput(curve, m);
        expect(relativeThroughput(curveUnder(curve, m), y)).toBeCloseTo(expected, 11);
      }),
    );
  });
});
