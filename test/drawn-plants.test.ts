/** Plants drawn at random, from records to results: what holds for every one of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Analysed, analyseDetailed } from '../shared/analysis/analyse.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { kindOf } from '../shared/catalogue/resolve.ts';
import { allRecords, type Document, documentOf } from '../shared/document/document.ts';
import type { FacilityRecord } from '../shared/document/records.ts';
import { anyPlant, drawPlant } from './fixtures/random-plant.ts';

function analysed(document: Document): Analysed {
  const answer = analyseDetailed(document);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
}

const compared = ['flow', 'massFlow', 'supplyTemperature', 'returnTemperature', 'heat', 'pressureDrop', 'head', 'power'] as const;

/** Same quantities of the same records, under other ids, within a relative 1e-6. */
function expectSame(a: Analysed, b: Analysed, document: Document, renamed: (id: string) => string): void {
  for (const { id } of allRecords(document)) {
    for (const key of compared) {
      const [one, other] = [quantityOf(a.analysis.results, id, key), quantityOf(b.analysis.results, renamed(id), key)];
      if (one === undefined || other === undefined) expect(other, `${key} of ${id}`).toBe(one);
      else expect(Math.abs(other - one), `${key} of ${id}: ${one} and ${other}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(one)));
    }
  }
}

/** The same design with other ids, and its records in another order. */
function renamedBy(document: Document, seed: number): { document: Document; renamed: (id: string) => string } {
  const records = [...allRecords(document)];
  const scattered = (i: number): number => Math.imul(i + 1, 2654435761 ^ (seed | 1)) >>> 0;
  const names = new Map(records.map(({ id }, i) => [id as string, `${id.split('_')[0]}_${scattered(i).toString(36)}${i}`]));
  const renamed = (id: string) => names.get(id) ?? id;
  const other = records.map((record) =>
    JSON.parse(JSON.stringify(record), (_, value: unknown) => (typeof value === 'string' ? renamed(value) : value)),
  ) as FacilityRecord[];
  const order = other.map((record, i) => [scattered(other.length - i), record] as const).sort((a, b) => a[0] - b[0]);
  return { document: documentOf(order.map(([, record]) => record)), renamed };
}

/** Pipes drawn from their other end; those between two rooms stay, as a pipe has the air of the room it comes from. */
function turned(document: Document): { document: Document; pipes: ReadonlySet<string> } {
  const pipes = new Set<string>();
  const { equipment } = document.tables;
  const records = [...allRecords(document)].map((record) => {
    if (record.type !== 'connection' || kindOf(document, record)?.kind !== 'pipe') return record;
    if (equipment.get(record.from.equipment)?.space !== equipment.get(record.to.equipment)?.space) return record;
    pipes.add(record.id);
    return { ...record, from: record.to, to: record.from, waypoints_m: record.waypoints_m.toReversed() };
  });
  return { document: documentOf(records), pipes };
}

describe('any small plant that is drawn', () => {
  test('is solved, and conserves mass at every node and energy at every stage to 1e-9', () => {
    fc.assert(
      fc.property(anyPlant, (spec) => {
        const { analysis, coupled } = analysed(drawPlant(spec));
        for (const island of analysis.islands) expect(island.status, `${island.name}: ${island.cause}`).toBe('solved');
        expect(analysis.summary?.energyImbalance).toBeLessThan(1e-9);
        const { network, solution } = coupled.liquid;
        const balance = new Float64Array(network.nodes.length);
        network.branches.forEach(({ from, to }, b) => {
          const flow = solution.massFlow_kg_s[b] as number;
          balance[from] = (balance[from] as number) - flow;
          balance[to] = (balance[to] as number) + flow;
        });
        const largest = Math.max(...solution.massFlow_kg_s.map(Math.abs));
        expect(Math.max(...balance.map(Math.abs))).toBeLessThan(1e-9 * largest);
      }),
      { numRuns: 60 },
    );
  });

  test('gives every record the same figures whatever its id and whatever the order of records', () => {
    fc.assert(
      fc.property(anyPlant, fc.nat(), (spec, seed) => {
        const document = drawPlant(spec);
        const other = renamedBy(document, seed);
        expectSame(analysed(document), analysed(other.document), document, other.renamed);
      }),
      { numRuns: 20 },
    );
  });

  test('is mirrored where its pipes are drawn from their other ends: flows change sign, nothing else changes', () => {
    fc.assert(
      fc.property(anyPlant, (spec) => {
        const document = drawPlant(spec);
        const other = turned(document);
        expect(other.pipes.size).toBeGreaterThan(5);
        const [a, b] = [analysed(document), analysed(other.document)];
        expectSame(a, b, document, (id) => id);
        const flows = ({ coupled: { liquid } }: Analysed) =>
          new Map(liquid.network.branches.map(({ id, owner }, at) => [id, { owner, flow: liquid.solution.massFlow_kg_s[at] as number }]));
        const after = flows(b);
        for (const [id, { owner, flow }] of flows(a)) {
          const sign = other.pipes.has(owner) ? -1 : 1;
          expect(after.get(id)?.flow).toBeCloseTo(sign * flow, 6);
        }
      }),
      { numRuns: 20 },
    );
  });
});
