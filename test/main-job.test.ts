/** The published 10 MW plant, end to end through the analysis: what an engineer would check by hand. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../shared/analysis/analyse.ts';
import { analysisJson } from '../shared/analysis/json.ts';
import { racksOf } from '../shared/analysis/racks.ts';
import { quantityOf, type Summary } from '../shared/analysis/result.ts';
import { designs } from '../shared/designs/index.ts';
import type { Document } from '../shared/document/document.ts';

const built = designs.find(({ name }) => name === 'gb300-10mw')?.build({});
if (!built?.ok) throw new Error('the 10 MW plant could not be generated');
const document: Document = built.value;

function solved(options: Parameters<typeof analyse>[1] = {}) {
  const answer = analyse(document, options);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  const { summary } = answer.value;
  if (!summary) throw new Error('no key figures');
  return { analysis: answer.value, summary };
}

const total = (
  summary: Summary,
  part: 'racks_W' | 'pumps_W' | 'pipes_W' | 'fromExchangers_W' | 'toExchangers_W' | 'fromAir_W' | 'rejected_W',
) => summary.loops.reduce((sum, loop) => sum + loop[part], 0);

describe('the 10 MW plant in its design scenario', () => {
  const { analysis, summary } = solved();

  it('runs 48 racks at 142 kW with 40 °C supply and 50 °C return', () => {
    const racks = racksOf(document);
    expect(racks).toHaveLength(48);
    for (const { equipment } of racks) {
      expect(quantityOf(analysis.results, equipment.id, 'power')).toBe(142_000);
      expect((quantityOf(analysis.results, equipment.id, 'supplyTemperature') ?? 0) - 273.15).toBeCloseTo(40, 0);
      expect(Math.abs((quantityOf(analysis.results, equipment.id, 'returnTemperature') ?? 0) - 323.15)).toBeLessThan(0.5);
    }
  });

  it('puts 5,929.9 kW into the liquid', () => {
    expect(Math.abs(summary.heatToLiquid_W / 5_929_920 - 1)).toBeLessThan(1e-3);
  });

  it('loads CDUs and chillers with that heat plus exactly the itemised pump heat and pipe gains', () => {
    for (const loop of summary.loops) expect(Math.abs(loop.imbalance_W)).toBeLessThan(1e-6 * summary.itPower_W);
    const tcs = summary.loops.filter(({ racks_W }) => racks_W > 0);
    const cdus = -tcs.reduce((sum, { toExchangers_W }) => sum + toExchangers_W, 0);
    const added = tcs.reduce((sum, { pumps_W, pipes_W }) => sum + pumps_W + pipes_W, 0);
    expect(cdus).toBeGreaterThan(summary.heatToLiquid_W);
    expect(Math.abs(cdus - summary.heatToLiquid_W - added)).toBeLessThan(1);
    expect(Math.abs(total(summary, 'fromExchangers_W') - cdus)).toBeLessThan(1);
    const brought = summary.heatToLiquid_W + total(summary, 'pumps_W') + total(summary, 'pipes_W') + total(summary, 'fromAir_W');
    expect(Math.abs(-total(summary, 'rejected_W') - brought)).toBeLessThan(1);
  });

  it('closes energy at the meter and in every loop to 1e-6', () => {
    expect(summary.energyImbalance).toBeLessThan(1e-6);
  });

  it('has a PUE that is the sum of its listed parts', () => {
    const parts = summary.losses.reduce((sum, { power_W }) => sum + power_W, 0);
    expect(Math.abs(parts - (summary.facilityPower_W - summary.itPower_W))).toBeLessThan(1e-6 * summary.facilityPower_W);
    expect(summary.pue).toBeCloseTo(1 + parts / summary.itPower_W, 9);
    for (const { power_W } of summary.losses) expect(power_W).toBeGreaterThanOrEqual(0);
  });

  it('has no finding of severity error', () => {
    expect(analysis.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('says the same as JSON, with units in every name', () => {
    const json = analysisJson(document, analysis);
    expect(json.format).toBe('headroom-analysis/1');
    const rack = Object.values(json.records).find(({ kind }) => kind === 'rack');
    expect(rack?.supplyTemperature_C).toBeCloseTo(40, 1);
    expect(rack?.flow_L_min).toBeCloseTo(185.1, 0);
    expect(JSON.stringify(json)).not.toMatch(/NaN|Infinity/);
  });
});

describe('a sweep of the ambient from −10 to 45 °C', () => {
  const sweep = Array.from({ length: 56 }, (_, i) => solved({ ambient_K: 263.15 + i }));

  it('changes facility power without a jump, ever upwards beyond free cooling', () => {
    const power = sweep.map(({ summary }) => summary.facilityPower_W);
    const steps = power.slice(1).map((value, i) => value - (power[i] ?? value));
    // One kelvin more never costs more than 1.5 % of the facility, and the cost of a kelvin changes gradually.
    for (const step of steps) expect(Math.abs(step)).toBeLessThan(0.015 * 8.6e6);
    const bends = steps.slice(1).map((step, i) => Math.abs(step - (steps[i] ?? step)));
    expect(Math.max(...bends)).toBeLessThan(0.006 * 8.6e6);
    for (const step of steps) expect(step).toBeGreaterThan(-1);
  });

  it('keeps the racks at their set point and the energy closed all the way', () => {
    for (const { summary } of sweep) {
      expect(summary.energyImbalance).toBeLessThan(1e-6);
      expect(summary.minSupplyMargin_K).toBeGreaterThan(4);
    }
  });
});

describe('a row that loses its supply line', () => {
  const unit = designs.find(({ name }) => name === 'gb300-su')?.build({});
  if (!unit?.ok) throw new Error('the scalable unit could not be generated');
  const line = [...unit.value.tables.connection.values()].find(({ tag }) => tag === 'TCS1-R01-SL.1');
  const answer = analyse(unit.value, { failed: [line?.id ?? ''] });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);

  it('leaves every part of the plant solved', () => {
    expect(answer.value.islands.filter(({ status }) => status !== 'solved' && status !== 'dead')).toEqual([]);
  });

  it('names its eight racks, and no others, as running without coolant flow', () => {
    const named = answer.value.findings
      .filter(({ rule, severity }) => rule === 'supply-lost' && severity === 'error')
      .flatMap(({ subjects }) => subjects);
    const row = racksOf(unit.value).filter(({ parameters }) => parameters.liquidShare > 0);
    expect(named.sort()).toEqual(row.map(({ equipment }) => equipment.id).sort());
    expect(row).toHaveLength(8);
  });
});
