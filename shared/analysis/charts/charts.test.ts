import { beforeAll, describe, expect, it } from 'vitest';
import { designs } from '../../designs/index.ts';
import type { Document } from '../../document/document.ts';
import { type Analysed, analyseDetailed } from '../analyse.ts';
import { racksOf } from '../racks.ts';
import { quantityOf } from '../result.ts';
import { heatFlow } from './heat-flow.ts';
import { headAt, pumpDuty } from './pump-duty.ts';
import { temperaturePath } from './temperature-path.ts';

function solved(name: string, ambient_K?: number): { document: Document; answer: Analysed } {
  const built = designs.find((design) => design.name === name)?.build({});
  if (!built?.ok) throw new Error(`${name} could not be built`);
  const answer = analyseDetailed(built.value, ambient_K === undefined ? {} : { ambient_K });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return { document: built.value, answer: answer.value };
}

describe.each([
  ['gb300-10mw', undefined],
  ['gb300-10mw', 253.15],
  ['gb300-su', undefined],
  ['vr-45c-su', 308.15],
] as const)('the heat of %s at %s K as streams', (name, ambient_K) => {
  let document: Document;
  let answer: Analysed;
  beforeAll(() => {
    ({ document, answer } = solved(name, ambient_K));
  });

  it('takes into every inner stage what it gives away', () => {
    const flow = heatFlow(document, answer.coupled);
    if (!flow) throw new Error('no balance');
    const inner = flow.stages.filter(({ in_W, out_W }) => in_W > 0 && out_W > 0);
    expect(inner.length).toBeGreaterThan(3);
    for (const { in_W, out_W } of inner) expect(Math.abs(in_W - out_W) / flow.entering_W).toBeLessThan(1e-9);
  });

  it('starts with the power at the meter and ends with all of it in the sky', () => {
    const flow = heatFlow(document, answer.coupled);
    const metered = answer.analysis.summary?.facilityPower_W ?? 0;
    const warmed = flow?.stages.find(({ key }) => key === 'outdoors')?.out_W ?? 0;
    const entering = flow?.entering_W ?? 0;
    expect(Math.abs((entering - warmed) / metered - 1)).toBeLessThan(1e-9);
    expect(Math.abs((flow?.stages.find(({ key }) => key === 'sky')?.in_W ?? 0) / entering - 1)).toBeLessThan(1e-9);
    expect(flow?.stages.find(({ key }) => key === 'racks')?.out_W).toBeCloseTo(answer.analysis.summary?.itPower_W ?? 0, 2);
  });

  it('has streams in one direction only, none of them negative', () => {
    const streams = heatFlow(document, answer.coupled)?.streams ?? [];
    const pairs = streams.map(({ from, to }) => [from, to].sort().join());
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const { heat_W } of streams) expect(heat_W).toBeGreaterThan(0);
  });

  it('goes from cold plate to sky with each stage warmer on its way back, and no colder than what cools it', () => {
    const liquid = racksOf(document).filter(({ parameters }) => parameters.liquidShare > 0.5);
    expect(liquid.length).toBeGreaterThan(0);
    for (const { equipment } of liquid.slice(0, 3)) {
      const path = temperaturePath(document, answer.coupled, answer.analysis.results, equipment.id);
      expect(path.length).toBeGreaterThanOrEqual(5);
      expect(path.at(-1)?.title).toBe('Sky');
      expect(path[0]?.supply_K).toBeCloseTo(quantityOf(answer.analysis.results, equipment.id, 'supplyTemperature') ?? 0, 9);
      for (const { supply_K, return_K } of path) if (return_K !== undefined) expect(return_K).toBeGreaterThan(supply_K);
      // Across the exchanger both ends of the rack side are warmer than those of the facility side.
      const [hot, cold] = [path[1], path[2]];
      expect(hot?.supply_K).toBeGreaterThan(cold?.supply_K ?? 0);
      expect(hot?.return_K).toBeGreaterThan(cold?.return_K ?? 0);
    }
  });

  it('puts each pump where its curve and its circuit meet, at the pressure difference that the network has there', () => {
    const { network, solution } = answer.coupled.liquid;
    let looked = 0;
    for (const pump of solution.pumps) {
      const branch = network.branches[pump.branch];
      if (branch?.element.type !== 'pump' || pump.speed <= 0) continue;
      for (const duty of pumpDuty(answer.coupled, pump.owner)) {
        looked++;
        const { at } = duty;
        expect(headAt(branch.element.curve, duty.parallel, duty.speed, at.flow_m3_s)).toBeCloseTo(at.head_Pa, 6);
        const owners = solution.pumps.filter(({ owner }) => owner === pump.owner);
        expect(Math.min(...owners.map(({ head_Pa }) => Math.abs(head_Pa / at.head_Pa - 1)))).toBeLessThan(1e-6);
        // Between neighbouring samples the circuit's curve passes through the point, of which one may be the point but for rounding.
        const k = duty.system.findIndex(({ flow_m3_s }) => flow_m3_s >= at.flow_m3_s);
        const [before, after] = [duty.system[k - 1], duty.system[k]];
        if (!before || !after) throw new Error('the operating point lies beyond the drawn circuit');
        expect(before.head_Pa).toBeLessThanOrEqual(at.head_Pa * (1 + 1e-12));
        expect(after.head_Pa).toBeGreaterThanOrEqual(at.head_Pa * (1 - 1e-12));
        expect(duty.reserve).toBeGreaterThanOrEqual(-1e-9);
        if (looked > 12) return;
      }
    }
    expect(looked).toBeGreaterThan(0);
  });
});
