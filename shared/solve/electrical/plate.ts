/** From plate values to π sections in per unit. Any consistent pair of power base (VA) and voltage base (V). */

export interface Section {
  readonly r: number;
  readonly x: number;
  readonly g: number;
  readonly b: number;
}

/** Line of series impedance (ohm) and capacitance per phase (F) at `frequency_Hz`, on the base of its own level. */
export function lineSection(
  resistance_ohm: number,
  reactance_ohm: number,
  base_VA: number,
  base_V: number,
  charging?: { readonly capacitance_F: number; readonly frequency_Hz: number },
): Section {
  const scale = base_VA / (base_V * base_V);
  const b = charging ? (2 * Math.PI * charging.frequency_Hz * charging.capacitance_F) / scale : 0;
  return { r: resistance_ohm * scale, x: reactance_ohm * scale, g: 0, b };
}

export interface TransformerPlate {
  readonly rating_VA: number;
  /** Short-circuit voltage, relative. */
  readonly impedance: number;
  /** Load loss at the rating; its resistance is loss over rating. */
  readonly loadLoss_W: number;
  readonly noLoadLoss_W: number;
  /** No-load current, relative to rated; at least the loss part of it. 0 leaves the magnetising current out. */
  readonly noLoadCurrent: number;
  /** Rated voltage of the side whose bus carries the section (the `to` side). */
  readonly secondary_V: number;
}

/** Transformer as a π section: P = P0·v² + Pk·(S/Sr)², magnetising branch half at each side. */
export function transformerSection(plate: TransformerPlate, base_VA: number, base_V: number): Section {
  const voltage = plate.secondary_V / base_V;
  const series = (base_VA / plate.rating_VA) * voltage * voltage;
  const shunt = plate.rating_VA / base_VA / (voltage * voltage);
  const r = Math.min(plate.impedance, plate.loadLoss_W / plate.rating_VA);
  const g = plate.noLoadLoss_W / plate.rating_VA;
  return {
    r: r * series,
    x: Math.sqrt(plate.impedance * plate.impedance - r * r) * series,
    g: g * shunt,
    b: -Math.sqrt(Math.max(0, plate.noLoadCurrent * plate.noLoadCurrent - g * g)) * shunt,
  };
}
