/** What a design shows when it opens: the hall with its racks and CDUs, to its walls. */
import { Box3, Vector3 } from 'three';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Space } from '../../shared/document/records.ts';

/** Around racks and CDUs that stand in no hall, as a share of their extent: aisles, busway ends and the headers that leave. */
const surroundings = 0.14;
/** Halls further apart than this share of their own extent are not shown together: racks would be specks. */
const together = 1.5;

/** A room longer than its racks by more than this factor is not shown to its walls: racks would be specks. */
const roomy = 4.5;

interface Hall {
  readonly ids: RecordId[];
  readonly room: Space | undefined;
  /** Around the places of its racks and CDUs. */
  readonly box: Box3;
  racked: boolean;
}

const standing = new Vector3();

/** @param bounds box around records as they stand. Empty when the design has no racks. */
export function openingBox(document: Document, bounds: (ids: readonly RecordId[]) => Box3): Box3 {
  const halls = new Map<string, Hall>();
  document.tables.equipment.forEach((record) => {
    const kind = kindOf(document, record)?.kind;
    if (kind !== 'rack' && kind !== 'cdu') return;
    const name = record.space ?? '';
    let hall = halls.get(name);
    if (!hall) {
      hall = { ids: [], room: record.space && document.tables.space.get(record.space), box: new Box3(), racked: false };
      halls.set(name, hall);
    }
    hall.ids.push(record.id);
    hall.box.expandByPoint(standing.fromArray(record.position_m));
    hall.racked ||= kind === 'rack';
  });
  const racked = [...halls.values()].filter((hall) => hall.racked);
  // Where they stand is near enough to choose by; only what is shown is measured with its bodies.
  const all = racked.reduce((box, hall) => box.union(hall.box), new Box3());
  if (all.isEmpty()) return all;
  // From the corner one looks at the front right: that hall is seen best.
  const nearness = ({ box }: Hall) => box.max.x - box.min.y;
  const nearest = racked.reduce((best, hall) => (nearness(hall) > nearness(best) ? hall : best));
  const size = (box: Box3) => box.getSize(new Vector3()).setZ(0).length();
  const one = size(all) > together * size(nearest.box) && size(nearest.box) > 4;
  const chosen = one ? [nearest] : racked;
  const walls = chosen.flatMap(({ room, box }) => {
    const length = Math.hypot(...lengths(room?.outline_m ?? []));
    return room && length <= roomy * Math.max(size(box), 6) ? [room.id] : [];
  });
  const shown = bounds([...chosen.flatMap(({ ids }) => ids), ...walls]);
  if (walls.length === chosen.length) return shown;
  const around = shown.getSize(new Vector3()).multiplyScalar(surroundings).setZ(0);
  // A small hall, one rack alone, is still shown with the floor it stands on.
  around.max(new Vector3(2.5, 2.5, 0));
  return shown.expandByVector(around);
}

/** Extents along x and y. */
function lengths(corners: readonly (readonly [number, number])[]): [number, number] {
  const along = (axis: 0 | 1) => {
    const at = corners.map((corner) => corner[axis]);
    return at.length > 0 ? Math.max(...at) - Math.min(...at) : 0;
  };
  return [along(0), along(1)];
}
