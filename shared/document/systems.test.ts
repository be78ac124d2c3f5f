import { describe, expect, it } from 'vitest';
import { analyse } from '../analysis/analyse.ts';
import { analysisTable } from '../analysis/table.ts';
import { kindOf } from '../catalogue/resolve.ts';
import { gb300ScalableUnit } from '../designs/gb300-su.ts';
import { equipmentSchedule } from '../export/table/schedules.ts';
import { loopsText, powerKinds, systemsOf } from './systems.ts';

const built = gb300ScalableUnit.build({});
if (!built.ok) throw new Error('the reference design does not build');
// Every pump of one model, as where they were bought alike.
const pumpItem = [...built.value.tables.item.values()].find(({ kind }) => kind === 'pump');
if (!pumpItem) throw new Error('no pump');
const document = {
  ...built.value,
  tables: {
    ...built.value.tables,
    equipment: new Map(
      [...built.value.tables.equipment].map(([id, each]) => [
        id,
        kindOf(built.value, each)?.kind === 'pump' ? { ...each, item: pumpItem.id } : each,
      ]),
    ),
  },
};
const pumps = [...document.tables.equipment.values()].filter((each) => kindOf(document, each)?.kind === 'pump');
const answer = analyse(document);
if (!answer.ok) throw new Error('no analysis');
const analysis = answer.value;

describe('pumps of one model on two loops', () => {
  it('are told apart by the loop they stand in', () => {
    const loops = new Set(pumps.map((pump) => loopsText(document, pump)));
    expect([...loops].sort()).toEqual(['CHW', 'FWS']);
    for (const pump of pumps) expect(systemsOf(document, pump, powerKinds).length, pump.tag).toBeGreaterThan(0);
  });

  it('stand together by their loop in the text of an analysis, each figure under the loop that it belongs to', () => {
    const lines = analysisTable(document, analysis).split('\n');
    const from = lines.findIndex((line) => /^\s*Pumps\s+loop/.test(line));
    const rows = lines.slice(from + 1, from + 1 + pumps.length);
    const order = rows.map((row) => row.trim().split(/\s{2,}/)[1]);
    expect(order).toEqual([...order].sort());
    expect(new Set(order)).toEqual(new Set(['CHW', 'FWS']));
  });

  it('have their loop in the schedule, and runs that carry no water have none', () => {
    const { columns, rows } = equipmentSchedule(document, analysis);
    const at = columns.findIndex(({ title }) => title === 'Loops');
    for (const pump of pumps) expect(rows.find((row) => row.includes(pump.tag))?.[at]).toBe(loopsText(document, pump));
    const cable = [...document.tables.connection.values()].find(({ system }) => document.tables.system.get(system)?.kind === 'lv');
    expect(cable && loopsText(document, cable)).toBe('');
  });
});
