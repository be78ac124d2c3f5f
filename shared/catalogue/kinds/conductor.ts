/** What a short circuit may let through a conductor before its insulation is damaged. */

interface Metal {
  /** Volumetric heat capacity at 20 °C, J/(K·m³). */
  readonly heat_J_K_m3: number;
  /** Resistivity at 20 °C, Ω·m. */
  readonly resistivity_ohm_m: number;
  /** Reciprocal of the temperature coefficient of resistance at 0 °C, K. */
  readonly beta_K: number;
}

/** IEC 60949 and IEC 60364-5-54, table A.54.1. */
const metals: Readonly<Record<string, Metal>> = {
  copper: { heat_J_K_m3: 3.45e6, resistivity_ohm_m: 17.241e-9, beta_K: 234.5 },
  aluminium: { heat_J_K_m3: 2.5e6, resistivity_ohm_m: 28.264e-9, beta_K: 228 },
};

/**
 * k²S² in A²s: all heat stays in the conductor, which warms from its operating temperature to the one
 * its insulation stands (adiabatic, for faults up to 5 s; IEC 60364-4-43, 434.5.2).
 */
export function withstand_A2s(
  area_m2: number,
  { conductor, operating_K, faultEnd_K }: { readonly conductor: string; readonly operating_K: number; readonly faultEnd_K: number },
): number {
  const metal = metals[conductor];
  if (!metal || faultEnd_K <= operating_K) return 0;
  const { heat_J_K_m3, resistivity_ohm_m, beta_K } = metal;
  const start = operating_K - 273.15;
  const end = faultEnd_K - 273.15;
  const k2 = ((heat_J_K_m3 * (beta_K + 20)) / resistivity_ohm_m) * Math.log((beta_K + end) / (beta_K + start));
  return k2 * area_m2 * area_m2;
}
