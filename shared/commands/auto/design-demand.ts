/** What equipment asks for at design load: the figures that connections are chosen by before anything is solved. */
import type { AnyParameters } from '../../catalogue/kind.ts';
import { flowFor } from '../../catalogue/sizing.ts';

/** Hottest day a chiller's draw is taken at: 40 °C. */
const hottest_K = 313.15;
/** Design rise of facility water. */
export const rise_K = 10;

/** Electrical power a feeder has to carry when it is the only one. */
export function designPower_W(kind: string, p: AnyParameters): number {
  switch (kind) {
    case 'rack':
      return p.design_W;
    case 'cdu':
      return p.ratedPump_W + p.standby_W;
    case 'pump':
      return (p.ratedFlow_m3_s * p.ratedHead_Pa) / p.hydraulicEfficiency / p.motorEfficiency;
    case 'chiller': {
      const cop = Math.max(p.copFloor, p.cop + p.copPerAmbient_per_K * (hottest_K - p.copAmbient_K));
      // What the outdoor air does not take for nothing, at the water's design rise.
      const free_W = Math.max(0, p.freeCoolingConductance_W_K * (p.leaving_K + rise_K - hottest_K));
      return Math.max(0, p.capacity_W - free_W) / cop + p.fan_W + p.standby_W;
    }
    case 'water-cooled-chiller':
      return p.capacity_W / p.cop + p.standby_W;
    default:
      return (p.fan_W ?? 0) + (p.standby_W ?? 0) + (p.pump_W ?? 0);
  }
}

export const designPowerFactor = (p: AnyParameters): number => p.powerFactor ?? 0.95;

/** Heat a rack gives to its coolant at design load. */
export const coolantHeat_W = (p: AnyParameters): number => p.design_W * p.liquidShare;

/** Coolant a rack asks for at design load. */
export const coolantFlow_m3_s = (p: AnyParameters): number => flowFor(coolantHeat_W(p), p.temperatureRise_K);

/** Drop over a rack at its design flow, its flow controller included; 100 kPa where no point is published (limits F2). */
export function rackDrop_Pa(p: AnyParameters): number {
  const drop = p.referenceFlow_m3_s ? p.referenceDrop_Pa * (coolantFlow_m3_s(p) / p.referenceFlow_m3_s) ** p.dropExponent : 100_000;
  return drop + p.controlDrop_Pa;
}
