/** What carries power in a draft, and how a feed of it is chosen and drawn. */
import type { PortPlace } from '../../catalogue/route.ts';
import { cableFor, cableSets } from '../../catalogue/sizing.ts';
import type { Equipment, System } from '../../document/records.ts';
import { sameVoltage } from '../compatible.ts';
import { floorAt_m } from '../spaces.ts';
import type { Draft } from './draft.ts';
import { chooseSource, type Source, sourceOf, type Wanted } from './power-sources.ts';
import { type Train, trainsOf } from './trains.ts';

/** Cable trays above all pipes of a hall, a train each, above its floor. */
export const tray_m = { A: 4.55, B: 4.85 } as const;

const carrying: ReadonlySet<string> = new Set([
  'utility',
  'switchgear',
  'transformer',
  'switchboard',
  'ups',
  'rpp',
  'ats',
  'sts',
  'rectifier',
  'dc-board',
  'dc-converter',
]);

/** Sources of a draft by train, and the cables drawn from them. */
export class Power {
  readonly #d: Draft;
  readonly sources: Source[];
  #lane = 0;

  constructor(d: Draft) {
    this.#d = d;
    const all = [...d.document.tables.equipment.values()];
    const electrical = all.filter((each) => carrying.has(d.kind(each)));
    const train = trainsOf(d, electrical);
    this.sources = electrical.flatMap((each) => sourceOf(d, each, train.get(each.id) ?? 'A') ?? []);
  }

  /** Says that a unit has its feed now. */
  markFed(equipment: Equipment, isProtected: boolean): void {
    const own = this.sources.find((each) => each.equipment.id === equipment.id);
    if (!own) return;
    own.fed = true;
    own.protected = own.protected || isProtected;
  }

  trainOf(equipment: Equipment): Train {
    return this.sources.find((source) => source.equipment.id === equipment.id)?.train ?? 'A';
  }

  #system(voltage_V: number, train: Train, dc: boolean): System {
    const kind = dc ? 'dc' : voltage_V > 1000 ? 'mv' : 'lv';
    const found = this.#d
      .systems()
      .find(
        (system) =>
          system.kind === kind && system.train === train && (system.voltage_V === undefined || sameVoltage(system.voltage_V, voltage_V)),
      );
    return found ?? this.#d.system({ name: `${kind.toUpperCase()}-${train}`, kind, train, voltage_V });
  }

  systemOf(source: Source): System {
    return this.#system(source.voltage_V, source.train, source.dc === true);
  }

  /** A cable from the way that suits best; the reason where none does. */
  feed(wanted: Wanted, to: PortPlace): Source | string {
    const d = this.#d;
    const found = chooseSource(d, this.sources, wanted);
    if (typeof found === 'string') return found;
    const { source, way } = found;
    source.used_A += wanted.current_A;
    const level = floorAt_m(d.document, way.at_m[0], way.at_m[1]) + tray_m[source.train] + 0.05 * (this.#lane++ % 5);
    const medium = source.voltage_V > 1000;
    // Conductors carry what the breaker ahead of them lets through (NEC 240.4).
    const carried_A = source.kind === 'utility' ? wanted.current_A : source.trip_A;
    const cable = medium
      ? { item: 'mv-cable-20kv-240', parallel: cableSets(d, 'mv-cable-20kv-240', Math.max(1, carried_A)) }
      : cableFor(d, carried_A);
    d.connect(cable.item, this.systemOf(source), way, to, [level, level + 0.35], cable.parallel > 1 ? { parallel: cable.parallel } : {});
    return source;
  }
}
