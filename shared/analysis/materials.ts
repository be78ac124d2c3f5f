/** What a design is made of: pieces and lengths of every item. Bill of materials and cost both count from here. */
import { envelopeOf } from '../catalogue/placement.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { runMeasure } from '../catalogue/route.ts';
import { type Document, itemOf } from '../document/document.ts';
import type { Connection, Item } from '../document/records.ts';

export interface MaterialLine {
  readonly item: Item;
  readonly discipline: string;
  /** Name and title of the kind. */
  readonly kind: string;
  readonly title: string;
  readonly pieces: number;
  /** For runs, headers and busways. */
  readonly length_m: number | undefined;
}

/** Drawn route plus the extra length of the run. */
export function developedLength_m(document: Document, connection: Connection): number {
  const parameters = parametersOf(document, connection);
  const extra: unknown = parameters.ok ? parameters.value.extraLength_m : 0;
  return runMeasure(document, connection).length_m + (typeof extra === 'number' ? extra : 0);
}

/** One line per item, sorted by discipline, kind and name. */
export function materialsOf(document: Document): readonly MaterialLine[] {
  const lines = new Map<string, MaterialLine>();
  for (const table of [document.tables.equipment, document.tables.connection]) {
    for (const record of table.values()) {
      const item = itemOf(document, record);
      const kind = kindOf(document, record);
      const long = record.type === 'connection' || kind?.kind === 'header' || kind?.kind === 'busway';
      const length = record.type === 'connection' ? developedLength_m(document, record) : (envelopeOf(document, record)?.width_m ?? 0);
      const line = lines.get(item.id);
      lines.set(item.id, {
        item,
        discipline: kind?.discipline ?? '',
        kind: item.kind,
        title: kind?.title ?? item.kind,
        pieces: (line?.pieces ?? 0) + 1,
        length_m: long ? (line?.length_m ?? 0) + length : undefined,
      });
    }
  }
  return [...lines.values()].sort((a, b) =>
    `${a.discipline} ${a.title} ${a.item.name}` < `${b.discipline} ${b.title} ${b.item.name}` ? -1 : 1,
  );
}
