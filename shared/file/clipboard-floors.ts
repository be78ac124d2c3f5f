/** Heights on the clipboard count from the floor: what is copied out of a hall stands on the floor that it is pasted onto. */
import { raised, riseOfArray, riseOfRun } from '../commands/rises.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment, Group } from '../document/records.ts';

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
  return {
    equipment: equipment.map((piece) => {
      const by_m = rises.get(piece.id) ?? 0;
      return by_m === 0 ? piece : { ...piece, position_m: raised(piece.position_m, by_m) };
    }),
    connection: connection.map((run) => {
      const by_m = riseOfRun(rises, run) ?? 0;
      return by_m === 0 ? run : { ...run, waypoints_m: run.waypoints_m.map((corner) => raised(corner, by_m)) };
    }),
    group: group.map((each) => {
      const by_m = riseOfArray(rises, each);
      return by_m === 0 || !each.array ? each : { ...each, array: { ...each.array, origin_m: raised(each.array.origin_m, by_m) } };
    }),
  };
}
