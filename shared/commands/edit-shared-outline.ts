/** Corners and edges that spaces share, changed in all of them at once: the wall between two rooms is one wall. */
import { wallLine } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Point, Space } from '../document/records.ts';
import { nearestOn } from '../geometry/polygon.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { editOutline, type OutlineEdit } from './edit-outline.ts';

/** Corners nearer than this are one. */
export const sharedCorner_m = 5e-3;

const meet = (a: Point | undefined, b: Point | undefined): boolean =>
  a !== undefined && b !== undefined && Math.hypot(a[0] - b[0], a[1] - b[1]) <= sharedCorner_m;

/** Floors that lie above each other share no walls, whatever their plans. */
const sameStorey = (a: Space, b: Space): boolean =>
  a.elevation_m < b.elevation_m + b.height_m && b.elevation_m < a.elevation_m + a.height_m;

/** What an edit of one outline means for another; undefined where it shares nothing that the edit moves. */
function echo({ outline_m: mine }: Space, edit: OutlineEdit, { outline_m: other }: Space): OutlineEdit | undefined {
  const corner = (outline: readonly Point[], index: number) => outline[(index + outline.length) % outline.length];
  const edgeBetween = (a: Point | undefined, b: Point | undefined) =>
    other.findIndex((from, i) => (meet(from, b) && meet(corner(other, i + 1), a)) || (meet(from, a) && meet(corner(other, i + 1), b)));
  if (edit.how === 'move') {
    const index = other.findIndex((each) => meet(each, mine[edit.corner]));
    return index < 0 ? undefined : { ...edit, corner: index };
  }
  if (edit.how === 'insert') {
    const edge = edgeBetween(mine[edit.edge], corner(mine, edit.edge + 1));
    return edge < 0 ? undefined : { ...edit, edge };
  }
  if (edit.how === 'remove') {
    const index = other.findIndex((each) => meet(each, mine[edit.corner]));
    const [before, after] = [corner(mine, edit.corner - 1), corner(mine, edit.corner + 1)];
    const [a, b] = [corner(other, index - 1), corner(other, index + 1)];
    // Straightened only where the edges on both sides are shared.
    return index >= 0 && ((meet(a, before) && meet(b, after)) || (meet(a, after) && meet(b, before)))
      ? { how: 'remove', corner: index }
      : undefined;
  }
  const line = wallLine({ outline_m: mine }, edit.edge);
  if (!line) return undefined;
  // An edge that lies in the pushed one, whole or in part of its length; one that reaches further would tear its own room.
  const on = (point: Point | undefined) => point !== undefined && meet(nearestOn(line.from, line.to, point), point);
  const edge = other.findIndex((from, i) => on(from) && on(corner(other, i + 1)) && !meet(from, corner(other, i + 1)));
  const along = wallLine({ outline_m: other }, edge);
  if (!along) return undefined;
  return { how: 'push', edge, by_m: edit.by_m * Math.sign(along.out[0] * line.out[0] + along.out[1] * line.out[1]) };
}

/** The edits of other outlines that keep an edited one joined to them. */
export function echoes(
  document: Document,
  id: SpaceId,
  edit: OutlineEdit,
): readonly { readonly space: Space; readonly edit: OutlineEdit }[] {
  const space = document.tables.space.get(id);
  if (!space) return [];
  return [...document.tables.space.values()].flatMap((other) => {
    const same = other.id === id || !sameStorey(space, other) ? undefined : echo(space, edit, other);
    return same ? [{ space: other, edit: same }] : [];
  });
}

/**
 * Changes an outline, and of the spaces that share the corner or edge theirs with it.
 * @param alone leaves the others as they are
 */
export function editSharedOutline(
  document: Document,
  { space: id, edit, alone = false }: { readonly space: SpaceId; readonly edit: OutlineEdit; readonly alone?: boolean },
): CommandAnswer {
  const own = editOutline(document, { space: id, edit });
  const others = alone || isRefusal(own) ? [] : echoes(document, id, edit);
  if (isRefusal(own) || others.length === 0) return own;
  const patch = [...own.patch];
  for (const { space, edit: same } of others) {
    const answer = editOutline(document, { space: space.id, edit: same });
    if (isRefusal(answer)) return refuse(`${space.name} shares it: ${answer.refused}`);
    patch.push(...answer.patch);
  }
  const [first] = others;
  return { ...own, label: `${own.label} and ${others.length === 1 ? first?.space.name : `${others.length} beside it`}`, patch };
}
