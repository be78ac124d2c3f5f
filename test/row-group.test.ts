/**
 * The row group of a public AI-factory blueprint (kreeuwijk/omniverse-dsx-blueprint-for-ai-factories, facts only), drawn
 * from catalogue parts: four 500 kW panels, eight racks with two 60 A whips from each, the group's other loads on all
 * four. Racks are 38 kW fixed and 90 kW times the EDP factor, the group 456 kW and 717 kW; panels fail in the topology.
 */
import { describe, expect, it } from 'vitest';
import { analyse } from '../shared/analysis/analyse.ts';
import type { QuantityKey } from '../shared/analysis/quantities.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { setCoincidence } from '../shared/commands/edit-group.ts';
import { editScenario } from '../shared/commands/edit-scenario.ts';
import { applyPatch, type Document, siteOf } from '../shared/document/document.ts';
import type { Equipment, Scenario } from '../shared/document/records.ts';
import { readFacility } from '../shared/file/read.ts';
import { writeFacility } from '../shared/file/write.ts';
import { isRefusal } from '../shared/problem.ts';
import { PowerRow, tagged } from './fixtures/power-row.ts';

const panels = ['A', 'B', 'C', 'D'] as const;
const racks = 8;
const rack = { fixed_W: 38e3, scaled_W: 90e3 };
const group = { fixed_W: 456e3, scaled_W: 717e3 };

function rowGroup(scenario: Partial<Scenario>, failed: number): Document {
  const row = new PowerRow();
  const members = row.b.group('row', 'Row group');
  const load = (tag: string, fixed_W: number, scaled_W: number, feeds: number): Equipment =>
    row.rack(tag, fixed_W + scaled_W, { edpFixed_W: fixed_W, feeds, powerFactor: 1, shelves: 0, shelfPower_W: 0 }, members);
  const loads = Array.from({ length: racks }, (_, i) => load(`R${i + 1}`, rack.fixed_W, rack.scaled_W, 8));
  const others = load('OTHER', group.fixed_W - racks * rack.fixed_W, group.scaled_W - racks * rack.scaled_W, 4);
  const rpps = panels.map((panel, p) => {
    const { board } = row.supply(panel);
    const rpp = row.place('rpp-500kw', `RPP-${panel}`, { incomers: 1, ways: 2 * racks + 1 });
    row.cable(row.lv, [board, 'out-1'], [rpp, 'in-1'], `RPP-${panel}/F`);
    loads.forEach((equipment, i) => {
      for (const k of [1, 2])
        row.b.connect('whip-60a-x1', row.lv, [rpp, `out-${2 * i + k}`], [equipment, `feed-${2 * p + k}`], {
          tag: `W${i + 1}${panel}${k}`,
          overrides: { extraLength_m: 0 },
        });
    });
    row.cable(row.lv, [rpp, `out-${2 * racks + 1}`], [others, `feed-${p + 1}`], `O/${panel}`);
    return rpp;
  });
  return row.document({ ...scenario, failed: rpps.slice(0, failed).map(({ id }) => id) });
}

function solve(document: Document) {
  const answer = analyse(document);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return {
    findings: answer.value.findings,
    of: (tag: string, key: QuantityKey) => quantityOf(answer.value.results, tagged(document, tag), key) ?? Number.NaN,
  };
}

describe('a row group on four panels, drawn', () => {
  it.each([
    [1.2, 0, 329, 18],
    [1.2, 1, 439, 24],
    [1.2, 2, 658, 37],
    [1.2, 3, 1316, 73],
    [1.5, 0, 383, 22],
    [1.5, 1, 510, 29],
    [1.5, 2, 766, 43],
    [1.5, 3, 1531, 87],
  ])('at EDP %f with %i panels failed loads the others with %i kW and each whip with %i kW', (edpFactor, failed, panel_kW, whip_kW) => {
    const run = solve(rowGroup({ edpFactor }, failed));
    // The table gives what the loads take; the panel sees the loss of its whips besides.
    const whip_W = run.of('W8D2', 'powerFlow') - run.of('W8D2', 'loss');
    const lost_W = Array.from({ length: racks }, (_, i) => run.of(`W${i + 1}D1`, 'loss') + run.of(`W${i + 1}D2`, 'loss'));
    const panel_W = run.of('RPP-D', 'powerFlow') - lost_W.reduce((sum, loss) => sum + loss, 0) - run.of('O/D', 'loss');
    expect(Math.abs(panel_W / 1000 - panel_kW)).toBeLessThan(0.75);
    expect(Math.abs(whip_W / 1000 - whip_kW)).toBeLessThan(0.51);
    const over = (tag: string) =>
      run.findings.some(
        ({ rule, subjects, severity }) =>
          rule === 'continuous-rating' && severity === 'error' && subjects.includes(tagged(rowGroup({ edpFactor }, failed), tag)),
      );
    expect(over('RPP-D')).toBe(panel_kW > 500);
    expect(over('W8D2')).toBe(whip_kW > 33);
  });
});

describe('the load model', () => {
  it('takes the EDP factor from the scenario and gives the level back when it is cleared', () => {
    const document = rowGroup({}, 0);
    const { defaultScenario } = siteOf(document);
    const edit = (on: Document, ...args: [fields: Partial<Scenario>, clear?: readonly 'edpFactor'[]]) => {
      const answer = editScenario(on, { scenario: defaultScenario, fields: args[0], clear: args[1] ?? [] });
      if (isRefusal(answer)) throw new Error(answer.refused);
      return applyPatch(on, answer.patch);
    };
    const peak = edit(document, { edpFactor: 1.5 });
    expect(solve(peak).of('R1', 'power')).toBeCloseTo(38e3 + 1.5 * 90e3, 3);
    const back = edit(peak, {}, ['edpFactor']);
    expect(back.tables.scenario.get(defaultScenario)).toEqual(document.tables.scenario.get(defaultScenario));
    expect(isRefusal(editScenario(document, { scenario: defaultScenario, fields: { edpFactor: 9 } }))).toBe(true);
  });

  it('is written to the file and read back, and a coincidence above one is refused there', () => {
    const document = rowGroup({ edpFactor: 1.3, onBattery: true }, 1);
    const [row] = document.tables.group.keys();
    if (row === undefined) throw new Error('no group');
    const answer = setCoincidence(document, { group: row, coincidence: 0.8 });
    if (isRefusal(answer)) throw new Error(answer.refused);
    const text = writeFacility(applyPatch(document, answer.patch));
    const read = readFacility(text);
    expect(read.ok && writeFacility(read.value.document)).toBe(text);
    expect(text).toContain('"edpFactor":1.3');
    const wrong = readFacility(text.replace('"coincidence":0.8', '"coincidence":1.8'));
    expect(wrong.ok ? [] : wrong.problems.map(({ field }) => field)).toContain('coincidence');
  });

  it('lets a group draw less than the sum of its racks', () => {
    const document = rowGroup({}, 0);
    const [row] = document.tables.group.keys();
    if (row === undefined) throw new Error('no group');
    const answer = setCoincidence(document, { group: row, coincidence: 0.8 });
    if (isRefusal(answer)) throw new Error(answer.refused);
    expect(solve(applyPatch(document, answer.patch)).of('R1', 'power')).toBeCloseTo(0.8 * 128e3, 3);
    expect(isRefusal(setCoincidence(document, { group: row, coincidence: 1.2 }))).toBe(true);
  });
});

describe('fast power swings', () => {
  const feeder = (smoothing: number) => {
    const row = new PowerRow();
    const { board } = row.supply('A');
    for (const i of [1, 2]) {
      const swinging = row.rack(`R${i}`, 100e3, { feeds: 1, powerSwing: 0.5, smoothing, swingTime_s: 0.2, shelves: 0, shelfPower_W: 0 });
      row.cable(row.lv, [board, `out-${i}`], [swinging, 'feed-1'], `R${i}/F`);
    }
    return solve(row.document());
  };

  it('add up at the transformer, and smoothing takes its part off', () => {
    expect(feeder(0).of('TR-A', 'powerSwing')).toBeCloseTo(2 * 50e3, 6);
    expect(feeder(0).of('UT-A', 'powerRamp')).toBeCloseTo((2 * 50e3) / 0.2, 6);
    expect(feeder(0.3).of('TR-A', 'powerSwing')).toBeCloseTo(0.7 * 2 * 50e3, 6);
    expect(feeder(0.3).of('R1', 'powerSwing')).toBeCloseTo(35e3, 6);
  });
});
