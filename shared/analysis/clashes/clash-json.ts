/** Clashes and penetrations as plain data for other programs: SI, with ids and the names people know. */
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { ClashReport } from './clash.ts';
import { clashWords, nameOf, wallWords } from './clash-words.ts';

export function clashJson(document: Document, { clashes, penetrations, runs }: ClashReport) {
  const named = (id: RecordId) => ({ id, name: nameOf(document, id) });
  return {
    format: 'headroom-clashes/1',
    runs,
    clashes: clashes.map((clash) => ({
      sort: clash.sort,
      run: named(clash.run),
      other: named(clash.other),
      at_m: clash.at_m,
      depth_m: clash.depth_m,
      message: clashWords(document, clash),
    })),
    penetrations: penetrations.map((hole) => ({
      run: named(hole.run),
      wall: { id: hole.wall, name: wallWords(document, hole) },
      at_m: hole.at_m,
      along_m: hole.along_m,
      height_m: hole.height_m,
      diameter_m: hole.diameter_m,
    })),
  };
}
