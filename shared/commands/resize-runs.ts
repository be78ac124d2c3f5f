/** Gives runs another size or make: another item of the same kind, and with cables another number of sets. */
import { kindOf } from '../catalogue/resolve.ts';
import { portPlace } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Connection, Item } from '../document/records.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { largestReduction, portsFit } from './compatible.ts';
import { pinItem } from './pin-item.ts';
import { runFault } from './run-fit.ts';
import { describeRecords } from './subjects.ts';

export interface RunSize {
  readonly run: RecordId;
  readonly item: Item;
  /** Conductor sets of a cable. */
  readonly parallel?: number;
}

/** Whether a bore can be joined to both ports of a run by one reducer each; headers take smaller pipes through fittings. */
export function boreFits(document: Document, run: Connection, bore_m: number): boolean {
  return [run.from, run.to].every((end) => {
    const place = portPlace(document, end);
    const size_m = place?.port.size_m;
    if (!place || size_m === undefined) return true;
    const header = kindOf(document, place.equipment)?.kind === 'header';
    return bore_m <= largestReduction * size_m && (header || bore_m * largestReduction >= size_m);
  });
}

export function resizeRuns(document: Document, { sizes }: { readonly sizes: readonly RunSize[] }): CommandAnswer {
  if (sizes.length === 0) return refuse('No run needs another size');
  const patch: Change[] = [];
  const pinned = new Map<string, Item>();
  const runs: RecordId[] = [];
  for (const { run: id, item, parallel } of sizes) {
    const before = document.tables.connection.get(id);
    if (!before) return refuse(`There is no run ${id}`);
    const held = document.tables.item.get(before.item);
    if (held?.kind !== item.kind) return refuse(`${before.tag} is a ${held?.kind}, ${item.title} a ${item.kind}`);
    const fit = portsFit(document, before.from, before.to, id);
    // What does not fit as it is may become another that does not: that is a finding, and no reason to keep it.
    const fault = isRefusal(fit) || runFault(fit, held) !== undefined ? undefined : runFault(fit, item);
    if (fault) return refuse(`${before.tag}: ${fault}`);
    let own = pinned.get(item.name);
    if (!own) {
      const pin = pinItem(document, item);
      patch.push(...pin.patch);
      own = pin.item;
      pinned.set(item.name, own);
    }
    const { parallel: sets, ...others } = before.overrides;
    const wanted = parallel ?? (typeof sets === 'number' ? sets : undefined);
    const same = own.id === before.item && (parallel === undefined || parallel === (sets ?? 1));
    if (same) continue;
    patch.push(
      changed(before, {
        ...before,
        item: own.id,
        overrides: { ...others, ...(wanted === undefined || wanted === 1 ? {} : { parallel: wanted }) },
      }),
    );
    runs.push(id);
  }
  if (runs.length === 0) return refuse('Every run already has its size');
  return { label: `Size ${describeRecords(document, runs)}`, patch };
}
