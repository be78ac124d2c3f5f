/**
 * Puts records together while a design is generated: pins items, places equipment, runs pipes and
 * cables on right-angled routes, and hands out tags and ids. Deterministic.
 */
import type { AnyParameters, Envelope, Port } from '../catalogue/kind.ts';
import { kindNamed } from '../catalogue/kinds/index.ts';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import { envelopeOf } from '../catalogue/placement.ts';
import { itemParameters, parametersOf } from '../catalogue/resolve.ts';
import { portPlace, portsOf } from '../catalogue/route.ts';
import { type Document, documentOf } from '../document/document.ts';
import { type RecordId, sequentialIds } from '../document/ids.ts';
import type {
  Connection,
  Equipment,
  FacilityRecord,
  Group,
  Item,
  ParameterValue,
  Place,
  Point,
  Scenario,
  Site,
  Space,
  System,
  Workload,
} from '../document/records.ts';

export type Overrides = Readonly<Record<string, ParameterValue>>;

/** A leg of a route: to a coordinate on one axis, or to the coordinate of the far port. */
export type Move = readonly [axis: 'x' | 'y' | 'z', to: number | 'to'];

export interface PlaceSpec {
  readonly tag: string;
  readonly at_m: Place;
  readonly yaw_deg?: number;
  readonly space?: Space;
  readonly group?: Group;
  readonly overrides?: Overrides;
}

export interface RunSpec {
  readonly tag?: string;
  /** Legs in order; whatever then remains is walked along x, y and z. */
  readonly moves?: readonly Move[];
  readonly overrides?: Overrides;
}

/** One end of a run. */
export type End = readonly [equipment: Equipment, port: string];

const axisIndex = { x: 0, y: 1, z: 2 } as const;
const same = (a: number, b: number) => Math.abs(a - b) < 1e-9;
/** Tenths of a millimetre: coordinates stay free of rounding tails. */
const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
const roundedPlace = ([x, y, z]: Place): Place => [rounded(x), rounded(y), rounded(z)];

/** Corners between two places, each leg along one axis. */
export function corners(from: Place, to: Place, moves: readonly Move[]): Place[] {
  const route: Place[] = [];
  let here: Place = from;
  const step = (axis: 'x' | 'y' | 'z', value: number) => {
    if (same(here[axisIndex[axis]], value)) return;
    here = [axis === 'x' ? value : here[0], axis === 'y' ? value : here[1], axis === 'z' ? value : here[2]];
    route.push(roundedPlace(here));
  };
  for (const [axis, value] of moves) step(axis, value === 'to' ? to[axisIndex[axis]] : value);
  for (const axis of ['x', 'y', 'z'] as const) step(axis, to[axisIndex[axis]]);
  // The last corner is the far port itself.
  route.pop();
  return route;
}

export class FacilityBuilder {
  readonly #ids = sequentialIds();
  readonly #items = new Map<RecordId, Item>();
  readonly #itemByName = new Map<string, Item>();
  readonly #equipment = new Map<RecordId, Equipment>();
  readonly #others: FacilityRecord[] = [];
  readonly #runCounts = new Map<string, number>();
  /** The records so far, so that ports and parameters can be asked for while building. */
  readonly #live: Document;

  constructor() {
    const empty = documentOf([]);
    this.#live = { ...empty, tables: { ...empty.tables, item: this.#items, equipment: this.#equipment } };
  }

  /** @throws on a name the catalogue does not have: that is a bug in the design. */
  item(name: string): Item {
    let item = this.#itemByName.get(name);
    if (!item) {
      const source = catalogueItem(name);
      if (!source) throw new Error(`the catalogue has no item ${name}`);
      item = pinItem(source, this.#ids('item'));
      this.#itemByName.set(name, item);
      this.#items.set(item.id, item);
    }
    return item;
  }

  has(name: string): boolean {
    return catalogueItem(name) !== undefined;
  }

  /** Effective parameters of an item as it stands in the catalogue. @throws where they are incomplete. */
  parameters(name: string): AnyParameters {
    const parameters = itemParameters(this.item(name));
    if (!parameters.ok) throw new Error(`item ${name}: ${parameters.problems[0]?.message}`);
    return parameters.value;
  }

  /** Effective parameters of a placed record, overrides included. */
  parametersOf(equipment: Equipment): AnyParameters {
    const parameters = parametersOf(this.#live, equipment);
    if (!parameters.ok) throw new Error(`${equipment.tag}: ${parameters.problems[0]?.message}`);
    return parameters.value;
  }

  size(name: string): Envelope {
    const envelope = kindNamed(this.item(name).kind)?.envelope?.(this.parameters(name));
    if (!envelope) throw new Error(`item ${name} has no envelope`);
    return envelope;
  }

  sizeOf(equipment: Equipment): Envelope {
    const envelope = envelopeOf(this.#live, equipment);
    if (!envelope) throw new Error(`${equipment.tag} has no envelope`);
    return envelope;
  }

  place(itemName: string, spec: PlaceSpec): Equipment {
    const equipment: Equipment = {
      id: this.#ids('equipment'),
      type: 'equipment',
      tag: spec.tag,
      item: this.item(itemName).id,
      ...(spec.space ? { space: spec.space.id } : {}),
      ...(spec.group ? { group: spec.group.id } : {}),
      position_m: roundedPlace(spec.at_m),
      yaw_deg: spec.yaw_deg ?? 0,
      overrides: spec.overrides ?? {},
    };
    this.#equipment.set(equipment.id, equipment);
    return equipment;
  }

  ports(equipment: Equipment): readonly Port[] {
    return portsOf(this.#live, equipment);
  }

  /** Where a port lies. @throws if the equipment has no such port. */
  at([equipment, port]: End): Place {
    const place = portPlace(this.#live, { equipment: equipment.id, port });
    if (!place) throw new Error(`${equipment.tag} has no port ${port}`);
    return place.at_m;
  }

  /** A run of pipe or cable, in the direction of normal flow. */
  connect(itemName: string, system: System, from: End, to: End, spec: RunSpec = {}): Connection {
    const item = this.item(itemName);
    const prefix = kindNamed(item.kind)?.tagPrefix ?? 'L';
    const count = (this.#runCounts.get(prefix) ?? 0) + 1;
    this.#runCounts.set(prefix, count);
    const connection: Connection = {
      id: this.#ids('connection'),
      type: 'connection',
      tag: spec.tag ?? `${prefix}-${String(count).padStart(5, '0')}`,
      from: { equipment: from[0].id, port: from[1] },
      to: { equipment: to[0].id, port: to[1] },
      system: system.id,
      item: item.id,
      waypoints_m: corners(this.at(from), this.at(to), spec.moves ?? []),
      overrides: spec.overrides ?? {},
    };
    this.#others.push(connection);
    return connection;
  }

  space(space: Omit<Space, 'id' | 'type' | 'outline_m'> & { readonly outline_m: readonly Point[] }): Space {
    return this.#keep({
      id: this.#ids('space'),
      type: 'space',
      ...space,
      outline_m: space.outline_m.map(([x, y]) => [rounded(x), rounded(y)] as const),
    });
  }

  group(kind: Group['kind'], name: string, parent?: Group): Group {
    return this.#keep({ id: this.#ids('group'), type: 'group', kind, name, ...(parent ? { parent: parent.id } : {}) });
  }

  system(system: Omit<System, 'id' | 'type'>): System {
    return this.#keep({ id: this.#ids('system'), type: 'system', ...system });
  }

  scenario(scenario: Omit<Scenario, 'id' | 'type'>): Scenario {
    return this.#keep({ id: this.#ids('scenario'), type: 'scenario', ...scenario });
  }

  workload(workload: Omit<Workload, 'id' | 'type'>): Workload {
    return this.#keep({ id: this.#ids('workload'), type: 'workload', ...workload });
  }

  site(site: Omit<Site, 'id' | 'type'>): Site {
    return this.#keep({ id: this.#ids('site'), type: 'site', ...site });
  }

  #keep<R extends FacilityRecord>(record: R): R {
    this.#others.push(record);
    return record;
  }

  /** The design so far. Items that were only looked at while sizing are left out. */
  document(): Document {
    const used = new Set<RecordId>();
    for (const { item } of this.#equipment.values()) used.add(item);
    for (const record of this.#others) if (record.type === 'connection') used.add(record.item);
    const items = [...this.#items.values()].filter(({ id }) => used.has(id));
    return documentOf([...this.#others, ...items, ...this.#equipment.values()]);
  }
}

/** Corners of a rectangle, counter-clockwise. */
export const rectangle = (west: number, south: number, east: number, north: number): Point[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];
