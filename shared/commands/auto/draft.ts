/**
 * A design while a command that makes many records works on it: equipment it places can be asked for its ports
 * at once, ports it has used are taken, and at the end there is one patch.
 */
import type { AnyParameters, Envelope, Port } from '../../catalogue/kind.ts';
import { kindNamed } from '../../catalogue/kinds/index.ts';
import { catalogueItem, pinItem } from '../../catalogue/library.ts';
import { envelopeOf } from '../../catalogue/placement.ts';
import { itemParameters, kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { measureRoute, type PortPlace, portPlace, portsOf } from '../../catalogue/route.ts';
import { runRadius } from '../../catalogue/run-body.ts';
import type { ItemSource } from '../../catalogue/sizing.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { GroupId, IdSource, RecordId } from '../../document/ids.ts';
import { added, type Change, changed, type Patch } from '../../document/patch.ts';
import type { Connection, ConnectionEnd, Equipment, Item, ParameterValue, Place, System } from '../../document/records.ts';
import { wholeTurn } from '../../geometry/pose.ts';
import { joined, type PlanBox, type SpatialIndex, spatialIndex } from '../../geometry/spatial-index.ts';
import { bodyBox, runObstacles } from '../clearance.ts';
import { spaceAt } from '../spaces.ts';
import { type TagSource, tagSource } from '../tags.ts';
import { heightsFor } from './heights.ts';
import { Lanes } from './lanes.ts';
import { autoRoute } from './route.ts';

/** From the outside of a run to what stands beside it. */
const clearance_m = 0.02;

export type Overrides = Readonly<Record<string, ParameterValue>>;

/** What was done about one record, or why nothing could be: a line of the list a person reads before committing. */
export interface AutoLine {
  readonly outcome: 'connected' | 'added' | 'set' | 'left';
  readonly record: RecordId;
  readonly tag: string;
  readonly text: string;
}

export interface PlaceSpec {
  readonly at_m: Place;
  readonly yaw_deg: number;
  readonly group?: GroupId | undefined;
  readonly overrides: Overrides;
}

const endKey = ({ equipment, port }: ConnectionEnd) => `${equipment} ${port}`;
/** Tenths of a millimetre: coordinates stay free of rounding tails. */
const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
const roundedPlace = ([x, y, z]: Place): Place => [rounded(x), rounded(y), rounded(z)];

export class Draft implements ItemSource {
  /** Items and equipment grow while the draft is worked on; connections are those of the start. */
  readonly document: Document;
  readonly lines: AutoLine[] = [];
  readonly connections: Connection[] = [];
  readonly #newId: IdSource;
  readonly #items: Map<RecordId, Item>;
  readonly #itemByName = new Map<string, Item>();
  readonly #equipment: Map<RecordId, Equipment>;
  readonly #before: Document;
  readonly #systems: System[] = [];
  readonly #usedItems = new Set<RecordId>();
  readonly #taken = new Set<string>();
  readonly #tags: TagSource;
  /** What stood at the start, what the draft has placed, and both. */
  readonly #standing: SpatialIndex;
  readonly #placed: PlanBox[] = [];
  #obstacles: SpatialIndex;
  /** Of all runs of the design: found when the first way is looked for. */
  #lanes: Lanes | undefined;
  #bySystem: ReadonlyMap<RecordId, readonly RecordId[]> | undefined;

  constructor(document: Document, newId: IdSource) {
    this.#before = document;
    this.#newId = newId;
    this.#items = new Map(document.tables.item);
    this.#equipment = new Map(document.tables.equipment);
    this.document = { ...document, tables: { ...document.tables, item: this.#items, equipment: this.#equipment } };
    this.#tags = tagSource(document);
    for (const item of document.tables.item.values()) if (!this.#itemByName.has(item.name)) this.#itemByName.set(item.name, item);
    this.#standing = runObstacles(document);
    this.#obstacles = this.#standing;
  }

  has(name: string): boolean {
    return this.#itemByName.has(name) || catalogueItem(name) !== undefined;
  }

  /** The design's own copy of an item, else the catalogue's. @throws on a name neither has: callers ask for fixed names. */
  item(name: string): Item {
    let item = this.#itemByName.get(name);
    if (!item) {
      const source = catalogueItem(name);
      if (!source) throw new Error(`the catalogue has no item ${name}`);
      item = pinItem(source, this.#newId('item'));
      this.#itemByName.set(name, item);
      this.#items.set(item.id, item);
    }
    return item;
  }

  parameters(name: string): AnyParameters {
    const parameters = itemParameters(this.item(name));
    if (!parameters.ok) throw new Error(`item ${name}: ${parameters.problems[0]?.message}`);
    return parameters.value;
  }

  /** Effective parameters; undefined where the record's item cannot be understood. */
  parametersOf(equipment: Equipment): AnyParameters | undefined {
    const parameters = parametersOf(this.document, this.current(equipment));
    return parameters.ok ? parameters.value : undefined;
  }

  current(equipment: Equipment): Equipment {
    return this.#equipment.get(equipment.id) ?? equipment;
  }

  kind(equipment: Equipment): string {
    return kindOf(this.document, equipment)?.kind ?? '';
  }

  envelope(equipment: Equipment): Envelope | undefined {
    return envelopeOf(this.document, this.current(equipment));
  }

  ports(equipment: Equipment): readonly Port[] {
    return portsOf(this.document, this.current(equipment));
  }

  port(equipment: Equipment, port: string): PortPlace | undefined {
    return portPlace(this.document, { equipment: equipment.id, port });
  }

  isFree(equipment: Equipment, port: string): boolean {
    const end = { equipment: equipment.id, port };
    if (this.#taken.has(endKey(end))) return false;
    return !connectionsAt(this.#before, equipment.id).some(({ from, to }) => endKey(from) === endKey(end) || endKey(to) === endKey(end));
  }

  freePorts(equipment: Equipment, wanted: (port: Port) => boolean): readonly PortPlace[] {
    return this.ports(equipment).flatMap((port) => {
      const place = wanted(port) && this.isFree(equipment, port.name) ? this.port(equipment, port.name) : undefined;
      return place ? [place] : [];
    });
  }

  place(itemName: string, spec: PlaceSpec, why: string): Equipment {
    const item = this.item(itemName);
    const at_m = roundedPlace(spec.at_m);
    const space = spaceAt(this.document, at_m);
    const equipment: Equipment = {
      id: this.#newId('equipment'),
      type: 'equipment',
      tag: this.#tags.next(kindNamed(item.kind)?.tagPrefix ?? 'EQ'),
      item: item.id,
      ...(space === undefined ? {} : { space }),
      ...(spec.group === undefined ? {} : { group: spec.group }),
      position_m: at_m,
      yaw_deg: wholeTurn(spec.yaw_deg),
      overrides: spec.overrides,
    };
    this.#usedItems.add(item.id);
    this.#equipment.set(equipment.id, equipment);
    this.#addObstacle(equipment);
    this.line('added', equipment, `${item.title}: ${why}`);
    return equipment;
  }

  #addObstacle(equipment: Equipment): void {
    const envelope = this.envelope(equipment);
    if (!envelope) return;
    this.#placed.push(bodyBox(equipment.id, envelope, equipment.position_m, equipment.yaw_deg));
    this.#obstacles = joined(this.#standing, spatialIndex(this.#placed));
  }

  /** Sets parameters that a person has not set; what is set stays. */
  set(equipment: Equipment, values: Overrides, why: string): void {
    const now = this.current(equipment);
    const fresh = Object.entries(values).filter(([name, value]) => !(name in now.overrides) && now.overrides[name] !== value);
    if (fresh.length === 0) return;
    this.#equipment.set(now.id, { ...now, overrides: { ...now.overrides, ...Object.fromEntries(fresh) } });
    this.line('set', equipment, why);
  }

  system(fields: Omit<System, 'id' | 'type'>): System {
    const system: System = { id: this.#newId('system'), type: 'system', ...fields };
    this.#systems.push(system);
    return system;
  }

  /** Equipment that runs of the start join to a system; of all systems at once, for a campus has hundreds. */
  on(system: System): readonly Equipment[] {
    this.#bySystem ??= this.#equipmentBySystem();
    return (this.#bySystem.get(system.id) ?? []).flatMap((id) => this.#equipment.get(id) ?? []);
  }

  #equipmentBySystem(): ReadonlyMap<RecordId, readonly RecordId[]> {
    const bySystem = new Map<RecordId, RecordId[]>();
    for (const id of this.#before.tables.equipment.keys())
      for (const system of new Set(connectionsAt(this.#before, id).map((run) => run.system))) {
        const ids = bySystem.get(system);
        if (ids) ids.push(id);
        else bySystem.set(system, [id]);
      }
    return bySystem;
  }

  /** Systems of the start and of the draft. */
  systems(): readonly System[] {
    return [...this.document.tables.system.values(), ...this.#systems];
  }

  /** A routed run in the direction of normal flow, crossing at one of the levels. */
  connect(itemName: string, system: System, from: PortPlace, to: PortPlace, levels_m: readonly number[], overrides: Overrides = {}): void {
    const item = this.item(itemName);
    this.#usedItems.add(item.id);
    this.#lanes ??= new Lanes(this.#before);
    const straight: Connection = {
      id: this.#newId('connection'),
      type: 'connection',
      tag: this.#tags.next(kindNamed(item.kind)?.tagPrefix ?? 'L'),
      from: { equipment: from.equipment.id, port: from.port.name },
      to: { equipment: to.equipment.id, port: to.port.name },
      system: system.id,
      item: item.id,
      waypoints_m: [],
      overrides,
    };
    const run = { connection: straight, kind: item.kind, radius_m: runRadius(this.document, straight) };
    const route = autoRoute({
      from,
      to,
      levels_m,
      heights_m: heightsFor(this.document, from.at_m, to.at_m, run.radius_m),
      obstacles: this.#obstacles,
      clearance_m: run.radius_m + clearance_m,
      lanes: { taken: this.#lanes, run },
    });
    const connection: Connection = { ...straight, waypoints_m: route.waypoints_m.map(roundedPlace) };
    this.#lanes.add({ ...run, connection, route: [from.at_m, ...connection.waypoints_m, to.at_m] });
    this.#taken.add(endKey(connection.from));
    this.#taken.add(endKey(connection.to));
    this.connections.push(connection);
    const { length_m } = measureRoute([from.at_m, ...connection.waypoints_m, to.at_m]);
    const sets = typeof overrides.parallel === 'number' && overrides.parallel > 1 ? `${overrides.parallel} × ` : '';
    this.line(
      'connected',
      to.equipment,
      `${from.equipment.tag} ${from.port.name} to ${to.port.name}: ${sets}${item.title}, ${length_m.toFixed(1)} m${route.clear ? (route.meets ? ', meets another run' : '') : ', passes through other equipment'}`,
    );
  }

  line(outcome: AutoLine['outcome'], equipment: Equipment, text: string): void {
    this.lines.push({ outcome, record: equipment.id, tag: equipment.tag, text });
  }

  left(equipment: Equipment, reason: string): void {
    this.line('left', equipment, reason);
  }

  patch(): Patch {
    const patch: Change[] = [];
    for (const item of this.#items.values()) {
      if (!this.#before.tables.item.has(item.id) && this.#usedItems.has(item.id)) patch.push(added(item));
    }
    for (const system of this.#systems) if (this.connections.some((run) => run.system === system.id)) patch.push(added(system));
    for (const equipment of this.#equipment.values()) {
      const before = this.#before.tables.equipment.get(equipment.id);
      if (!before) patch.push(added(equipment));
      else if (before !== equipment) patch.push(changed(before, equipment));
    }
    for (const connection of this.connections) patch.push(added(connection));
    return patch;
  }
}
