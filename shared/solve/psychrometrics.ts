/**
 * Moist air after the ASHRAE Handbook Fundamentals (2021), chapter 1: saturation pressure eqs. 5 and 6,
 * humidity ratio eq. 20, enthalpy eq. 30, wet bulb eqs. 33 and 35, standard atmosphere eq. 3.
 * Range −100…200 °C; pressures absolute.
 */
import { zeroCelsius_K } from '../units/quantity.ts';

const triplePoint_K = 273.16;
const ratioOfMolarMasses = 0.621945;
/** J/(kg·K) of dry air. */
export const dryAirConstant_J_kgK = 287.042;
/** J/(kg·K) of dry air at constant pressure. */
export const airSpecificHeat_J_kgK = 1006;

/** Absolute pressure at an altitude, m −5000…11000 (eq. 3). */
export const standardPressure_Pa = (altitude_m: number): number => 101325 * (1 - 2.25577e-5 * altitude_m) ** 5.2559;

/** Pa over ice below the triple point, over liquid water above it (eqs. 5 and 6). */
export function saturationPressure_Pa(temperature_K: number): number {
  const t = temperature_K;
  if (t <= triplePoint_K) {
    return Math.exp(
      -5.6745359e3 / t +
        6.3925247 -
        9.677843e-3 * t +
        6.2215701e-7 * t ** 2 +
        2.0747825e-9 * t ** 3 -
        9.484024e-13 * t ** 4 +
        4.1635019 * Math.log(t),
    );
  }
  return Math.exp(
    -5.8002206e3 / t + 1.3914993 - 4.8640239e-2 * t + 4.1764768e-5 * t ** 2 - 1.4452093e-8 * t ** 3 + 6.5459673 * Math.log(t),
  );
}

/** kg of water per kg of dry air (eq. 20). */
export const humidityRatio = (vapourPressure_Pa: number, pressure_Pa: number): number =>
  (ratioOfMolarMasses * vapourPressure_Pa) / (pressure_Pa - vapourPressure_Pa);

/** Falls or rises to the root of a monotone function between two bounds, to the last bit that matters. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  const rising = f(b) > f(a);
  for (let i = 0; i < 100; i++) {
    const middle = (a + b) / 2;
    if (middle === a || middle === b) break;
    if (f(middle) > 0 === rising) b = middle;
    else a = middle;
  }
  return (a + b) / 2;
}

/** Temperature at which the vapour saturates: dew point, or frost point below 0 °C. */
export const dewPoint_K = (vapourPressure_Pa: number): number =>
  bisect((t) => saturationPressure_Pa(t) - vapourPressure_Pa, 173.15, 473.15);

/** Humidity ratio of air at a dry bulb whose thermodynamic wet bulb is given (eq. 33 over water, 35 over ice). */
export function humidityRatioFromWetBulb(dryBulb_K: number, wetBulb_K: number, pressure_Pa: number): number {
  const t = dryBulb_K - zeroCelsius_K;
  const w = wetBulb_K - zeroCelsius_K;
  const saturated = humidityRatio(saturationPressure_Pa(wetBulb_K), pressure_Pa);
  return w >= 0
    ? ((2501 - 2.326 * w) * saturated - 1.006 * (t - w)) / (2501 + 1.86 * t - 4.186 * w)
    : ((2830 - 0.24 * w) * saturated - 1.006 * (t - w)) / (2830 + 1.86 * t - 2.1 * w);
}

/** Just below 0 °C two wet bulbs fit some states, one iced and one wet; the iced one is given, as PsychroLib gives it. */
export function wetBulb_K(dryBulb_K: number, ratio: number, pressure_Pa: number): number {
  const miss = (t: number) => humidityRatioFromWetBulb(dryBulb_K, t, pressure_Pa) - ratio;
  const iced_K = zeroCelsius_K - 1e-9;
  if (dryBulb_K <= zeroCelsius_K) return bisect(miss, 173.15, dryBulb_K);
  return miss(iced_K) >= 0 ? bisect(miss, 173.15, iced_K) : bisect(miss, zeroCelsius_K, dryBulb_K);
}

/** J per kg of dry air above dry air and liquid water at 0 °C (eq. 30). */
export const moistAirEnthalpy_J_kg = (dryBulb_K: number, ratio: number): number => {
  const t = dryBulb_K - zeroCelsius_K;
  return 1006 * t + ratio * (2501000 + 1860 * t);
};

/** kg of moist air per m³. */
export const moistAirDensity_kg_m3 = (dryBulb_K: number, ratio: number, pressure_Pa: number): number =>
  ((1 + ratio) * pressure_Pa) / (dryAirConstant_J_kgK * dryBulb_K * (1 + 1.607858 * ratio));

export interface MoistAir {
  readonly dryBulb_K: number;
  readonly wetBulb_K: number;
  readonly dewPoint_K: number;
  readonly relativeHumidity: number;
  readonly pressure_Pa: number;
  readonly humidityRatio: number;
}

/** All of a state of air from dry bulb, relative humidity 0…1 and absolute pressure. */
export function moistAir(dryBulb_K: number, relativeHumidity: number, pressure_Pa: number): MoistAir {
  // Wholly dry air has no dew point; a ten-thousandth of a per cent keeps every number finite.
  const humidity = Math.min(1, Math.max(1e-6, relativeHumidity));
  const vapour_Pa = humidity * saturationPressure_Pa(dryBulb_K);
  const ratio = humidityRatio(vapour_Pa, pressure_Pa);
  return {
    dryBulb_K,
    wetBulb_K: wetBulb_K(dryBulb_K, ratio, pressure_Pa),
    dewPoint_K: dewPoint_K(vapour_Pa),
    relativeHumidity,
    pressure_Pa,
    humidityRatio: ratio,
  };
}

/** Outdoor air at a site's altitude, standard atmosphere. */
export const ambientState = (dryBulb_K: number, relativeHumidity: number, altitude_m: number): MoistAir =>
  moistAir(dryBulb_K, relativeHumidity, standardPressure_Pa(altitude_m));

/** Air behind a direct evaporative cooler of saturation effectiveness 0…1: it moves along the line of constant wet bulb. */
export function evaporativeCooler(
  air: Pick<MoistAir, 'dryBulb_K' | 'wetBulb_K' | 'pressure_Pa'>,
  effectiveness: number,
): { readonly dryBulb_K: number; readonly humidityRatio: number } {
  const dryBulb_K = air.dryBulb_K - effectiveness * (air.dryBulb_K - air.wetBulb_K);
  return { dryBulb_K, humidityRatio: humidityRatioFromWetBulb(dryBulb_K, air.wetBulb_K, air.pressure_Pa) };
}
