/** What views read and no solver ever does: viewpoints, drawings to trace from and where they lie, what was measured. */
import type { DrawingId, EquipmentId, MeasurementId, RecordId, UnderlayId, ViewId } from './ids.ts';
import type { Place, Point } from './place.ts';

export const layerNames = [
  'shell',
  'it',
  'liquid',
  'air',
  'electrical',
  'underlay',
  'supply',
  'return',
  'liquid-plant',
  'train-a',
  'train-b',
  'power-common',
] as const;
/**
 * What the 3D view shows and hides at one stroke: the building, equipment and runs by their discipline, drawings under them; and
 * within liquid and power the sides of loops and the trains.
 */
export type LayerName = (typeof layerNames)[number];

/** A plane across an axis of the site. Two of one axis make a slab, six a box. */
export interface SectionPlane {
  readonly axis: 'x' | 'y' | 'z';
  readonly at_m: number;
  /** The side that stays: towards larger or smaller coordinates. */
  readonly keeps: 'above' | 'below';
}

/** A saved viewpoint: where one stands and what one sees from there. Views read it, the solver never. */
export interface View {
  readonly id: ViewId;
  readonly type: 'view';
  readonly name: string;
  /** Place in the list, smallest first. */
  readonly order: number;
  readonly camera: {
    readonly eye_m: Place;
    readonly target_m: Place;
    /** Height of the picture at the target: the zoom, in either projection. */
    readonly span_m: number;
  };
  readonly projection: 'perspective' | 'orthographic';
  /** Name of the overlay; absent for plain materials. An overlay that is not there shows as plain. */
  readonly overlay?: string;
  readonly section: readonly SectionPlane[];
  readonly hiddenLayers: readonly LayerName[];
  /** The layer that stays solid while all others are translucent; absent shows all alike. */
  readonly solid?: LayerName;
  /** How bodies are drawn; absent for solid ones. */
  readonly shading?: 'x-ray' | 'wireframe';
  /**
   * What is hidden piece by piece: these, or with `allBut` all equipment and runs but these, and the parts of the `building`.
   * Pieces may be gone since. Absent where nothing is.
   */
  readonly hidden?: { readonly pieces: readonly RecordId[]; readonly allBut?: true; readonly building?: readonly RecordId[] };
  /** What is to be seen here, in words. */
  readonly note?: string;
}

/** A drawing to trace from, as it was read: chains of lines, or an image. Underlays place it; nothing in it is ever changed. */
export interface Drawing {
  readonly id: DrawingId;
  readonly type: 'drawing';
  /** Name of the file it was read from. */
  readonly name: string;
  readonly content:
    | {
        readonly kind: 'lines';
        /** In its own metres from its south-west corner. */
        readonly width_m: number;
        readonly height_m: number;
        /** x and y in turn of each chain of straight pieces, 0.1 mm. */
        readonly chains_m: readonly (readonly number[])[];
      }
    | {
        readonly kind: 'image';
        readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
        readonly width_px: number;
        readonly height_px: number;
        /** The file's bytes in base64. */
        readonly data: string;
      };
}

/** A drawing laid on the floor at a place, turn and true width. Views read it, the solver never. */
export interface Underlay {
  readonly id: UnderlayId;
  readonly type: 'underlay';
  readonly name: string;
  readonly drawing: DrawingId;
  /** South-west corner of the unturned drawing, about which it is turned. */
  readonly at_m: Point;
  readonly yaw_deg: number;
  /** Of the whole drawing on the floor; the height follows. */
  readonly width_m: number;
  /** 0…1 */
  readonly opacity: number;
  /** Stays where it is until it is unlocked. */
  readonly locked?: true;
  readonly hidden?: true;
}

/** A point in the frame of the equipment it was taken on, else in the site's: so a figure follows what it was taken from. */
export interface Anchor {
  readonly on?: EquipmentId;
  readonly at_m: Place;
}

export const measureKinds = ['distance', 'area', 'clearance'] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** What was measured in the 3D view. It holds where, never how much: the figure is made from the design as it stands. */
export interface Measurement {
  readonly id: MeasurementId;
  readonly type: 'measurement';
  readonly name: string;
  readonly kind: MeasureKind;
  /** Two ends of a distance; three or more corners of an area; one on the piece whose clear surroundings are measured. */
  readonly anchors: readonly Anchor[];
  readonly hidden?: true;
}
