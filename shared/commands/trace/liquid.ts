/**
 * Coolant is followed on the loop's own side: from the plant along supply lines, through the exchangers of CDUs and
 * chillers, to racks and coils; heat on the return lines back. Return water is never somebody's supply.
 */
import { type LoopPlace, type LoopSide, type Loops, loopsOf } from '../../catalogue/loops.ts';
import { kindOf } from '../../catalogue/resolve.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Connection, ConnectionEnd, System } from '../../document/records.ts';
import { liquidKinds } from '../../document/systems.ts';

interface Step {
  readonly run: RecordId;
  readonly place: LoopPlace;
  readonly equipment: RecordId;
  /** Other ports of a tank: places that liquid goes on to within the equipment. */
  readonly within: readonly LoopPlace[];
}

/** Steps from each place of one side of all loops, away from the producers or towards them. */
type Steps = ReadonlyMap<LoopPlace, readonly Step[]>;
type Way = 'away' | 'towards';

/** The liquid side of a design, ready to be followed. */
export interface LiquidWays {
  readonly loops: Loops;
  /** Both ends of each run, the one nearer to the producers first. */
  readonly lines: ReadonlyMap<RecordId, { readonly side: LoopSide; readonly from: Step; readonly to: Step }>;
  readonly steps: Readonly<Record<LoopSide, Readonly<Record<Way, Steps>>>>;
  /** Connected places of each piece of equipment. */
  readonly places: ReadonlyMap<RecordId, ReadonlySet<LoopPlace>>;
}

/** Liquid runs that hang together with any of the records, through exchangers too. */
function connectedTo(document: Document, records: Iterable<RecordId>): readonly Connection[] {
  const { system, equipment, connection } = document.tables;
  // Nothing flows to an expansion vessel or from it.
  const isVessel = (end: ConnectionEnd) => {
    const record = equipment.get(end.equipment);
    return record !== undefined && kindOf(document, record)?.kind === 'expansion-vessel';
  };
  const found = new Set<Connection>();
  const seen = new Set<RecordId>();
  const queue: RecordId[] = [];
  const reach = (id: RecordId) => {
    if (seen.has(id)) return;
    seen.add(id);
    queue.push(id);
  };
  const take = (run: Connection) => {
    if (found.has(run) || !liquidKinds.has(system.get(run.system)?.kind as System['kind'])) return;
    if (isVessel(run.from) || isVessel(run.to)) return;
    found.add(run);
    reach(run.from.equipment);
    reach(run.to.equipment);
  };
  for (const id of records) {
    const run = connection.get(id);
    if (run) take(run);
    else reach(id);
  }
  for (const id of queue) for (const run of connectionsAt(document, id)) take(run);
  return [...found];
}

/** Takes time in proportion to the runs that hang together with the records: one hall of a campus, not all of them. */
export function liquidWays(document: Document, records: Iterable<RecordId>): LiquidWays {
  const connections = connectedTo(document, records);
  const loops = loopsOf(document, connections);
  const places = new Map<RecordId, Set<LoopPlace>>();
  for (const { from, to } of connections)
    for (const end of [from, to]) {
      const known = places.get(end.equipment);
      if (known) known.add(loops.placeOf(end));
      else places.set(end.equipment, new Set([loops.placeOf(end)]));
    }
  const steps = { supply: { away: new Map(), towards: new Map() }, return: { away: new Map(), towards: new Map() } } as Record<
    LoopSide,
    Record<Way, Map<LoopPlace, Step[]>>
  >;
  const stepTo = (run: RecordId, end: ConnectionEnd): Step => {
    const place = loops.placeOf(end);
    const side = loops.sideOf(place);
    const within = loops.roles.has(place)
      ? []
      : [...(places.get(end.equipment) ?? [])].filter((other) => other !== place && loops.sideOf(other) === side);
    return { run, place, equipment: end.equipment, within };
  };
  const lines = new Map<RecordId, { side: LoopSide; from: Step; to: Step }>();
  for (const line of loops.lines) {
    const [from, to] = [stepTo(line.connection.id, line.from), stepTo(line.connection.id, line.to)];
    lines.set(line.connection.id, { side: line.side, from, to });
    const add = (way: Way, at: Step, next: Step) => {
      const list = steps[line.side][way].get(at.place);
      if (list) list.push(next);
      else steps[line.side][way].set(at.place, [next]);
    };
    add('away', from, to);
    add('towards', to, from);
    if (!line.either) continue;
    add('away', to, from);
    add('towards', from, to);
  }
  return { loops, lines, steps, places };
}

/** Where a walk goes on in the equipment it came to: through its exchanger, or from port to port of a tank. */
function onward({ loops, places }: LiquidWays, { place, equipment, within }: Step, side: LoopSide, way: Way): readonly LoopPlace[] {
  const role = loops.roles.get(place);
  if (!role) return [place, ...within];
  if (role.produces !== (way === 'towards')) return [];
  return [...(places.get(equipment) ?? [])].filter((other) => {
    const beyond = loops.roles.get(other);
    return beyond?.side === side && beyond.produces === (way === 'away');
  });
}

/** @param reached places that are reached to begin with, their equipment among the answer; the record itself is not */
function follow(
  ways: LiquidWays,
  record: RecordId,
  side: LoopSide,
  way: Way,
  starts: readonly LoopPlace[],
  reached: readonly Step[],
): RecordId[] {
  const found = new Set<RecordId>();
  const seen = new Set<LoopPlace>(starts);
  const queue = [...starts];
  const reach = (step: Step) => {
    if (step.run !== record) found.add(step.run);
    if (step.equipment === record || seen.has(step.place) || ways.loops.sideOf(step.place) !== side) return;
    seen.add(step.place);
    found.add(step.equipment);
    for (const place of onward(ways, step, side, way)) {
      if (place !== step.place && seen.has(place)) continue;
      seen.add(place);
      queue.push(place);
    }
  };
  for (const step of reached) reach(step);
  for (const place of queue) for (const step of ways.steps[side][way].get(place) ?? []) reach(step);
  return [...found];
}

export interface LiquidTrace {
  readonly coolantFrom: readonly RecordId[];
  readonly coolantTo: readonly RecordId[];
  readonly heatTo: readonly RecordId[];
  readonly heatFrom: readonly RecordId[];
}

export function traceLiquid(document: Document, record: RecordId): LiquidTrace {
  const ways = liquidWays(document, [record]);
  const line = ways.lines.get(record);
  const own = [...(ways.places.get(record) ?? [])];
  const found = (side: LoopSide, way: Way): RecordId[] => {
    if (line) {
      if (line.side !== side) return [];
      return follow(ways, record, side, way, [], [way === 'away' ? line.to : line.from]);
    }
    // Away from a CDU begins at its rack side, towards the plant at its plant side; a fitting has but one.
    const starts = own.filter(
      (place) => ways.loops.sideOf(place) === side && (ways.loops.roles.get(place)?.produces ?? way === 'away') === (way === 'away'),
    );
    return follow(ways, record, side, way, starts, []);
  };
  return {
    coolantFrom: found('supply', 'towards'),
    coolantTo: found('supply', 'away'),
    heatTo: found('return', 'towards'),
    heatFrom: found('return', 'away'),
  };
}
