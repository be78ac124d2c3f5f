/** Groups what has no supply into islands, each a connected part of dead buses. */
import type { ElectricalIsland } from '../electrical.ts';
import { branchType, type NetworkColumns } from './columns.ts';

/** Appends dead islands, joined by everything in service but transfer contacts and converters, and numbers their buses. */
export function deadIslands(columns: NetworkColumns, live: Uint8Array, islandOf: Int32Array, islands: ElectricalIsland[]): void {
  const { busCount, start, incident, from, to, type, available, group } = columns;
  for (let root = 0; root < busCount; root++) {
    if (live[root] || (islandOf[root] as number) >= 0) continue;
    const label = islands.length;
    const buses = [root];
    islandOf[root] = label;
    for (let head = 0; head < buses.length; head++) {
      const bus = buses[head] as number;
      for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
        const b = incident[k] as number;
        if (!available[b] || (group[b] as number) >= 0 || type[b] === branchType.converter) continue;
        const other = from[b] === bus ? (to[b] as number) : (from[b] as number);
        if (live[other] || (islandOf[other] as number) >= 0) continue;
        islandOf[other] = label;
        buses.push(other);
      }
    }
    islands.push({
      status: 'dead',
      buses: buses.sort((a, b) => a - b),
      residual: 0,
      iterations: 0,
      method: 'none',
      sourcePower_W: 0,
      loadPower_W: 0,
      loss_W: 0,
    });
  }
}
