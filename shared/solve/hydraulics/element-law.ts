/** From an element with its liquid and setting to the few numbers that the branch law is evaluated with. */
import type { HydraulicElement } from './system.ts';
import { tableProblem } from './table-law.ts';

/** Below this opening a valve closes in proportion, whatever its characteristic: a real plug seats, it does not stop at 1/rangeability. */
const SEATING = 0.05;

/**
 * Part of the fully open valve's flow at `opening`, 0…1. Linear 1/R + (1 − 1/R)·x and equal-percentage
 * R^(x−1) after IEC 60534-2-4, continuous down to shut at 0.
 */
export function valveCharacteristic(opening: number, characteristic: 'linear' | 'equal-percentage', rangeability: number): number {
  const x = Math.min(1, Math.max(0, opening));
  const inherent = (at: number): number =>
    characteristic === 'linear' ? 1 / rangeability + (1 - 1 / rangeability) * at : rangeability ** (at - 1);
  return x >= SEATING ? inherent(x) : (inherent(SEATING) * x) / SEATING;
}

/** Coefficient of ṁ|ṁ| (Pa per (kg/s)²) of an opening with a flow at 100 kPa of water (1000 kg/m³): Δp = 100 kPa·(ρ/1000)·(V̇/V̇₁₀₀)². */
export const flowCoefficientLaw = (flowAt100kPa_m3_s: number, density_kg_m3: number): number =>
  100 / (density_kg_m3 * flowAt100kPa_m3_s * flowAt100kPa_m3_s);

/** A stopped pump that nothing checks passes liquid like the orifice that would take its shut-off head at its run-out flow. */
export function stoppedPumpLaw(
  curve: { readonly shutoff_Pa: number; readonly coefficient: number; readonly exponent: number },
  parallel: number,
  density_kg_m3: number,
): number {
  const runOut = (curve.shutoff_Pa / curve.coefficient) ** (1 / curve.exponent);
  return curve.shutoff_Pa / (runOut * parallel * density_kg_m3) ** 2;
}

const positive = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY;
const notNegative = (value: number): boolean => value >= 0 && value < Number.POSITIVE_INFINITY;

/** Why an element has no law ("has no diameter"), or undefined. */
export function elementProblem(element: HydraulicElement): string | undefined {
  switch (element.type) {
    case 'pipe':
      if (!positive(element.diameter_m)) return 'has no diameter';
      return notNegative(element.length_m) && notNegative(element.roughness_m) && notNegative(element.minorLoss)
        ? undefined
        : 'has a negative length, roughness or loss';
    case 'hazen-williams':
      if (!(positive(element.diameter_m) && positive(element.coefficient))) return 'has no diameter or Hazen–Williams coefficient';
      return notNegative(element.length_m) && notNegative(element.minorLoss) ? undefined : 'has a negative length or loss';
    case 'resistance':
      if (!notNegative(element.coefficient)) return 'has a negative resistance';
      return element.exponent >= 1 && element.exponent <= 4 ? undefined : 'has a Δp exponent outside 1…4';
    case 'table':
      return tableProblem(element.points);
    case 'valve':
      if (!positive(element.flowAt100kPa_m3_s)) return 'has no flow coefficient';
      return element.rangeability > 1 ? undefined : 'has a rangeability not above 1';
    case 'check-valve':
      return positive(element.flowAt100kPa_m3_s) ? undefined : 'has no flow coefficient';
    case 'pump':
      if (!(positive(element.curve.shutoff_Pa) && positive(element.curve.coefficient) && positive(element.parallel)))
        return 'has no falling head curve';
      if (!notNegative(element.speed)) return 'has a negative speed';
      return element.curve.exponent >= 0.5 && element.curve.exponent <= 6 ? undefined : 'has a curve exponent outside 0.5…6';
    default:
      return element satisfies never;
  }
}
