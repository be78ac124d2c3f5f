/** What differs from the design that this one is compared with: added, changed and moved in colour, what was as ghosts. */
import type { DocumentDiff, RecordDifference } from '../../../shared/document/diff.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { changesSerial } from '../../compare/overlay-keys.ts';
import { comparison, differencesSince } from '../../compare/store.ts';
import { defineOverlay, type Former, type Overlay, type OverlayClass } from './overlay.ts';

const classes = [
  { key: 'added', title: 'Added', colour: 'diffAdded' },
  { key: 'changed', title: 'Changed', colour: 'diffChanged' },
  { key: 'moved', title: 'Moved', colour: 'diffMoved', ghostTitle: 'its old place' },
  { key: 'removed', title: 'Removed', colour: 'diffRemoved', isGhost: true },
] as const satisfies readonly (OverlayClass & { readonly key: RecordDifference['sort'] })[];

const placeOf = (sort: RecordDifference['sort']): number => classes.findIndex(({ key }) => key === sort);

const made = new WeakMap<DocumentDiff, ReadonlyMap<RecordId, number>>();

/** Class of each record that stands, by its place in the list. */
function classesIn(diff: DocumentDiff): ReadonlyMap<RecordId, number> {
  let found = made.get(diff);
  if (!found) {
    found = new Map(diff.differences.flatMap(({ sort, after }) => (after === undefined ? [] : [[after, placeOf(sort)] as const])));
    made.set(diff, found);
  }
  return found;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function changesOverlay(key: string): Overlay | undefined {
  const { base } = comparison.getState();
  if (!base || changesSerial(key) !== base.serial) return undefined;
  const before = base.document.tables;
  return defineOverlay({
    key,
    title: `Changes since ${base.title}`,
    quantity: 'count',
    classes,
    describes: (document, { id }) => classesIn(differencesSince(base.document, document)).has(id),
    value: (document, _, { id }) => classesIn(differencesSince(base.document, document)).get(id),
    former: (document) =>
      differencesSince(base.document, document).differences.flatMap(({ sort, before: id, after }): Former[] => {
        if (id === undefined) return [];
        const record = before.equipment.get(id) ?? before.connection.get(id) ?? before.space.get(id);
        if (!record) return [];
        if (sort === 'removed') return [{ record, of: base.document, class: placeOf('removed') }];
        const { equipment, connection, space } = document.tables;
        const now = equipment.get(after ?? '') ?? connection.get(after ?? '') ?? space.get(after ?? '');
        const elsewhere =
          now?.type === 'equipment' && record.type === 'equipment'
            ? !same(record.position_m, now.position_m) || record.yaw_deg !== now.yaw_deg
            : now?.type === 'connection' && record.type === 'connection'
              ? !same(record.waypoints_m, now.waypoints_m)
              : now?.type === 'space' && record.type === 'space' && !same(record.outline_m, now.outline_m);
        return elsewhere && now ? [{ record, of: base.document, class: placeOf('moved'), now }] : [];
      }),
    range: () => [0, classes.length - 1],
  });
}
