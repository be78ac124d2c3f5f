/** Puts one new piece of equipment into the design. */
import { kindNamed } from '../catalogue/kinds/index.ts';
import { itemParameters } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { GroupId, IdSource, SpaceId } from '../document/ids.ts';
import { added } from '../document/patch.ts';
import type { Equipment, Item, Place } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { pinItem } from './pin-item.ts';
import { spaceAt } from './spaces.ts';
import { tagSource } from './tags.ts';

export interface PlaceArguments {
  readonly item: Item;
  readonly position_m: Place;
  readonly yaw_deg: number;
  readonly newId: IdSource;
  readonly tag?: string;
  /** The space at the position unless given. */
  readonly space?: SpaceId;
  readonly group?: GroupId;
}

/** Why an item cannot be placed as equipment, or undefined when it can. */
export function placeFault(item: Item): string | undefined {
  const kind = kindNamed(item.kind);
  if (!kind) return `${item.title} is of the unknown kind ${item.kind}`;
  if (kind.form !== 'equipment') return `${item.title} is a ${kind.title.toLowerCase()}: draw it with Connect`;
  const parameters = itemParameters(item);
  return parameters.ok ? undefined : (parameters.problems[0]?.message ?? `${item.title} has unusable values`);
}

export function place(document: Document, args: PlaceArguments): CommandAnswer {
  const pinned = pinItem(document, args.item);
  const fault = placeFault(pinned.item) ?? (withinSite([args.position_m]) ? undefined : beyondSite);
  if (fault) return refuse(fault);
  const kind = kindNamed(pinned.item.kind);
  const space = args.space ?? spaceAt(document, args.position_m);
  const equipment: Equipment = {
    id: args.newId('equipment'),
    type: 'equipment',
    tag: args.tag ?? tagSource(document).next(kind?.tagPrefix ?? 'EQ'),
    item: pinned.id,
    ...(space === undefined ? {} : { space }),
    ...(args.group === undefined ? {} : { group: args.group }),
    position_m: args.position_m,
    yaw_deg: args.yaw_deg,
    overrides: {},
  };
  return { label: `Place ${equipment.tag}`, patch: [...pinned.patch, added(equipment)], selection: [equipment.id] };
}
