/**
 * Electric chiller by the DOE-2 energy-input-ratio curves: Hydeman and Gillespie, ASHRAE Trans. 108 (2002);
 * EnergyPlus Engineering Reference, "Electric Chiller Model Based on Fluid Temperature Differences".
 * Curves take °C as published.
 */
import { zeroCelsius_K } from '../units/quantity.ts';

type Six = readonly [number, number, number, number, number, number];

export interface ElectricChiller {
  readonly ratedCapacity_W: number;
  readonly ratedCop: number;
  /** Lowest steady part-load ratio; below it the machine cycles. */
  readonly minPartLoad: number;
  readonly maxPartLoad: number;
  /** Below this ratio hot gas is bypassed. */
  readonly minUnload: number;
  /** Part of the compressor power that ends in the condenser. */
  readonly motorToCondenser: number;
  /** Capacity and EIR against leaving chilled water x and entering condenser water y: a + bx + cx² + dy + ey² + fxy. */
  readonly capacityCurve: Six;
  readonly eirCurve: Six;
  readonly partLoadCurve: readonly [number, number, number];
  /** Ranges of the curves; inputs are held at their ends. */
  readonly leaving_C: readonly [number, number];
  readonly condenser_C: readonly [number, number];
  readonly partLoad: readonly [number, number];
}

export interface ChillerDuty {
  readonly capacityFactor: number;
  readonly available_W: number;
  readonly partLoadRatio: number;
  readonly eirFactor: number;
  readonly partLoadFactor: number;
  readonly cycling: number;
  readonly falseLoad_W: number;
  readonly evaporator_W: number;
  readonly power_W: number;
  readonly condenser_W: number;
  readonly cop: number;
}

const clamp = (value: number, [low, high]: readonly [number, number]): number => Math.min(high, Math.max(low, value));
const biquadratic = ([a, b, c, d, e, f]: Six, x: number, y: number): number => a + b * x + c * x * x + d * y + e * y * y + f * x * y;

export function chillerDuty(chiller: ElectricChiller, leaving_K: number, condenserEntering_K: number, load_W: number): ChillerDuty {
  const x = clamp(leaving_K - zeroCelsius_K, chiller.leaving_C);
  const y = clamp(condenserEntering_K - zeroCelsius_K, chiller.condenser_C);
  const capacityFactor = biquadratic(chiller.capacityCurve, x, y);
  const available_W = chiller.ratedCapacity_W * capacityFactor;
  const partLoadRatio = Math.max(0, Math.min(load_W / available_W, chiller.maxPartLoad));
  const evaporator_W = partLoadRatio * available_W;
  const cycling = Math.min(1, partLoadRatio / chiller.minPartLoad);
  const effective = Math.max(partLoadRatio, chiller.minUnload);
  const eirFactor = biquadratic(chiller.eirCurve, x, y);
  const z = clamp(effective, chiller.partLoad);
  const [p0, p1, p2] = chiller.partLoadCurve;
  const partLoadFactor = p0 + p1 * z + p2 * z * z;
  const power_W = (available_W / chiller.ratedCop) * eirFactor * partLoadFactor * cycling;
  const falseLoad_W = Math.max(0, available_W * effective * cycling - evaporator_W);
  return {
    capacityFactor,
    available_W,
    partLoadRatio,
    eirFactor,
    partLoadFactor,
    cycling,
    falseLoad_W,
    evaporator_W,
    power_W,
    condenser_W: power_W * chiller.motorToCondenser + evaporator_W + falseLoad_W,
    cop: power_W > 0 ? evaporator_W / power_W : 0,
  };
}
