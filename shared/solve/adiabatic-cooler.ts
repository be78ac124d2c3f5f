/**
 * Adiabatic pre-cooling of a dry cooler's air: fans first, pads wetted only for what full fan speed leaves over, and
 * only as far as needed, so that duty, fan power and water are continuous in the load and the weather.
 */
import { evaporativeCooler, humidityRatioFromWetBulb } from './psychrometrics.ts';

export interface Wetting {
  readonly wetBulb_K: number;
  readonly pressure_Pa: number;
  /** Saturation effectiveness of the fully wetted pads. */
  readonly effectiveness: number;
  /** Cycles of concentration of the pad water. */
  readonly cycles: number;
}

/** Pads are dry at the freezing point and wholly usable 3 K above it. */
const frost_K = 273.15;
const frostBand_K = 3;

const usable = (wetting: Wetting, dryBulb_K: number): number =>
  wetting.effectiveness * Math.min(1, Math.max(0, (dryBulb_K - frost_K) / frostBand_K));

/** Coldest air the coil can be given. */
export const wettedInlet_K = (dryBulb_K: number, wetting: Wetting): number =>
  evaporativeCooler({ dryBulb_K, wetBulb_K: wetting.wetBulb_K, pressure_Pa: wetting.pressure_Pa }, usable(wetting, dryBulb_K)).dryBulb_K;

/** Water that the air takes up to reach `inlet_K`, kg/s; none above the dry bulb. */
export function padEvaporation_kg_s(dryBulb_K: number, wetting: Wetting, inlet_K: number, airFlow_kg_s: number): number {
  const depression_K = dryBulb_K - wetting.wetBulb_K;
  if (!(depression_K > 0)) return 0;
  const reached = Math.min(usable(wetting, dryBulb_K), Math.max(0, (dryBulb_K - inlet_K) / depression_K));
  const outdoor = humidityRatioFromWetBulb(dryBulb_K, wetting.wetBulb_K, wetting.pressure_Pa);
  const air = evaporativeCooler({ dryBulb_K, wetBulb_K: wetting.wetBulb_K, pressure_Pa: wetting.pressure_Pa }, reached);
  return Math.max(0, airFlow_kg_s * (air.humidityRatio - outdoor));
}
