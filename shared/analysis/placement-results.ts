/** Results that come from the layout alone: power density of racks and spaces, floor load, run lengths. */

import { overheadKinds } from '../catalogue/placed-body.ts';
import { parametersOf } from '../catalogue/resolve.ts';
import { runMeasure } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import { area } from '../geometry/polygon.ts';
import { standardGravity_m_s2 } from '../units/quantity.ts';
import { bodiesOf } from './bodies.ts';
import type { ResultBuilder } from './result-builder.ts';

export function reportPlacement(document: Document, builder: ResultBuilder): void {
  const powerInSpace_W = new Map<string, number>();
  bodiesOf(document).forEach(({ equipment, kind, envelope }) => {
    const concerns = builder.concerns(equipment.id);
    if (concerns && !overheadKinds.has(kind))
      builder.set(equipment.id, 'floorLoad', (envelope.mass_kg * standardGravity_m_s2) / (envelope.width_m * envelope.depth_m));
    if (kind !== 'rack') return;
    const power = builder.get(equipment.id, 'power');
    if (power === undefined) return;
    // The floor a rack needs: its footprint with the working space in front and behind.
    if (concerns)
      builder.set(
        equipment.id,
        'density',
        power / (envelope.width_m * (envelope.depth_m + envelope.frontClearance_m + envelope.rearClearance_m)),
      );
    if (equipment.space !== undefined) powerInSpace_W.set(equipment.space, (powerInSpace_W.get(equipment.space) ?? 0) + power);
  });
  for (const [id, power] of powerInSpace_W) {
    const space = document.tables.space.get(id);
    const floor_m2 = space ? Math.abs(area(space.outline_m)) : 0;
    if (floor_m2 > 0) {
      builder.set(id, 'power', power);
      builder.set(id, 'density', power / floor_m2);
    }
  }
  const { connection: connections } = document.tables;
  const runs = builder.scope ? [...builder.scope].flatMap((id) => connections.get(id) ?? []) : connections;
  runs.forEach((connection) => {
    const { joined, length_m } = runMeasure(document, connection);
    const parameters = parametersOf(document, connection);
    if (!joined || !parameters.ok) return;
    builder.set(connection.id, 'length', length_m + (parameters.value.extraLength_m as number));
  });
}
