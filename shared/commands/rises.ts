/** How far pieces rise that come onto other floors than they stood on, and what rises with them. */
import type { EquipmentId, RecordId } from '../document/ids.ts';
import type { Connection, Group, Place } from '../document/records.ts';

/** In metres, by piece. */
export type Rises = ReadonlyMap<EquipmentId, number>;

export const raised = (place: Place, by_m: number): Place => (by_m === 0 ? place : [place[0], place[1], place[2] + by_m]);

/** Of a run between two pieces that rise alike; undefined where they do not, and its corners belong to no floor. */
export function riseOfRun(rises: Rises, { from, to }: Connection): number | undefined {
  const [a, b] = [rises.get(from.equipment), rises.get(to.equipment)];
  return a !== undefined && b !== undefined && Math.abs(a - b) < 1e-9 ? a : undefined;
}

/** An array stands on the floor of its first piece. */
export function riseOfArray(rises: Rises, { array }: Group): number {
  const first: RecordId | undefined = array?.members.flatMap(({ pieces }) => pieces).find((id) => rises.has(id));
  return (first === undefined ? undefined : rises.get(first)) ?? 0;
}
