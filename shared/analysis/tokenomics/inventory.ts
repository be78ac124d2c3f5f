/** What each group of racks is and runs: hardware generation, software baseline, and the work placed there. */
import type { Document } from '../../document/document.ts';
import type { GroupId, WorkloadId } from '../../document/ids.ts';
import type { SoftwareBaseline } from '../../document/records.ts';
import { racksOf } from '../racks.ts';
import { baselineOf, placedWork } from './placement.ts';

export interface GroupInventory {
  readonly group: GroupId | null;
  readonly name: string;
  readonly racks: number;
  /** Generations of its accelerators, each once. */
  readonly generations: readonly string[];
  /** Null where nothing is stated; the first of several, which a finding names. */
  readonly baseline: SoftwareBaseline | null;
  readonly workloads: readonly WorkloadId[];
}

/** One line per group that racks stand in, sorted by name. */
export function inventoryOf(document: Document): readonly GroupInventory[] {
  const placed = placedWork(document);
  const lines = new Map<
    string,
    { group: GroupId | null; racks: number; generations: Set<string>; baseline: SoftwareBaseline | null; workloads: Set<WorkloadId> }
  >();
  for (const rack of racksOf(document)) {
    const group = rack.equipment.group ?? null;
    const line = lines.get(group ?? '') ?? { group, racks: 0, generations: new Set(), baseline: null, workloads: new Set() };
    line.racks += 1;
    if (rack.parameters.generation !== 'none') line.generations.add(rack.parameters.generation);
    line.baseline ??= baselineOf(document, rack) ?? null;
    for (const { workload } of placed.get(rack.equipment.id) ?? []) line.workloads.add(workload.id);
    lines.set(group ?? '', line);
  }
  return [...lines.values()]
    .map(({ group, racks, generations, baseline, workloads }) => ({
      group,
      name: group === null ? 'no group' : (document.tables.group.get(group)?.name ?? group),
      racks,
      generations: [...generations].sort(),
      baseline,
      workloads: [...workloads].sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : (a.group ?? '') < (b.group ?? '') ? -1 : 1));
}
