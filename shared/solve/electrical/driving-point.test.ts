import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drivingPoints, type PassiveNetwork } from './driving-point.ts';

type Complex = [number, number];
const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const minus = (a: Complex, b: Complex): Complex => [a[0] - b[0], a[1] - b[1]];
const over = (a: Complex, b: Complex): Complex => {
  const square = b[0] ** 2 + b[1] ** 2;
  return [(a[0] * b[0] + a[1] * b[1]) / square, (a[1] * b[0] - a[0] * b[1]) / square];
};

const pivotOf = (cell: Complex | undefined): Complex => [cell?.[0] ?? 0, cell?.[1] ?? 0];

/** Diagonal of the inverted admittance matrix by dense Gauss–Jordan elimination: an independent way to the same numbers. */
function dense({ size, from, to, r, x, tap, shuntG, shuntB }: PassiveNetwork): Complex[] {
  const y: Complex[][] = Array.from({ length: size }, (_, i) =>
    Array.from(
      { length: 2 * size },
      (_, j): Complex => (j === i ? [shuntG[i] as number, shuntB[i] as number] : [j === size + i ? 1 : 0, 0]),
    ),
  );
  const add = (i: number, j: number, [re, im]: Complex) => {
    const cell = y[i]?.[j] as Complex;
    cell[0] += re;
    cell[1] += im;
  };
  from.forEach((f, e) => {
    const t = to[e] as number;
    const admittance = over([1, 0], [r[e] as number, x[e] as number]);
    const ratio = tap[e] as number;
    add(f, f, [admittance[0] / ratio ** 2, admittance[1] / ratio ** 2]);
    add(t, t, admittance);
    add(f, t, [-admittance[0] / ratio, -admittance[1] / ratio]);
    add(t, f, [-admittance[0] / ratio, -admittance[1] / ratio]);
  });
  for (let i = 0; i < size; i++) {
    const pivot = pivotOf(y[i]?.[i]);
    for (let j = 0; j < 2 * size; j++) (y[i] as Complex[])[j] = over(y[i]?.[j] as Complex, pivot);
    for (let k = 0; k < size; k++) {
      if (k === i) continue;
      const factor = pivotOf(y[k]?.[i]);
      for (let j = 0; j < 2 * size; j++) (y[k] as Complex[])[j] = minus(y[k]?.[j] as Complex, times(factor, y[i]?.[j] as Complex));
    }
  }
  return y.map((row, i) => row[size + i] as Complex);
}

/** A random tree with up to three extra branches (meshes and parallels), off-nominal ratios, and sources at some nodes. */
const network = fc
  .record({
    parents: fc.array(fc.nat(1000), { minLength: 1, maxLength: 14 }),
    extra: fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { maxLength: 3 }),
    impedances: fc.array(fc.tuple(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true })), {
      minLength: 20,
      maxLength: 20,
    }),
    turned: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
    taps: fc.array(fc.constantFrom(0.95, 1, 1.05), { minLength: 20, maxLength: 20 }),
    sources: fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 4 }),
  })
  .map(({ parents, extra, impedances, turned, taps, sources }): PassiveNetwork => {
    const size = parents.length + 1;
    const pairs = [...parents.map((parent, i) => [i + 1, parent % (i + 1)]), ...extra.map(([a, b]) => [a % size, b % size])].filter(
      ([a, b]) => a !== b,
    );
    const end = (e: number, which: 0 | 1) => (pairs[e]?.[turned[e] ? which : 1 - which] ?? 0) as number;
    const edges = Array.from(pairs, (_, e) => e);
    const shunts = new Float64Array(size);
    for (const source of sources) shunts[source % size] = 2 + (source % 5);
    return {
      size,
      from: Int32Array.from(edges, (e) => end(e, 0)),
      to: Int32Array.from(edges, (e) => end(e, 1)),
      r: Float64Array.from(edges, (e) => impedances[e]?.[0] ?? 1),
      x: Float64Array.from(edges, (e) => impedances[e]?.[1] ?? 1),
      tap: Float64Array.from(edges, (e) => taps[e] ?? 1),
      shuntG: shunts.map((value) => value / 3),
      shuntB: shunts.map((value) => -value),
    };
  });

describe('the impedance seen from a node', () => {
  it('is the diagonal of the inverted admittance matrix, in trees and meshes', () => {
    fc.assert(
      fc.property(network, (net) => {
        const found = drivingPoints(net);
        dense(net).forEach(([re, im], node) => {
          expect(Math.hypot((found.r[node] as number) - re, (found.x[node] as number) - im)).toBeLessThan(1e-9 * Math.hypot(re, im));
        });
      }),
    );
  });

  it('does not exist where nothing leads to a source', () => {
    const { r } = drivingPoints({
      size: 4,
      from: Int32Array.from([0, 2]),
      to: Int32Array.from([1, 3]),
      r: Float64Array.from([1, 1]),
      x: Float64Array.from([1, 1]),
      tap: Float64Array.from([1, 1]),
      shuntG: Float64Array.from([1, 0, 0, 0]),
      shuntB: Float64Array.from([0, 0, 0, 0]),
    });
    expect([...r].map(Number.isNaN)).toEqual([false, false, true, true]);
  });
});
