/** Draws a run of pipe or cable from port to port. */
import { kindNamed } from '../catalogue/kinds/index.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { IdSource, SystemId } from '../document/ids.ts';
import { added } from '../document/patch.ts';
import type { Connection, ConnectionEnd, Item, Place, System } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { liquidKinds } from '../document/systems.ts';
import { isRefusal, type Refusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { type Fit, portsFit } from './compatible.ts';
import { pinItem } from './pin-item.ts';
import { chooseItem, runFault, suitingSystems, suits } from './run-fit.ts';
import { tagSource } from './tags.ts';

export interface ConnectArguments {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  /** Pipe, cable or whip; chosen among the design's own and `catalogue` unless given. */
  readonly item?: Item;
  readonly catalogue?: readonly Item[];
  /** Chosen by what already runs at the two ends unless given; `new` founds one. */
  readonly system?: SystemId | 'new';
  readonly waypoints_m?: readonly Place[];
  readonly newId: IdSource;
}

/** The system that already runs at one of the ends and suits the other. */
function systemAtEnds(document: Document, fit: Fit): System | undefined {
  for (const end of [fit.from, fit.to]) {
    for (const connection of connectionsAt(document, end.equipment)) {
      const system = document.tables.system.get(connection.system);
      if (system && suits(system, fit)) return system;
    }
  }
  return undefined;
}

/** Systems of which it has to be said which one a run belongs to; none where that is clear or a new one is founded. */
export function undecidedSystems(document: Document, fit: Fit): readonly System[] {
  const suitable = systemAtEnds(document, fit) ? [] : suitingSystems(document, fit);
  return suitable.length > 1 ? suitable : [];
}

/** The system that already runs at one of the ends, else the only one that suits, else a new one. */
function chooseSystem(document: Document, fit: Fit, newId: IdSource): { system: System; isNew: boolean } | Refusal {
  const known = systemAtEnds(document, fit);
  if (known) return { system: known, isNew: false };
  const suitable = suitingSystems(document, fit);
  const [only, other] = suitable;
  if (only && !other) return { system: only, isNew: false };
  if (only) return refuse(`${suitable.map(({ name }) => name).join(', ')} would all suit: name the system`);
  return newSystem(document, fit, newId);
}

/** A system of its own for what the two ports carry, called unlike those that are there. */
function newSystem(document: Document, fit: Fit, newId: IdSource): { system: System; isNew: boolean } | Refusal {
  const [kind] = fit.kinds;
  if (kind === undefined) return refuse('The ports share no kind of system');
  const names = new Set([...document.tables.system.values()].map(({ name }) => name));
  const train = fit.toPort.train ?? fit.fromPort.train;
  const liquid = liquidKinds.has(kind);
  const plain = `${kind.toUpperCase()}${train === undefined ? '' : ` ${train}`}`;
  let name = plain;
  for (let number = 2; names.has(name); number++) name = `${plain} ${number}`;
  const system: System = {
    id: newId('system'),
    type: 'system',
    name,
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
  else if (args.system === 'new') chosen = newSystem(document, fit, args.newId);
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
  if (!withinSite(waypoints)) return refuse(beyondSite);
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
