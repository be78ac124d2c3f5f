/** Darcy friction factor of round pipes against Reynolds number, with its derivative. */

/**
 * `swamee-jain-dunlop`: 64/Re below 2000, Swamee–Jain above 4000, C1 cubic between (EPANET 2.2 manual, Dunlop).
 * `swamee-jain` and `colebrook`: 64/Re below 2300, the named law above.
 */
export type FrictionLaw = 'swamee-jain-dunlop' | 'swamee-jain' | 'colebrook';

const LN10_SQUARED_BY_4 = 0.25 * Math.LN10 * Math.LN10;

/** Where the two laws that jump leave the laminar branch, and the narrow ramp that makes the jump a steep line Newton can follow. */
const JUMP = 2300;
const RAMP = 2.3;

/**
 * Swamee and Jain, J. Hydraul. Div. ASCE 102(5), 1976: f = 0.25/log10(ε/3.7D + 5.74/Re^0.9)².
 * Writes f to out[0] and Re·df/dRe to out[1].
 */
export function swameeJain(reynolds: number, relativeRoughness: number, out: Float64Array): void {
  const viscous = 5.74 * Math.exp(-0.9 * Math.log(reynolds));
  const argument = relativeRoughness / 3.7 + viscous;
  const logarithm = Math.log(argument);
  const f = LN10_SQUARED_BY_4 / (logarithm * logarithm);
  out[0] = f;
  out[1] = (1.8 * f * viscous) / (argument * logarithm);
}

/** Colebrook, J. ICE 11, 1939: 1/√f = −2·log10(ε/3.71D + 2.51/(Re·√f)), by Newton from Swamee–Jain. */
export function colebrook(reynolds: number, relativeRoughness: number, out: Float64Array): void {
  swameeJain(reynolds, relativeRoughness, out);
  const rough = relativeRoughness / 3.71;
  const viscous = 2.51 / reynolds;
  const scale = 2 / Math.LN10;
  let x = 1 / Math.sqrt(out[0] as number);
  let slope = 1;
  for (let pass = 0; pass < 8; pass++) {
    const argument = rough + viscous * x;
    slope = 1 + (scale * viscous) / argument;
    const step = (x + scale * Math.log(argument)) / slope;
    x -= step;
    if (Math.abs(step) < 1e-14 * x) break;
  }
  const reynoldsSlope = (scale * viscous * x) / (rough + viscous * x) / slope;
  out[0] = 1 / (x * x);
  out[1] = (-2 * reynoldsSlope) / (x * x * x);
}

/**
 * Coefficients of f = x0 + r(x1 + r(x2 + r·x3)), r = Re/2000, between Re 2000 and 4000: value and slope
 * of 64/Re at one end and of Swamee–Jain at the other.
 */
export function transitionCubic(relativeRoughness: number): readonly [number, number, number, number] {
  const end = new Float64Array(2);
  swameeJain(4000, relativeRoughness, end);
  const f4 = end[0] as number;
  const slope4 = (end[1] as number) / 2;
  const f2 = 0.032;
  const slope2 = -0.032;
  // Hermite on r = 1…2.
  const a = 2 * (f2 - f4) + slope2 + slope4;
  const b = 3 * (f4 - f2) - 2 * slope2 - slope4;
  return [f2 - slope2 + b - a, slope2 - 2 * b + 3 * a, b - 3 * a, a];
}

/** Darcy factor (out[0]) and Re·df/dRe (out[1]) of the laws that jump, above Re 2300; below, the flow is laminar. */
export function jumpingFriction(law: 'swamee-jain' | 'colebrook', reynolds: number, relativeRoughness: number, out: Float64Array): void {
  const turbulent = law === 'colebrook' ? colebrook : swameeJain;
  if (reynolds >= JUMP + RAMP) {
    turbulent(reynolds, relativeRoughness, out);
    return;
  }
  turbulent(JUMP + RAMP, relativeRoughness, out);
  const low = 64 / JUMP;
  const slope = ((out[0] as number) - low) / RAMP;
  out[0] = low + slope * (reynolds - JUMP);
  out[1] = slope * reynolds;
}

/** Reynolds number up to which each law is laminar. */
export const laminarLimit = (law: FrictionLaw): number => (law === 'swamee-jain-dunlop' ? 2000 : JUMP);

/** Reynolds number from which each law is its turbulent branch alone. */
export const turbulentLimit = (law: FrictionLaw): number => (law === 'swamee-jain-dunlop' ? 4000 : JUMP + RAMP);
