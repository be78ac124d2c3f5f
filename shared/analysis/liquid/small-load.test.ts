import { describe, expect, test } from 'vitest';
import { kindOf } from '../../catalogue/resolve.ts';
import { gb300ScalableUnit } from '../../designs/gb300-su.ts';
import { applyPatch } from '../../document/document.ts';
import type { ParameterValue } from '../../document/records.ts';
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { LiquidSolution } from '../../solve/liquid/solution.ts';
import { solveLiquid } from '../../solve/liquid.ts';
import { extractLiquid } from '../extract-liquid.ts';
import { findScenario, stateOf } from '../scenario-state.ts';

const built = gb300ScalableUnit.build({});
if (!built.ok) throw new Error(built.problems[0]?.message);
const unit = built.value;

interface Case {
  /** Liquid heat of each rack, W. */
  readonly heat_W: number;
  readonly tcsSupply_K: number;
  readonly fwsSupply_K: number;
  readonly flowControl: 'temperature-rise' | 'none';
}

/** The eight racks of the unit at another heat, behind other set points. */
function networkOf({ heat_W, tcsSupply_K, fwsSupply_K, flowControl }: Case): LiquidNetwork {
  const overridesOf = (kind: string | undefined): Readonly<Record<string, ParameterValue>> | undefined => {
    switch (kind) {
      case 'rack':
        return { design_W: heat_W, liquidShare: 1, flowControl };
      case 'cdu':
        return { supply_K: tcsSupply_K };
      case 'chiller':
        return { leaving_K: fwsSupply_K };
      default:
        return undefined;
    }
  };
  const patch = [...unit.tables.equipment.values()].flatMap((before) => {
    const overrides = overridesOf(kindOf(unit, before)?.kind);
    return overrides ? [{ id: before.id, before, after: { ...before, overrides: { ...before.overrides, ...overrides } } }] : [];
  });
  const document = applyPatch(unit, patch);
  const scenario = findScenario(document, 'design');
  if (!scenario.ok) throw new Error('the unit has a design scenario');
  return extractLiquid(document, stateOf(document, scenario.value, {}));
}

const statuses = ({ islands }: LiquidSolution): string[] => islands.map(({ status }) => status);

const celsius = 273.15;
const cases = [12, 30, 41, 45, 50].flatMap((fws) =>
  [10, 100, 200, 500, 2000, 50e3].flatMap((heat_W) =>
    [40, 45].flatMap((tcs) =>
      (['temperature-rise', 'none'] as const).map(
        (flowControl): Case => ({ heat_W, tcsSupply_K: celsius + tcs, fwsSupply_K: celsius + fws, flowControl }),
      ),
    ),
  ),
);

describe('racks at next to no heat', () => {
  const networks = cases.map(networkOf);
  const cold = networks.map((network) => solveLiquid(network));

  test('have a steady state in few passes at any facility water temperature, below the set point or above', () => {
    for (const [i, solution] of cold.entries()) {
      expect(statuses(solution), JSON.stringify(cases[i])).toEqual(['solved', 'solved', 'solved']);
      expect(solution.passes).toBeLessThan(20);
    }
  });

  test('have one steady state: the same from nothing and from the solution of any other load and temperature', () => {
    for (let i = 0; i < cases.length; i++) {
      for (const step of [1, 5, 23, 61]) {
        const [own, start] = [cold[i], cold[(i + step) % cases.length]];
        if (!own || !start) continue;
        const warm = solveLiquid(networks[i] as LiquidNetwork, start);
        const apart_K = own.nodeTemperature_K.map((kelvin, n) => Math.abs((warm.nodeTemperature_K[n] as number) - kelvin));
        expect(Math.max(...apart_K), JSON.stringify([cases[i], step])).toBeLessThan(1e-5);
      }
    }
  });

  test('behind facility water warmer than their set point keep the valve shut while their pipes carry the heat, and open it beyond', () => {
    const positions = [100, 2000].map((heat_W) => {
      const network = networkOf({ heat_W, tcsSupply_K: celsius + 45, fwsSupply_K: celsius + 50, flowControl: 'temperature-rise' });
      const solution = solveLiquid(network);
      return network.controls.flatMap(({ type }, c) => (type === 'exchanger-outlet' ? [solution.controls[c]?.position ?? Number.NaN] : []));
    });
    for (const shut of positions[0] ?? []) expect(shut).toBeLessThan(0.05);
    for (const open of positions[1] ?? []) expect(open).toBe(1);
  });

  test('that are not given enough passes name what still moves, and by how much', () => {
    const [first] = networks;
    const { islands } = solveLiquid(first as LiquidNetwork, undefined, { maxPasses: 2 });
    for (const { status, cause, worst } of islands) {
      expect(status).toBe('not-converged');
      expect(cause).toMatch(/still asks for [\d.e-]+ kg\/s where it has|still moves by [\d.e-]+ K from pass to pass/);
      expect(worst).toHaveLength(1);
    }
  });
});
