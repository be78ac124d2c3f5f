import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, placeLabels } from './place-labels.ts';

const candidate = fc.record({
  x: fc.double({ min: 0, max: 1200, noNaN: true }),
  y: fc.double({ min: 0, max: 700, noNaN: true }),
  width: fc.double({ min: 20, max: 150, noNaN: true }),
  height: fc.constant(16),
  rank: fc.double({ min: 0, max: 100, noNaN: true }),
});
const boxOf = ({ x, y, width, height }: Candidate) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});
const meet = (a: ReturnType<typeof boxOf>, b: ReturnType<typeof boxOf>) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe('names in the view', () => {
  it('never lie over one another or over the legend, and leave none out that had room', () => {
    const legend = { left: 900, right: 1200, top: 600, bottom: 700 };
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 80 }), (all) => {
        const shown = placeLabels(all, [legend], 200);
        const boxes = shown.flatMap((i) => (all[i] ? [boxOf(all[i])] : []));
        boxes.forEach((a, i) => {
          expect(meet(a, legend)).toBe(false);
          for (const b of boxes.slice(i + 1)) expect(meet(a, b)).toBe(false);
        });
        all.forEach((one, i) => {
          if (shown.includes(i)) return;
          const wide = boxOf({ ...one, width: one.width + 6.001, height: one.height + 6.001 });
          expect(meet(wide, legend) || boxes.some((other) => meet(wide, other))).toBe(true);
        });
      }),
    );
  });

  it('go by rank where two want one place', () => {
    const one = { x: 10, y: 10, width: 40, height: 16 };
    expect(
      placeLabels(
        [
          { ...one, rank: 2 },
          { ...one, rank: 1 },
        ],
        [],
        10,
      ),
    ).toEqual([1]);
  });
});
