import { describe, expect, it } from 'vitest';
import { kindOf } from '../catalogue/resolve.ts';
import { designNamed } from '../designs/index.ts';
import { pipingDiagram } from './p-and-id.ts';

const result = designNamed('gb300-10mw')?.build({});
if (!result?.ok) throw new Error('the design is refused');
const hall = result.value;
const liquid = [...hall.tables.connection.values()].filter(({ system }) =>
  ['tcs', 'fws', 'chw'].includes(hall.tables.system.get(system)?.kind ?? ''),
);
const diagram = pipingDiagram(hall);
const titleOf = (key: string) => diagram.nodes.find((node) => node.key === key)?.title ?? '';
const lines = diagram.edges.map(({ from, to, side, flowsBack }) => ({ from: titleOf(from), to: titleOf(to), side, flowsBack }));

describe('the P&ID of the 10 MW hall', () => {
  it('draws every pipe and hose in exactly one line', () => {
    expect(diagram.edges.flatMap(({ connections }) => connections).sort()).toEqual(liquid.map(({ id }) => id).sort());
  });

  it('counts all racks, CDUs, chillers and pumps', () => {
    const count = (kind: string) =>
      diagram.nodes.filter((node) => node.kind === kind).reduce((sum, { records }) => sum + records.length, 0);
    const placed = (kind: string) => [...hall.tables.equipment.values()].filter((record) => kindOf(hall, record)?.kind === kind).length;
    for (const kind of ['rack', 'cdu', 'chiller', 'pump', 'valve', 'header', 'fan-wall', 'expansion-vessel'])
      expect(count(kind)).toBe(placed(kind));
  });

  it('reads from the chillers over the CDUs to the racks', () => {
    expect(lines).toContainEqual({ from: 'CH-1…4', to: 'CH-1…4/V-OUT', side: 'supply', flowsBack: false });
    expect(lines).toContainEqual({ from: 'CDU-1A…C/V-FWS-SUPPLY', to: 'CDU-1A…C', side: 'supply', flowsBack: false });
    expect(lines).toContainEqual({ from: 'CDU-1A…C', to: 'CDU-1A…C/V-TCS-SUPPLY', side: 'supply', flowsBack: false });
    expect(lines).toContainEqual({ from: 'TCS1-R01…02-S', to: 'Pod 1', side: 'supply', flowsBack: false });
  });

  it('draws return lines beside the supply and lets their arrows run back', () => {
    expect(lines).toContainEqual({ from: 'TCS1-R01…02-R', to: 'Pod 1', side: 'return', flowsBack: true });
    expect(lines).toContainEqual({ from: 'CH-1…4', to: 'CH-1…4/V-IN', side: 'return', flowsBack: true });
    for (const { side, flowsBack } of lines) expect(flowsBack).toBe(side === 'return');
  });

  it('knows supply from return by the loop, also where a tag does not say it', () => {
    const side = (title: string) => diagram.nodes.find((node) => node.title === title)?.side;
    expect(side('FWS-S')).toBe('supply');
    expect(side('FWS-R')).toBe('return');
    expect(side('FWS-D')).toBe('return');
    expect(side('FWS-P1…4')).toBe('return');
    expect(side('CHW-S')).toBe('supply');
  });

  it('opens the CDUs of a pod with the valves that belong to them', () => {
    const group = diagram.nodes.find(({ title }) => title === 'CDU-1A…C');
    const opened = pipingDiagram(hall, { opened: group?.records ?? [] });
    const own = opened.nodes.filter(({ title }) => title.startsWith('CDU-1B'));
    expect(own.map(({ title }) => title).sort()).toEqual([
      'CDU-1B',
      'CDU-1B/V-FWS-RETURN',
      'CDU-1B/V-FWS-SUPPLY',
      'CDU-1B/V-TCS-RETURN',
      'CDU-1B/V-TCS-SUPPLY',
    ]);
    expect(opened.edges.flatMap(({ connections }) => connections)).toHaveLength(liquid.length);
  });
});
