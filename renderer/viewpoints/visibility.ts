/** What a viewpoint hides, and how it draws the rest: from the window into the record, and back. */
import type { ViewSight } from '../../shared/commands/edit-view.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { layerNames } from '../../shared/document/records.ts';
import type { ViewState } from '../view-state.ts';

function* drawn({ tables: { equipment, connection } }: Document): Generator<RecordId> {
  yield* equipment.keys();
  yield* connection.keys();
}

/**
 * The shorter list of the two: of a campus of which one hall is isolated, the pieces of the hall. Only equipment and runs
 * can be all but some; the other halls and whatever else of the building is hidden are named one by one.
 */
export function hiddenPieces(document: Document, hidden: ReadonlySet<RecordId>): Pick<ViewSight, 'hidden'> {
  if (hidden.size === 0) return {};
  const rest = [...drawn(document)].filter((id) => !hidden.has(id));
  const { equipment, connection } = document.tables;
  const gone = equipment.size + connection.size - rest.length;
  if (rest.length >= gone) return { hidden: { pieces: [...hidden] } };
  const building = [...hidden].filter((id) => !equipment.has(id) && !connection.has(id));
  return { hidden: { pieces: rest, allBut: true, ...(building.length === 0 ? {} : { building }) } };
}

/** @param document in which pieces that came since a view was isolated are hidden too */
export function visibilityOf(document: Document, sight: ViewSight): Pick<ViewState, 'hidden' | 'layers' | 'shading'> {
  const { pieces = [], allBut, building = [] } = sight.hidden ?? {};
  const named = new Set(pieces);
  return {
    hidden: allBut ? new Set([...[...drawn(document)].filter((id) => !named.has(id)), ...building]) : named,
    layers: Object.fromEntries(layerNames.map((name) => [name, !sight.hiddenLayers.includes(name)])) as ViewState['layers'],
    shading: sight.shading ?? 'shaded',
  };
}

const sameSet = (a: ReadonlySet<RecordId>, b: ReadonlySet<RecordId>): boolean => a.size === b.size && [...a].every((id) => b.has(id));

/** Whether two show the same pieces in the same way, so that nothing has to be hidden or drawn anew. */
export const seesAlike = (a: ReturnType<typeof visibilityOf>, b: ReturnType<typeof visibilityOf>): boolean =>
  a.shading === b.shading && layerNames.every((name) => a.layers[name] === b.layers[name]) && sameSet(a.hidden, b.hidden);
