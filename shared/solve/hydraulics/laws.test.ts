import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colebrook, type FrictionLaw, swameeJain } from './friction.ts';
import { BranchLaws } from './laws.ts';
import type { HydraulicElement } from './system.ts';

const out = new Float64Array(2);
const RHO = 998.2;
const NU = 1.0038e-6;

const lawOf = (element: HydraulicElement, friction: FrictionLaw = 'swamee-jain-dunlop'): BranchLaws => {
  const laws = new BranchLaws([{ id: 'b', from: 0, to: 1, element, open: true }], friction);
  laws.set(0, RHO, NU);
  laws.setThrottle(0, 0, 0);
  laws.setSpeedSquared(0, element.type === 'pump' ? element.speed ** 2 : 1);
  return laws;
};

const elements: readonly HydraulicElement[] = [
  { type: 'pipe', length_m: 30, diameter_m: 0.05, roughness_m: 4.5e-5, minorLoss: 0 },
  { type: 'pipe', length_m: 2, diameter_m: 0.2, roughness_m: 1.5e-6, minorLoss: 2.5 },
  { type: 'hazen-williams', length_m: 100, diameter_m: 0.2, coefficient: 110, minorLoss: 1 },
  { type: 'resistance', coefficient: 6e4 / 0.0025 ** 1.9, exponent: 1.9 },
  { type: 'resistance', coefficient: 6e4 / 0.0025 ** 2, exponent: 2 },
  {
    type: 'table',
    points: [
      [0.001, 4000],
      [0.002, 15_000],
      [0.004, 52_000],
    ],
  },
  { type: 'valve', flowAt100kPa_m3_s: 0.0175, opening: 1, characteristic: 'equal-percentage', rangeability: 50 },
  { type: 'check-valve', flowAt100kPa_m3_s: 0.02 },
  {
    type: 'pump',
    curve: { shutoff_Pa: 3.5e5, coefficient: 3.5e5 / 0.02 ** 1.8, exponent: 1.8 },
    speed: 0.8,
    parallel: 2,
    hydraulicEfficiency: 0.75,
    motorEfficiency: 0.9,
    lossToLiquid: 0,
    checked: true,
  },
];

describe('friction factors', () => {
  it('Colebrook satisfies its own equation and Swamee–Jain stays within 3 % of it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5e3, max: 1e8, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e-2, noNaN: true }),
        (reynolds, roughness) => {
          colebrook(reynolds, roughness, out);
          const f = out[0] as number;
          expect(1 / Math.sqrt(f)).toBeCloseTo(-2 * Math.log10(roughness / 3.71 + 2.51 / (reynolds * Math.sqrt(f))), 10);
          swameeJain(reynolds, roughness, out);
          expect(Math.abs((out[0] as number) / f - 1)).toBeLessThan(0.03);
        },
      ),
    );
  });

  it('the default law has no step in value or slope at Re 2000 and 4000', () => {
    const laws = lawOf(elements[0] as HydraulicElement);
    const perReynolds = (Math.PI * 0.05 * RHO * NU) / 4;
    for (const reynolds of [2000, 4000]) {
      const below = new Float64Array(2);
      laws.evaluate(0, reynolds * (1 - 1e-9) * perReynolds, below);
      laws.evaluate(0, reynolds * (1 + 1e-9) * perReynolds, out);
      expect((out[0] as number) / (below[0] as number)).toBeCloseTo(1, 7);
      expect((out[1] as number) / (below[1] as number)).toBeCloseTo(1, 6);
    }
  });

  it('a laminar pipe obeys Hagen–Poiseuille', () => {
    const laws = lawOf({ type: 'pipe', length_m: 30, diameter_m: 0.05, roughness_m: 1e-5, minorLoss: 0 });
    expect(laws.dropAt(0, 0.05)).toBeCloseTo((128 * NU * 30 * 0.05) / (Math.PI * 0.05 ** 4), 9);
  });
});

describe('every law', () => {
  for (const [k, element] of elements.entries()) {
    for (const friction of ['swamee-jain-dunlop', 'swamee-jain', 'colebrook'] as const) {
      if (element.type !== 'pipe' && friction !== 'colebrook') continue;
      it(`${element.type} ${k} (${friction}): the slope is the derivative of the drop, and never negative`, () => {
        const laws = lawOf(element, friction);
        fc.assert(
          fc.property(fc.double({ min: -3, max: 1.5, noNaN: true }), (power) => {
            const m = 10 ** power;
            const reynolds = element.type === 'pipe' ? (4 * m) / (Math.PI * element.diameter_m * RHO * NU) : 0;
            // The two laws that jump have no derivative at their jump; tables have a kink at each point.
            fc.pre(friction === 'swamee-jain-dunlop' || reynolds < 2290 || reynolds > 2310);
            fc.pre(element.type !== 'table' || element.points.every(([flow]) => Math.abs(m / RHO / flow - 1) > 1e-4));
            const step = 1e-6 * m;
            const difference = (laws.dropAt(0, m + step) - laws.dropAt(0, m - step)) / (2 * step);
            laws.evaluate(0, m, out);
            const slope = out[1] as number;
            fc.pre(Math.abs(laws.dropAt(0, m)) > 1);
            expect(slope).toBeGreaterThan(0);
            // Rounding of the two drops, which differ by little, bounds what the difference can tell.
            expect(Math.abs(difference - slope)).toBeLessThan(2e-4 * slope + 1e-3 + (4e-16 * Math.abs(out[0] as number)) / step);
          }),
        );
      });
    }
  }

  it('a valve of Kv 63 m³/h takes 1 bar of water at 63 m³/h', () => {
    const laws = lawOf({ type: 'valve', flowAt100kPa_m3_s: 63 / 3600, opening: 1, characteristic: 'linear', rangeability: 50 });
    expect(laws.dropAt(0, (63 / 3600) * RHO) / RHO).toBeCloseTo(1e5 / 1000, 6);
  });

  it('a pump at 80 % speed lifts 64 % at 80 % of the flow', () => {
    const curve = { shutoff_Pa: 4e5, coefficient: 2e9, exponent: 1.7 };
    const pump = { type: 'pump', curve, parallel: 1, hydraulicEfficiency: 1, motorEfficiency: 1, lossToLiquid: 0, checked: true } as const;
    const full = lawOf({ ...pump, speed: 1 });
    const slow = lawOf({ ...pump, speed: 0.8 });
    expect(slow.dropAt(0, 0.8 * 5)).toBeCloseTo(0.64 * full.dropAt(0, 5), 4);
  });

  it('a table is exact at its points', () => {
    const laws = lawOf({
      type: 'table',
      points: [
        [0.001, 4000],
        [0.002, 15_000],
        [0.004, 52_000],
      ],
    });
    for (const [flow, drop] of [
      [0.001, 4000],
      [0.002, 15_000],
      [0.004, 52_000],
    ] as const)
      expect(laws.dropAt(0, flow * RHO)).toBeCloseTo(drop, 6);
    expect(laws.beyondPublished(0, 0.0041 * RHO)).toBe(true);
  });
});
