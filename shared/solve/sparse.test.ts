import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjacencyOf, minimumDegreeOrder } from './minimum-degree.ts';
import { SymmetricSystem } from './sparse.ts';

interface Graph {
  readonly size: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly weight: Float64Array;
}

/** A connected random graph: a tree and some chords, with conductances. */
const graphs = fc
  .record({ size: fc.integer({ min: 1, max: 60 }), chords: fc.integer({ min: 0, max: 120 }), seed: fc.integer({ min: 1, max: 2 ** 30 }) })
  .map(({ size, chords, seed }): Graph => {
    let state = seed;
    const next = (): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) / 2 ** 24;
    };
    const rows: number[] = [];
    const columns: number[] = [];
    for (let i = 1; i < size; i++) {
      rows.push(i);
      columns.push(Math.floor(next() * i));
    }
    for (let k = 0; k < chords; k++) {
      rows.push(Math.floor(next() * size));
      columns.push(Math.floor(next() * size));
    }
    return {
      size,
      rows: Int32Array.from(rows),
      columns: Int32Array.from(columns),
      weight: Float64Array.from(rows, () => 10 ** (4 * next() - 2)),
    };
  });

/** Σ weight·(x_i − x_j) over pairs plus x_0: the network matrix times x, in the caller's numbering. */
function multiply(graph: Graph, x: Float64Array): Float64Array {
  const y = new Float64Array(graph.size);
  y[0] = x[0] ?? 0;
  graph.rows.forEach((i, p) => {
    const j = graph.columns[p] as number;
    const flow = (graph.weight[p] as number) * ((x[i] as number) - (x[j] as number));
    y[i] = (y[i] as number) + flow;
    y[j] = (y[j] as number) - flow;
  });
  return y;
}

function fill(system: SymmetricSystem, graph: Graph): void {
  const add = (at: number, value: number): void => {
    system.values[at] = (system.values[at] as number) + value;
  };
  system.values.fill(0);
  add(system.position[0] as number, 1);
  graph.rows.forEach((i, p) => {
    const j = graph.columns[p] as number;
    const w = graph.weight[p] as number;
    if (i === j) return;
    add(system.position[i] as number, w);
    add(system.position[j] as number, w);
    add(system.slot[p] as number, -w);
  });
}

describe('the elimination order', () => {
  it('names every unknown once', () => {
    fc.assert(
      fc.property(graphs, ({ size, rows, columns }) => {
        expect([...minimumDegreeOrder(adjacencyOf(size, rows, columns))].sort((a, b) => a - b)).toEqual(
          Array.from({ length: size }, (_, i) => i),
        );
      }),
    );
  });

  it('fills nothing on a tree', () => {
    const size = 200;
    const rows = Int32Array.from({ length: size - 1 }, (_, k) => k + 1);
    const columns = rows.map((i) => (i * 7919) % i);
    expect(new SymmetricSystem(size, rows, columns).fill).toBe(size - 1);
  });

  it('keeps the factor of a square grid well below the band solver’s', () => {
    const side = 40;
    const rows: number[] = [];
    const columns: number[] = [];
    for (let i = 0; i < side * side; i++) {
      if (i % side < side - 1) rows.push(i) && columns.push(i + 1);
      if (i + side < side * side) rows.push(i) && columns.push(i + side);
    }
    expect(new SymmetricSystem(side * side, Int32Array.from(rows), Int32Array.from(columns)).fill).toBeLessThan(side ** 3 / 2);
  });
});

describe('the factorisation', () => {
  it('solves any network matrix to rounding, again after its values change', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const system = new SymmetricSystem(graph.size, graph.rows, graph.columns);
        for (const stretch of [1, 3]) {
          const stretched = { ...graph, weight: graph.weight.map((w, p) => w * (p % 2 ? stretch : 1)) };
          const truth = Float64Array.from({ length: graph.size }, (_, i) => Math.sin(i + stretch));
          const right = multiply(stretched, truth);
          const y = new Float64Array(graph.size);
          right.forEach((value, i) => {
            y[system.position[i] as number] = value;
          });
          const again = y.slice();
          fill(system, stretched);
          expect(system.factorAndSolve(y)).toBe(-1);
          system.solve(again);
          truth.forEach((value, i) => {
            const row = system.position[i] as number;
            expect(y[row]).toBeCloseTo(value, 7);
            expect(again[row]).toBeCloseTo(value, 7);
          });
        }
      }),
    );
  });

  it('names a row without a pivot instead of dividing by it', () => {
    const system = new SymmetricSystem(3, Int32Array.from([0, 1]), Int32Array.from([1, 2]));
    system.values.fill(0);
    expect(system.factorAndSolve(new Float64Array(3))).toBeGreaterThanOrEqual(0);
  });
});
