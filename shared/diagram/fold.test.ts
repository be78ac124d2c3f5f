import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FoldEdge, type FoldNode, foldClasses } from './fold.ts';

const node = (id: string, colour = id.replace(/\d+$/, '')): FoldNode => ({ id, colour }) as FoldNode;
const edge = (from: string, to: string, colour = 'A'): FoldEdge => ({ id: `${from}>${to}`, from, to, colour }) as FoldEdge;
const groups = (nodes: FoldNode[], edges: FoldEdge[]) => {
  const classes = foldClasses(nodes, edges);
  const found = new Map<number, string[]>();
  for (const { id } of nodes) found.set(classes.get(id) ?? -1, [...(found.get(classes.get(id) ?? -1) ?? []), id]);
  return [...found.values()].map((ids) => ids.sort().join(' ')).sort();
};

describe('folding', () => {
  const board = node('board');
  const busways = ['busway1', 'busway2'].map((id) => node(id));
  const racks = ['rack1', 'rack2', 'rack3', 'rack4'].map((id) => node(id));
  const edges = [
    edge('board', 'busway1'),
    edge('board', 'busway2'),
    edge('busway1', 'rack1'),
    edge('busway1', 'rack2'),
    edge('busway2', 'rack3'),
    edge('busway2', 'rack4'),
  ];

  it('puts busways alike and the racks on them together', () => {
    expect(groups([board, ...busways, ...racks], edges)).toEqual(['board', 'busway1 busway2', 'rack1 rack2 rack3 rack4']);
  });

  it('keeps apart what carries another number of racks, and with it those racks', () => {
    const missing = groups([board, ...busways, ...racks.slice(0, 3)], edges.slice(0, 5));
    expect(missing).toEqual(['board', 'busway1', 'busway2', 'rack1 rack2', 'rack3']);
  });

  it('opens with one rack just the busway that it hangs on', () => {
    const opened = racks.map((rack) => (rack.id === 'rack1' ? { ...rack, colour: 'id rack1' } : rack));
    expect(groups([board, ...busways, ...opened], edges)).toEqual(['board', 'busway1', 'busway2', 'rack1', 'rack2', 'rack3 rack4']);
  });

  it('gives members of a class the same number of lines to every other class, in any graph', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 14 }),
        fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.nat(1)), { maxLength: 40 }),
        (colours, pairs) => {
          const nodes = colours.map((colour, i) => node(`n${i}`, String(colour)));
          const lines = pairs
            .filter(([a, b]) => a < nodes.length && b < nodes.length)
            .map(([a, b, c], i) => ({ ...edge(`n${a}`, `n${b}`, String(c)), id: `e${i}` }) as FoldEdge);
          const classes = foldClasses(nodes, lines);
          const profile = (id: string) =>
            lines
              .flatMap(({ from, to, colour }) => [
                ...(from === id ? [`out ${colour} ${classes.get(to)}`] : []),
                ...(to === id ? [`in ${colour} ${classes.get(from)}`] : []),
              ])
              .sort()
              .join();
          const seen = new Map<number, string>();
          for (const { id, colour } of nodes) {
            const number = classes.get(id) ?? -1;
            const own = `${colour} ${profile(id)}`;
            expect(seen.get(number) ?? own).toBe(own);
            seen.set(number, own);
          }
        },
      ),
    );
  });
});
