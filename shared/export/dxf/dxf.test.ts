import { describe, expect, it } from 'vitest';
import { smallHall, smallHallAnalysis } from '../../../test/fixtures/small-hall.ts';
import { allRecords, documentOf } from '../../document/document.ts';
import type { Measurement, Place } from '../../document/records.ts';
import { axisLetter, gridOf } from '../plan/grid.ts';
import { planOf } from '../plan/plan.ts';
import { dxfText, planDxf } from './exporter.ts';

const input = { document: smallHall(), analysis: smallHallAnalysis(), text: '', version: '0' };

describe('the plan', () => {
  it('shows every piece of equipment and every run', () => {
    const plan = planOf(input.document);
    expect(plan.bodies.length).toBe(input.document.tables.equipment.size);
    expect(plan.runs.length).toBe(input.document.tables.connection.size);
  });

  it('measures the hall as it is drawn', () => {
    const lengths = planOf(input.document).dimensions.map(({ length_m }) => length_m);
    expect(lengths).toContain(14);
    expect(lengths).toContain(9);
    expect(lengths.some((length) => Math.abs(length - 2.4) < 1e-9)).toBe(true);
  });

  it('letters its axes without I and O, and keeps them few on a large site', () => {
    expect([0, 8, 13, 23, 24, 25].map(axisLetter)).toEqual(['A', 'J', 'P', 'Z', 'AA', 'AB']);
    expect(gridOf([0, 0], [2000, 900]).length).toBeLessThan(82);
  });
});

describe('DXF', () => {
  it('writes texts in ASCII on one line', () => {
    expect(dxfText('Ä\n5 %\\P')).toBe('\\U+00C4 5 \\U+0025\\U+005CP');
    expect(dxfText('😀')).toBe('\\U+D83D\\U+DE00');
    expect(planDxf(input)).toMatch(/^[\x20-\x7e\n\r]*$/);
  });

  it('writes a distance that rises with its length in space, and an upright one as a ring', () => {
    const rising = (id: string, to: Place): Measurement => ({
      id,
      type: 'measurement',
      name: id,
      kind: 'distance',
      anchors: [{ at_m: [1, 1, 0] }, { at_m: to }],
    });
    const records = [...allRecords(smallHall()), rising('m_1', [3, 4, 6]), rising('m_2', [1, 1, 2.5])];
    const drawn = planDxf({ ...input, document: documentOf(records) });
    expect(drawn).toContain('7000, rises 6000');
    expect(drawn).toContain('2500, rises 2500');
  });

  it('is the same text twice, whatever was written before', () => {
    const first = planDxf(input);
    planDxf({ ...input, document: smallHall() });
    expect(planDxf(input)).toBe(first);
  });
});
