/** Colours of the scene in both themes. Hex in sRGB, as in the interface; three converts them once. */
import { Color } from 'three';
import type { Theme } from '../view-state.ts';

export interface ScenePalette {
  readonly backdropCentre: string;
  readonly backdropEdge: string;
  readonly grid: string;
  readonly slab: string;
  readonly slabEdge: string;
  readonly yard: string;
  readonly wall: string;
  readonly wallCap: string;
  readonly glass: string;
  readonly glassOpacity: number;
  readonly floorText: string;
  /** Painted metal of equipment, by how much it should stand out. */
  readonly metal: string;
  readonly metalIt: string;
  readonly metalPlant: string;
  /** What an overlay does not describe. */
  readonly neutral: string;
  readonly neutralRun: string;
  readonly supply: string;
  readonly return: string;
  readonly trainA: string;
  readonly trainB: string;
  readonly cable: string;
  readonly liquid: string;
  readonly accent: string;
  readonly accentRim: string;
  readonly hover: string;
  readonly error: string;
  readonly warn: string;
  /** What differs from another design; apart for every common colour vision, on either backdrop. */
  readonly diffAdded: string;
  readonly diffChanged: string;
  readonly diffMoved: string;
  readonly diffRemoved: string;
  /** Faces at which a section cuts things open. */
  readonly cut: string;
  /** Edges of the parts that are cut. */
  readonly cutEdge: string;
  readonly keyLight: string;
  readonly keyIntensity: number;
  readonly skyLight: string;
  readonly groundLight: string;
  readonly skyIntensity: number;
}

const dark: ScenePalette = {
  backdropCentre: '#242b33',
  backdropEdge: '#101317',
  grid: '#39424c',
  slab: '#363c43',
  slabEdge: '#565d65',
  yard: '#3d434a',
  wall: '#7b828a',
  wallCap: '#9aa1a9',
  glass: '#a9b6c2',
  glassOpacity: 0.022,
  floorText: '#9aa3ad',
  metal: '#b2b8bf',
  metalIt: '#6f767e',
  metalPlant: '#bcc1c7',
  neutral: '#8d939a',
  neutralRun: '#767c84',
  supply: '#3f9bdc',
  return: '#e2803c',
  trainA: '#8b6fd6',
  trainB: '#c75b9b',
  cable: '#5d646c',
  liquid: '#8a9299',
  accent: '#9be36a',
  accentRim: '#0f1114',
  hover: '#d7dce1',
  error: '#e5604d',
  warn: '#e0a33e',
  diffAdded: '#5ce0c6',
  diffChanged: '#f5d400',
  diffMoved: '#7a9cff',
  diffRemoved: '#e66a51',
  cut: '#9aa5b1',
  cutEdge: '#5d6772',
  keyLight: '#fff1de',
  keyIntensity: 2.15,
  skyLight: '#cfdcec',
  groundLight: '#4b4f55',
  skyIntensity: 1.55,
};

const light: ScenePalette = {
  backdropCentre: '#f3f6f9',
  backdropEdge: '#dbe2e9',
  grid: '#b9c4ce',
  slab: '#e3e5e7',
  slabEdge: '#f6f7f8',
  yard: '#dadde0',
  wall: '#cfd2d5',
  wallCap: '#eceef0',
  glass: '#8ba0b3',
  glassOpacity: 0.035,
  floorText: '#6d767f',
  metal: '#cdd1d6',
  metalIt: '#868d95',
  metalPlant: '#cfd3d7',
  neutral: '#c9cdd1',
  neutralRun: '#b3b9bf',
  supply: '#2f88cc',
  return: '#dd7430',
  trainA: '#7d5fd0',
  trainB: '#bd4d90',
  cable: '#8b939b',
  liquid: '#a7aeb5',
  accent: '#3d6c00',
  accentRim: '#ffffff',
  hover: '#272d33',
  error: '#d04a35',
  warn: '#c9861a',
  diffAdded: '#11746d',
  diffChanged: '#756d00',
  diffMoved: '#2b3fa8',
  diffRemoved: '#8a1f12',
  cut: '#3a434d',
  cutEdge: '#77828d',
  keyLight: '#fff6ea',
  keyIntensity: 1.6,
  skyLight: '#eaf1fa',
  groundLight: '#c4c0b9',
  skyIntensity: 1.65,
};

export const paletteOf = (theme: Theme): ScenePalette => (theme === 'dark' ? dark : light);

const cache = new Map<string, Color>();

/** The colour of a hex code; shared, so never to be changed in place. */
export function colourOf(hex: string): Color {
  let colour = cache.get(hex);
  if (!colour) {
    colour = new Color(hex);
    cache.set(hex, colour);
  }
  return colour;
}
