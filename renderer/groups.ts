/** Groups as a list to choose from. */
import type { Document } from '../shared/document/document.ts';
import type { GroupId } from '../shared/document/ids.ts';
import { naturalCompare } from './ui/natural-order.ts';

export interface GroupChoice {
  readonly id: GroupId;
  readonly name: string;
  /** The groups it lies in, outermost first; empty for none: `Hall A › Pod 1`. */
  readonly within: string;
  /** Those and its own name: `Pod 1 › Row 2`. */
  readonly path: string;
}

/** All groups by their path, without some and what lies in those. */
export function groupPaths({ tables: { group } }: Document, without: readonly GroupId[] = []): readonly GroupChoice[] {
  const left = new Set(without);
  const choices: GroupChoice[] = [];
  for (const { id, name } of group.values()) {
    const names: string[] = [];
    let inside = false;
    for (let at = group.get(id); at; at = at.parent === undefined ? undefined : group.get(at.parent)) {
      names.unshift(at.name);
      inside ||= left.has(at.id);
    }
    if (!inside) choices.push({ id, name, within: names.slice(0, -1).join(' › '), path: names.join(' › ') });
  }
  return choices.sort((a, b) => naturalCompare(a.path, b.path));
}
