/**
 * What stands still when one record fails. Losses go on from medium to medium: a board takes its chillers with it,
 * these their CDUs, and these their racks. Failed equipment lets no liquid through; other ways round it count.
 */
import type { LoopPlace, LoopSide } from '../../catalogue/loops.ts';
import { kindOf } from '../../catalogue/resolve.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import { type LiquidWays, liquidWays } from './liquid.ts';
import { isPower, powerRegion } from './power.ts';

const sources = new Set(['utility', 'generator', 'ups', 'bess', 'power-shelf']);
const origins = new Set(['utility', 'generator']);

const kindAt = (document: Document, id: RecordId): string => {
  const equipment = document.tables.equipment.get(id);
  return (equipment && kindOf(document, equipment)?.kind) ?? '';
};

/** Equipment of a region that has power from a service or a generator, with the number of its inlets that are live. */
function livePower(document: Document, region: ReadonlySet<RecordId>, without: RecordId | undefined): ReadonlyMap<RecordId, number> {
  const live = new Map<RecordId, number>();
  const queue: RecordId[] = [];
  for (const id of region) if (id !== without && origins.has(kindAt(document, id))) queue.push(id);
  for (const id of queue) live.set(id, 0);
  for (const id of queue) {
    for (const run of connectionsAt(document, id)) {
      if (run.from.equipment !== id || run.id === without || run.to.equipment === without || !isPower(document, run)) continue;
      if (!region.has(run.to.equipment)) continue;
      const inlets = live.get(run.to.equipment);
      live.set(run.to.equipment, (inlets ?? 0) + 1);
      if (inlets === undefined) queue.push(run.to.equipment);
    }
  }
  return live;
}

/** Places that are joined to a producer of their side which is not dead: by any way, since valves and ties can be opened. */
function joined({ loops, steps }: LiquidWays, dead: ReadonlySet<RecordId>): ReadonlySet<LoopPlace> {
  const found = new Set<LoopPlace>();
  for (const side of ['supply', 'return'] satisfies LoopSide[]) {
    const queue: LoopPlace[] = [];
    for (const [place, role] of loops.roles) {
      // A role's place is `<equipment>/<port>`.
      if (role.produces && role.side === side && !dead.has(place.slice(0, place.lastIndexOf('/')))) queue.push(place);
    }
    for (const place of queue) found.add(place);
    for (const place of queue) {
      for (const way of ['away', 'towards'] as const) {
        for (const step of steps[side][way].get(place) ?? []) {
          if (dead.has(step.run) || dead.has(step.equipment) || found.has(step.place) || loops.sideOf(step.place) !== side) continue;
          found.add(step.place);
          if (!loops.roles.has(step.place)) queue.push(step.place, ...step.within);
        }
      }
    }
  }
  return found;
}

/** Equipment that had coolant, and a way back for it, and has not any more. */
function withoutCoolant(document: Document, failed: readonly RecordId[]): ReadonlySet<RecordId> {
  const ways = liquidWays(document, failed);
  const before = joined(ways, new Set());
  const dead = new Set(failed);
  const lost = new Set<RecordId>();
  for (let known = -1; known < dead.size; ) {
    known = dead.size;
    const now = joined(ways, dead);
    for (const [equipment, places] of ways.places) {
      if (lost.has(equipment)) continue;
      for (const place of places) {
        if (ways.loops.roles.get(place)?.produces || !before.has(place) || now.has(place)) continue;
        lost.add(equipment);
        dead.add(equipment);
        break;
      }
    }
  }
  return lost;
}

export function lossesOf(
  document: Document,
  record: RecordId,
): { readonly lost: readonly RecordId[]; readonly weakened: readonly RecordId[] } {
  const lost = new Set<RecordId>();
  const weakened = new Set<RecordId>();
  const region = powerRegion(document, record);
  const after = livePower(document, region, record);
  for (const [id, inlets] of livePower(document, region, undefined)) {
    if (id === record) continue;
    const left = after.get(id);
    if (left === undefined) lost.add(id);
    else if (left < inlets && !sources.has(kindAt(document, id))) weakened.add(id);
  }
  for (const id of withoutCoolant(document, [record, ...lost])) if (id !== record) lost.add(id);
  for (const id of lost) weakened.delete(id);
  return { lost: [...lost], weakened: [...weakened] };
}
