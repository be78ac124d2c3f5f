/** Lays drawings under the plan, places, scales, turns, locks, hides and removes them. */

import type { Document } from '../document/document.ts';
import { bytesOfBase64, mostDrawnPoints, mostImage_bytes, mostPixels } from '../document/drawing-limits.ts';
import type { IdSource, UnderlayId } from '../document/ids.ts';
import { added, changed, removed } from '../document/patch.ts';
import type { Drawing, Point, Underlay } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

export type UnderlayFields = Pick<Underlay, 'name' | 'at_m' | 'yaw_deg' | 'width_m' | 'opacity'>;

/** Width over height; a drawing without height counts as one a thousandth of its width high. */
export function aspectOf({ content }: Drawing): number {
  const [width, height] = content.kind === 'image' ? [content.width_px, content.height_px] : [content.width_m, content.height_m];
  return width > 0 ? width / Math.max(height, width / 1000) : 0.001;
}

/** Underlays as they are listed. */
export const underlaysInOrder = (document: Document): readonly Underlay[] =>
  [...document.tables.underlay.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));

function contentFault({ name, content }: Pick<Drawing, 'name' | 'content'>): string | undefined {
  if (content.kind === 'lines') {
    const points = content.chains_m.reduce((sum, { length }) => sum + length / 2, 0);
    if (points === 0) return `No lines are in ${name}`;
    return points > mostDrawnPoints
      ? `${name} has ${points} points, more than the ${mostDrawnPoints} that a design can carry: save the layers that are needed on their own`
      : undefined;
  }
  if (!(content.width_px >= 1 && content.height_px >= 1)) return `${name} has no size`;
  if (Math.max(content.width_px, content.height_px) > mostPixels)
    return `${name} is wider or higher than ${mostPixels} pixels: save it smaller`;
  const bytes = bytesOfBase64(content.data);
  const mebibytes = (count: number) => `${Math.round((count / 1024 / 1024) * 10) / 10} MB`;
  return bytes > mostImage_bytes
    ? `${name} has ${mebibytes(bytes)}, more than the ${mebibytes(mostImage_bytes)} that a design can carry: save it with fewer pixels or as JPEG`
    : undefined;
}

function placeFault({ name, at_m, yaw_deg, width_m, opacity }: UnderlayFields): string | undefined {
  if (name.trim() === '') return 'An underlay needs a name';
  if (![...at_m, yaw_deg].every(Number.isFinite)) return 'An underlay needs a place and a turn';
  if (!withinSite([at_m])) return beyondSite;
  if (!(width_m >= 0.001 && width_m <= 1e6)) return 'The true width of an underlay lies between 1 mm and 1000 km';
  return opacity >= 0 && opacity <= 1 ? undefined : 'The strength of an underlay lies between 0 and 100 %';
}

/** `plan.dxf`, `plan.dxf 2`, …: the first that is free. */
function freeName(document: Document, wish: string): string {
  const taken = new Set([...document.tables.underlay.values()].map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wish : `${wish} ${number}`;
    if (!taken.has(name)) return name;
  }
}

/** The drawing that holds the same content already: a plan that is laid twice is stored once. */
const sameDrawing = (document: Document, content: Drawing['content']): Drawing | undefined =>
  [...document.tables.drawing.values()].find((each) => JSON.stringify(each.content) === JSON.stringify(content));

export interface AddUnderlayArguments {
  readonly drawing: Pick<Drawing, 'name' | 'content'>;
  readonly at_m: Point;
  readonly width_m: number;
  readonly newId: IdSource;
}

export function addUnderlay(document: Document, { drawing, at_m, width_m, newId }: AddUnderlayArguments): CommandAnswer {
  const known = sameDrawing(document, drawing.content);
  const kept: Drawing = known ?? { id: newId('drawing'), type: 'drawing', ...drawing };
  const fields: UnderlayFields = { name: freeName(document, drawing.name), at_m, yaw_deg: 0, width_m, opacity: 0.6 };
  const fault = contentFault(drawing) ?? placeFault(fields);
  if (fault) return refuse(fault);
  const { name, ...rest } = fields;
  const underlay: Underlay = { id: newId('underlay'), type: 'underlay', name, drawing: kept.id, ...rest };
  return { label: `Lay ${name} under the plan`, patch: [...(known ? [] : [added(kept)]), added(underlay)] };
}

function edited(document: Document, id: UnderlayId, change: (underlay: Underlay) => Partial<UnderlayFields>, verb: string): CommandAnswer {
  const before = document.tables.underlay.get(id);
  if (!before) return refuse(`There is no underlay ${id}`);
  const fields = change(before);
  if (before.locked && ('at_m' in fields || 'yaw_deg' in fields || 'width_m' in fields)) return refuse(`${before.name} is locked`);
  const after: Underlay = { ...before, ...fields };
  const fault = placeFault(after);
  return fault ? refuse(fault) : { label: `${verb} ${before.name}`, patch: [changed(before, after)] };
}

export const setUnderlay = (
  document: Document,
  { underlay, fields }: { readonly underlay: UnderlayId; readonly fields: Partial<UnderlayFields> },
): CommandAnswer => edited(document, underlay, () => fields, 'Change');

interface TwoPoints {
  readonly underlay: UnderlayId;
  readonly from_m: Point;
  readonly to_m: Point;
}

const apart = ([x0, y0]: Point, [x1, y1]: Point) => Math.hypot(x1 - x0, y1 - y0);

/** Scales a drawing about the first point, so that the two points are the stated distance apart. */
export function scaleUnderlay(
  document: Document,
  { underlay, from_m, to_m, distance_m }: TwoPoints & { readonly distance_m: number },
): CommandAnswer {
  const drawn_m = apart(from_m, to_m);
  if (drawn_m < 1e-6) return refuse('Two points at the same place have no distance');
  if (!(distance_m > 0)) return refuse('The distance between the points is more than nothing');
  const factor = distance_m / drawn_m;
  return edited(
    document,
    underlay,
    ({ at_m: [x, y], width_m }) => ({
      at_m: [from_m[0] + (x - from_m[0]) * factor, from_m[1] + (y - from_m[1]) * factor],
      width_m: width_m * factor,
    }),
    'Scale',
  );
}

/** Moves a drawing so that what was at the first point comes to the second. */
export const moveUnderlay = (document: Document, { underlay, from_m, to_m }: TwoPoints): CommandAnswer =>
  edited(document, underlay, ({ at_m: [x, y] }) => ({ at_m: [x + to_m[0] - from_m[0], y + to_m[1] - from_m[1]] }), 'Move');

/** Turns a drawing about the first point, so that the line to the second runs along the nearest axis. */
export function squareUnderlay(document: Document, { underlay, from_m, to_m }: TwoPoints): CommandAnswer {
  if (apart(from_m, to_m) < 1e-6) return refuse('Two points at the same place make no line');
  const angle = (Math.atan2(to_m[1] - from_m[1], to_m[0] - from_m[0]) * 180) / Math.PI;
  const turn_deg = Math.round(angle / 90) * 90 - angle;
  const [cos, sin] = [Math.cos((turn_deg * Math.PI) / 180), Math.sin((turn_deg * Math.PI) / 180)];
  return edited(
    document,
    underlay,
    ({ at_m, yaw_deg }) => {
      const [dx, dy] = [at_m[0] - from_m[0], at_m[1] - from_m[1]];
      return { at_m: [from_m[0] + dx * cos - dy * sin, from_m[1] + dx * sin + dy * cos], yaw_deg: yaw_deg + turn_deg };
    },
    'Turn',
  );
}

const verbs = { locked: ['Unlock', 'Lock'], hidden: ['Show', 'Hide'] } as const;

/** Locks or hides an underlay, or takes that back. */
export function flagUnderlay(
  document: Document,
  { underlay: id, flag, on }: { readonly underlay: UnderlayId; readonly flag: 'locked' | 'hidden'; readonly on: boolean },
): CommandAnswer {
  const before = document.tables.underlay.get(id);
  if (!before) return refuse(`There is no underlay ${id}`);
  const { [flag]: _was, ...rest } = before;
  const after: Underlay = on ? { ...rest, [flag]: true } : rest;
  return { label: `${verbs[flag][on ? 1 : 0]} ${before.name}`, patch: [changed(before, after)] };
}

/** Takes an underlay away, and its drawing where no other underlay shows it. */
export function removeUnderlay(document: Document, { underlay: id }: { readonly underlay: UnderlayId }): CommandAnswer {
  const before = document.tables.underlay.get(id);
  if (!before) return refuse(`There is no underlay ${id}`);
  if (before.locked) return refuse(`${before.name} is locked`);
  const drawing = document.tables.drawing.get(before.drawing);
  const shared = [...document.tables.underlay.values()].some((other) => other.id !== id && other.drawing === before.drawing);
  return { label: `Remove ${before.name}`, patch: [removed(before), ...(drawing && !shared ? [removed(drawing)] : [])] };
}
