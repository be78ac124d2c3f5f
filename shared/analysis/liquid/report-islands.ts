/** One report per connected part of the liquid network and per cooled room. */
import { kindOf } from '../../catalogue/resolve.ts';
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { LiquidNetwork } from '../../network/liquid.ts';
import { fluidNamed } from '../../solve/fluids.ts';
import type { LiquidSolution } from '../../solve/liquid/solution.ts';
import { describeQuantity } from '../../units/format.ts';
import type { IslandReport } from '../result.ts';
import { type LiquidReportInput, tagOf } from './report-input.ts';

/** By the numbering of the islands: a network whose nodes keep their names and islands keeps that of the solution before. */
const namesOf = new WeakMap<Int32Array, readonly string[]>();

/** Names of the connected parts: each by the first of its nodes' names, which no order of records changes. */
export function liquidIslandIds(network: LiquidNetwork, solution: LiquidSolution): readonly string[] {
  let names = namesOf.get(solution.islandOf);
  if (!names) {
    const firsts = solution.islands.map(() => '');
    network.nodes.forEach(({ id }, node) => {
      const island = solution.islandOf[node] as number;
      const first = firsts[island] as string;
      if (first === '' || id < first) firsts[island] = id;
    });
    names = firsts.map((first) => `liquid:${first}`);
    namesOf.set(solution.islandOf, names);
  }
  return names;
}

export const airIslandId = (space: RecordId): string => `air:${space}`;

interface Members {
  readonly connections: Document['tables']['connection'];
  readonly tables: Document['tables']['system'];
  readonly owners: readonly ReadonlySet<RecordId>[];
  /** Names of the systems that runs of the island belong to. */
  readonly systems: readonly ReadonlySet<string>[];
}

const membersOf = new WeakMap<Int32Array, Members>();

/** Records and systems of each island, found once while runs and the numbering of the islands stay. */
export function islandMembers(document: Document, network: LiquidNetwork, solution: LiquidSolution): Members {
  const { connection: connections, system: tables } = document.tables;
  const known = membersOf.get(solution.islandOf);
  if (known?.connections === connections && known.tables === tables) return known;
  const owners = solution.islands.map(() => new Set<RecordId>());
  const systems = solution.islands.map(() => new Set<string>());
  for (const { owner, from } of network.branches) {
    const island = solution.islandOf[from] as number;
    owners[island]?.add(owner);
    const connection = connections.get(owner);
    const system = connection && tables.get(connection.system);
    if (system) systems[island]?.add(system.name);
  }
  const members = { connections, tables, owners, systems };
  membersOf.set(solution.islandOf, members);
  return members;
}

export function reportLiquidIslands({ document, network, solution }: LiquidReportInput): IslandReport[] {
  const { owners, systems } = islandMembers(document, network, solution);
  const ids = liquidIslandIds(network, solution);
  return solution.islands.flatMap((island, i): IslandReport[] => {
    const members = owners[i] as ReadonlySet<RecordId>;
    // A port that nothing is connected to is its own part; an open port is a finding of its own.
    if (members.size === 0) return [];
    const names = [...(systems[i] as ReadonlySet<string>)].sort();
    const tags = island.worst.slice(0, 3).map((id) => tagOf(document, id));
    const cause =
      island.cause === undefined
        ? undefined
        : tags.length > 0
          ? `${tags.join(', ')}: ${named(document, island.cause)}`
          : named(document, island.cause);
    return [
      {
        id: ids[i] ?? '',
        system: 'liquid',
        name:
          names.length > 0
            ? names.join(', ')
            : `around ${[...members]
                .slice(0, 2)
                .map((id) => tagOf(document, id))
                .join(', ')}`,
        status: island.status,
        residual: Math.max(island.massResidual, island.pressureResidual, island.energyResidual),
        iterations: island.iterations,
        ...(cause === undefined ? {} : { cause }),
        ...(island.worst.length > 0 ? { worst: island.worst } : {}),
        records: members.size,
      },
    ];
  });
}

/** Record ids in a solver's sentence become tags. */
function named(document: LiquidReportInput['document'], cause: string): string {
  return cause.replace(/\b(?:eq|conn)_[\w-]+/g, (id) => tagOf(document, id));
}

const runsOf = new WeakMap<Document['tables']['connection'], { items: Document['tables']['item']; runs: ReadonlyMap<RecordId, number> }>();

/** How many runs that hold liquid each system has. */
function liquidRuns(document: Document): ReadonlyMap<RecordId, number> {
  const { connection: connections, item: items } = document.tables;
  const known = runsOf.get(connections);
  if (known?.items === items) return known.runs;
  const runs = new Map<RecordId, number>();
  for (const connection of connections.values()) {
    if (kindOf(document, connection)?.liquid) runs.set(connection.system, (runs.get(connection.system) ?? 0) + 1);
  }
  runsOf.set(connections, { items, runs });
  return runs;
}

/** Liquid systems whose runs are left out because no fluid of the library is named for them. */
export function reportFluidless({ document }: LiquidReportInput): IslandReport[] {
  return [...liquidRuns(document)].flatMap(([id, records]): IslandReport[] => {
    const system = document.tables.system.get(id);
    if (!system || (system.fluid !== undefined && fluidNamed(system.fluid))) return [];
    const cause =
      system.fluid === undefined
        ? `no fluid is set for ${system.name}`
        : `${system.name} names the fluid ${system.fluid}, which the library does not have`;
    return [
      {
        id: `liquid:${id}`,
        system: 'liquid',
        name: system.name,
        status: 'invalid',
        residual: 0,
        iterations: 0,
        cause,
        worst: [id],
        records,
      },
    ];
  });
}

/** Rooms: a room whose heat no coil takes has no steady state. */
export function reportRooms({ document, network, solution }: LiquidReportInput): IslandReport[] {
  return solution.spaces.map((space): IslandReport => {
    const coils = network.units.filter((unit) => unit.type === 'air-coil' && unit.space === space.owner).length;
    const name = document.tables.space.get(space.owner)?.name ?? space.owner;
    return {
      id: airIslandId(space.owner),
      system: 'air',
      name,
      status: space.solved ? 'solved' : 'no-solution',
      residual: 0,
      iterations: solution.passes,
      ...(space.solved
        ? {}
        : { cause: `${describeQuantity(space.heat_W, 'power')} enter the air of ${name} and no coil that runs takes them out` }),
      records: coils,
    };
  });
}
