/** Whether two ports fit each other, and if not, why not: what the connect tool says at the pointer. */
import type { Port } from '../catalogue/kind.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { type PortPlace, portPlace } from '../catalogue/route.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { ConnectionEnd, Equipment, System } from '../document/records.ts';
import { isRefusal, type Refusal, refuse } from '../problem.ts';

const mediumWords: Record<Port['medium'], string> = { liquid: 'liquid', ac: 'alternating current', dc: 'direct current' };
const systemWords: Record<System['kind'], string> = {
  tcs: 'TCS',
  fws: 'FWS',
  chw: 'chilled water',
  cws: 'condenser water',
  mv: 'medium voltage',
  lv: 'low voltage',
  dc: 'DC',
};

type Kinds = readonly System['kind'][];

const listed = (kinds: Kinds) => kinds.map((kind) => systemWords[kind]).join(' or ');

/** A header takes smaller pipes through branch fittings; everywhere else a reducer has to do. */
const branches = (document: Document, { equipment }: PortPlace): boolean => kindOf(document, equipment)?.kind === 'header';

/** Largest step between two bores that one reducer makes. */
export const largestReduction = 2.5;

/** Nominal voltage at an electrical port where its equipment states one. */
function portVoltage_V(document: Document, equipment: Equipment, port: Port): number | undefined {
  if (port.medium === 'liquid') return undefined;
  const parameters = parametersOf(document, equipment);
  if (!parameters.ok) return undefined;
  const values = parameters.value as Readonly<Record<string, unknown>>;
  const named =
    port.name === 'primary'
      ? values.primary_V
      : port.name === 'secondary'
        ? values.secondary_V
        : port.medium === 'dc'
          ? port.name === 'in'
            ? values.input_V
            : (values.output_V ?? values.voltage_V)
          : (values.voltage_V ?? values.input_V);
  return typeof named === 'number' ? named : undefined;
}

export const sameVoltage = (a_V: number, b_V: number): boolean => Math.abs(a_V - b_V) <= 0.06 * Math.max(a_V, b_V);

/**
 * Whether the port already has a run; headers' and boards' ports take one run each like all others.
 * @param besides a run that does not count: one that is about to be joined elsewhere
 */
export function isTaken(document: Document, end: ConnectionEnd, besides?: RecordId): boolean {
  return connectionsAt(document, end.equipment).some(
    ({ id, from, to }) =>
      id !== besides &&
      ((from.equipment === end.equipment && from.port === end.port) || (to.equipment === end.equipment && to.port === end.port)),
  );
}

const flowing = (port: Port) => (port.medium === 'liquid' ? 'liquid' : 'power');

export interface Fit {
  /** In the direction of normal flow. */
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly fromPort: Port;
  readonly toPort: Port;
  readonly kinds: Kinds;
  /** Ports where a much smaller pipe may branch off. */
  readonly branching: readonly Port[];
  readonly voltage_V?: number;
}

const nameOf = (place: PortPlace) => `${place.equipment.tag} ${place.port.name}`;

/**
 * Whether a run may join two ports; a refusal names the ports and the reason.
 * @param besides a run that may hold them: one that is there already, or that is about to leave one of them
 */
export function portsFit(document: Document, a: ConnectionEnd, b: ConnectionEnd, besides?: RecordId): Fit | Refusal {
  const first = portPlace(document, a);
  const second = portPlace(document, b);
  if (!first || !second) return refuse(`There is no port ${(first ? b : a).port} to connect`);
  if (a.equipment === b.equipment) return refuse(`${first.equipment.tag} cannot be connected to itself`);
  for (const [end, place] of [
    [a, first],
    [b, second],
  ] as const) {
    if (isTaken(document, end, besides)) return refuse(`${nameOf(place)} already has a run`);
  }
  if (first.port.medium !== second.port.medium) {
    return refuse(`${nameOf(first)} carries ${mediumWords[first.port.medium]}, ${nameOf(second)} ${mediumWords[second.port.medium]}`);
  }
  // In the order of the port that takes fewest: it says what the loop is for.
  const [narrow, wide] = [first.port.systems, second.port.systems].sort((p, q) => p.length - q.length) as [Kinds, Kinds];
  const kinds = narrow.filter((kind) => wide.includes(kind));
  if (kinds.length === 0)
    return refuse(`${nameOf(first)} belongs to ${listed(first.port.systems)}, ${nameOf(second)} to ${listed(second.port.systems)}`);
  if (first.port.direction !== 'either' && first.port.direction === second.port.direction) {
    const side = first.port.direction === 'in' ? 'inlets' : 'outlets';
    return refuse(
      `${nameOf(first)} and ${nameOf(second)} are both ${side}: ${flowing(first.port)} would have nowhere to ${side === 'inlets' ? 'come from' : 'go'}`,
    );
  }
  const [boreA, boreB] = [first.port.size_m, second.port.size_m];
  if (
    boreA !== undefined &&
    boreB !== undefined &&
    !branches(document, first) &&
    !branches(document, second) &&
    Math.max(boreA, boreB) > largestReduction * Math.min(boreA, boreB)
  ) {
    return refuse(`${nameOf(first)} is ${mm(boreA)}, ${nameOf(second)} ${mm(boreB)}: more than one reducer apart, put a header between`);
  }
  const [voltA, voltB] = [portVoltage_V(document, first.equipment, first.port), portVoltage_V(document, second.equipment, second.port)];
  if (voltA !== undefined && voltB !== undefined && !sameVoltage(voltA, voltB))
    return refuse(`${nameOf(first)} is ${voltA} V, ${nameOf(second)} ${voltB} V`);
  const forward = first.port.direction === 'out' || second.port.direction === 'in';
  const voltage_V = voltA ?? voltB;
  return {
    from: forward ? a : b,
    to: forward ? b : a,
    fromPort: forward ? first.port : second.port,
    toPort: forward ? second.port : first.port,
    kinds,
    branching: [first, second].filter((end) => branches(document, end)).map(({ port }) => port),
    ...(voltage_V === undefined ? {} : { voltage_V }),
  };
}

export const mm = (length_m: number): string => `${Math.round(length_m * 1000)} mm`;

/** Free ports that would take a run from `end`: what the connect tool lights. */
export function fittingPorts(document: Document, end: ConnectionEnd, among: Iterable<Equipment>, besides?: RecordId): ConnectionEnd[] {
  const start = portPlace(document, end);
  if (!start) return [];
  const found: ConnectionEnd[] = [];
  for (const equipment of among) {
    const kind = kindOf(document, equipment);
    const parameters = parametersOf(document, equipment);
    if (equipment.id === end.equipment || !kind?.ports || !parameters.ok) continue;
    for (const port of kind.ports(parameters.value)) {
      if (port.medium !== start.port.medium) continue;
      const candidate = { equipment: equipment.id, port: port.name };
      if (!isRefusal(portsFit(document, end, candidate, besides))) found.push(candidate);
    }
  }
  return found;
}
