/** What a design shows when it opens: the racks with their CDUs, and as much of what stands around them as gives them a place. */
import { Box3, Vector3 } from 'three';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';

/** Around racks and CDUs, as a share of their extent: aisles, busway ends and the headers that leave the hall. */
const surroundings = 0.14;
/** Halls further apart than this share of their own extent are not shown together: racks would be specks. */
const together = 1.5;

/** @param bounds box around records as they stand. Empty when the design has no racks. */
export function openingBox(document: Document, bounds: (ids: readonly RecordId[]) => Box3): Box3 {
  const ofHall = new Map<string, RecordId[]>();
  const racked = new Set<string>();
  for (const record of document.tables.equipment.values()) {
    const kind = kindOf(document, record)?.kind;
    if (kind !== 'rack' && kind !== 'cdu') continue;
    const hall = record.space ?? '';
    if (kind === 'rack') racked.add(hall);
    const ids = ofHall.get(hall);
    if (ids) ids.push(record.id);
    else ofHall.set(hall, [record.id]);
  }
  const halls = [...ofHall].filter(([hall]) => racked.has(hall)).map(([, ids]) => bounds(ids));
  const all = halls.reduce((box, hall) => box.union(hall), new Box3());
  if (all.isEmpty()) return all;
  // From the corner one looks at the front right: that hall is seen best.
  const nearness = (box: Box3) => box.max.x - box.min.y;
  const nearest = halls.reduce((best, hall) => (nearness(hall) > nearness(best) ? hall : best));
  const size = (box: Box3) => box.getSize(new Vector3()).setZ(0).length();
  const shown = size(all) > together * size(nearest) && size(nearest) > 4 ? nearest.clone() : all;
  const around = shown.getSize(new Vector3()).multiplyScalar(surroundings).setZ(0);
  // A small hall, one rack alone, is still shown with the floor it stands on.
  around.max(new Vector3(2.5, 2.5, 0));
  return shown.expandByVector(around);
}
