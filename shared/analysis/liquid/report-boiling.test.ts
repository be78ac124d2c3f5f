import { describe, expect, test } from 'vitest';
import { Rings } from '../../../test/fixtures/ring.ts';
import { applyPatch, type Document } from '../../document/document.ts';
import { glycolByMass, water } from '../../solve/fluids.ts';
import { analyseDetailed } from '../analyse.ts';
import { quantityOf } from '../result.ts';

describe('the vapour pressure of coolants', () => {
  test('of water is one atmosphere at 100 °C (99.97 °C by IAPWS)', () => {
    expect(water.vapourPressure(373.124) / 101325).toBeCloseTo(1, 3);
  });

  // Boiling points at 101.3 kPa of 50 % by mass: Dow, Engineering and Operating Guides for DOWTHERM SR-1 and DOWFROST.
  test.each([
    ['ethylene', 107.2],
    ['propylene', 105.6],
  ] as const)('of half %s glycol is one atmosphere at its published boiling point, within 5 %%', (glycol, celsius) => {
    const pressure_Pa = glycolByMass(glycol, 0.5).vapourPressure(273.15 + celsius);
    expect(Math.abs(pressure_Pa / 101325 - 1)).toBeLessThan(0.05);
  });
});

/** A pump that pushes warm water through a cooler, which stands at a height, with a vessel at its suction. */
function loop(height_m: number, fill_Pa: number, leaving_K = 318.15) {
  const rings = new Rings();
  const [pump, rack, cooler] = rings.ring('loop', [
    { item: 'pump-fws-small', through: ['suction', 'discharge'], overrides: { differentialPressure_Pa: 60e3 } },
    { item: 'gb300-nvl72', through: ['supply', 'return'], overrides: { flowControl: 'none', dropExponent: 2, referenceDrop_Pa: 1000 } },
    { item: 'dry-cooler-1500', through: ['water-in', 'water-out'], overrides: { leaving_K } },
  ]);
  const drawn = rings.document();
  const vessel = [...drawn.tables.equipment.values()].find(({ tag }) => tag === 'loop-EV');
  if (!pump || !rack || !cooler || !vessel) throw new Error('the loop is incomplete');
  const [x, y] = cooler.position_m;
  const document: Document = applyPatch(drawn, [
    { id: cooler.id, before: cooler, after: { ...cooler, position_m: [x, y, height_m] } },
    { id: vessel.id, before: vessel, after: { ...vessel, overrides: { fillPressure_Pa: fill_Pa } } },
  ]);
  const answer = analyseDetailed(document);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return { ...answer.value, pump, cooler, found: answer.value.analysis.findings.filter(({ rule }) => rule === 'cavitation') };
}

describe('a pump', () => {
  test('has the NPSH that its fill pressure, the air above the site and its temperature leave', () => {
    const { analysis, coupled, pump, found } = loop(0, 150e3);
    const { network, solution } = coupled.liquid;
    const suction = network.nodes.findIndex(({ id }) => id === `${pump.id}/suction`);
    const kelvin = solution.nodeTemperature_K[suction] as number;
    const head_m = ((solution.pressure_Pa[suction] as number) + 101325 - water.vapourPressure(kelvin)) / (water.density(kelvin) * 9.80665);
    expect(quantityOf(analysis.results, pump.id, 'npshAvailable')).toBeCloseTo(head_m, 9);
    expect(head_m).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });
});

describe('a cooler on a roof', () => {
  test('whose pressure stays above the vapour pressure is sound, and boils where the loop is filled too low', () => {
    expect(loop(20, 150e3).found).toEqual([]);
    const { found, cooler, analysis } = loop(20, 80e3);
    expect(found).toHaveLength(1);
    expect(analysis.findings.filter(({ rule }) => rule === 'cavitation')[0]?.message).toContain('boils');
    expect(found[0]?.subjects).toContain(cooler.id);
  });

  test('may boil although its absolute pressure is positive: the hotter the water, the sooner', () => {
    const margin = (leaving_K: number) => {
      const { analysis, coupled, cooler, found } = loop(20, 95e3, leaving_K);
      const top = coupled.liquid.network.nodes.findIndex(({ id }) => id === `${cooler.id}/water-out`);
      expect((coupled.liquid.solution.pressure_Pa[top] as number) + 101325).toBeGreaterThan(5e3);
      return { margin_Pa: quantityOf(analysis.results, cooler.id, 'boilingMargin') ?? Number.NaN, found: found.length };
    };
    const [cool, hot] = [margin(308.15), margin(329.15)];
    expect(cool.margin_Pa).toBeGreaterThan(0);
    expect(cool.found).toBe(0);
    expect(hot.margin_Pa).toBeLessThan(0);
    expect(hot.found).toBe(1);
  });
});
