/**
 * Which work runs on which rack. A workload is placed on racks, groups and spaces; on one rack its nearest
 * placement counts: the rack itself, then its groups upward, then its spaces upward.
 */
import type { Document } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import type { SoftwareBaseline, Workload } from '../../document/records.ts';
import { type PlacedRack, racksOf } from '../racks.ts';

export interface PlacedWork {
  readonly workload: Workload;
  /** Part of the rack's accelerators. */
  readonly share: number;
}

/** Racks that work runs on wherever they stand; network, storage and management racks only where work names them. */
const workRoles: ReadonlySet<string> = new Set(['compute', 'cpu']);

/** Ids that a placement on a rack can name, nearest first. */
function* placesOf(document: Document, { equipment, parameters }: PlacedRack): Generator<RecordId> {
  yield equipment.id;
  if (!workRoles.has(parameters.role)) return;
  for (let group = equipment.group; group !== undefined; group = document.tables.group.get(group)?.parent) yield group;
  for (let space = equipment.space; space !== undefined; space = document.tables.space.get(space)?.parent) yield space;
}

const inOrder = (document: Document): Workload[] => [...document.tables.workload.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Work of every rack, by workload id; racks without work have an empty list. Shares may exceed 1: `overplaced` says where. */
export function placedWork(document: Document, racks = racksOf(document)): ReadonlyMap<EquipmentId, readonly PlacedWork[]> {
  const workloads = inOrder(document).map((workload) => ({
    workload,
    shares: new Map<RecordId, number>(workload.placements.map(({ on, share }) => [on, share])),
  }));
  const work = new Map<EquipmentId, PlacedWork[]>();
  racks.forEach((rack) => {
    const places = workloads.length > 0 ? [...placesOf(document, rack)] : [];
    const here: PlacedWork[] = [];
    for (const { workload, shares } of workloads) {
      const place = places.find((id) => shares.has(id));
      const share = place === undefined ? 0 : (shares.get(place) ?? 0);
      if (share > 0) here.push({ workload, share });
    }
    work.set(rack.equipment.id, here);
  });
  return work;
}

const enough = 1 + 1e-9;

/** Racks that have been promised more than once. */
export function overplaced(document: Document, racks = racksOf(document)): { readonly rack: EquipmentId; readonly share: number }[] {
  if (document.tables.workload.size === 0) return [];
  return [...placedWork(document, racks)].flatMap(([rack, work]) => {
    const share = work.reduce((sum, one) => sum + one.share, 0);
    return share > enough ? [{ rack, share }] : [];
  });
}

/** The software of a rack: its group's, or the nearest stated above it. */
export function baselineOf(document: Document, { equipment }: PlacedRack): SoftwareBaseline | undefined {
  for (let id = equipment.group; id !== undefined; ) {
    const group = document.tables.group.get(id);
    if (group?.baseline) return group.baseline;
    id = group?.parent;
  }
  return undefined;
}

export const baselineText = (baseline: SoftwareBaseline | undefined): string =>
  baseline ? `driver ${baseline.driver}, ${baseline.runtime}, ${baseline.precision}, profile ${baseline.powerProfile}` : 'not stated';
