/** The published 10 MW plant, end to end through the analysis: what an engineer would check by hand. */
import { describe, expect, it } from 'vitest';
import { type SweepPoint, sweepAmbient } from '../shared/analysis/ambient-sweep.ts';
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

  it('closes energy at the meter and in every loop to 1e-9', () => {
    expect(summary.energyImbalance).toBeLessThan(1e-9);
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
      expect(summary.energyImbalance).toBeLessThan(1e-9);
      expect(summary.minSupplyMargin_K).toBeGreaterThan(4);
    }
  });
});

describe('the controls that do the work between −10 and 45 °C', () => {
  const ambients = Array.from({ length: 56 }, (_, i) => 263.15 + i);
  const answer = sweepAmbient(document, ambients);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  const owned = (model: string) =>
    [...document.tables.equipment.values()].filter(({ item }) => document.tables.item.get(item)?.title.includes(model));
  /** What holds a unit's leaving temperature at a point. */
  const working = ({ analysis }: SweepPoint, id: string) => analysis.controls.find(({ owner }) => owner === id)?.by;

  it('are named at every point, and each set point is held', () => {
    for (const { controls } of answer.value) {
      expect(controls.filter(({ state }) => state !== 'holding')).toEqual([]);
      const count = (kind: string, by: string) => controls.find((one) => one.kind === kind && one.by === by)?.owners.length ?? 0;
      expect(count('cdu', 'FWS valve')).toBe(9);
      expect(count('cdu', 'pump speed')).toBe(9);
      expect(count('rack', 'flow control valve')).toBe(48);
      expect(count('fan-wall', 'water valve')).toBeGreaterThan(0);
    }
  });

  it('change over once in each unit: free cooling, then with the compressor, then the compressor alone', () => {
    const changes = (id: string) => answer.value.map((point) => working(point, id)).filter((by, i, all) => by !== all[i - 1]);
    expect(owned('XRAF4242A')).toHaveLength(4);
    for (const { id } of owned('XRAF4242A')) expect(changes(id)).toEqual(['free cooling', 'free cooling and compressor']);
    expect(owned('18 °C water')).toHaveLength(3);
    for (const { id } of owned('18 °C water')) expect(changes(id)).toEqual(['free cooling', 'free cooling and compressor', 'compressor']);
  });

  it('change over where free cooling ends: when the coil at full fans no longer brings the water to its set point', () => {
    for (const { id } of owned('XRAF4242A')) {
      for (const point of answer.value) {
        const heat = quantityOf(point.analysis.results, id, 'heat') ?? 0;
        const free = quantityOf(point.analysis.results, id, 'freeCoolingHeat') ?? 0;
        expect(working(point, id)).toBe(heat - free < 1e-6 * heat ? 'free cooling' : 'free cooling and compressor');
      }
    }
  });

  it('give the same power from the state of the neighbouring point as from a cold start', () => {
    for (const i of [0, 14, 32, 33, 55]) {
      const { summary } = solved({ ambient_K: ambients[i] as number });
      expect(Math.abs((answer.value[i]?.analysis.summary?.facilityPower_W ?? 0) / summary.facilityPower_W - 1)).toBeLessThan(1e-8);
    }
  });
});

describe('the published plant on three of its four chillers', () => {
  const chillers = [...document.tables.equipment.values()].filter(({ item }) =>
    document.tables.item.get(item)?.model.includes('XRAF4242A'),
  );

  it('holds 37 °C at its nine CDUs whichever chiller stands, in free cooling and with compressors, with energy closed to 1e-9', () => {
    for (const { id, tag } of chillers) {
      for (const ambient_K of [288.15, 311.15]) {
        const { analysis, summary } = solved({ failed: [id], ambient_K });
        expect(summary.energyImbalance, tag).toBeLessThan(1e-9);
        expect(quantityOf(analysis.results, id, 'flow') ?? 0).toBe(0);
        const cdus = [...document.tables.equipment.values()].filter(({ item }) =>
          document.tables.item.get(item)?.model.includes('MCDU-50'),
        );
        expect(cdus).toHaveLength(9);
        for (const cdu of cdus) {
          expect(Math.abs((quantityOf(analysis.results, cdu.id, 'primarySupplyTemperature') ?? 0) - 310.15)).toBeLessThan(0.5);
          expect(Math.abs((quantityOf(analysis.results, cdu.id, 'supplyTemperature') ?? 0) - 313.15)).toBeLessThan(0.05);
        }
        const carried = chillers.map((one) => quantityOf(analysis.results, one.id, 'heat') ?? 0);
        expect(carried.filter((heat) => heat > 0)).toHaveLength(3);
        // 5,929.9 kW of the racks plus the heat of both loops' pumps, pipe gains beside it: 2 to 4 % more in all.
        const total = carried.reduce((sum, heat) => sum + heat, 0);
        expect(total).toBeGreaterThan(1.01 * 5_929_920);
        expect(total).toBeLessThan(1.04 * 5_929_920);
      }
    }
  });

  it('is limited by capacity, and says so, on a day hotter than three chillers can carry', () => {
    const { analysis } = solved({ failed: [chillers[0]?.id ?? ''], ambient_K: 318.15 });
    const limited = analysis.controls.filter(({ owner, state }) => state === 'at limit' && chillers.some(({ id }) => id === owner));
    expect(limited.map(({ by }) => by)).toEqual(['compressor', 'compressor', 'compressor']);
    for (const { actual, target } of limited) expect(actual).toBeGreaterThan(target);
  });
});

describe('energy over every reference design, scenario and single failure of a plant part', () => {
  const small = ['gb300-su', 'vr-45c-su', 'gb300-10mw'];
  for (const name of small) {
    const design = designs.find((one) => one.name === name)?.build({});
    if (!design?.ok) throw new Error(name);
    for (const scenario of design.value.tables.scenario.values()) {
      it(`closes to 1e-9 in ${name}, ${scenario.title}`, () => {
        const answer = analyse(design.value, { scenario: scenario.id });
        if (!answer.ok) throw new Error(answer.problems[0]?.message);
        expect(answer.value.summary?.energyImbalance).toBeLessThan(1e-9);
      });
    }
  }
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
