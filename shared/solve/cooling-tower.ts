/**
 * Counter-flow cooling tower by Merkel's enthalpy theory in the form of EnergyPlus (Engineering Reference, "Cooling
 * Towers and Evaporative Fluid Coolers"): air is a fluid of specific heat c_e = Δh/ΔT_wb along saturation, UA_e =
 * UA·c_e/cp_air, and Q = ε·C_min·(T_water,in − T_wb) by counter-flow ε-NTU. UA follows both flows,
 * UA ∝ ṁ_water^0.4·ṁ_air^0.6 (KaV/L = C·(L/G)^−0.6: Braun, Klein and Mitchell, ASHRAE Trans. 95(2), 1989).
 * Air leaves saturated. Valid for water 0…80 °C; at very low wet bulbs fill and basin would need frost protection.
 */
import { effectiveness } from './exchanger.ts';
import {
  airSpecificHeat_J_kgK,
  humidityRatio,
  humidityRatioFromWetBulb,
  moistAirEnthalpy_J_kg,
  saturationPressure_Pa,
} from './psychrometrics.ts';

const waterExponent = 0.4;
const airExponent = 0.6;

export interface CoolingTowerDesign {
  /** At rated water and full air flow, on dry-air specific heat. */
  readonly conductance_W_K: number;
  readonly ratedWater_kg_s: number;
  /** Dry air at full fan speed. */
  readonly airFlow_kg_s: number;
}

export interface OutdoorAir {
  readonly dryBulb_K: number;
  readonly wetBulb_K: number;
  readonly pressure_Pa: number;
}

export interface TowerWater {
  readonly flow_kg_s: number;
  /** ṁ·cp. */
  readonly capacity_W_K: number;
  readonly entering_K: number;
}

export interface TowerDuty {
  readonly heat_W: number;
  readonly effectiveness: number;
  readonly leavingWetBulb_K: number;
  /** Water that the air takes up. */
  readonly evaporation_kg_s: number;
}

const saturatedRatio = (temperature_K: number, pressure_Pa: number): number =>
  humidityRatio(saturationPressure_Pa(temperature_K), pressure_Pa);

const saturatedEnthalpy_J_kg = (temperature_K: number, pressure_Pa: number): number =>
  moistAirEnthalpy_J_kg(temperature_K, saturatedRatio(temperature_K, pressure_Pa));

/** Heat out of the water at a fan speed; air ∝ speed. Water at or below the wet bulb gives none. */
export function towerDuty(tower: CoolingTowerDesign, air: OutdoorAir, water: TowerWater, speed: number): TowerDuty {
  const still = { heat_W: 0, effectiveness: 0, leavingWetBulb_K: air.wetBulb_K, evaporation_kg_s: 0 };
  const difference_K = water.entering_K - air.wetBulb_K;
  if (!(speed > 0) || !(difference_K > 0) || !(water.capacity_W_K > 0)) return still;
  const airFlow_kg_s = tower.airFlow_kg_s * speed;
  const conductance_W_K = tower.conductance_W_K * (water.flow_kg_s / tower.ratedWater_kg_s) ** waterExponent * speed ** airExponent;
  const entering_J_kg = saturatedEnthalpy_J_kg(air.wetBulb_K, air.pressure_Pa);
  const at = (leaving_K: number) => {
    const gained_J_kg = saturatedEnthalpy_J_kg(leaving_K, air.pressure_Pa) - entering_J_kg;
    const specificHeat = gained_J_kg / (leaving_K - air.wetBulb_K);
    const airCapacity = airFlow_kg_s * specificHeat;
    const least = Math.min(airCapacity, water.capacity_W_K);
    const ntu = (conductance_W_K * specificHeat) / airSpecificHeat_J_kgK / least;
    const reached = effectiveness('counterflow', ntu, least / Math.max(airCapacity, water.capacity_W_K));
    return { toAir_W: airFlow_kg_s * gained_J_kg, fromWater_W: reached * least * difference_K, reached };
  };
  // The air's gain rises with its leaving wet bulb faster than what the water can give: one root between wet bulb and water.
  let low = air.wetBulb_K;
  let high = water.entering_K;
  for (let i = 0; i < 60 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    const { toAir_W, fromWater_W } = at(middle);
    if (toAir_W < fromWater_W) low = middle;
    else high = middle;
  }
  const leavingWetBulb_K = high;
  const { fromWater_W, reached } = at(leavingWetBulb_K);
  const takenUp =
    saturatedRatio(leavingWetBulb_K, air.pressure_Pa) - humidityRatioFromWetBulb(air.dryBulb_K, air.wetBulb_K, air.pressure_Pa);
  return { heat_W: fromWater_W, effectiveness: reached, leavingWetBulb_K, evaporation_kg_s: Math.max(0, airFlow_kg_s * takenUp) };
}

/** Fan speed 0…1 that sheds `heat_W`; 1 when even full speed is short. */
export function towerSpeed(tower: CoolingTowerDesign, air: OutdoorAir, water: TowerWater, heat_W: number): number {
  if (!(heat_W > 0)) return 0;
  if (towerDuty(tower, air, water, 1).heat_W <= heat_W) return 1;
  let [low, high] = [0, 1];
  for (let i = 0; i < 45; i++) {
    const middle = (low + high) / 2;
    if (towerDuty(tower, air, water, middle).heat_W < heat_W) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** kg/m³ of make-up water at 20 °C. */
export const makeUpDensity_kg_m3 = 998.2;

export interface WaterUse {
  readonly evaporation_kg_s: number;
  readonly blowDown_kg_s: number;
  readonly makeUp_kg_s: number;
}

/**
 * Make-up for an evaporation at a number of concentration cycles (> 1): what leaves undried carries the salts,
 * blow-down + drift = evaporation/(cycles − 1) (EnergyPlus Engineering Reference, "Cooling Tower Makeup Water Usage").
 */
export function waterUse(evaporation_kg_s: number, cycles: number, drift_kg_s: number): WaterUse {
  const blowDown_kg_s = Math.max(0, evaporation_kg_s / (cycles - 1) - drift_kg_s);
  return { evaporation_kg_s, blowDown_kg_s, makeUp_kg_s: evaporation_kg_s + blowDown_kg_s + drift_kg_s };
}
