/** The overlay ramp, mixed in sRGB so that model, legend and diagrams show the same colour for the same value. */
import { type Color, SRGBColorSpace } from 'three';

export const rampStops = ['#215f9a', '#1f8f9e', '#4cb57a', '#d9c24e', '#e07b39'] as const;

/** For changes: blue is less, grey the same, orange more; the ends differ for every common colour vision. */
export const divergingStops = ['#2f7fc1', '#7aa3c4', '#8b949e', '#c99a63', '#e07b39'] as const;

type Channels = readonly (readonly [number, number, number])[];
const channelsOf = (stops: readonly string[]): Channels =>
  stops.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number]);
const sequential = channelsOf(rampStops);
const diverging = channelsOf(divergingStops);

/** sRGB channels 0…1 at a place on the ramp; the ends hold outside 0…1. */
export function rampAt(place: number, channels: Channels = sequential): readonly [number, number, number] {
  const scaled = Math.min(1, Math.max(0, place)) * (channels.length - 1);
  const index = Math.min(channels.length - 2, Math.floor(scaled));
  const low = channels[index] ?? [0, 0, 0];
  const high = channels[index + 1] ?? low;
  const part = scaled - index;
  return [low[0] + (high[0] - low[0]) * part, low[1] + (high[1] - low[1]) * part, low[2] + (high[2] - low[2]) * part];
}

/** Writes the ramp's colour into `target`, in the working colour space of the scene. */
export function rampInto(place: number, target: Color, changes = false): Color {
  const [r, g, b] = rampAt(place, changes ? diverging : sequential);
  return target.setRGB(r, g, b, SRGBColorSpace);
}

export const rampCss = `linear-gradient(to right, ${rampStops.join(', ')})`;
