/** Where a run from a port could go: the list for who connects without pointing. */
import { portPlace, portsOf } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { Connection, ConnectionEnd, Place } from '../document/records.ts';
import { distance } from '../geometry/pose.ts';
import { isRefusal } from '../problem.ts';
import { fittingPorts, isTaken, portsFit } from './compatible.ts';

export interface PortChoice {
  readonly end: ConnectionEnd;
  readonly tag: string;
  /** Straight from port to port, or from where the end of the run is now, m. */
  readonly distance_m: number;
  /** Why no run can go there; absent where one can. */
  readonly refused?: string;
}

/** Ports without a run; those that need one come first. */
export function freePorts(document: Document, equipment: string): readonly string[] {
  const record = document.tables.equipment.get(equipment);
  if (!record) return [];
  const free = portsOf(document, record).filter(({ name: port }) => !isTaken(document, { equipment, port }));
  return [...free.filter(({ required }) => required), ...free.filter(({ required }) => !required)].map(({ name }) => name);
}

const nearestFirst = (choices: readonly PortChoice[]): readonly PortChoice[] =>
  choices.toSorted((a, b) => a.distance_m - b.distance_m || (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));

function choicesAmong(document: Document, ends: readonly ConnectionEnd[], from_m: Place): readonly PortChoice[] {
  return nearestFirst(
    ends.flatMap((end): PortChoice[] => {
      const place = portPlace(document, end);
      return place ? [{ end, tag: place.equipment.tag, distance_m: distance(from_m, place.at_m) }] : [];
    }),
  );
}

/** All free ports that take a run from `end`, nearest first. */
export function portChoices(document: Document, end: ConnectionEnd): readonly PortChoice[] {
  const start = portPlace(document, end);
  return start ? choicesAmong(document, fittingPorts(document, end, document.tables.equipment.values()), start.at_m) : [];
}

/** All free ports that take one end of a run while the other stays, the nearest to where that end is first. */
export function rejoinChoices(document: Document, run: Connection, end: 'from' | 'to'): readonly PortChoice[] {
  const own = run[end];
  const stays = end === 'from' ? run.to : run.from;
  const from_m = (portPlace(document, own) ?? portPlace(document, stays))?.at_m;
  if (!from_m) return [];
  const others = fittingPorts(document, stays, document.tables.equipment.values(), run.id).filter(
    ({ equipment, port }) => equipment !== own.equipment || port !== own.port,
  );
  return choicesAmong(document, others, from_m);
}

/**
 * Ports that take no run from `end`, each with its reason, of the nearest pieces first.
 * @param matches which are asked about, by tag and port
 */
export function refusedPorts(
  document: Document,
  end: ConnectionEnd,
  { matches, most }: { readonly matches: (name: string) => boolean; readonly most: number },
): readonly PortChoice[] {
  const start = portPlace(document, end);
  if (!start) return [];
  const away = (place: Place) => distance(start.at_m, place);
  const others = [...document.tables.equipment.values()]
    .filter(({ id }) => id !== end.equipment)
    .map((equipment) => ({ equipment, away_m: away(equipment.position_m) }))
    .sort((a, b) => a.away_m - b.away_m);
  const found: PortChoice[] = [];
  for (const { equipment } of others) {
    for (const port of portsOf(document, equipment)) {
      if (!matches(`${equipment.tag} ${port.name}`)) continue;
      const candidate = { equipment: equipment.id, port: port.name };
      const fit = portsFit(document, end, candidate);
      const place = isRefusal(fit) ? portPlace(document, candidate) : undefined;
      if (isRefusal(fit) && place) found.push({ end: candidate, tag: equipment.tag, distance_m: away(place.at_m), refused: fit.refused });
    }
    if (found.length >= most) break;
  }
  return nearestFirst(found).slice(0, most);
}
