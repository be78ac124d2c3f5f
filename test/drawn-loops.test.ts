/** Loops that break other solvers, drawn as records and analysed as any design is. */
import { describe, expect, test } from 'vitest';
import { type Analysed, analyseDetailed } from '../shared/analysis/analyse.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { applyPatch, type Document } from '../shared/document/document.ts';
import type { Equipment, System } from '../shared/document/records.ts';
import { water } from '../shared/solve/fluids.ts';
import { type Link, type Overrides, Rings } from './fixtures/ring.ts';

const gravity_m_s2 = 9.80665;

const pump = (overrides: Overrides = {}): Link => ({
  item: 'pump-fws-small',
  through: ['suction', 'discharge'],
  overrides: { differentialPressure_Pa: 120e3, ...overrides },
});
const rack: Link = {
  item: 'gb300-nvl72',
  through: ['supply', 'return'],
  overrides: { design_W: 100e3, liquidShare: 1, flowControl: 'none' },
};
const cooler: Link = { item: 'dry-cooler-1500', through: ['water-in', 'water-out'], overrides: { leaving_K: 308.15 } };

function analysed(document: Document, failed: readonly string[] = []): Analysed {
  const answer = analyseDetailed(document, { failed });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
}

const statuses = ({ analysis }: Analysed) => analysis.islands.filter(({ system }) => system === 'liquid').map(({ status }) => status);
const flowOf = ({ analysis }: Analysed, one: Equipment | undefined) => quantityOf(analysis.results, one?.id ?? '', 'flow') ?? 0;
const pressureAt = ({ coupled: { liquid } }: Analysed, one: Equipment | undefined, port: string) =>
  liquid.solution.pressure_Pa[liquid.network.nodes.findIndex(({ id }) => id === `${one?.id}/${port}`)] ?? Number.NaN;

describe('a loop', () => {
  test('with its only valve shut stands still, and says which rack gets no coolant for its heat', () => {
    const rings = new Rings();
    const [, , hot] = rings.ring('loop', [
      pump(),
      { item: 'isolation-dn150', through: ['a', 'b'], overrides: { opening: 0 } },
      rack,
      cooler,
    ]);
    const answer = analysed(rings.document());
    expect(flowOf(answer, hot)).toBeLessThan(1e-9);
    const limit = answer.analysis.limits.find(({ owner }) => owner === hot?.id);
    expect(limit?.message).toContain('no coolant flow for 100 kW');
  });

  test('without a vessel has the flows of the same loop with one, no pressures, and is named as without reference', () => {
    const [bare, whole] = [true, false].map((without) => {
      const rings = new Rings();
      const first = rings.ring('loop', [pump(), rack, cooler]);
      const drawn = rings.document();
      const vessel = [...drawn.tables.equipment.values()].find(({ tag }) => tag === 'loop-EV');
      const run = [...drawn.tables.connection.values()].find(({ to }) => to.equipment === vessel?.id);
      const gone = vessel && run ? [vessel, run].map((before) => ({ id: before.id, before, after: null })) : [];
      return { answer: analysed(without ? applyPatch(drawn, gone) : drawn), hot: first[1] };
    });
    if (!bare || !whole) throw new Error('two loops');
    expect(statuses(bare.answer)).toContain('no-reference');
    const island = bare.answer.analysis.islands.find(({ status }) => status === 'no-reference');
    expect(island?.cause).toBeTruthy();
    expect(flowOf(bare.answer, bare.hot)).toBeCloseTo(flowOf(whole.answer, whole.hot), 6);
    expect(quantityOf(bare.answer.analysis.results, bare.hot?.id ?? '', 'inletPressure')).toBeUndefined();
  });

  test('to a cooler on the roof moves as one on the ground does; only the pressure up there is lower, by ρ·g·h', () => {
    const [ground, roof] = [0, 15].map((height_m) => {
      const rings = new Rings();
      const [first, hot, high] = rings.ring('loop', [pump(), rack, cooler]);
      if (!high) throw new Error('no cooler');
      const [x, y] = high.position_m;
      // Pipes of the same drawn length: the roof is as far away sideways as up.
      const position_m = height_m > 0 ? ([x, y, height_m] as const) : ([x, y + 15, 0] as const);
      const answer = analysed(applyPatch(rings.document(), [{ id: high.id, before: high, after: { ...high, position_m } }]));
      return { answer, first, hot, high };
    });
    if (!ground || !roof) throw new Error('two loops');
    expect(statuses(roof.answer)).toEqual(['solved']);
    expect(flowOf(roof.answer, roof.hot) / flowOf(ground.answer, ground.hot)).toBeCloseTo(1, 1);
    const fall = (one: typeof ground) => pressureAt(one.answer, one.first, 'suction') - pressureAt(one.answer, one.high, 'water-out');
    expect((fall(roof) - fall(ground)) / (water.density(308.15) * gravity_m_s2 * 15)).toBeCloseTo(1, 1);
  });

  test('whose heat nothing takes out has no steady state, and names where the heat enters', () => {
    const rings = new Rings();
    rings.ring('loop', [pump(), rack, { item: 'balancing-dn150', through: ['a', 'b'] }]);
    const answer = analysed(rings.document());
    const island = answer.analysis.islands.find(({ status }) => status === 'no-solution');
    expect(island?.cause).toContain('more heat enters the loop');
    expect(island?.worst?.length).toBeGreaterThan(0);
    expect(answer.analysis.findings.map(({ rule }) => rule)).toContain('unsolved-island');
  });
});

/** Consumers between two headers: racks, or whatever else hangs on taps. */
class Headers {
  readonly rings = new Rings();
  readonly system: System = this.rings.builder.system({ name: 'loop', kind: 'fws', fluid: 'water' });
  readonly supply = this.place('header-dn200', 'S', { taps: 12 });
  readonly back = this.place('header-dn200', 'R', { taps: 12 });

  place(item: string, tag: string, overrides: Overrides = {}): Equipment {
    return this.rings.place(item, tag, this.rings.room, overrides);
  }

  run(from: readonly [Equipment, string], to: readonly [Equipment, string], pipe = 'pipe-dn100'): void {
    this.rings.builder.connect(pipe, this.system, from, to, { overrides: { insulation_W_m_K: 0 } });
  }

  /** From a tap of one header through equipment to the same tap of the other. */
  across(tap: number, one: Equipment, enter: string, leave: string, from = this.supply, to = this.back): Equipment {
    this.run([from, `tap-${tap}`], [one, enter]);
    this.run([one, leave], [to, `tap-${tap}`]);
    return one;
  }

  /** Pump and cooler that feed the headers, with a vessel. */
  feed(pumps: number): Equipment[] {
    const suction = this.place('header-dn200', 'PS');
    const discharge = this.place('header-dn200', 'PD');
    const unit = this.place('dry-cooler-1500', 'DC', { leaving_K: 308.15 });
    this.run([this.back, 'end'], [unit, 'water-in'], 'pipe-dn200');
    this.run([unit, 'water-out'], [suction, 'start'], 'pipe-dn200');
    this.run([discharge, 'start'], [this.supply, 'end'], 'pipe-dn200');
    this.run([suction, 'end'], [this.place('vessel-500l', 'EV'), 'water'], 'pipe-dn25');
    return Array.from({ length: pumps }, (_, i) =>
      this.across(
        i + 1,
        this.place('pump-fws-small', `P${i + 1}`, { differentialPressure_Pa: 120e3 }),
        'suction',
        'discharge',
        suction,
        discharge,
      ),
    );
  }
}

const rackOverrides: Overrides = { design_W: 80e3, liquidShare: 1, flowControl: 'none' };

describe('between headers', () => {
  test('pumps in parallel share the flow; one that fails passes nothing back through its check valve', () => {
    const headers = new Headers();
    const [first, second] = headers.feed(2);
    for (let i = 1; i <= 3; i++) headers.across(i, headers.place('gb300-nvl72', `R${i}`, rackOverrides), 'supply', 'return');
    const document = headers.rings.document();
    const both = analysed(document);
    expect(statuses(both)).toEqual(['solved']);
    expect(flowOf(both, first)).toBeGreaterThan(1e-4);
    expect(flowOf(both, first) / flowOf(both, second)).toBeCloseTo(1, 1);
    const alone = analysed(document, [second?.id ?? '']);
    expect(statuses(alone)).toEqual(['solved']);
    expect(flowOf(alone, second)).toBeLessThan(1e-9);
    expect(flowOf(alone, first)).toBeGreaterThan(1.5 * flowOf(both, first));
  });

  test('a bridge between neighbouring taps carries next to nothing, and a dead end nothing at all', () => {
    const headers = new Headers();
    headers.feed(1);
    const [left, right] = [1, 2].map((i) => headers.across(i, headers.place('gb300-nvl72', `R${i}`, rackOverrides), 'supply', 'return'));
    const bridge = headers.place('balancing-dn50', 'BR');
    headers.run([headers.supply, 'tap-5'], [bridge, 'a'], 'pipe-dn50');
    headers.run([bridge, 'b'], [headers.supply, 'tap-6'], 'pipe-dn50');
    const dead = headers.place('isolation-dn100', 'CAP', { opening: 0 });
    headers.run([headers.supply, 'tap-9'], [dead, 'a']);
    const answer = analysed(headers.rings.document());
    expect(statuses(answer)).toEqual(['solved']);
    expect(flowOf(answer, bridge)).toBeLessThan(1e-2 * flowOf(answer, left));
    expect(flowOf(answer, dead)).toBe(0);
    expect(flowOf(answer, left) / flowOf(answer, right)).toBeCloseTo(1, 1);
    expect(answer.analysis.summary?.energyImbalance).toBeLessThan(1e-9);
  });

  test('a pump that is alone with an exchanger that carries no heat leaves its loop and the others sound', () => {
    const rings = new Rings();
    rings.ring('idle', [pump(), { item: 'motivair-mcdu-50', through: ['fws-supply', 'fws-return'] }]);
    rings.ring('live', [pump(), rack, cooler]);
    const answer = analysed(rings.document());
    expect(answer.analysis.islands.find(({ name }) => name === 'idle')?.status).toBe('solved');
    expect(answer.analysis.islands.find(({ name }) => name === 'live')?.status).toBe('solved');
  });
});

describe('a primary and a secondary circuit at one tank', () => {
  /** The two circuits with pumps of one set point. @param shut part by which a valve in the secondary is closed */
  function circuits(opening: number) {
    const rings = new Rings();
    const [tank, primary] = rings.ring('source', [{ item: 'buffer-tank-5m3', through: ['in-1', 'out-1'] }, pump(), cooler]);
    if (!tank) throw new Error('no tank');
    const [, secondary] = rings.ring('load', [
      { item: tank, through: ['in-2', 'out-2'] },
      pump(),
      { item: 'balancing-dn100', through: ['a', 'b'], overrides: { opening } },
      rack,
    ]);
    const answer = analysed(rings.document());
    const speed = (one: Equipment | undefined) => quantityOf(answer.analysis.results, one?.id ?? '', 'speed') ?? Number.NaN;
    const head = (one: Equipment | undefined) => quantityOf(answer.analysis.results, one?.id ?? '', 'head') ?? Number.NaN;
    return { answer, primary, secondary, speed, head };
  }

  test('have pumps that each hold their own set point at their own speed', () => {
    const { answer, primary, secondary, speed, head } = circuits(1);
    expect(statuses(answer)).toEqual(['solved']);
    expect(head(primary)).toBeCloseTo(120e3, 0);
    expect(head(secondary)).toBeCloseTo(120e3, 0);
    expect(Math.abs(speed(primary) - speed(secondary))).toBeGreaterThan(1e-3);
  });

  test('do not feel each other’s valves', () => {
    const [open, throttled] = [circuits(1), circuits(0.1)];
    expect(throttled.speed(throttled.primary)).toBeCloseTo(open.speed(open.primary), 3);
    expect(flowOf(throttled.answer, throttled.primary) / flowOf(open.answer, open.primary)).toBeCloseTo(1, 3);
    expect(flowOf(throttled.answer, throttled.secondary)).toBeLessThan(0.95 * flowOf(open.answer, open.secondary));
  });
});
