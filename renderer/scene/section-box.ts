/** A section as six faces of a box, each there or not: one face is a plane, two of an axis are a slab, six a box. Metres in the site's frame. */
import type { SectionPlane } from '../../shared/document/records.ts';

export type SectionAxis = SectionPlane['axis'];
export type Face = Pick<SectionPlane, 'axis' | 'keeps'>;
/** Lowest and highest corner. */
export interface Extent {
  readonly min: Readonly<Record<SectionAxis, number>>;
  readonly max: Readonly<Record<SectionAxis, number>>;
}

export const sectionAxes: readonly SectionAxis[] = ['x', 'y', 'z'];
/** The lower face of an axis keeps what lies above it. */
export const sectionFaces: readonly Face[] = sectionAxes.flatMap((axis) => [
  { axis, keeps: 'above' as const },
  { axis, keeps: 'below' as const },
]);
/** Faces of one axis stay this far apart: what is between them does not turn inside out. */
export const leastSlab_m = 0.1;

export const sameFace = (a: Face, b: Face): boolean => a.axis === b.axis && a.keeps === b.keeps;

export const faceAt = (section: readonly SectionPlane[], face: Face): number | undefined =>
  section.find((plane) => sameFace(plane, face))?.at_m;

/** The section with one face elsewhere, held off the face opposite, or without it. Others stay as they are. */
export function withFace(section: readonly SectionPlane[], face: Face, at_m: number | undefined): readonly SectionPlane[] {
  const others = section.filter((plane) => !sameFace(plane, face));
  if (at_m === undefined) return others;
  const opposite = faceAt(section, { axis: face.axis, keeps: face.keeps === 'above' ? 'below' : 'above' });
  const held =
    opposite === undefined
      ? at_m
      : face.keeps === 'above'
        ? Math.min(at_m, opposite - leastSlab_m)
        : Math.max(at_m, opposite + leastSlab_m);
  return [...others, { axis: face.axis, keeps: face.keeps, at_m: held }];
}

/** Six faces around something, `margin_m` off it. */
export const sectionAround = ({ min, max }: Extent, margin_m: number): readonly SectionPlane[] =>
  sectionFaces.map(({ axis, keeps }) => ({ axis, keeps, at_m: keeps === 'above' ? min[axis] - margin_m : max[axis] + margin_m }));

/** What is left of `whole`; faces that are not there lie at its ends. */
export function sectionExtent(section: readonly SectionPlane[], whole: Extent): Extent {
  const end = (keeps: Face['keeps'], ends: Extent['min']) => {
    const of = (axis: SectionAxis) => faceAt(section, { axis, keeps }) ?? ends[axis];
    return { x: of('x'), y: of('y'), z: of('z') };
  };
  return { min: end('above', whole.min), max: end('below', whole.max) };
}

/** Middle of a face that is there: where its handle stands. */
export function faceMiddle(section: readonly SectionPlane[], whole: Extent, face: Face): Extent['min'] | undefined {
  const at_m = faceAt(section, face);
  if (at_m === undefined) return undefined;
  const { min, max } = sectionExtent(section, whole);
  return { x: (min.x + max.x) / 2, y: (min.y + max.y) / 2, z: (min.z + max.z) / 2, [face.axis]: at_m };
}
