/** What a design shows when it opens: the racks with their CDUs, and as much of what stands around them as gives them a place. */
import { Box3, Vector3 } from 'three';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';

/** Around racks and CDUs, as a share of their extent: aisles, busway ends and the headers that leave the hall. */
const surroundings = 0.14;
/** Halls further apart than this share of their own extent are not shown together: racks would be specks. */
const together = 1.5;

interface Hall {
  readonly ids: RecordId[];
  /** Around the places of its racks and CDUs. */
  readonly box: Box3;
  racked: boolean;
}

const standing = new Vector3();

/** @param bounds box around records as they stand. Empty when the design has no racks. */
export function openingBox(document: Document, bounds: (ids: readonly RecordId[]) => Box3): Box3 {
  const halls = new Map<string, Hall>();
  for (const record of document.tables.equipment.values()) {
    const kind = kindOf(document, record)?.kind;
    if (kind !== 'rack' && kind !== 'cdu') continue;
    const name = record.space ?? '';
    let hall = halls.get(name);
    if (!hall) {
      hall = { ids: [], box: new Box3(), racked: false };
      halls.set(name, hall);
    }
    hall.ids.push(record.id);
    hall.box.expandByPoint(standing.fromArray(record.position_m));
    hall.racked ||= kind === 'rack';
  }
  const racked = [...halls.values()].filter((hall) => hall.racked);
  // Where they stand is near enough to choose by; only what is shown is measured with its bodies.
  const all = racked.reduce((box, hall) => box.union(hall.box), new Box3());
  if (all.isEmpty()) return all;
  // From the corner one looks at the front right: that hall is seen best.
  const nearness = ({ box }: Hall) => box.max.x - box.min.y;
  const nearest = racked.reduce((best, hall) => (nearness(hall) > nearness(best) ? hall : best));
  const size = (box: Box3) => box.getSize(new Vector3()).setZ(0).length();
  const one = size(all) > together * size(nearest.box) && size(nearest.box) > 4;
  const shown = bounds(one ? nearest.ids : racked.flatMap(({ ids }) => ids));
  const around = shown.getSize(new Vector3()).multiplyScalar(surroundings).setZ(0);
  // A small hall, one rack alone, is still shown with the floor it stands on.
  around.max(new Vector3(2.5, 2.5, 0));
  return shown.expandByVector(around);
}
