/** Lines equipment up by its outside, or spreads it with equal gaps. Runs follow. */
import { envelopeOf } from '../catalogue/placement.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Equipment, Place } from '../document/records.ts';
import { refuse } from '../problem.ts';
import { bodyBox } from './clearance.ts';
import type { CommandAnswer } from './command.ts';
import { lockFault } from './lock.ts';
import { moveEach } from './move-each.ts';
import { equipmentAmong } from './subjects.ts';

/** Sides in the site’s frame as seen in plan: left is west, front is south. */
export type Alignment = 'left' | 'right' | 'front' | 'back' | 'centre-x' | 'centre-y';

interface Extent {
  readonly equipment: Equipment;
  readonly low: Readonly<Record<'x' | 'y', number>>;
  readonly high: Readonly<Record<'x' | 'y', number>>;
}

function extentsOf(document: Document, records: readonly RecordId[]): Extent[] {
  return equipmentAmong(document, records).flatMap((equipment) => {
    const envelope = envelopeOf(document, equipment);
    if (!envelope) return [];
    const { corners } = bodyBox(equipment.id, envelope, equipment.position_m, equipment.yaw_deg);
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    return [
      {
        equipment,
        low: { x: Math.min(...xs), y: Math.min(...ys) },
        high: { x: Math.max(...xs), y: Math.max(...ys) },
      },
    ];
  });
}

export function align(
  document: Document,
  { records, to }: { readonly records: readonly RecordId[]; readonly to: Alignment },
): CommandAnswer {
  const extents = extentsOf(document, records);
  if (extents.length < 2) return refuse('Select at least two pieces to line them up');
  const locked = lockFault(document, records);
  if (locked) return refuse(locked);
  const axis = to === 'left' || to === 'right' || to === 'centre-x' ? 'x' : 'y';
  const lowest = Math.min(...extents.map(({ low }) => low[axis]));
  const highest = Math.max(...extents.map(({ high }) => high[axis]));
  const offsets = new Map(
    extents.map(({ equipment, low, high }): [Equipment, Place] => {
      const step =
        to === 'left' || to === 'front'
          ? lowest - low[axis]
          : to === 'right' || to === 'back'
            ? highest - high[axis]
            : (lowest + highest) / 2 - (low[axis] + high[axis]) / 2;
      return [equipment, axis === 'x' ? [step, 0, 0] : [0, step, 0]];
    }),
  );
  return moveEach(document, offsets, 'Align', records);
}

/** Equal gaps between neighbours along an axis; the first and the last stay. */
export function distribute(
  document: Document,
  { records, along }: { readonly records: readonly RecordId[]; readonly along: 'x' | 'y' },
): CommandAnswer {
  const extents = extentsOf(document, records).sort((a, b) => a.low[along] + a.high[along] - b.low[along] - b.high[along]);
  const [first, last] = [extents[0], extents.at(-1)];
  if (!first || !last || extents.length < 3) return refuse('Select at least three pieces to spread them');
  const locked = lockFault(document, records);
  if (locked) return refuse(locked);
  const taken = extents.reduce((sum, { low, high }) => sum + high[along] - low[along], 0);
  const gap = (last.high[along] - first.low[along] - taken) / (extents.length - 1);
  if (gap < -1e-9) return refuse(`Between the outermost two there is ${Math.round(-gap * (extents.length - 1) * 1000)} mm too little room`);
  let at = first.low[along];
  const offsets = new Map<Equipment, Place>();
  for (const extent of extents) {
    const step = extent === last ? 0 : at - extent.low[along];
    offsets.set(extent.equipment, along === 'x' ? [step, 0, 0] : [0, step, 0]);
    at += extent.high[along] - extent.low[along] + gap;
  }
  return moveEach(document, offsets, 'Distribute', records);
}
