/** What a transform is about: equipment, doors, partitions and columns that the selection stands for, and their outside. */
import { Vector3 } from 'three';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { bodyBox } from '../../shared/commands/clearance.ts';
import { elementsAmong } from '../../shared/commands/edit-elements.ts';
import type { BuildingElement } from '../../shared/document/building-elements.ts';
import { wallLine } from '../../shared/document/building-parts.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Equipment, Point } from '../../shared/document/records.ts';
import type { PlanBox } from '../../shared/geometry/spatial-index.ts';
import { recordsIn } from '../scene/records-in.ts';
import { viewState } from '../view-state.ts';
import type { ToolHost } from './tool.ts';

/** Equipment the selection stands for. */
export function selectedEquipment(host: ToolHost): readonly Equipment[] {
  const { document } = host.session.getState();
  const ids = recordsIn(document, viewState.getState().selection);
  return ids.flatMap((id) => document.tables.equipment.get(id) ?? []);
}

/** Doors, partitions and columns in the selection. */
export const selectedElements = (host: ToolHost): readonly BuildingElement[] =>
  elementsAmong(host.session.getState().document, viewState.getState().selection);

export const selectedIds = (host: ToolHost): readonly RecordId[] =>
  [...selectedEquipment(host), ...selectedElements(host)].map(({ id }) => id);

/** The direction of the wall that all of the selection are openings of: they slide along it. */
export function commonWall(elements: readonly BuildingElement[]): Point | undefined {
  const [first] = elements;
  if (first?.sort !== 'opening') return undefined;
  const { wall } = first.is;
  const together = elements.every((each) => each.sort === 'opening' && each.space === first.space && each.is.wall === wall);
  return together ? wallLine(first.space, wall)?.along : undefined;
}

/** Middle of the selection on the floor it stands on. */
export function selectionCentre(host: ToolHost, ids: readonly RecordId[] = selectedIds(host)): Vector3 | undefined {
  if (ids.length === 0) return undefined;
  const box = host.model.bounds(ids);
  const centre = box.getCenter(new Vector3());
  return centre.setZ((box.min.z + box.max.z) / 2);
}

/** The box that snaps: a piece in its own directions, several with their common edges. */
export function snappingBox(host: ToolHost, equipment: readonly Equipment[], ids: readonly RecordId[]): PlanBox {
  const [first] = equipment;
  const envelope = first && ids.length === 1 ? envelopeOf(host.session.getState().document, first) : undefined;
  return first && envelope ? bodyBox(first.id, envelope, first.position_m, first.yaw_deg) : groupBox(host, ids);
}

/** Box around several pieces in plan, for snapping their common edges. */
function groupBox(host: ToolHost, ids: readonly RecordId[]): PlanBox {
  const box = host.model.bounds(ids);
  const { min, max } = box;
  return {
    id: '',
    corners: [
      [min.x, min.y],
      [max.x, min.y],
      [max.x, max.y],
      [min.x, max.y],
    ],
    low_m: min.z,
    high_m: max.z,
  };
}
