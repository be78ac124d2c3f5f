import { describe, expect, it } from 'vitest';
import { findClashes } from '../../../shared/analysis/clashes/find-clashes.ts';
import { designs } from '../../../shared/designs/index.ts';
import { applyPatch } from '../../../shared/document/document.ts';
import { changed } from '../../../shared/document/patch.ts';
import type { Place } from '../../../shared/document/records.ts';
import { clashLines, lineSorts, reportWords } from './clash-lines.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const rack = [...built.value.tables.equipment.values()].find(({ tag }) => tag === 'H1-R01-03');
const hose = [...built.value.tables.connection.values()].find(({ to }) => to.equipment !== rack?.id && to.port === 'supply');
if (!rack || !hose) throw new Error('no rack or hose');
// A hose of another rack is led through the middle of this one.
const through: Place = [rack.position_m[0], rack.position_m[1], 1];
const document = applyPatch(built.value, [changed(hose, { ...hose, waypoints_m: [...hose.waypoints_m, through] })]);
const report = findClashes(document);

describe('rows of the list of clashes', () => {
  const lines = clashLines(document, report);

  it('name what meets by tag, and go to both', () => {
    const row = lines.find(({ sort, meets }) => sort === 'equipment' && meets === 'H1-R01-03');
    expect(row).toMatchObject({ run: hose.tag, subjects: [hose.id, rack.id] });
  });

  it('name the wall of a hole and how to find it there, and select the run alone: a space stands for all in it', () => {
    const row = lines.find(({ sort, meets }) => sort === 'penetration' && meets.startsWith('wall '));
    expect(row?.meets).toMatch(/^wall \d+ of /);
    expect(row?.inWall?.along_m).toBeGreaterThan(0);
    expect(row?.subjects).toHaveLength(1);
  });

  it('stand in the order of their sorts, each with a key of its own', () => {
    const ranks = lines.map(({ sort }) => lineSorts.indexOf(sort));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
  });

  it('are counted in words', () => {
    expect(reportWords({ clashes: [], penetrations: [], runs: 3 })).toBe('no clash · no penetration');
    expect(reportWords({ ...report, clashes: report.clashes.slice(0, 1), penetrations: report.penetrations.slice(0, 2) })).toBe(
      '1 clash · 2 penetrations',
    );
  });
});
