/** How many points a measurement has, checked alike where one is taken and where one is read. */
import type { Anchor, MeasureKind } from './sight.ts';

/** More corners than anybody clicks. */
const mostCorners = 1000;

/** What the points of a measurement should be; undefined where they are. */
export function anchorsFault(kind: MeasureKind, anchors: readonly Anchor[]): string | undefined {
  if (kind === 'distance') return anchors.length === 2 ? undefined : 'two points';
  if (kind === 'area') return anchors.length >= 3 && anchors.length <= mostCorners ? undefined : `3 to ${mostCorners} corners`;
  return anchors.length === 1 && anchors[0]?.on !== undefined ? undefined : 'one point on a piece of equipment';
}
