import { describe, expect, it } from 'vitest';
import { kindOf } from '../catalogue/resolve.ts';
import { designNamed } from '../designs/index.ts';
import { applyPatch, type Document } from '../document/document.ts';
import type { Diagram, DiagramNode } from './graph.ts';
import { oneLineDiagram } from './one-line.ts';

const build = (name: string, values = {}): Document => {
  const result = designNamed(name)?.build(values);
  if (!result?.ok) throw new Error(JSON.stringify(result));
  return result.value;
};
const hall = build('gb300-10mw');
const electrical = (document: Document) =>
  [...document.tables.connection.values()].filter(({ system }) =>
    ['mv', 'lv', 'dc'].includes(document.tables.system.get(system)?.kind ?? ''),
  );
const idOf = (document: Document, tag: string) => {
  for (const record of document.tables.equipment.values()) if (record.tag === tag) return record.id;
  throw new Error(`nothing is tagged ${tag}`);
};
const racksIn = ({ nodes }: Diagram) =>
  nodes.filter(({ symbol }) => symbol === 'racks').reduce((sum, { records }) => sum + records.length, 0);
const titled = ({ nodes }: Diagram, title: string): DiagramNode => {
  const found = nodes.find((node) => node.title === title);
  if (!found) throw new Error(`no symbol is named ${title}: ${nodes.map((node) => node.title).join(', ')}`);
  return found;
};

describe('the one-line of the 10 MW hall', () => {
  const diagram = oneLineDiagram(hall);

  it('draws every electrical connection in exactly one line', () => {
    const drawn = diagram.edges.flatMap(({ connections }) => connections).sort();
    expect(drawn).toEqual(
      electrical(hall)
        .map(({ id }) => id)
        .sort(),
    );
    for (const id of drawn) expect(diagram.lineOf.has(id)).toBe(true);
  });

  it('draws every piece of electrical equipment and every load in exactly one symbol', () => {
    const records = diagram.nodes.flatMap((node) => node.records);
    expect(new Set(records).size).toBe(records.length);
    for (const record of hall.tables.equipment.values())
      if (kindOf(hall, record)?.discipline === 'electrical') expect(records).toContain(record.id);
  });

  it('counts 48 racks in three pods of 16, each fed by A and by B', () => {
    expect(racksIn(diagram)).toBe(48);
    for (const pod of ['Pod 1', 'Pod 2', 'Pod 3']) {
      const { key, records } = titled(diagram, pod);
      expect(records).toHaveLength(16);
      const feeds = diagram.edges.filter(({ to }) => to === key);
      expect(feeds.map(({ train }) => train).sort()).toEqual(['A', 'B']);
      for (const { connections } of feeds) expect(connections).toHaveLength(16);
    }
  });

  it('gives each line the letter of the system its connections belong to', () => {
    for (const { connections, train } of diagram.edges)
      for (const id of connections) {
        const connection = hall.tables.connection.get(id);
        expect(hall.tables.system.get(connection?.system ?? '')?.train).toBe(train);
      }
  });

  it('prints rating, impedance and vector group of transformers as their items say', () => {
    expect(titled(diagram, 'TR-A1').rating).toEqual(['3\u2009150 kVA · 6 %', '20 / 0.415 kV Dyn11']);
    expect(titled(diagram, 'TR-MA').rating[0]).toBe('2\u2009500 kVA · 6 %');
  });

  it('shows the breakers of standby sets open, and their trips', () => {
    const sets = diagram.edges.filter(({ from }) => diagram.nodes.find(({ key }) => key === from)?.symbol === 'generator');
    expect(sets).toHaveLength(2);
    for (const { devices } of sets) expect(devices).toMatchObject([{ normallyOpen: true, trip_A: 400 }]);
    const services = diagram.edges.filter(({ from }) => diagram.nodes.find(({ key }) => key === from)?.symbol === 'utility');
    for (const { devices } of services) expect(devices).toMatchObject([{ normallyOpen: false, trip_A: 400 }]);
  });

  it('prints frame and trip of breakers: the frame as the item is built, or the next size where the trip is set above it', () => {
    const devices = (tag: string) => diagram.edges.filter(({ to }) => to === idOf(hall, tag)).flatMap((edge) => edge.devices);
    expect(devices('TR-A1')).toMatchObject([{ frame_A: 630, trip_A: 125, rating: '630/125 A' }]);
    expect(devices('LVB-A1')).toMatchObject([{ frame_A: 5000, trip_A: 5000, rating: '5000 A' }]);
    for (const { frame_A, trip_A } of diagram.edges.flatMap((edge) => edge.devices)) expect(frame_A).toBeGreaterThanOrEqual(trip_A);
  });

  it('gathers drives on the same ways of a control centre in one card, each sort with its count', () => {
    const card = diagram.nodes.find(({ title }) => title.includes('FWS-P1…4'));
    expect(card?.sections?.map(({ title, records }) => [title, records.length])).toEqual([
      ['CHW-P1…3', 3],
      ['FW-1…4', 4],
      ['FWS-P1…4', 4],
    ]);
    const feeds = diagram.edges.filter(({ to }) => to === card?.key);
    expect(feeds.map(({ train, connections }) => [train, connections.length]).sort()).toEqual([
      ['A', 11],
      ['B', 11],
    ]);
  });

  it('runs from sources to loads, whichever way round a cable was drawn', () => {
    const cable = electrical(hall).find(({ tag }) => tag === 'UPS-A1/F');
    if (!cable) throw new Error('no such cable');
    const turned = applyPatch(hall, [{ id: cable.id, before: cable, after: { ...cable, from: cable.to, to: cable.from } }]);
    const again = oneLineDiagram(turned);
    expect(again.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(diagram.edges.map(({ from, to }) => `${from} ${to}`));
  });
});

describe('an incomer that waits', () => {
  it('is drawn normally open where its board transfers', () => {
    const board = hall.tables.equipment.get(idOf(hall, 'MVS-A'));
    if (!board) throw new Error('no board');
    const overrides = { ...board.overrides, incomerMode: 'transfer' };
    const diagram = oneLineDiagram(applyPatch(hall, [{ id: board.id, before: board, after: { ...board, overrides } }]));
    const into = diagram.edges.filter(({ to }) => to === board.id);
    const utility = into.find(({ from }) => from === idOf(hall, 'UT-A'));
    expect(utility?.devices[0]?.normallyOpen).toBe(false);
    for (const edge of into) if (edge !== utility) expect(edge.devices[0]?.normallyOpen).toBe(true);
  });
});

describe('opening a group', () => {
  it('draws each rack of a pod, their busways apart, and leaves the other pods folded', () => {
    const folded = oneLineDiagram(hall);
    const pod = titled(folded, 'Pod 1');
    const opened = oneLineDiagram(hall, { opened: pod.records });
    expect(racksIn(opened)).toBe(48);
    expect(opened.nodes.filter(({ symbol }) => symbol === 'racks')).toHaveLength(16 + 2);
    expect(titled(opened, 'Pod 2').records).toHaveLength(16);
    const busways = opened.nodes.filter(({ symbol, title }) => symbol === 'busway' && title.startsWith('BW-A1'));
    expect(busways.map(({ records }) => records.length)).toEqual([1, 1, 1, 1]);
    expect(opened.edges.flatMap(({ connections }) => connections)).toHaveLength(electrical(hall).length);
  });

  it('does not change what stands elsewhere', () => {
    const folded = oneLineDiagram(hall);
    const opened = oneLineDiagram(hall, { opened: titled(folded, 'Pod 1').records });
    const elsewhere = folded.nodes.filter(({ title }) => /2|3|M[ABV]/.test(title) && !/1/.test(title)).map(({ key }) => key);
    for (const key of elsewhere) expect(opened.nodes.some((node) => node.key === key)).toBe(true);
  });
});

describe('a campus', () => {
  it('folds to a drawing that can be read, with every rack counted', () => {
    const small = build('campus');
    const large = build('campus', { power: 3e8 });
    const racks = [...large.tables.equipment.values()].filter((record) => kindOf(large, record)?.kind === 'rack').length;
    const diagram = oneLineDiagram(large);
    expect(racks).toBeGreaterThan(1000);
    expect(racksIn(diagram)).toBe(racks);
    expect(diagram.nodes.length).toBeLessThanOrEqual(110);
    expect(oneLineDiagram(small).nodes.length).toBeLessThanOrEqual(110);
    expect(diagram.edges.flatMap(({ connections }) => connections)).toHaveLength(electrical(large).length);
  });

  it('opens one hall and keeps the others folded', () => {
    const campus = build('campus', { power: 3e8 });
    const folded = oneLineDiagram(campus);
    const boards = folded.nodes.find(
      ({ symbol, records, rating }) => symbol === 'bus' && records.length > 4 && rating[0]?.startsWith('20 kV'),
    );
    if (!boards) throw new Error('no folded boards');
    const opened = oneLineDiagram(campus, { opened: boards.records.slice(0, 1) });
    expect(opened.nodes.some(({ records }) => records.length === 1 && records[0] === boards.records[0])).toBe(true);
    expect(racksIn(opened)).toBe(racksIn(folded));
    expect(opened.nodes.length).toBeGreaterThan(folded.nodes.length);
    expect(opened.nodes.length).toBeLessThan(folded.nodes.length + 70);
  });
});
