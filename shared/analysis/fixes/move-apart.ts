/** Pieces in one another’s way: one of them goes to the nearest place where neither it nor anything else is in the way. */

import type { PlacedBody } from '../../catalogue/placed-body.ts';
import { workingSpacesOf } from '../../catalogue/placement.ts';
import { move } from '../../commands/move.ts';
import { applyPatch, type Document, documentOf } from '../../document/document.ts';
import type { EquipmentId } from '../../document/ids.ts';
import type { Equipment, Place, Point } from '../../document/records.ts';
import { type Bounds, boundsOf } from '../../geometry/polygon.ts';
import { isRefusal, refuse } from '../../problem.ts';
import { bodiesOf, doorwaysIn, solidsOf } from '../bodies.ts';
import { aislesIn } from '../rules/aisle-width.ts';
import { clearancesIn } from '../rules/clearance.ts';
import { overlapsIn } from '../rules/overlap.ts';
import type { Fixer } from './fix.ts';

/** Farther than this a person should decide where it goes. */
const reach_m = 4;

/** Everything that can be in the way of a piece which moves by at most the reach. */
export function around(document: Document, piece: PlacedBody): Document {
  const [x, y] = piece.equipment.position_m;
  const reach = reach_m + 8;
  const isNear = ({ min, max }: Bounds) => min[0] < x + reach && max[0] > x - reach && min[1] < y + reach && max[1] > y - reach;
  const near = bodiesOf(document).filter(({ bounds }) => isNear(bounds));
  const { item, space, site, scenario } = document.tables;
  return documentOf([
    ...site.values(),
    ...scenario.values(),
    ...item.values(),
    ...[...space.values()].filter(({ outline_m }) => isNear(boundsOf(outline_m, 0, 0))),
    ...near.map(({ equipment }) => equipment),
  ]);
}

const faultsOf = (document: Document) => [...overlapsIn(document), ...clearancesIn(document), ...aislesIn(document)];

const extent = (outlines: readonly (readonly Point[])[], axis: 0 | 1): readonly [number, number] => {
  const all = outlines.flatMap((outline) => outline.map((point) => point[axis]));
  return [Math.min(...all), Math.max(...all)];
};

/** Offsets along one axis that put edges of the piece, or of its working space, against edges of its neighbours, or in line. */
function stepsAlong(
  piece: PlacedBody,
  others: readonly PlacedBody[],
  outlines: readonly (readonly Point[])[],
  axis: 0 | 1,
): readonly number[] {
  const parts = (each: PlacedBody) => {
    const working = workingSpacesOf(each.equipment, each.envelope).map(({ space }) => space.outline_m);
    return { body: extent([each.body.outline_m], axis), room: extent([each.body.outline_m, ...working], axis) };
  };
  const own = parts(piece);
  const steps = new Set([0]);
  const near = outlines.map((outline) => {
    const body = extent([outline], axis);
    return { body, room: body };
  });
  for (const { body, room } of [...others.map(parts), ...near]) {
    for (const [mine, theirs] of [
      [own.body, body],
      [own.body, room],
      [own.room, body],
    ] as const)
      for (const step of [theirs[0] - mine[1], theirs[1] - mine[0], theirs[0] - mine[0], theirs[1] - mine[1]])
        if (Math.abs(step) <= reach_m) steps.add(Math.round(step * 1e4) / 1e4);
  }
  return [...steps].sort((a, b) => Math.abs(a) - Math.abs(b));
}

/** Most places that are looked at: beyond it the surroundings are too full for a machine to choose. */
const mostPlaces = 1500;

interface FreeMove {
  readonly offset_m: Place;
  /** Findings that go with it. */
  readonly cured: number;
}

/** The shortest free move of a piece. */
function nearestFree(document: Document, id: EquipmentId): FreeMove | undefined {
  const piece = bodiesOf(document).find(({ equipment }) => equipment.id === id);
  if (!piece || piece.equipment.locked) return undefined;
  const scene = around(document, piece);
  const before = faultsOf(scene);
  const others = bodiesOf(scene).filter(({ equipment }) => equipment.id !== id);
  const [x, y] = piece.equipment.position_m;
  const far = 2 * reach_m;
  const isNear = ({ bounds: { min, max } }: { readonly bounds: Bounds }) =>
    max[0] > x - far && min[0] < x + far && max[1] > y - far && min[1] < y + far;
  const solids = [
    ...solidsOf(scene)
      .filter(isNear)
      .map(({ part }) => part.corners),
    ...doorwaysIn(scene)
      .filter(isNear)
      .map(({ doorway }) => doorway.corners),
  ];
  const [alongX, alongY] = [stepsAlong(piece, others, solids, 0), stepsAlong(piece, others, solids, 1)];
  const places = alongX
    .flatMap((dx) => alongY.map((dy): Place => [dx, dy, 0]))
    .sort((a, b) => Math.hypot(a[0], a[1]) - Math.hypot(b[0], b[1]))
    .slice(1, mostPlaces);
  const unrelated = before.filter(({ subjects }) => !subjects.includes(id)).length;
  const offset_m = places.find((by_m) => {
    const answer = move(scene, { records: [id], offset_m: by_m });
    if (isRefusal(answer)) return false;
    const moved = applyPatch(scene, answer.patch);
    if (moved.tables.equipment.get(id)?.space !== piece.equipment.space) return false;
    const after = faultsOf(moved);
    return after.length <= unrelated && !after.some(({ subjects }) => subjects.includes(id));
  });
  return offset_m && { offset_m, cured: before.length - unrelated };
}

export const moveApart: Fixer = ({ document, finding }) => {
  const pieces = finding.subjects.flatMap((id): Equipment[] => {
    const piece = document.tables.equipment.get(id);
    return piece && !piece.locked ? [piece] : [];
  });
  if (pieces.length === 0) return [];
  const names = pieces.map(({ tag }) => tag).join(' or ');
  return [
    {
      label: `Move ${names} to the nearest free place`,
      records: pieces.map(({ id }) => id),
      apply: (current) => {
        const found = pieces
          .flatMap(({ id }) => {
            const free = nearestFree(current, id);
            return free ? [{ id, ...free }] : [];
          })
          // The piece that is in the way of most goes, and of two alike the one with the shorter way.
          .sort((a, b) => b.cured - a.cured || Math.hypot(...a.offset_m) - Math.hypot(...b.offset_m));
        const [best] = found;
        // Another fix has taken the cause away already.
        if (best?.cured === 0) return { label: `Move ${names}`, patch: [] };
        if (!best) return refuse(`There is no free place for ${names} within ${reach_m} m`);
        return move(current, { records: [best.id], offset_m: best.offset_m });
      },
    },
  ];
};

/** One piece in an aisle goes out of it; where a whole row stands too near, moving one of them cures nothing. */
export const clearAisle: Fixer = (input) =>
  input.finding.subjects.filter((id) => input.document.tables.equipment.has(id)).length === 1 ? moveApart(input) : [];
