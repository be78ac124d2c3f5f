/** One report per part of the power system. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { branchOwners } from './branch-owners.ts';
import { ownerRecords } from './owner-records.ts';
import type { IslandReport } from './result.ts';

interface Members {
  readonly owners: Set<RecordId>;
  readonly systems: Set<string>;
  loads: number;
  first: string;
}

interface Known {
  readonly branches: ElectricalNetwork['branches'];
  readonly tables: Document['tables'];
  readonly members: readonly Members[];
}

/** By the numbering of parts, which stays while switch states do. */
const cache = new WeakMap<ElectricalSolution['islandOf'], Known>();

/** Records and systems of each part, found once per topology. */
function membersOf(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): readonly Members[] {
  const { tables } = document;
  const known = cache.get(solution.islandOf);
  if (known?.branches === network.branches && known.tables.connection === tables.connection && known.tables.system === tables.system)
    return known.members;
  const members = solution.islands.map((): Members => ({ owners: new Set(), systems: new Set(), loads: 0, first: '' }));
  const at = (bus: number) => members[solution.islandOf[bus] as number];
  const leastOwner: RecordId[] = [];
  const lastOwner: RecordId[] = [];
  const { islandOf } = solution;
  network.buses.forEach(({ id, owner }, b) => {
    const island = islandOf[b] as number;
    const part = members[island];
    if (!part) return;
    // Buses of one record follow each other.
    if (owner !== lastOwner[island]) part.owners.add(owner);
    lastOwner[island] = owner;
    const least = leastOwner[island];
    // Of most buses the record alone says that they do not come first: their ids need not be put together.
    if (least !== undefined && owner > least && !owner.startsWith(least)) return;
    if (part.first !== '' && part.first <= id) return;
    part.first = id;
    leastOwner[island] = owner;
  });
  const { owners, start } = branchOwners(network);
  const records = ownerRecords(document, owners);
  records.forEach((connection, slot) => {
    // A run has one branch.
    const branch = network.branches[start[slot] as number];
    const part = branch && at(branch.from);
    if (!part || connection?.type !== 'connection') return;
    part.owners.add(branch.owner);
    const system = tables.system.get(connection.system);
    if (system) part.systems.add(system.name);
  });
  for (const load of network.loads) {
    for (const feed of load.feeds) {
      const part = at(feed);
      if (part) part.loads++;
    }
  }
  cache.set(solution.islandOf, { branches: network.branches, tables, members });
  return members;
}

/** Parts of the network with their state. Dead parts that feed nothing, such as the cable of a standby set, are left out. */
export function reportElectricalIslands(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): IslandReport[] {
  const members = membersOf(document, network, solution);
  const islands = solution.islands.flatMap((island, i): IslandReport[] => {
    const part = members[i];
    if (!part || (island.status === 'dead' && part.loads === 0)) return [];
    const worst = [...new Set((island.worst ?? []).map((b) => network.branches[b]?.owner ?? ''))];
    const tags = worst.map((id) => document.tables.equipment.get(id)?.tag ?? document.tables.connection.get(id)?.tag ?? id);
    return [
      {
        id: `electrical:${part.first}`,
        system: 'electrical',
        name: nameOf(document, part),
        status: island.status,
        residual: island.residual,
        iterations: island.iterations,
        ...(island.cause !== undefined && { cause: tags.length > 0 ? `${tags.slice(0, 3).join(', ')}: ${island.cause}` : island.cause }),
        ...(worst.length > 0 && { worst }),
        records: part.owners.size,
      },
    ];
  });
  return islands.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function nameOf(document: Document, part: Members): string {
  const names = [...part.systems].sort();
  if (names.length > 3) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  if (names.length > 0) return names.join(', ');
  const owner = [...part.owners].sort()[0] ?? '';
  return document.tables.equipment.get(owner)?.tag ?? owner;
}
