/** Racks on single phases of a panel, drawn from catalogue parts and solved as any design. */
import { describe, expect, it } from 'vitest';
import { analyseDetailed } from '../shared/analysis/analyse.ts';
import { fixesFor } from '../shared/analysis/fixes/index.ts';
import { analysisJson } from '../shared/analysis/json.ts';
import type { QuantityKey } from '../shared/analysis/quantities.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { strandedPower } from '../shared/analysis/stranded/stranded-power.ts';
import { applyPatch } from '../shared/document/document.ts';
import { sequentialIds } from '../shared/document/ids.ts';
import { isRefusal } from '../shared/problem.ts';
import { PowerRow, tagged } from './fixtures/power-row.ts';

/** One rack per entry, on the phases named; and one three-phase rack. */
function panel(phases: readonly string[], rack_W: number) {
  const row = new PowerRow();
  const { board } = row.supply('A');
  const rpp = row.place('rpp-250', 'RPP', { ways: phases.length + 1 });
  row.cable(row.lv, [board, 'out-1'], [rpp, 'in-1'], 'RPP/F');
  phases.forEach((phase, i) => {
    const rack = row.rack(`R${i + 1}`, rack_W, { feeds: 1, shelves: 0, shelfPower_W: 0, powerFactor: 1 });
    row.b.connect('whip-32a-single', row.lv, [rpp, `out-${i + 1}`], [rack, 'feed-1'], { tag: `R${i + 1}/F`, overrides: { phases: phase } });
  });
  const document = row.document();
  const answer = analyseDetailed(document, {});
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  const { analysis, coupled } = answer.value;
  return {
    document,
    analysis,
    coupled,
    of: (tag: string, key: QuantityKey) => quantityOf(analysis.results, tagged(document, tag), key),
  };
}

describe('racks on single phases', () => {
  const skew = panel(['L1', 'L1', 'L2', 'L3'], 5000);

  it('load the phases they are drawn on, from the panel to the transformer and not beyond', () => {
    const volts = (tag: string) => (skew.of(tag, 'voltage') ?? 0) / Math.sqrt(3);
    const single = (tag: string) => 5000 / volts(tag);
    expect(skew.of('RPP', 'currentL1')).toBeCloseTo(single('R1') + single('R2'), 6);
    expect(skew.of('RPP', 'currentL2')).toBeCloseTo(single('R3'), 6);
    expect(skew.of('RPP', 'currentN')).toBeCloseTo(single('R1') + single('R2') - single('R3'), 0);
    expect(skew.of('RPP', 'phaseUnbalance')).toBeCloseTo(0.5, 1);
    expect(skew.of('TR-A/F', 'currentL1')).toBeGreaterThan(0);
    expect(skew.of('UT-A/F', 'currentL1')).toBeUndefined();
    expect(skew.of('R1', 'current')).toBeCloseTo(single('R1'), 9);
    expect(skew.of('R1/F', 'current')).toBeCloseTo(single('R1'), 6);
  });

  it('are balanced where each phase has as much', () => {
    const even = panel(['L1', 'L2', 'L3'], 5000);
    expect(even.of('RPP', 'phaseUnbalance')).toBeLessThan(0.01);
    expect(even.of('RPP', 'currentN')).toBeLessThan(0.5);
    expect(even.analysis.summary?.energyImbalance).toBeLessThan(1e-9);
  });

  it('past the whip’s rating are found, with the current that flows in it', () => {
    const over = panel(['L1', 'L2'], 7000);
    expect(over.of('R1/F', 'loading')).toBeCloseTo((over.of('R1/F', 'current') ?? 0) / (32 * 0.8), 9);
    expect(over.analysis.findings.some(({ rule, message }) => rule === 'continuous-rating' && message.includes('R1/F'))).toBe(true);
  });

  it('get a larger whip on the same phase as a cure', () => {
    const { document, analysis } = panel(['L2', 'L3'], 7000);
    const finding = analysis.findings.find(({ rule, message }) => rule === 'continuous-rating' && message.includes('R1/F'));
    const [fix] = finding ? fixesFor(document, analysis, finding, sequentialIds('fix')) : [];
    const answer = fix?.apply(document);
    if (!answer || isRefusal(answer)) throw new Error('no fix');
    const after = applyPatch(document, answer.patch);
    expect(after.tables.connection.get(tagged(after, 'R1/F'))?.overrides.phases).toBe('L2');
    const again = analyseDetailed(after, {});
    if (!again.ok) throw new Error(again.problems[0]?.message);
    expect(again.value.analysis.findings.some(({ rule, subjects }) => rule === finding?.rule && subjects[0] === finding.subjects[0])).toBe(
      false,
    );
    expect(quantityOf(again.value.analysis.results, tagged(after, 'RPP'), 'currentL2')).toBeGreaterThan(28);
  });

  it('strand power by their phase, and none once they are spread', () => {
    const stranded = (phases: readonly string[]) => {
      const { document, coupled } = panel(phases, 5000);
      return strandedPower(document, coupled).byCause.find(({ cause }) => cause === 'phase')?.power_W ?? 0;
    };
    expect(stranded(['L1', 'L1', 'L1', 'L1', 'L1', 'L1'])).toBeGreaterThan(50_000);
    expect(stranded(['L1', 'L2', 'L3', 'L1', 'L2', 'L3'])).toBeLessThan(2000);
  });

  it('say their currents per record in JSON, and no fault level where earth and neutral data are missing', () => {
    const text = JSON.stringify(analysisJson(skew.document, skew.analysis));
    expect(text).toContain('currentL1_A');
    expect(skew.of('R1', 'faultCurrent')).toBeUndefined();
    expect(skew.of('RPP', 'faultCurrent')).toBeGreaterThan(0);
  });
});
