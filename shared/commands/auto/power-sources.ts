/** Places where a cable may begin: outgoing ways with what they may carry and what they carry already. */
import type { PortPlace } from '../../catalogue/route.ts';
import { lineCurrent } from '../../catalogue/sizing.ts';
import { connectionsAt } from '../../document/document.ts';
import type { Equipment } from '../../document/records.ts';
import { distance } from '../../geometry/pose.ts';
import type { Draft } from './draft.ts';
import type { Train } from './trains.ts';

export interface Source {
  readonly equipment: Equipment;
  readonly train: Train;
  readonly kind: string;
  readonly voltage_V: number;
  /** Direct current. */
  readonly dc?: true;
  /** Continuous current of one way. */
  readonly way_A: number;
  /** Trip of one way: what the cable behind it has to carry. */
  readonly trip_A: number;
  /** Continuous current of the bar, and what is given out of it. */
  readonly bar_A: number;
  used_A: number;
  /** Supplied through a UPS. */
  protected: boolean;
  /** Whether it has an incoming cable, or needs none. */
  fed: boolean;
}

export function sourceOf(d: Draft, equipment: Equipment, train: Train): Source | undefined {
  const kind = d.kind(equipment);
  const p = d.parametersOf(equipment);
  if (!p) return undefined;
  const base = { equipment, train, kind, used_A: 0, protected: kind === 'ups', fed: false };
  const incoming = connectionsAt(d.document, equipment.id).some(({ to }) => to.equipment === equipment.id);
  switch (kind) {
    case 'utility': {
      const full_A = lineCurrent(p.capacity_W, p.voltage_V, 1);
      return { ...base, voltage_V: p.voltage_V, way_A: full_A, trip_A: full_A, bar_A: full_A, fed: true };
    }
    case 'transformer': {
      const full_A = p.rating_VA / (Math.sqrt(3) * p.secondary_V);
      return { ...base, voltage_V: p.secondary_V, way_A: full_A, trip_A: full_A, bar_A: full_A, fed: incoming };
    }
    case 'ups': {
      const full_A = lineCurrent(p.rating_W, p.voltage_V, 1);
      return { ...base, voltage_V: p.voltage_V, way_A: full_A, trip_A: full_A, bar_A: full_A, fed: incoming };
    }
    case 'rectifier':
    case 'dc-converter': {
      const full_A = p.rating_W / p.output_V;
      return { ...base, dc: true, voltage_V: p.output_V, way_A: full_A, trip_A: full_A, bar_A: full_A, fed: incoming };
    }
    case 'ats':
    case 'sts':
      return { ...base, voltage_V: p.voltage_V, way_A: p.rating_A, trip_A: p.rating_A, bar_A: p.rating_A, fed: incoming };
    case 'dc-board':
      return {
        ...base,
        dc: true,
        voltage_V: p.voltage_V,
        way_A: p.way_A * p.continuousFactor,
        trip_A: p.way_A,
        bar_A: Math.min(p.bar_A, p.incomers * p.incomer_A * p.continuousFactor),
        fed: incoming,
      };
    case 'switchgear':
    case 'switchboard':
    case 'rpp': {
      const limit = p.power_W === undefined ? Number.POSITIVE_INFINITY : lineCurrent(p.power_W, p.voltage_V, 1);
      return {
        ...base,
        voltage_V: p.voltage_V,
        way_A: p.way_A * p.continuousFactor,
        trip_A: p.way_A,
        bar_A: Math.min(p.bar_A, p.incomer_A * p.continuousFactor, limit),
        fed: incoming,
      };
    }
    default:
      return undefined;
  }
}

/** Kinds with one outlet. */
const single: ReadonlySet<string> = new Set(['utility', 'ups', 'rectifier', 'dc-converter', 'ats', 'sts']);

const outgoing = (kind: string, name: string): boolean =>
  kind === 'transformer' ? name === 'secondary' : single.has(kind) ? name === 'out' : name.startsWith('out-');

export const freeWay = (d: Draft, source: Source): PortPlace | undefined =>
  d.freePorts(source.equipment, ({ name }) => outgoing(source.kind, name))[0];

/** Ladder of power: a kind may be fed by the kinds named, the first ones preferred. */
export const feeders: Readonly<Record<string, readonly string[]>> = {
  switchgear: ['utility'],
  transformer: ['switchgear', 'utility'],
  switchboard: ['transformer', 'ups', 'switchboard'],
  ups: ['switchboard', 'transformer'],
  rpp: ['switchboard', 'transformer', 'ups'],
  busway: ['switchboard', 'rpp', 'transformer', 'ups'],
  load: ['rpp', 'switchboard', 'transformer', 'ups', 'sts', 'ats'],
  'transfer-switch': ['switchboard', 'rpp', 'transformer', 'ups'],
  rectifier: ['switchboard', 'transformer'],
  'dc-board': ['rectifier', 'dc-converter'],
  'dc-converter': ['dc-board', 'rectifier'],
  'dc-busway': ['dc-board', 'rectifier', 'dc-converter'],
};

export interface Wanted {
  readonly of:
    | 'switchgear'
    | 'transformer'
    | 'switchboard'
    | 'ups'
    | 'rpp'
    | 'busway'
    | 'load'
    | 'transfer-switch'
    | 'rectifier'
    | 'dc-board'
    | 'dc-converter'
    | 'dc-busway';
  readonly train: Train;
  readonly voltage_V: number | undefined;
  readonly current_A: number;
  readonly near: Equipment;
  /** Racks and CDUs are better behind a UPS; outdoor units are not. */
  readonly protect: boolean | undefined;
}

/** The way that suits best, or why none does. */
export function chooseSource(d: Draft, sources: readonly Source[], wanted: Wanted): { source: Source; way: PortPlace } | string {
  const ladder = feeders[wanted.of] ?? [];
  let best: { source: Source; way: PortPlace; score: number } | undefined;
  const reasons: { step: number; text: string }[] = [];
  for (const source of sources) {
    const step = ladder.indexOf(source.kind);
    if (step < 0 || source.train !== wanted.train || source.equipment.id === wanted.near.id || !source.fed) continue;
    if (wanted.voltage_V !== undefined && Math.abs(source.voltage_V - wanted.voltage_V) > 0.06 * source.voltage_V) {
      reasons.push({ step, text: `${source.equipment.tag} is ${source.voltage_V} V` });
      continue;
    }
    const way = freeWay(d, source);
    if (!way) {
      reasons.push({ step, text: `${source.equipment.tag} has no free way` });
      continue;
    }
    if (wanted.current_A > source.way_A + 1e-9) {
      reasons.push({
        step,
        text: `a way of ${source.equipment.tag} carries ${Math.round(source.way_A)} A, ${Math.round(wanted.current_A)} A needed`,
      });
      continue;
    }
    if (wanted.current_A > source.bar_A - source.used_A + 1e-9) {
      reasons.push({
        step,
        text: `${source.equipment.tag} has ${Math.max(0, Math.round(source.bar_A - source.used_A))} A left, ${Math.round(wanted.current_A)} A needed`,
      });
      continue;
    }
    const misplaced = wanted.protect === undefined || wanted.protect === source.protected ? 0 : 100;
    // Among equal sorts the smallest sufficient way, then the nearest.
    const score = misplaced + step * 10 + source.trip_A / 1000 + distance(source.equipment.position_m, wanted.near.position_m) / 100;
    if (!best || score < best.score) best = { source, way, score };
  }
  if (best) return best;
  // The reason of the kind that ought to feed it tells most.
  return reasons.sort((a, b) => a.step - b.step)[0]?.text ?? `no ${ladder.join(', ')} of train ${wanted.train} is there to feed it`;
}
