/** Draws a run of pipe or cable from port to port. */
import { kindNamed } from '../catalogue/kinds/index.ts';
import { itemParameters } from '../catalogue/resolve.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { IdSource, SystemId } from '../document/ids.ts';
import { added } from '../document/patch.ts';
import type { Connection, ConnectionEnd, Item, Place, System } from '../document/records.ts';
import { liquidKinds } from '../document/systems.ts';
import { isRefusal, type Refusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { type Fit, mm, portsFit, sameVoltage } from './compatible.ts';
import { pinItem } from './pin-item.ts';
import { tagSource } from './tags.ts';

export interface ConnectArguments {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  /** Pipe, cable or whip; chosen among the design's own and `catalogue` unless given. */
  readonly item?: Item;
  readonly catalogue?: readonly Item[];
  /** Chosen by what already runs at the two ends unless given. */
  readonly system?: SystemId;
  readonly waypoints_m?: readonly Place[];
  readonly newId: IdSource;
}

type Numbers = Readonly<Record<string, number | undefined>>;

const numbersOf = (item: Item): Numbers => {
  const parameters = itemParameters(item);
  return parameters.ok ? (parameters.value as Numbers) : {};
};

const isLiquid = (fit: Fit) => fit.fromPort.medium === 'liquid';

/** Why this run item does not fit these ports. */
function runFault(fit: Fit, item: Item): string | undefined {
  const kind = kindNamed(item.kind);
  if (kind?.form !== 'run') return `${item.title} is not a pipe or cable`;
  if ((item.kind === 'pipe') !== isLiquid(fit)) return `${item.title} cannot carry what ${fit.fromPort.name} delivers`;
  const values = numbersOf(item);
  if (!isLiquid(fit)) {
    const rated = values.voltage_V;
    return fit.voltage_V !== undefined && rated !== undefined && rated < fit.voltage_V * 0.94
      ? `${item.title} is rated ${rated} V, the port is ${fit.voltage_V} V`
      : undefined;
  }
  const bore = values.nominalSize_m ?? values.innerDiameter_m;
  for (const port of [fit.fromPort, fit.toPort]) {
    if (bore === undefined || port.size_m === undefined) continue;
    const ratio = bore / port.size_m;
    if (ratio > 2.5 || (ratio < 0.4 && !fit.branching.includes(port)))
      return `${item.title} (${mm(bore)}) does not fit ${port.name} (${mm(port.size_m)}): more than one reducer apart`;
  }
  return undefined;
}

/** Pipe nearest in bore to the smaller port; cable with the lowest sufficient voltage and the highest ampacity. */
function chooseItem(document: Document, fit: Fit, catalogue: readonly Item[]): Item | Refusal {
  const candidates = [...document.tables.item.values(), ...catalogue].filter((item) => runFault(fit, item) === undefined);
  const bore = Math.min(fit.fromPort.size_m ?? Number.POSITIVE_INFINITY, fit.toPort.size_m ?? Number.POSITIVE_INFINITY);
  const cost = (item: Item): number => {
    const values = numbersOf(item);
    if (isLiquid(fit)) return Math.abs(Math.log((values.nominalSize_m ?? values.innerDiameter_m ?? 1) / bore));
    return (values.voltage_V ?? 0) * 10 - (values.ampacity_A ?? 0) / 1e4;
  };
  let best: Item | undefined;
  for (const item of candidates) if (!best || cost(item) < cost(best)) best = item;
  return (
    best ??
    refuse(`No ${isLiquid(fit) ? 'pipe' : 'cable'} in this design or the catalogue fits ${fit.fromPort.name} and ${fit.toPort.name}`)
  );
}

function suits(system: System, fit: Fit): boolean {
  if (!fit.kinds.includes(system.kind)) return false;
  const train = fit.toPort.train ?? fit.fromPort.train;
  if (train !== undefined && system.train !== undefined && system.train !== train) return false;
  return fit.voltage_V === undefined || system.voltage_V === undefined || sameVoltage(system.voltage_V, fit.voltage_V);
}

/** The system that already runs at one of the ends, else the only one that suits, else a new one. */
function chooseSystem(document: Document, fit: Fit, newId: IdSource): { system: System; isNew: boolean } | Refusal {
  const systems = document.tables.system;
  for (const end of [fit.from, fit.to]) {
    for (const connection of connectionsAt(document, end.equipment)) {
      const system = systems.get(connection.system);
      if (system && suits(system, fit)) return { system, isNew: false };
    }
  }
  const suitable = [...systems.values()].filter((system) => suits(system, fit));
  const [only, other] = suitable;
  if (only && !other) return { system: only, isNew: false };
  if (only) return refuse(`${suitable.map(({ name }) => name).join(', ')} would all suit: name the system`);
  const [kind] = fit.kinds;
  if (kind === undefined) return refuse('The ports share no kind of system');
  const train = fit.toPort.train ?? fit.fromPort.train;
  const liquid = liquidKinds.has(kind);
  const system: System = {
    id: newId('system'),
    type: 'system',
    name: `${kind.toUpperCase()}${train === undefined ? '' : ` ${train}`}`,
    kind,
    // PG25 is what the rack makers ask for in their loop; the building side is filled with water.
    ...(liquid ? { fluid: kind === 'tcs' ? 'pg25' : 'water' } : {}),
    ...(train === undefined || liquid ? {} : { train }),
    ...(fit.voltage_V === undefined || liquid ? {} : { voltage_V: fit.voltage_V }),
  };
  return { system, isNew: true };
}

export function connect(document: Document, args: ConnectArguments): CommandAnswer {
  const fit = portsFit(document, args.from, args.to);
  if (isRefusal(fit)) return fit;
  const item = args.item ?? chooseItem(document, fit, args.catalogue ?? []);
  if (isRefusal(item)) return item;
  const pinned = pinItem(document, item);
  const fault = runFault(fit, pinned.item);
  if (fault) return refuse(fault);

  let chosen: { system: System; isNew: boolean } | Refusal;
  if (args.system === undefined) chosen = chooseSystem(document, fit, args.newId);
  else {
    const system = document.tables.system.get(args.system);
    if (!system) return refuse(`There is no system ${args.system}`);
    if (!fit.kinds.includes(system.kind))
      return refuse(`${system.name} is ${system.kind.toUpperCase()}, which ${fit.fromPort.name} and ${fit.toPort.name} do not carry`);
    chosen = suits(system, fit) ? { system, isNew: false } : refuse(`${system.name} has another voltage or train than the ports`);
  }
  if (isRefusal(chosen)) return chosen;

  const swapped = fit.from.equipment !== args.from.equipment || fit.from.port !== args.from.port;
  const waypoints = args.waypoints_m ?? [];
  const kind = kindNamed(pinned.item.kind);
  const connection: Connection = {
    id: args.newId('connection'),
    type: 'connection',
    tag: tagSource(document).next(kind?.tagPrefix ?? 'L'),
    from: fit.from,
    to: fit.to,
    system: chosen.system.id,
    item: pinned.id,
    waypoints_m: swapped ? [...waypoints].reverse() : waypoints,
    overrides: {},
  };
  const tagOf = (end: ConnectionEnd) => document.tables.equipment.get(end.equipment)?.tag ?? end.equipment;
  return {
    label: `Connect ${tagOf(fit.from)} to ${tagOf(fit.to)}`,
    patch: [...pinned.patch, ...(chosen.isNew ? [added(chosen.system)] : []), added(connection)],
    selection: [connection.id],
  };
}
