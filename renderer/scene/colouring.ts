/** The colour of every record: by what it is, or by the value an overlay shows. */
import { Color } from 'three';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Connection, Equipment, LayerName } from '../../shared/document/records.ts';
import { isOnLayer } from './layer-parts.ts';
import { placeOn, type Scale } from './overlays/scale.ts';
import { colourOf, type ScenePalette } from './palette.ts';
import { rampInto } from './ramp.ts';
import { type RunSide, sidesOf } from './run-sides.ts';
import { ghostOffset, hatchOffset } from './surface-material.ts';

const scratch = new Color();

const sideColours = {
  supply: 'supply',
  return: 'return',
  liquid: 'liquid',
  A: 'trainA',
  B: 'trainB',
  power: 'cable',
} as const satisfies Record<RunSide, keyof ScenePalette>;
const sideColour = (palette: ScenePalette, side: RunSide): Color => colourOf(palette[sideColours[side]]);

/** How far colours that an overlay does not describe go towards neutral: runs keep enough to be told apart. */
const softening = { equipment: 0.85, run: 0.6 } as const;
/** How far ramp colours go towards neutral while they belong to an earlier revision. */
const fading = 0.5;

/** Upright faces get two thirds of the light of a level one; the lift brings what is seen back to the legend. */
const lift = 1.35;

/** Machines that stand outdoors in plain galvanised or light paint. */
const outdoorKinds: ReadonlySet<string> = new Set(['chiller', 'dry-cooler', 'adiabatic-cooler', 'cooling-tower', 'generator']);

export interface Colouring {
  equipment(record: Equipment): Color;
  run(record: Connection): Color;
}

/** Whether a record is left translucent while one discipline is looked at. The building itself has no records here. */
export const isGhost = (document: Document, record: Equipment | Connection, focus: LayerName | null): boolean =>
  focus !== null && !isOnLayer(document, record, focus);

const ghostly = new Color();

/** Colours with everything outside one discipline as neutral ghosts. */
export function focused(colours: Colouring, document: Document, palette: ScenePalette, focus: LayerName | null): Colouring {
  if (focus === null) return colours;
  const neutral = colourOf(palette.neutral);
  const shown = (record: Equipment | Connection, own: Color): Color => {
    if (!isGhost(document, record, focus)) return own;
    // The hatching of a missing value belongs to what is looked at.
    const { r, g, b } = own.r >= hatchOffset ? neutral : ghostly.copy(own).lerp(neutral, 0.7);
    return ghostly.setRGB(r + ghostOffset, g + ghostOffset, b + ghostOffset);
  };
  return {
    equipment: (record) => shown(record, colours.equipment(record)),
    run: (record) => shown(record, colours.run(record)),
  };
}

/**
 * Each returned colour is shared and valid until the next call.
 * @param sided whether runs are shown: what they run through takes their colour, which takes a look at all of them
 */
export function colouring(document: Document, palette: ScenePalette, scale: Scale | undefined, stale: boolean, sided = true): Colouring {
  const sides = sided ? sidesOf(document) : undefined;
  const neutral = colourOf(palette.neutral);
  // Thousands of records share an item: what it is by itself is looked up once.
  const ofItem = new Map<string, { readonly colour: Color; readonly sided: boolean }>();
  const plainItem = (record: Equipment) => {
    let plain = ofItem.get(record.item);
    if (!plain) {
      const kind = kindOf(document, record);
      const name = kind?.kind ?? '';
      const own = name === 'header' ? palette.liquid : outdoorKinds.has(name) ? palette.metalPlant : palette.metal;
      plain = {
        colour: colourOf(kind?.discipline === 'it' ? palette.metalIt : own),
        // Fittings and pumps stay metal: the colour of a side belongs to what is a run in all but name.
        sided: name === 'header' || name.endsWith('busway'),
      };
      ofItem.set(record.item, plain);
    }
    return plain;
  };
  const plainOf = (record: Equipment): Color => {
    const { colour, sided: takesSide } = plainItem(record);
    const side = takesSide ? sides?.ofEquipment.get(record.id) : undefined;
    return side ? sideColour(palette, side) : colour;
  };
  const shown = (id: string): Color | undefined => {
    const value = scale?.values.get(id);
    if (scale?.missing.has(id)) return scratch.setRGB(neutral.r + hatchOffset, neutral.g + hatchOffset, neutral.b + hatchOffset);
    if (!scale || value === undefined) return undefined;
    const own = scale.overlay.classes?.[value];
    // Sorts do not rest on results.
    if (own) return scratch.copy(colourOf(palette[own.colour])).multiplyScalar(lift);
    rampInto(placeOn(scale, value), scratch, scale.overlay.diverging).multiplyScalar(lift);
    return stale ? scratch.lerp(neutral, fading) : scratch;
  };
  return {
    equipment(record) {
      if (!scale) return plainOf(record);
      return shown(record.id) ?? scratch.copy(plainOf(record)).lerp(neutral, softening.equipment);
    },
    run(record) {
      const plain = sideColour(palette, sides?.ofRun.get(record.id) ?? 'liquid');
      if (!scale) return plain;
      return shown(record.id) ?? scratch.copy(plain).lerp(colourOf(palette.neutralRun), softening.run);
    },
  };
}
