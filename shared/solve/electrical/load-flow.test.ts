import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockLu } from './block-lu.ts';
import { type BusBranch, busKind, emptyBusBranch } from './bus-branch.ts';
import { planIslands } from './island-plan.ts';
import { PartSolver, solveBusBranch } from './load-flow.ts';
import { NewtonFlow } from './newton-flow.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

/** Random trees, some branches with taps, shifts and charging, up to about a third of what they can carry. */
const tree = fc
  .record({
    parents: fc.array(unit, { minLength: 1, maxLength: 60 }),
    values: fc.array(unit, { minLength: 64, maxLength: 64 }),
    turned: fc.boolean(),
  })
  .map(({ parents, values, turned }): BusBranch => {
    const count = parents.length + 1;
    const model = emptyBusBranch(count, parents.length);
    const value = (k: number) => values[k % values.length] as number;
    model.kind[0] = busKind.slack;
    model.voltage[0] = 0.98 + 0.05 * value(0);
    model.angle[0] = value(3) - 0.5;
    parents.forEach((share, e) => {
      const parent = Math.floor(share * (e + 0.999));
      const child = e + 1;
      const flip = turned && e % 3 === 0;
      model.from[e] = flip ? child : parent;
      model.to[e] = flip ? parent : child;
      model.r[e] = (0.01 * value(e)) / Math.sqrt(count);
      model.x[e] = (0.001 + 0.03 * value(e + 1)) / Math.sqrt(count);
      if (e % 4 === 0) model.tap[e] = 0.95 + 0.1 * value(e + 2);
      if (e % 7 === 0) model.shift[e] = value(e + 5) - 0.5;
      if (e % 5 === 0) model.b[e] = 0.02 * value(e + 3);
      model.p[child] = (-2 * value(e + 7)) / count;
      model.q[child] = -value(e + 9) / count;
    });
    return model;
  });

/** Two strings of transformers, tied at every level: the meshed way power is doubled down to low voltage. */
function tiedStrings(levels: number, shift: number): BusBranch {
  const model = emptyBusBranch(2 * levels + 2, 3 * levels + 1);
  model.kind[0] = busKind.slack;
  let count = 0;
  const put = (from: number, to: number, x: number, turned: number) => {
    model.from[count] = from;
    model.to[count] = to;
    model.x[count] = x;
    model.r[count] = x / 10;
    model.shift[count] = turned;
    count++;
  };
  put(0, 1, 0.01, 0);
  for (let k = 1; k <= levels; k++) {
    for (const side of [0, 1]) put(2 * (k - 1) + side, 2 * k + side, 0.06, shift);
    put(2 * k, 2 * k + 1, 0.01, 0);
    model.p[2 * k] = -1 / levels;
    model.q[2 * k + 1] = -0.2 / levels;
  }
  return model;
}

describe('load flow', () => {
  it('of meshed transformers is the same whatever their vector groups turn, but for the turned angles', () => {
    for (const levels of [1, 3, 6, 11]) {
      const straight = solveBusBranch(tiedStrings(levels, 0));
      for (const clock of [-1, 1, 5]) {
        const model = tiedStrings(levels, (clock * Math.PI) / 6);
        const turned = solveBusBranch(model);
        expect(turned.parts.map(({ status, method }) => `${status} ${method}`)).toEqual(['solved newton']);
        model.kind.forEach((_, bus) => {
          const angle = (-clock * Math.floor(bus / 2) * Math.PI) / 6;
          const re = straight.voltages.re[bus] as number;
          const im = straight.voltages.im[bus] as number;
          expect(turned.voltages.re[bus]).toBeCloseTo(re * Math.cos(angle) - im * Math.sin(angle), 10);
          expect(turned.voltages.im[bus]).toBeCloseTo(re * Math.sin(angle) + im * Math.cos(angle), 10);
        });
      }
    }
  });

  it('that aims before it starts meets every active power with the voltages held', () => {
    const buses = 12;
    const model = emptyBusBranch(buses, buses);
    model.kind[0] = busKind.slack;
    for (let k = 1; k < buses; k++) {
      model.kind[k] = k % 3 === 0 ? busKind.pv : busKind.pq;
      model.p[k] = k < 7 ? 0.7 : -0.9;
    }
    for (let e = 0; e < buses; e++) {
      model.from[e] = e;
      model.to[e] = (e + 1) % buses;
      model.x[e] = 0.1;
      model.r[e] = 0.004;
    }
    const [plan] = planIslands(model);
    if (!plan) throw new Error('one part');
    const flow = new NewtonFlow(model, plan);
    const left = new Float64Array(2 * buses);
    const worst = () => {
      flow.mismatch(left);
      return Math.max(...left.filter((_, i) => i % 2 === 0).map(Math.abs));
    };
    flow.start();
    expect(worst()).toBeGreaterThan(0.5);
    flow.aim();
    expect(worst()).toBeLessThan(1e-9);
    flow.buses.forEach((_, k) => {
      expect(Math.hypot(flow.vRe[k] as number, flow.vIm[k] as number)).toBeCloseTo(1, 12);
    });
  });

  it('finds how far a small load can grow to nine digits, though the last step over the nose misses by little', () => {
    const model = emptyBusBranch(2, 1);
    model.kind[0] = busKind.slack;
    model.voltage[0] = 0.903;
    model.to[0] = 1;
    model.r[0] = 0.2;
    model.x[0] = 0.005;
    const q = 0.019881964;
    model.q[1] = -q;
    const limit = 0.903 ** 2 / (2 * (0.005 * q + Math.hypot(0.2, 0.005) * q));
    const [plan] = planIslands(model);
    const found = plan && new PartSolver(model, plan).loadability().multiplier;
    expect(Math.abs((found ?? 0) / limit - 1)).toBeLessThan(1e-9);
  });

  it('of a tree is the same by sweep and by Newton', () => {
    fc.assert(
      fc.property(tree, (model) => {
        const sweep = solveBusBranch(model);
        const newton = solveBusBranch(model, { method: 'newton' });
        expect([sweep.parts[0]?.method, newton.parts[0]?.method]).toEqual(['sweep', 'newton']);
        for (let i = 0; i < model.kind.length; i++) {
          expect(Math.abs((sweep.voltages.re[i] as number) - (newton.voltages.re[i] as number))).toBeLessThan(1e-10);
          expect(Math.abs((sweep.voltages.im[i] as number) - (newton.voltages.im[i] as number))).toBeLessThan(1e-10);
        }
        for (let e = 0; e < model.from.length; e++) {
          expect(Math.abs((sweep.flows.pFrom[e] as number) - (newton.flows.pFrom[e] as number))).toBeLessThan(1e-8);
          expect(Math.abs((sweep.flows.qTo[e] as number) - (newton.flows.qTo[e] as number))).toBeLessThan(1e-8);
        }
      }),
    );
  });

  it('finds the nose: a load just below the limit is solved, just above it is not', () => {
    fc.assert(
      fc.property(unit, unit, fc.double({ min: 0.2, max: 1, noNaN: true }), (a, b, p) => {
        const r = 0.1 * a;
        const x = 0.01 + 0.2 * b;
        const z = Math.hypot(r, x);
        const limit = 1 / (2 * (r * p + x * 0.3 * p + z * Math.hypot(p, 0.3 * p)));
        const at = (scale: number) => {
          const model = emptyBusBranch(2, 1);
          model.kind[0] = busKind.slack;
          model.to[0] = 1;
          model.r[0] = r;
          model.x[0] = x;
          model.p[1] = -p * scale;
          model.q[1] = -0.3 * p * scale;
          return solveBusBranch(model).parts[0];
        };
        expect(at(0.9999 * limit)?.status).toBe('solved');
        const beyond = at(1.01 * limit);
        expect(beyond?.status).toBe('no-solution');
        expect(Math.abs((beyond?.loadability as number) * 1.01 - 1)).toBeLessThan(1e-8);
      }),
    );
  });

  it('of a part without a source has no numbers', () => {
    const model = emptyBusBranch(4, 2);
    model.kind[0] = busKind.slack;
    model.to[0] = 1;
    model.r[0] = 0.01;
    model.from[1] = 2;
    model.to[1] = 3;
    model.r[1] = 0.01;
    const { voltages, parts } = solveBusBranch(model);
    expect(parts.map(({ status }) => status)).toEqual(['solved', 'dead']);
    expect([voltages.re[2], voltages.re[3]]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('sparse factors of 2×2 blocks', () => {
  it('solve what they were made from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.tuple(unit, unit, unit), { maxLength: 120 }), (size, links) => {
        const pairs = links
          .map(([i, j]) => [Math.floor(i * size * 0.999), Math.floor(j * size * 0.999)] as const)
          .filter(([i, j]) => i !== j);
        const lu = new BlockLu(
          size,
          Int32Array.from(pairs, ([i]) => i),
          Int32Array.from(pairs, ([, j]) => j),
        );
        const dense = Array.from({ length: 2 * size }, () => new Float64Array(2 * size));
        const add = (row: number, column: number, c: number, value: number) => {
          const target = dense[2 * row + (c >> 1)] as Float64Array;
          target[2 * column + (c & 1)] = (target[2 * column + (c & 1)] as number) + value;
        };
        pairs.forEach(([i, j], p) => {
          for (let c = 0; c < 4; c++) {
            const value = Math.sin(1 + 13 * p + 7 * c);
            const mirror = Math.cos(2 + 5 * p + 3 * c);
            lu.pairs[8 * p + c] = value;
            lu.pairs[8 * p + 4 + c] = mirror;
            add(i, j, c, value);
            add(j, i, c, mirror);
          }
        });
        for (let i = 0; i < size; i++) {
          for (let c = 0; c < 4; c++) {
            const value = c === 0 || c === 3 ? 10 + pairs.length : Math.sin(i + c);
            lu.diagonal[4 * i + c] = value;
            add(i, i, c, value);
          }
        }
        const exact = Float64Array.from({ length: 2 * size }, (_, k) => Math.sin(3 * k + 1));
        const right = Float64Array.from(dense, (row) => row.reduce((total, value, k) => total + value * (exact[k] as number), 0));
        expect(lu.factor()).toBe(true);
        lu.solve(right);
        right.forEach((value, k) => {
          expect(Math.abs(value - (exact[k] as number))).toBeLessThan(1e-11);
        });
      }),
    );
  });
});
