/** One report per connected part of the liquid network and per cooled room. */
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { System } from '../../document/records.ts';
import type { LiquidNetwork, LiquidNode } from '../../network/liquid.ts';
import { fluidNamed } from '../../solve/fluids.ts';
import type { LiquidSolution } from '../../solve/liquid/solution.ts';
import { describeQuantity } from '../../units/format.ts';
import { ownerRecords } from '../owner-records.ts';
import type { IslandReport } from '../result.ts';
import type { OperatingState } from '../state.ts';
import { branchesByName } from './branch-names.ts';
import { type LiquidReportInput, tagOf } from './report-input.ts';
import { Setting } from './setting.ts';

/** By the numbering of the islands: a network whose nodes keep their names and islands keeps that of the solution before. */
const namesOf = new WeakMap<Int32Array, readonly string[]>();

/** Names of the connected parts: each by the first of its nodes' names, which no order of records changes. */
export function liquidIslandIds(network: LiquidNetwork, solution: LiquidSolution): readonly string[] {
  let names = namesOf.get(solution.islandOf);
  if (!names) {
    const firsts: (LiquidNode | undefined)[] = solution.islands.map(() => undefined);
    const { islandOf } = solution;
    network.nodes.forEach((node, i) => {
      const island = islandOf[i] as number;
      const first = firsts[island];
      if (!first || precedes(node, first)) firsts[island] = node;
    });
    names = firsts.map((first) => `liquid:${first?.id ?? ''}`);
    namesOf.set(solution.islandOf, names);
  }
  return names;
}

/** By name; the owner is its beginning and mostly says enough. */
const precedes = (a: LiquidNode, b: LiquidNode): boolean =>
  a.owner.startsWith(b.owner) || b.owner.startsWith(a.owner) ? a.id < b.id : a.owner < b.owner;

export const airIslandId = (space: RecordId): string => `air:${space}`;

interface Members {
  readonly connections: Document['tables']['connection'];
  readonly tables: Document['tables']['system'];
  /** How many records each island has branches of, and the first two of them. */
  readonly records: Int32Array;
  readonly first: readonly (readonly RecordId[])[];
  /** Names of the systems that runs of the island belong to. */
  readonly systems: readonly ReadonlySet<string>[];
}

const membersOf = new WeakMap<Int32Array, Members>();

/** Records and systems of each island, found once while runs and the numbering of the islands stay. */
export function islandMembers(document: Document, network: LiquidNetwork, solution: LiquidSolution): Members {
  const { connection: connections, system: tables } = document.tables;
  const known = membersOf.get(solution.islandOf);
  if (known?.connections === connections && known.tables === tables) return known;
  const records = new Int32Array(solution.islands.length);
  const first = solution.islands.map((): RecordId[] => []);
  const systems = solution.islands.map(() => new Set<string>());
  // Branches of one record stand side by side.
  const last: (RecordId | undefined)[] = solution.islands.map(() => undefined);
  const { islandOf } = solution;
  const { owners } = branchesByName(network, solution);
  const owning = ownerRecords(document, owners.owners);
  network.branches.forEach(({ owner, from }, b) => {
    const island = islandOf[from] as number;
    if (last[island] === owner) return;
    last[island] = owner;
    records[island] = (records[island] as number) + 1;
    if ((records[island] as number) <= 2) first[island]?.push(owner);
    const record = owning[owners.slotOf[b] as number];
    const system = record?.type === 'connection' ? tables.get(record.system) : undefined;
    if (system) systems[island]?.add(system.name);
  });
  const members = { connections, tables, records, first, systems };
  membersOf.set(solution.islandOf, members);
  return members;
}

export function reportLiquidIslands({ document, network, solution }: LiquidReportInput): IslandReport[] {
  const { records, first, systems } = islandMembers(document, network, solution);
  const ids = liquidIslandIds(network, solution);
  return solution.islands.flatMap((island, i): IslandReport[] => {
    // A port that nothing is connected to is its own part; an open port is a finding of its own.
    if (records[i] === 0) return [];
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
        name: names.length > 0 ? names.join(', ') : `around ${first[i]?.map((id) => tagOf(document, id)).join(', ')}`,
        status: island.status,
        residual: Math.max(island.massResidual, island.pressureResidual, island.energyResidual),
        iterations: island.iterations,
        ...(cause === undefined ? {} : { cause }),
        ...(island.worst.length > 0 ? { worst: island.worst } : {}),
        records: records[i] as number,
      },
    ];
  });
}

/** Record ids in a solver's sentence become tags. */
function named(document: LiquidReportInput['document'], cause: string): string {
  return cause.replace(/\b(?:eq|conn)_[\w-]+/g, (id) => tagOf(document, id));
}

const fluidless = ({ fluid }: System): boolean => fluid === undefined || !fluidNamed(fluid);

interface FluidlessRuns {
  readonly items: Document['tables']['item'];
  readonly systems: Document['tables']['system'];
  readonly runs: ReadonlyMap<RecordId, number>;
}

const runsOf = new WeakMap<Document['tables']['connection'], FluidlessRuns>();

/** How many runs that should hold liquid each system without a fluid has. */
function fluidlessRuns(document: Document, state: OperatingState): ReadonlyMap<RecordId, number> {
  const { item: items, system: systems, connection: connections } = document.tables;
  const known = runsOf.get(connections);
  if (known?.items === items && known.systems === systems) return known.runs;
  const runs = new Map<RecordId, number>();
  const setting = new Setting(document, state);
  const without = new Set([...systems.values()].flatMap((system) => (fluidless(system) ? [system.id] : [])));
  if (without.size > 0)
    connections.forEach((connection) => {
      const { system } = connection;
      if (without.has(system) && setting.contributionOf(connection)) runs.set(system, (runs.get(system) ?? 0) + 1);
    });
  runsOf.set(connections, { items, systems, runs });
  return runs;
}
/** Liquid systems whose runs are left out because no fluid of the library is named for them. */
export function reportFluidless({ document, state }: LiquidReportInput): IslandReport[] {
  return [...fluidlessRuns(document, state)].flatMap(([id, records]): IslandReport[] => {
    const system = document.tables.system.get(id);
    if (!system) return [];
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
