/** Heights on the clipboard count from the floor: what is copied out of a hall stands on the floor that it is pasted onto. */
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment, Group, Place } from '../document/records.ts';

interface Copied {
  readonly equipment: readonly Equipment[];
  readonly connection: readonly Connection[];
  readonly group: readonly Group[];
}

/**
 * All of it higher, each piece by what it rises: a run between two that rise alike, and an array with its first piece.
 * @param rise_m of a piece as it is given
 */
export function lifted({ equipment, connection, group }: Copied, rise_m: (piece: Equipment) => number): Copied {
  const rises = new Map(equipment.map((piece): [RecordId, number] => [piece.id, rise_m(piece)]));
  const up = ([x, y, z]: Place, by_m: number): Place => [x, y, z + by_m];
  const riseOf = (run: Connection): number => {
    const [from, to] = [rises.get(run.from.equipment), rises.get(run.to.equipment)];
    return from === to ? (from ?? 0) : 0;
  };
  const ofArray = ({ array }: Group): number => {
    const first = array?.members.flatMap(({ pieces }) => pieces).find((id) => rises.has(id));
    return (first === undefined ? undefined : rises.get(first)) ?? 0;
  };
  return {
    equipment: equipment.map((piece) => {
      const by_m = rises.get(piece.id) ?? 0;
      return by_m === 0 ? piece : { ...piece, position_m: up(piece.position_m, by_m) };
    }),
    connection: connection.map((run) => {
      const by_m = riseOf(run);
      return by_m === 0 ? run : { ...run, waypoints_m: run.waypoints_m.map((corner) => up(corner, by_m)) };
    }),
    group: group.map((each) => {
      const by_m = ofArray(each);
      return by_m === 0 || !each.array ? each : { ...each, array: { ...each.array, origin_m: up(each.array.origin_m, by_m) } };
    }),
  };
}
