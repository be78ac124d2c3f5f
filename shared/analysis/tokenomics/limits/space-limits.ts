/** Rows of the floor: power per area of a space, and power per rack that a space allows. */
import type { Document } from '../../../document/document.ts';
import type { EquipmentId } from '../../../document/ids.ts';
import { area } from '../../../geometry/polygon.ts';
import { type PlantLimit, plantLimit } from './plant-limit.ts';

export function spaceLimits(document: Document, racks: readonly EquipmentId[], present_W: Float64Array): PlantLimit[] {
  const members = new Map<string, number[]>();
  racks.forEach((id, rack) => {
    const space = document.tables.equipment.get(id)?.space;
    if (space === undefined) return;
    const here = members.get(space);
    if (here) here.push(rack);
    else members.set(space, [rack]);
  });
  return [...members].flatMap(([id, inside]): PlantLimit[] => {
    const space = document.tables.space.get(id);
    const limits: PlantLimit[] = [];
    if (space?.limits?.density_W_m2 !== undefined) {
      const present = inside.reduce((sum, rack) => sum + (present_W[rack] ?? 0), 0);
      const capacity = space.limits.density_W_m2 * Math.abs(area(space.outline_m));
      const row = { id: `${id}/density`, owner: id, resource: 'density', unit: 'W', present, capacity } as const;
      limits.push(plantLimit(row, new Map(inside.map((rack) => [rack, 1]))));
    }
    const perRack_W = space?.limits?.rackPower_W;
    if (perRack_W !== undefined) {
      for (const rack of inside) {
        const owner = racks[rack] as EquipmentId;
        const row = {
          id: `${owner}/allowed`,
          owner,
          resource: 'density',
          unit: 'W',
          present: present_W[rack] ?? 0,
          capacity: perRack_W,
        } as const;
        limits.push(plantLimit(row, new Map([[rack, 1]])));
      }
    }
    return limits;
  });
}
