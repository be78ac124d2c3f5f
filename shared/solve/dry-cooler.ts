/** Dry cooler: cross-flow, both streams unmixed, limited by its air side. */
import { effectiveness } from './exchanger.ts';
import { airSpecificHeat_J_kgK } from './psychrometrics.ts';

export interface DryCoolerDesign {
  readonly conductance_W_K: number;
  readonly airFlow_kg_s: number;
  readonly fan_W: number;
}

/** Heat per kelvin of (entering water − ambient) at a fan speed: ε·C_min, with air ∝ speed and UA ∝ √speed. */
export function dryCoolerConductance_W_K(cooler: DryCoolerDesign, speed: number, liquidCapacity_W_K: number): number {
  return dryCoolerEffect(cooler, speed, liquidCapacity_W_K).perKelvin_W_K;
}

function dryCoolerEffect(
  cooler: DryCoolerDesign,
  speed: number,
  liquidCapacity_W_K: number,
): { perKelvin_W_K: number; effectiveness: number } {
  const air = cooler.airFlow_kg_s * speed * airSpecificHeat_J_kgK;
  const least = Math.min(air, liquidCapacity_W_K);
  if (!(least > 0)) return { perKelvin_W_K: 0, effectiveness: 0 };
  const ntu = (cooler.conductance_W_K * Math.sqrt(speed)) / least;
  const reached = effectiveness('crossflow_both_unmixed_approx', ntu, least / Math.max(air, liquidCapacity_W_K));
  return { perKelvin_W_K: reached * least, effectiveness: reached };
}

/** Entering and leaving temperature at which a cooler sheds `heat_W` at a given fan speed. */
export function dryCoolerAtSpeed(cooler: DryCoolerDesign, heat_W: number, liquidCapacity_W_K: number, dryBulb_K: number, speed: number) {
  const effect = dryCoolerEffect(cooler, speed, liquidCapacity_W_K);
  const inlet_K = dryBulb_K + heat_W / effect.perKelvin_W_K;
  const outlet_K = inlet_K - heat_W / liquidCapacity_W_K;
  return { effectiveness: effect.effectiveness, inlet_K, outlet_K, approach_K: outlet_K - dryBulb_K, fan_W: cooler.fan_W * speed ** 3 };
}

/** Fan speed 0…1 that sheds `heat_W` from water entering at `inlet_K`; 1 when even full speed is short. */
export function dryCoolerSpeed(
  cooler: DryCoolerDesign,
  heat_W: number,
  liquidCapacity_W_K: number,
  inlet_K: number,
  dryBulb_K: number,
): number {
  const difference_K = inlet_K - dryBulb_K;
  if (!(heat_W > 0)) return 0;
  if (!(difference_K > 0) || dryCoolerConductance_W_K(cooler, 1, liquidCapacity_W_K) * difference_K <= heat_W) return 1;
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (dryCoolerConductance_W_K(cooler, middle, liquidCapacity_W_K) * difference_K < heat_W) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
