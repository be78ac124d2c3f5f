/**
 * One more of what stands: a copy of a rack (or other equipment) at a free place, with runs of the same items from the
 * same manifolds, busways and boards. Where no tap is free the manifold or busway grows by one at its far end.
 */
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { portNamed, portPlace, portsOf } from '../catalogue/route.ts';
import { applyPatch, connectionsAt, type Document } from '../document/document.ts';
import type { EquipmentId, IdSource } from '../document/ids.ts';
import { added, changed, type Patch, squash } from '../document/patch.ts';
import type { Connection, ConnectionEnd, Equipment, Place } from '../document/records.ts';
import { distance, placed, turned } from '../geometry/pose.ts';
import { isRefusal, type Refusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { standing } from './spaces.ts';
import { tagSource } from './tags.ts';

export interface PlaceBesideArguments {
  /** What is copied, with its runs. */
  readonly neighbour: EquipmentId;
  readonly position_m: Place;
  readonly newId: IdSource;
}

interface FreePort {
  readonly port: string;
  /** What the host needs for it: one tap more, or nothing. */
  readonly patch: Patch;
}

/** A free port like the one that the neighbour uses, nearest to where the run comes down. */
function freePort(document: Document, used: ConnectionEnd, near_m: Place): FreePort | Refusal {
  const host = document.tables.equipment.get(used.equipment);
  const series = /^(.*)-\d+$/.exec(used.port)?.[1];
  if (!host || series === undefined) return refuse(`${host?.tag ?? used.equipment} has only one ${used.port}`);
  const taken = new Set(
    connectionsAt(document, host.id).flatMap(({ from, to }) => [from, to].flatMap((end) => (end.equipment === host.id ? [end.port] : []))),
  );
  const like = portNamed(document, host, used.port);
  let best: { port: string; away_m: number } | undefined;
  for (const port of portsOf(document, host)) {
    if (taken.has(port.name) || !port.name.startsWith(`${series}-`) || port.train !== like?.train || port.direction !== like?.direction)
      continue;
    const away_m = distance(placed(port.at_m, host.position_m, host.yaw_deg), near_m);
    if (!best || away_m < best.away_m) best = { port: port.name, away_m };
  }
  if (best) return { port: best.port, patch: [] };
  const longer = series === 'tap' ? withOneTapMore(document, host) : undefined;
  if (!longer) return refuse(`${host.tag} has no free ${series}`);
  return { port: `tap-${longer.overrides.taps as number}`, patch: [changed(host, longer)] };
}

/** The taps that are there stay in their places: the piece grows at its far end, and its middle moves by half a pitch. */
function withOneTapMore(document: Document, host: Equipment): Equipment | undefined {
  const parameters = parametersOf(document, host);
  const declared = kindOf(document, host)?.parameters.taps;
  if (!parameters.ok || declared?.type !== 'number') return undefined;
  const { taps, pitch_m } = parameters.value as { taps?: unknown; pitch_m?: unknown };
  if (typeof taps !== 'number' || typeof pitch_m !== 'number' || taps >= (declared.max ?? Number.POSITIVE_INFINITY)) return undefined;
  const [dx, dy] = turned([pitch_m / 2, 0, 0], host.yaw_deg);
  const [x, y, z] = host.position_m;
  return { ...host, position_m: [x + dx, y + dy, z], overrides: { ...host.overrides, taps: taps + 1 } };
}

export function placeBeside(document: Document, { neighbour, position_m, newId }: PlaceBesideArguments): CommandAnswer {
  const original = document.tables.equipment.get(neighbour);
  if (!original) return refuse(`There is no equipment ${neighbour}`);
  const tags = tagSource(document);
  const { locked: _locked, ...copy } = standing(document, original, position_m, original.yaw_deg);
  const id = newId('equipment');
  const equipment: Equipment = { ...copy, id, tag: tags.after(original.tag) };
  const shift: Place = [0, 1, 2].map((k) => (equipment.position_m[k] ?? 0) - (original.position_m[k] ?? 0)) as unknown as Place;
  const shifted = ([x, y, z]: Place): Place => [x + shift[0], y + shift[1], z + shift[2]];
  let patch: Patch = [added(equipment)];
  let drawn = applyPatch(document, patch);
  for (const run of connectionsAt(document, neighbour)) {
    const [own, far] = run.from.equipment === neighbour ? [run.from, run.to] : [run.to, run.from];
    const host = document.tables.equipment.get(far.equipment);
    const at = host && portPlace(document, far)?.at_m;
    if (!host || !at) continue;
    const free = freePort(drawn, far, shifted(at));
    if (isRefusal(free)) return free;
    const ends = { own: { ...own, equipment: id }, far: { ...far, port: free.port } };
    const [from, to] = run.from.equipment === neighbour ? [ends.own, ends.far] : [ends.far, ends.own];
    const copied: Connection = {
      ...run,
      id: newId('connection'),
      tag: run.tag.includes(original.tag) ? run.tag.replace(original.tag, equipment.tag) : tags.after(run.tag),
      from,
      to,
      waypoints_m: run.waypoints_m.map(shifted),
    };
    const step: Patch = [...free.patch, added(copied)];
    drawn = applyPatch(drawn, step);
    patch = squash(patch, step);
  }
  return { label: `Place ${equipment.tag} beside ${original.tag}`, patch, selection: [id] };
}

/** Distance beyond which a piece is no neighbour any more. */
const neighbourhood_m = 30;

/**
 * One run to an open port, as the nearest piece of the same kind has it: its item and settings, the same header,
 * busway or board, the free tap that is nearest.
 */
export function connectLikeNeighbour(
  document: Document,
  { equipment: id, port, newId }: { readonly equipment: EquipmentId; readonly port: string; readonly newId: IdSource },
): CommandAnswer {
  const own = document.tables.equipment.get(id);
  const at = portPlace(document, { equipment: id, port });
  const kind = own && kindOf(document, own);
  if (!own || !at || !kind) return refuse(`There is no port ${port} on ${own?.tag ?? id}`);
  const away = (other: Equipment) => distance(other.position_m, own.position_m);
  const neighbours = [...document.tables.equipment.values()]
    .filter((other) => other.id !== id && kindOf(document, other) === kind && away(other) <= neighbourhood_m)
    .sort((a, b) => Number(a.item !== own.item) - Number(b.item !== own.item) || away(a) - away(b) || (a.id < b.id ? -1 : 1));
  let why = `No ${kind.title} nearby has anything connected to ${port}`;
  for (const neighbour of neighbours) {
    const run = connectionsAt(document, neighbour.id).find(({ from, to }) =>
      [from, to].some((end) => end.equipment === neighbour.id && end.port === port),
    );
    if (!run) continue;
    const outwards = run.from.equipment === neighbour.id;
    const free = freePort(document, outwards ? run.to : run.from, at.at_m);
    if (isRefusal(free)) {
      why = free.refused;
      continue;
    }
    const end = { equipment: id, port };
    const far = { equipment: outwards ? run.to.equipment : run.from.equipment, port: free.port };
    const connection: Connection = {
      ...run,
      id: newId('connection'),
      tag: tagSource(document).after(run.tag),
      from: outwards ? end : far,
      to: outwards ? far : end,
      waypoints_m: [],
    };
    return { label: `Connect ${own.tag} as ${neighbour.tag}`, patch: [...free.patch, added(connection)] };
  }
  return refuse(why);
}
