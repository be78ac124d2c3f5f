/** What a transform is about: spaces whole, equipment, doors, partitions and columns that the selection stands for, and their outside. */
import { Vector3 } from 'three';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { bodyBox } from '../../shared/commands/clearance.ts';
import { takenWhole } from '../../shared/commands/whole-spaces.ts';
import type { BuildingElement } from '../../shared/document/building-elements.ts';
import { wallLine } from '../../shared/document/building-parts.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Place, Point, Space } from '../../shared/document/records.ts';
import { boundsOf } from '../../shared/geometry/polygon.ts';
import type { PlanBox } from '../../shared/geometry/spatial-index.ts';
import { movableAmong } from '../scene/records-in.ts';
import { viewState } from '../view-state.ts';
import type { ToolHost } from './tool.ts';

/** Records the selection stands for: spaces by their own ids, with all that is in them. */
export const selectedIds = (host: ToolHost): readonly RecordId[] =>
  movableAmong(host.session.getState().document, viewState.getState().selection);

/** Those of the selection that can be turned: all but doors, partitions and columns. */
export function turnableIds(host: ToolHost): readonly RecordId[] {
  const { equipment, space } = host.session.getState().document.tables;
  return selectedIds(host).filter((id) => equipment.has(id) || space.has(id));
}

/** Whether a record is among the given ones, or in a space that is. */
export const isTaken = (host: ToolHost, ids: readonly RecordId[], id: RecordId): boolean =>
  ids.includes(id) || takenWhole(host.session.getState().document, ids).equipment.some((each) => each.id === id);

/** Direction of what is moved, degrees: of the first piece, or of the first wall of a space. */
export function ownDirection(host: ToolHost, ids: readonly RecordId[]): number {
  const { heads, equipment } = takenWhole(host.session.getState().document, ids);
  const along = heads[0] && wallLine(heads[0], 0)?.along;
  return along ? (Math.atan2(along[1], along[0]) * 180) / Math.PI : (equipment[0]?.yaw_deg ?? 0);
}

/** The direction of the wall that all of the selection are openings of: they slide along it. */
export function commonWall(elements: readonly BuildingElement[]): Point | undefined {
  const [first] = elements;
  if (first?.sort !== 'opening') return undefined;
  const { wall } = first.is;
  const together = elements.every((each) => each.sort === 'opening' && each.space === first.space && each.is.wall === wall);
  return together ? wallLine(first.space, wall)?.along : undefined;
}

/** Middle of the selection: of spaces on their floor, of what stands at half its height. */
export function selectionCentre(host: ToolHost, ids: readonly RecordId[] = selectedIds(host)): Vector3 | undefined {
  if (ids.length === 0) return undefined;
  const { heads } = takenWhole(host.session.getState().document, ids);
  if (heads.length > 0) {
    const { min, max } = boundsOf(
      heads.flatMap(({ outline_m }) => outline_m),
      0,
      0,
    );
    return new Vector3((min[0] + max[0]) / 2, (min[1] + max[1]) / 2, Math.min(...heads.map(({ elevation_m }) => elevation_m)));
  }
  const box = host.model.bounds(ids);
  const centre = box.getCenter(new Vector3());
  return centre.setZ((box.min.z + box.max.z) / 2);
}

/** The box that snaps: a piece in its own directions, spaces with their edges, several with their common edges. */
export function snappingBox(host: ToolHost, ids: readonly RecordId[]): PlanBox {
  const { document } = host.session.getState();
  const { heads, equipment } = takenWhole(document, ids);
  if (heads.length > 0) return floorBox('', heads);
  const [first] = equipment;
  const envelope = first && ids.length === 1 ? envelopeOf(document, first) : undefined;
  return first && envelope ? bodyBox(first.id, envelope, first.position_m, first.yaw_deg) : groupBox(host, ids);
}

/** Box around the outlines of spaces, as high as the highest. */
export const floorBox = (id: RecordId, spaces: readonly Space[]): PlanBox => {
  const { min, max } = boundsOf(
    spaces.flatMap(({ outline_m }) => outline_m),
    Math.min(...spaces.map(({ elevation_m }) => elevation_m)),
    Math.max(...spaces.map(({ elevation_m, height_m }) => elevation_m + height_m)),
  );
  return planBox(id, min, max);
};

const planBox = (id: RecordId, min: Place, max: Place): PlanBox => ({
  id,
  corners: [
    [min[0], min[1]],
    [max[0], min[1]],
    [max[0], max[1]],
    [min[0], max[1]],
  ],
  low_m: min[2],
  high_m: max[2],
});

/** Box around several pieces in plan, for snapping their common edges. */
function groupBox(host: ToolHost, ids: readonly RecordId[]): PlanBox {
  const { min, max } = host.model.bounds(ids);
  return planBox('', min.toArray(), max.toArray());
}
