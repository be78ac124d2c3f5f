import { describe, expect, test } from 'vitest';
import { editSite } from '../../commands/edit-site.ts';
import { gb300Hall10MW } from '../../designs/gb300-10mw.ts';
import { applyPatch, type Document } from '../../document/document.ts';
import type { EquipmentId } from '../../document/ids.ts';
import { isRefusal } from '../../problem.ts';
import { numbers } from '../../solve/allocation/sample-problems.ts';
import { allocateOverLimits, type Consumer } from '../../solve/allocation.ts';
import { analyse } from '../analyse.ts';
import { couple } from '../couple.ts';
import { racksOf } from '../racks.ts';
import { findScenario, type ScenarioOptions, stateOf } from '../scenario-state.ts';
import { allocatePower, type PowerAllocation } from './allocate-power.ts';
import { powerLimits } from './limits/power-limits.ts';
import { curveWorth } from './worth.ts';

function tenMegawatts(): Document {
  const built = gb300Hall10MW.build({});
  if (!built.ok) throw new Error('design');
  return built.value;
}
const document = tenMegawatts();

function withUtility(limit_W: number): Document {
  const answer = editSite(document, { fields: { utilityLimit_W: limit_W } });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(document, answer.patch);
}

/** Work of unlike worth and appetite on every rack. */
function mixedWork(scale = 1): Map<EquipmentId, Consumer> {
  const random = numbers(3);
  return new Map(
    racksOf(document).map(({ equipment, parameters }) => [
      equipment.id,
      curveWorth({
        curve: { a: 0.05, b: 0.65 },
        saturation_W: scale * parameters.tdp_W * (0.9 + 0.25 * random()),
        throughput_per_s: 1e6 * (0.5 + random()),
        least: 0.55,
      }),
    ]),
  );
}

function allocated(of: Document, options: ScenarioOptions, worth = mixedWork()): PowerAllocation {
  const answer = allocatePower(of, { ...options, worth });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
}

function bindingOwners({ result, limits }: PowerAllocation): string[] {
  return result.binding.map((j) => `${limits.limits[j]?.owner} ${limits.limits[j]?.resource}`);
}

/** Solves the design afresh at the allocated powers: nothing past its limit, and what binds at its limit. */
function expectConsistent(of: Document, options: ScenarioOptions, answer: PowerAllocation): void {
  const fresh = analyse(of, { ...options, rackPower_W: answer.rackPower_W });
  if (!fresh.ok) throw new Error(fresh.problems[0]?.message);
  expect(fresh.value.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(answer.violation).toBeLessThan(1e-6);
  expect(answer.result.binding.length).toBeGreaterThan(0);
  for (const j of answer.result.binding) {
    const row = answer.limits.limits[j];
    expect(Math.abs((row?.present ?? 0) / (row?.capacity ?? 1) - 1)).toBeLessThan(1e-5);
  }
}

describe('tangent limits of the 10 MW hall', () => {
  test('tell how other rack powers use every limit, to 0.03 % of it after a change of 2 %', () => {
    const scenario = findScenario(document, 'design');
    if (!scenario.ok) throw new Error('scenario');
    const base = couple(document, stateOf(document, scenario.value, {}));
    const limits = powerLimits(document, base);
    const random = numbers(11);
    const itPower_W = new Map([...base.state.itPower_W].map(([id, power_W]) => [id, power_W * (0.97 + 0.02 * random())]));
    const moved = powerLimits(document, couple(document, { ...base.state, itPower_W }, base));
    const after = new Map(moved.limits.map((row) => [row.id, row]));
    expect(moved.limits.length).toBe(limits.limits.length);
    for (const { id, present, capacity, members, coefficients } of limits.limits) {
      let predicted = present / capacity;
      for (let k = 0; k < members.length; k++) {
        const rack = members[k] ?? -1;
        predicted += ((coefficients[k] ?? 0) * ((moved.present_W[rack] ?? 0) - (limits.present_W[rack] ?? 0))) / capacity;
      }
      const row = after.get(id);
      expect(Math.abs(predicted - (row?.present ?? 0) / (row?.capacity ?? 1)), id).toBeLessThan(3e-4);
    }
  });
});

describe('power shared in the 10 MW hall', () => {
  test('a tight utility binds, nothing is past its limit, and the price of its watt is what one more earns', () => {
    const cap_W = 7.5e6;
    const answer = allocated(withUtility(cap_W), {});
    expectConsistent(withUtility(cap_W), {}, answer);
    expect(bindingOwners(answer)).toEqual(['site_1 utility']);
    const more = allocated(withUtility(cap_W * 1.002), {});
    const earned = (more.result.value - answer.result.value) / (0.002 * cap_W);
    const [before, after] = [answer, more].map(({ result }) => result.prices[result.binding[0] ?? -1] ?? 0);
    expect(earned).toBeLessThan((before ?? 0) * 1.01);
    expect(earned).toBeGreaterThan((after ?? 0) * 0.99);
  });

  test('with feed A lost each rack hangs on one feed: whips bind beside the utility, and the optimum stands without the fast path', () => {
    const of = withUtility(7.2e6);
    const options = { scenario: 'feed-a-lost' };
    const answer = allocated(of, options);
    expectConsistent(of, options, answer);
    expect(answer.result.binding.length).toBeGreaterThan(1);
    const { limits } = answer;
    const worth = mixedWork();
    const consumers = limits.racks.map((id): Consumer => worth.get(id) ?? { least: 0, worthAtLeast: 0, pieces: [] });
    const general = allocateOverLimits({ consumers, limits: [...limits.limits], capacities: limits.capacities }, { general: true });
    expect(general.status).toBe('optimal');
    if (general.status === 'optimal') expect(Math.abs(general.value / answer.result.value - 1)).toBeLessThan(1e-6);
  });

  test('with a CDU out the flow of the other two binds, and a litre per minute has a price', () => {
    const answer = allocated(document, { scenario: 'cdu-out' }, mixedWork(1.3));
    expectConsistent(document, { scenario: 'cdu-out' }, answer);
    const flows = answer.result.binding.filter((j) => answer.limits.limits[j]?.unit === 'm³/s');
    expect(flows.length).toBeGreaterThan(0);
    for (const j of flows) expect(answer.result.prices[j]).toBeGreaterThan(0);
  });

  test('least powers beyond a limit are refused with the record that is too small', () => {
    const answer = allocatePower(withUtility(3e6), { worth: mixedWork() });
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect(answer.problems.map(({ code, record }) => [code, record])).toEqual([['limits-conflict', 'site_1']]);
  });
});
