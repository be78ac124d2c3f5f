/** The racks of a design with their parameters, in id order: what most rules and metrics walk over. */

import type { RackParameters } from '../catalogue/kinds/rack/definition.ts';
import { parametersOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { Equipment } from '../document/records.ts';
import { equipmentOfKind } from './equipment-index.ts';

export interface PlacedRack {
  readonly equipment: Equipment;
  readonly parameters: RackParameters;
}

const cache = new WeakMap<Document['tables']['equipment'], { items: Document['tables']['item']; racks: readonly PlacedRack[] }>();

export function racksOf(document: Document): readonly PlacedRack[] {
  const known = cache.get(document.tables.equipment);
  if (known?.items === document.tables.item) return known.racks;
  const racks: PlacedRack[] = [];
  for (const equipment of equipmentOfKind(document, 'rack')) {
    const parameters = parametersOf(document, equipment);
    if (parameters.ok) racks.push({ equipment, parameters: parameters.value });
  }
  racks.sort((a, b) => (a.equipment.id < b.equipment.id ? -1 : 1));
  cache.set(document.tables.equipment, { items: document.tables.item, racks });
  return racks;
}
