/** Puts another item of the same kind in the place of equipment: all GB200 by GB300. Runs stay where their ports exist. */

import type { ParameterSpec, Port } from '../catalogue/kind.ts';
import { kindNamed } from '../catalogue/kinds/index.ts';
import { itemParameters, parameterFault } from '../catalogue/resolve.ts';
import { applyPatch, connectionsAt, type Document, itemOf } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed, removed } from '../document/patch.ts';
import type { Connection, Equipment, Item, RowArray } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { withoutMentions } from './delete.ts';
import { piecesOf } from './follow-arrays.ts';
import { runsAfterMoving } from './follow-runs.ts';
import { lockFault } from './lock.ts';
import { pinItem } from './pin-item.ts';
import { placeFault } from './place.ts';
import { describeRecords, equipmentAmong, nothingSelected } from './subjects.ts';

export interface ReplaceArguments {
  readonly records: readonly RecordId[];
  readonly item: Item;
  /** Takes away runs that have no port any more; without it they are a refusal that names them. */
  readonly dropRuns?: true;
}

const namedRuns = 4;

/** Why a run cannot stay at a port of the new item. */
function runFault(document: Document, run: Connection, equipment: Equipment, ports: readonly Port[]): string | undefined {
  const end = run.from.equipment === equipment.id ? run.from : run.to;
  const port = ports.find(({ name }) => name === end.port);
  const system = document.tables.system.get(run.system);
  if (!port) return `${run.tag} (${equipment.tag} has no ${end.port} then)`;
  if (system && !port.systems.includes(system.kind)) return `${run.tag} (${end.port} is not for ${system.name})`;
  return undefined;
}

function sizeOf(item: Item | undefined) {
  const parameters = item && itemParameters(item);
  return item && parameters?.ok ? kindNamed(item.kind)?.envelope?.(parameters.value) : undefined;
}

/** The array of another item whose pieces stand where they stood: aisles are what deeper or shallower pieces leave of them. */
function ofItem(array: RowArray, before: Item | undefined, after: Item): RowArray {
  const [old, now] = [sizeOf(before), sizeOf(after)];
  const deeper = old && now ? now.depth_m - old.depth_m : 0;
  const left = (aisle_m: number) => Math.max(0, aisle_m - deeper);
  return { ...array, item: after.id, coldAisle_m: left(array.coldAisle_m), hotAisle_m: left(array.hotAisle_m) };
}

export function replaceItem(document: Document, { records, item, dropRuns }: ReplaceArguments): CommandAnswer {
  const equipment = equipmentAmong(document, records);
  if (equipment.length === 0) return nothingSelected('replace');
  const locked = lockFault(document, records);
  if (locked) return refuse(locked);
  const pinned = pinItem(document, item);
  const fault = placeFault(pinned.item);
  if (fault) return refuse(fault);
  const kind = kindNamed(pinned.item.kind);
  const specs = (kind?.parameters ?? {}) as Readonly<Record<string, ParameterSpec>>;
  const patch: Change[] = [...pinned.patch];
  const lost = new Map<RecordId, { run: Connection; why: string }>();
  for (const before of equipment) {
    const old = itemOf(document, before);
    if (old.kind !== pinned.item.kind)
      return refuse(`${before.tag} is a ${kindNamed(old.kind)?.title ?? old.kind}, ${pinned.item.title} a ${kind?.title}`);
    if (before.item === pinned.id) continue;
    const overrides = Object.fromEntries(
      Object.entries(before.overrides).filter(([name, value]) => {
        const spec = specs[name];
        return spec !== undefined && parameterFault(spec, value) === undefined;
      }),
    );
    const parameters = itemParameters(pinned.item);
    const ports = parameters.ok ? (kind?.ports?.({ ...parameters.value, ...overrides }) ?? []) : [];
    for (const run of connectionsAt(document, before.id)) {
      const why = runFault(document, run, before, ports);
      if (why) lost.set(run.id, { run, why });
    }
    patch.push(changed(before, { ...before, item: pinned.id, overrides }));
  }
  if (lost.size > 0 && !dropRuns) {
    const names = [...lost.values()].slice(0, namedRuns).map(({ why }) => why);
    const more = lost.size > namedRuns ? ` and ${lost.size - namedRuns} more` : '';
    return refuse(`${lost.size === 1 ? 'One run' : `${lost.size} runs`} would lose a port: ${names.join(', ')}${more}`);
  }
  // Ports of another item lie elsewhere: what stays on them follows.
  const moved = equipment.map(({ id }) => id);
  patch.push(...runsAfterMoving(document, applyPatch(document, patch), moved, new Set(lost.keys())));
  for (const { run } of lost.values()) patch.push(removed(run));
  if (lost.size > 0) patch.push(...withoutMentions(document, new Set(lost.keys())));
  // An array that is replaced as a whole goes on with the new item.
  const replaced = new Set(equipment.map(({ id }) => id));
  for (const group of document.tables.group.values()) {
    const { array } = group;
    const pieces = piecesOf(document, group);
    if (array && array.item !== pinned.id && pieces.length > 0 && pieces.every((id) => replaced.has(id)))
      patch.push(changed(group, { ...group, array: ofItem(array, document.tables.item.get(array.item), pinned.item) }));
  }
  return {
    label: `Replace ${describeRecords(
      document,
      equipment.map(({ id }) => id),
    )} by ${pinned.item.title}`,
    patch,
  };
}
