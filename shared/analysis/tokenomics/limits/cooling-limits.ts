/** Rows of the cooling plant: heat and flow of CDUs, flow of loop pumps, heat of chillers, coolers and coils. */
import type { EquipmentId } from '../../../document/ids.ts';
import type { Coupled } from '../../couple.ts';
import { branchesByName } from '../../liquid/branch-names.ts';
import { demandRatios } from '../../liquid/pump-use.ts';
import type { QuantityKey } from '../../quantities.ts';
import type { HeatPaths } from './heat-paths.ts';
import { type Marginals, type PlantLimit, plantLimit } from './plant-limit.ts';

const scaled = (marginals: Marginals, factor: number): Marginals => new Map([...marginals].map(([rack, part]) => [rack, part * factor]));

/** Coolant that each rack asks for per watt it draws, m³/s, by the loop it drinks from: flow follows heat at a held temperature rise. */
function rackFlows(
  coupled: Coupled,
  paths: HeatPaths,
  racks: readonly EquipmentId[],
  present_W: Float64Array,
): Map<number, Map<number, number>> {
  const { network, solution } = coupled.liquid;
  const branches = branchesByName(network, solution);
  const wanted = new Map(
    network.controls.flatMap((control, c) => {
      const state = solution.controls[c];
      const held = 'branch' in control && state && state.actual > 0 && Number.isFinite(state.target);
      return held ? [[control.branch, Math.max(1, state.target / state.actual)] as const] : [];
    }),
  );
  const byLoop = new Map<number, Map<number, number>>();
  racks.forEach((id, rack) => {
    const b = branches.at(id, 'coolant');
    const power_W = present_W[rack] ?? 0;
    // A rack without a controller takes the same flow whatever it draws.
    if (b === undefined || !(power_W > 0) || !wanted.has(b)) return;
    const flow_m3_s = Math.abs(solution.flow_m3_s[b] as number) * (wanted.get(b) ?? 1);
    const loop = paths.loopOf(b);
    const here = byLoop.get(loop) ?? new Map<number, number>();
    here.set(rack, flow_m3_s / power_W);
    byLoop.set(loop, here);
  });
  return byLoop;
}

export function coolingLimits(coupled: Coupled, paths: HeatPaths, racks: readonly EquipmentId[], present_W: Float64Array): PlantLimit[] {
  const { network, solution } = coupled.liquid;
  const read = (id: string, quantity: QuantityKey) => coupled.builder.get(id, quantity);
  const flows = rackFlows(coupled, paths, racks, present_W);
  const demand = demandRatios(network, solution);
  const limits: PlantLimit[] = [];

  const heatOfLoop = new Map<number, number>();
  const pumpFlow = new Map<number, number>();
  network.exchangers.forEach(({ hot }, e) => {
    const loop = paths.loopOf(hot);
    heatOfLoop.set(loop, (heatOfLoop.get(loop) ?? 0) + Math.max(0, solution.exchangers[e]?.heat_W ?? 0));
    pumpFlow.set(loop, (pumpFlow.get(loop) ?? 0) + Math.abs(solution.flow_m3_s[hot] as number));
  });
  network.exchangers.forEach(({ owner, hot }, e) => {
    const loop = paths.loopOf(hot);
    const present = solution.exchangers[e]?.heat_W ?? 0;
    const use = read(owner, 'capacityUse');
    if (use !== undefined && use > 0 && present > 0) {
      const part = present / (heatOfLoop.get(loop) ?? present);
      const row = { id: `${owner}/heat`, owner, resource: 'heat', unit: 'W', present, capacity: present / use } as const;
      limits.push(plantLimit(row, scaled(paths.at(loop), part)));
    }
    limits.push(...flowLimit(owner, loop, Math.abs(solution.flow_m3_s[hot] as number), read(owner, 'flowUse')));
  });

  /** Flow of one pump of a loop against the end of its curve at this head. */
  function flowLimit(owner: string, loop: number, flow_m3_s: number, use: number | undefined): PlantLimit[] {
    if (use === undefined || !(use > 0) || !(flow_m3_s > 0)) return [];
    const present = flow_m3_s * (demand.get(loop) ?? 1);
    const racksHere = flows.get(loop);
    const row = { id: `${owner}/flow`, owner, resource: 'flow', unit: 'm³/s', present, capacity: present / use } as const;
    if (racksHere) return [plantLimit(row, scaled(racksHere, flow_m3_s / (pumpFlow.get(loop) ?? flow_m3_s)))];
    // Loops behind CDUs: their valves follow the heat, so flow does.
    const heat = paths.at(loop);
    let carried_W = 0;
    for (const [rack, part] of heat) carried_W += part * (present_W[rack] ?? 0);
    return carried_W > 0 ? [plantLimit(row, scaled(heat, present / carried_W))] : [];
  }

  for (const { branch, owner } of solution.pumps) {
    if (network.exchangers.some((exchanger) => exchanger.owner === owner)) continue;
    limits.push(...flowLimit(owner, paths.loopOf(branch), Math.abs(solution.flow_m3_s[branch] as number), read(owner, 'flowUse')));
  }
  limits.push(...unitLimits(coupled, paths));
  return limits;
}

/** What a unit would carry to hold its leaving set point, against what it can. */
function unitLimits(coupled: Coupled, paths: HeatPaths): PlantLimit[] {
  const { network, solution } = coupled.liquid;
  const asked = network.units.map((unit, u) => {
    const run = solution.units[u];
    if (!run || !(run.heat_W > 0)) return 0;
    if (unit.type === 'air-coil') return run.heat_W - run.fan_W;
    const [entering, leaving] = [solution.inlet_K[unit.branch] as number, solution.outlet_K[unit.branch] as number];
    const missing_K = Math.max(0, leaving - unit.leaving_K);
    return entering > leaving ? run.heat_W * (1 + missing_K / (entering - leaving)) : run.heat_W;
  });
  const place = (u: number) => {
    const unit = network.units[u];
    return unit?.type === 'air-coil' ? unit.space : paths.loopOf(unit?.branch ?? -1);
  };
  const together = new Map<number | string, number>();
  asked.forEach((heat_W, u) => {
    together.set(place(u), (together.get(place(u)) ?? 0) + heat_W);
  });
  return network.units.flatMap(({ owner, type }, u): PlantLimit[] => {
    const present = asked[u] ?? 0;
    const use = coupled.builder.get(owner, 'capacityUse');
    const run = solution.units[u];
    if (!(present > 0) || use === undefined || !(use > 0) || !run) return [];
    const capacity = type === 'air-coil' ? present / use : run.available_W;
    const part = present / (together.get(place(u)) ?? present);
    return [plantLimit({ id: `${owner}/heat`, owner, resource: 'heat', unit: 'W', present, capacity }, scaled(paths.at(place(u)), part))];
  });
}
