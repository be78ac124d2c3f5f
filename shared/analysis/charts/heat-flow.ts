/**
 * Where the heat of a solved design comes from and goes to, as the streams of a Sankey diagram: racks and machines
 * on one side, loops, CDUs and rooms between, the sky at the end. Streams are sums of Σ ṁ·Δh over solved branches
 * and of the powers that the outer loop settled on; each inner stage takes in what it gives away.
 */
import type { Document } from '../../document/document.ts';
import type { System } from '../../document/records.ts';
import type { ThermalUnit } from '../../network/liquid.ts';
import type { Coupled } from '../couple.ts';
import { surroundingsOf } from '../liquid/surroundings.ts';
import { racksOf } from '../racks.ts';

export type HeatStageKey =
  | 'racks'
  | 'pumps'
  | 'fans'
  | 'compressors'
  | 'power'
  | 'outdoors'
  | 'tcs'
  | 'fws'
  | 'chw'
  | 'cws'
  | 'loop'
  | 'cdus'
  | 'rooms'
  | 'open-rooms'
  | 'chillers'
  | 'water-chillers'
  | 'coolers'
  | 'towers'
  | 'sky';

export interface HeatStage {
  readonly key: HeatStageKey;
  readonly title: string;
  /** Column from the racks, 0, to the sky. */
  readonly rank: number;
  readonly in_W: number;
  readonly out_W: number;
}

export interface HeatStream {
  readonly from: HeatStageKey;
  readonly to: HeatStageKey;
  readonly heat_W: number;
  /** How the stream is found: a formula in the words of the analysis page. */
  readonly formula: string;
}

export interface HeatFlow {
  readonly stages: readonly HeatStage[];
  readonly streams: readonly HeatStream[];
  /** All heat that enters: electrical power of racks, machines and losses, and what cold pipes take from outdoor air. */
  readonly entering_W: number;
}

const stageOf: Readonly<Record<HeatStageKey, readonly [title: string, rank: number]>> = {
  racks: ['Racks', 0],
  power: ['Power and controls', 0],
  pumps: ['Pumps', 0],
  fans: ['Room fans', 0],
  compressors: ['Fans and compressors outdoors', 0],
  outdoors: ['Warm outdoor air', 0],
  tcs: ['TCS loops', 1],
  rooms: ['Cooled rooms', 2],
  'open-rooms': ['Ventilated rooms and yards', 2],
  cdus: ['CDUs', 2],
  chw: ['Chilled water', 3],
  'water-chillers': ['Water-cooled chillers', 4],
  fws: ['Facility water', 3],
  cws: ['Condenser water', 5],
  loop: ['Other loops', 5],
  chillers: ['Chillers', 6],
  coolers: ['Dry and adiabatic coolers', 6],
  towers: ['Cooling towers', 6],
  sky: ['Sky', 7],
};

const rejects: Readonly<Partial<Record<ThermalUnit['type'], HeatStageKey>>> = {
  'free-cooling-chiller': 'chillers',
  'dry-cooler': 'coolers',
  'cooling-tower': 'towers',
};

/** Loop stage of each liquid island: by the systems its runs belong to; racks make it a TCS. */
function loopsOf(document: Document, { network, solution }: Coupled['liquid']): Map<number, HeatStageKey> {
  const votes = new Map<number, Map<System['kind'], number>>();
  for (const branch of network.branches) {
    const connection = document.tables.connection.get(branch.owner);
    const kind = connection && document.tables.system.get(connection.system)?.kind;
    if (kind === undefined) continue;
    const island = solution.islandOf[branch.from] ?? -1;
    const count = votes.get(island) ?? new Map<System['kind'], number>();
    votes.set(island, count.set(kind, (count.get(kind) ?? 0) + 1));
  }
  return new Map(
    [...votes].map(([island, count]) => {
      const [kind] = [...count].reduce((best, next) => (next[1] > best[1] ? next : best));
      return [island, kind === 'tcs' || kind === 'fws' || kind === 'chw' || kind === 'cws' ? kind : 'loop'];
    }),
  );
}

/** @returns undefined while a part of the plant has no solution: a balance with a hole is no balance. */
export function heatFlow(document: Document, coupled: Coupled): HeatFlow | undefined {
  const { state, liquid, electrical } = coupled;
  const { network, solution } = liquid;
  if (liquid.report.islands.some(({ status }) => status !== 'solved' && status !== 'dead')) return undefined;
  const loops = loopsOf(document, liquid);
  const loopAt = (b: number): HeatStageKey => loops.get(solution.islandOf[network.branches[b]?.from ?? -1] ?? -1) ?? 'loop';
  const gained = (b: number): number => {
    const heat = solution.heat_W[b] ?? 0;
    return Number.isFinite(heat) ? heat : 0;
  };
  const roomAt = (space: string | undefined): HeatStageKey =>
    surroundingsOf(document, space, state).space === undefined ? 'open-rooms' : 'rooms';

  const sums = new Map<string, { from: HeatStageKey; to: HeatStageKey; heat_W: number; formula: string }>();
  const add = (from: HeatStageKey, to: HeatStageKey, heat_W: number, formula: string) => {
    // Opposite streams of one pair are one net stream: a coil takes from the room what a cold pipe in it also takes.
    const back = sums.get(`${to} ${from}`);
    if (back) {
      back.heat_W -= heat_W;
      return;
    }
    const known = sums.get(`${from} ${to}`) ?? { from, to, heat_W: 0, formula };
    known.heat_W += heat_W;
    sums.set(`${from} ${to}`, known);
  };

  network.branches.forEach(({ element, heat, space }, b) => {
    const won = gained(b);
    const loop = loopAt(b);
    if (element.type === 'pump') {
      add('pumps', loop, won, 'shaft power, all of it ends in the liquid: P = V̇·H/η');
      return;
    }
    switch (heat.type) {
      case 'fixed':
        add('racks', loop, won, 'Σ ṁ·(h_out − h_in) over cold plates');
        return;
      case 'surroundings':
        if (space !== undefined) add(loop, 'rooms', -won, 'Σ ṁ·(h_in − h_out) over indoor pipes');
        else if (won > 0) add('outdoors', loop, won, 'Σ ṁ·(h_out − h_in) over pipes colder than the air outdoors');
        else add(loop, 'sky', -won, 'Σ ṁ·(h_in − h_out) over outdoor pipes');
        return;
      case 'exchanger':
        if (heat.side === 'hot') add(loop, 'cdus', -won, 'Σ ṁ·(h_in − h_out), hot side');
        else add('cdus', loop, won, 'Σ ṁ·(h_out − h_in), cold side');
        return;
      case 'condenser':
        add('water-chillers', loop, won, 'Σ ṁ·(h_out − h_in) over condensers');
        return;
      case 'unit': {
        const unit = network.units[heat.unit]?.type;
        if (unit === 'air-coil') add('rooms', loop, won, 'Σ ṁ·(h_out − h_in) over coils');
        else if (unit === 'water-cooled-chiller') add(loop, 'water-chillers', -won, 'Σ ṁ·(h_in − h_out) over evaporators');
        else add(loop, rejects[unit ?? 'dry-cooler'] ?? 'coolers', -won, 'Σ ṁ·(h_in − h_out) over coils and fills');
        return;
      }
      case 'none':
        return;
    }
  });

  let ofRacks = 0;
  for (const { equipment, parameters } of racksOf(document)) {
    const power_W = state.itPower_W.get(equipment.id) ?? 0;
    ofRacks += power_W;
    add('racks', roomAt(equipment.space), power_W * (1 - parameters.liquidShare), 'Σ P·(1 − liquid share)');
  }
  for (const pump of solution.pumps) {
    const space = network.branches[pump.branch]?.space;
    add('pumps', space === undefined ? 'open-rooms' : 'rooms', pump.lossToSurroundings_W, 'loss of motors and drives');
  }
  for (const room of solution.spaces) if (room.solved) add('fans', 'rooms', room.fan_W, 'electrical power of room fans');
  for (const [place, heat_W] of state.electricalHeat_W) add('power', roomAt(place), heat_W, 'losses of power equipment, and controls');
  for (const { space, power_W } of electrical.report.losses)
    if (space === undefined) add('power', 'open-rooms', power_W, 'losses of power equipment, and controls');
  network.units.forEach((unit, u) => {
    const run = solution.units[u];
    if (!run || unit.type === 'air-coil') return;
    if (unit.type === 'water-cooled-chiller') {
      add('compressors', 'water-chillers', run.toLiquid_W ?? 0, 'compressor power that ends in the condenser water');
      if (document.tables.equipment.get(unit.owner)?.space === undefined)
        add('compressors', 'open-rooms', run.electrical_W - (run.toLiquid_W ?? 0), 'motor loss and controls of chillers outdoors');
      return;
    }
    add('compressors', rejects[unit.type] ?? 'coolers', run.electrical_W, 'electrical power of fans, compressors and controls');
  });
  return closed(sums.values(), ofRacks);
}

/** Streams by their own direction, and what each outdoor stage hands on to the sky. */
function closed(sums: Iterable<{ from: HeatStageKey; to: HeatStageKey; heat_W: number; formula: string }>, scale_W: number): HeatFlow {
  const streams: HeatStream[] = [];
  const least_W = scale_W * 1e-12;
  const balance = new Map<HeatStageKey, { in_W: number; out_W: number }>();
  const count = (stream: HeatStream) => {
    streams.push(stream);
    for (const [key, side] of [
      [stream.from, 'out_W'],
      [stream.to, 'in_W'],
    ] as const) {
      const known = balance.get(key) ?? { in_W: 0, out_W: 0 };
      known[side] += stream.heat_W;
      balance.set(key, known);
    }
  };
  for (const { from, to, heat_W, formula } of sums) {
    if (Math.abs(heat_W) <= least_W) continue;
    count(heat_W > 0 ? { from, to, heat_W, formula } : { from: to, to: from, heat_W: -heat_W, formula });
  }
  for (const key of ['chillers', 'coolers', 'towers', 'open-rooms'] as const) {
    const { in_W = 0, out_W = 0 } = balance.get(key) ?? {};
    if (in_W > out_W) count({ from: key, to: 'sky', heat_W: in_W - out_W, formula: 'all that enters leaves to the air' });
  }
  const stages = [...balance].map(([key, sides]): HeatStage => ({ key, title: stageOf[key][0], rank: stageOf[key][1], ...sides }));
  stages.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  return {
    stages,
    streams,
    entering_W: stages.reduce((sum, { in_W, out_W }) => sum + (in_W === 0 ? out_W : 0), 0),
  };
}
