/** Where a copy of some equipment does not stand in anything: the next free place along the row, else across it. */
import { envelopeOf } from '../catalogue/placement.ts';
import type { Document } from '../document/document.ts';
import type { Place } from '../document/records.ts';
import { turned } from '../geometry/pose.ts';
import { extentOf, type SpatialIndex } from '../geometry/spatial-index.ts';
import { bodyBox, standingIndex } from './clearance.ts';
import { freeFloorOffset } from './free-floor.ts';
import { takenWhole } from './whole-spaces.ts';

type Piece = { readonly at_m: Place; readonly yaw_deg: number; readonly envelope: NonNullable<ReturnType<typeof envelopeOf>> };

const mostSteps = 60;

const isFree = (pieces: readonly Piece[], offset_m: Place, index: SpatialIndex): boolean =>
  pieces.every(({ at_m, yaw_deg, envelope }) => {
    const at: Place = [at_m[0] + offset_m[0], at_m[1] + offset_m[1], at_m[2] + offset_m[2]];
    return index.overlapping(bodyBox('', envelope, at, yaw_deg)).length === 0;
  });

/** Tenths of a millimetre: what a sum of widths leaves behind them is no place that a person would type. */
const round = (value: number) => Math.round(value * 1e4) / 1e4;

/**
 * The least offset, in steps of the size of the whole, at which nothing overlaps what stands: along the row that the
 * first piece looks out of, then behind it. Side by side without a gap, as racks stand. Spaces take what is in them along.
 *
 * @param records of `of`, which need not be the document that they are to stand in
 * @param stay whether the place where they stand is one too
 */
export function freeOffset(document: Document, of: Document, records: readonly string[], stay: boolean): Place {
  const heads = takenWhole(of, records).heads;
  if (heads.length > 0) return freeFloorOffset(document, heads, stay);
  const pieces = records.flatMap((id): Piece[] => {
    const equipment = of.tables.equipment.get(id);
    const envelope = equipment && envelopeOf(of, equipment);
    return equipment && envelope ? [{ at_m: equipment.position_m, yaw_deg: equipment.yaw_deg, envelope }] : [];
  });
  const [first] = pieces;
  const still: Place = [0, 0, 0];
  if (!first) return still;
  const index = standingIndex(document, new Set());
  if (stay && isFree(pieces, still, index)) return still;
  const corners = pieces.flatMap(({ at_m, yaw_deg, envelope }) => bodyBox('', envelope, at_m, yaw_deg).corners);
  // In directions of the first piece, so that a turned row is gone along as well.
  const own = extentOf(
    corners.map((corner) => {
      const [x, y] = turned([corner[0], corner[1], 0], -first.yaw_deg);
      return [x, y];
    }),
  );
  const [along, across] = [own.maxX - own.minX, own.maxY - own.minY];
  const ways: Place[] = [
    [along, 0, 0],
    [0, across, 0],
  ];
  for (const way of ways) {
    for (let step = 1; step <= mostSteps; step++) {
      const [x, y] = turned([way[0] * step, way[1] * step, 0], first.yaw_deg % 180);
      const offset: Place = [round(x), round(y), 0];
      if (isFree(pieces, offset, index)) return offset;
    }
  }
  const [x, y] = turned([along, 0, 0], first.yaw_deg % 180);
  return [round(x), round(y), 0];
}
