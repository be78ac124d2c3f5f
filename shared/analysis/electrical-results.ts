/** Writes a solved power system into the result columns. */
import { portNamed } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import { reactiveRatio } from '../solve/electrical/demand.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { reportAngles } from './angle-results.ts';
import { branchOwners } from './branch-owners.ts';
import { reportBranches } from './electrical-branches.ts';
import { reportElectricalIslands } from './electrical-islands.ts';
import { type ElectricalLoss, type ElectricalPowers, lossesOf } from './electrical-powers.ts';
import { switchedSupply } from './fault-protection.ts';
import { reportPhaseCurrents } from './phase-results.ts';
import type { IslandReport } from './result.ts';
import type { ResultBuilder } from './result-builder.ts';
import type { OperatingState } from './state.ts';
import { reportSwings, type Swings } from './swing-results.ts';

export interface ElectricalReport extends ElectricalPowers {
  readonly losses: readonly ElectricalLoss[];
  readonly islands: readonly IslandReport[];
  readonly swings: Swings;
}

/** Loads: power by feed and side, the most loaded feed's current, the lowest live feed's voltage. */
function reportLoads(
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
): void {
  network.loads.forEach((load, l) => {
    const { owner } = load;
    if (!builder.concerns(owner)) return;
    const offset = solution.feedOffset[l] as number;
    if (!solution.supplied[l]) {
      builder.set(owner, 'power', 0);
      builder.setText(owner, 'state', state.failed.has(owner) ? 'out of service' : 'off: no supply');
      return;
    }
    const equipment = document.tables.equipment.get(owner);
    const side = { A: 0, B: 0 };
    const drawnOn = { A: false, B: false };
    let power_W = 0;
    let current_A = 0;
    let lowest: number | undefined;
    let drop = 0;
    load.feeds.forEach((feed, f) => {
      const feed_W = solution.feedPower_W.at(offset + f);
      const bus = network.buses[feed];
      const port = bus && equipment && portNamed(document, equipment, bus.id.slice(owner.length + 1));
      power_W += feed_W;
      if (port?.train) {
        side[port.train] += feed_W;
        drawnOn[port.train] = true;
      }
      const volts = solution.voltage_V.at(feed);
      if (!bus || Number.isNaN(volts)) return;
      const root = bus.current === 'dc' ? 1 : Math.sqrt(3);
      current_A = Math.max(current_A, feed_W / (bus.current === 'dc' ? 1 : load.powerFactor) / root / volts);
      if (feed_W > 0 || lowest === undefined) {
        if (lowest === undefined || 1 - volts / bus.nominal_V > drop) {
          lowest = volts;
          drop = 1 - volts / bus.nominal_V;
        }
      }
    });
    builder.set(owner, 'power', power_W);
    builder.set(owner, 'apparentPower', power_W / load.powerFactor);
    if (load.leading) builder.set(owner, 'reactivePower', power_W * reactiveRatio(load));
    if (drawnOn.A) builder.set(owner, 'feedPowerA', side.A);
    if (drawnOn.B) builder.set(owner, 'feedPowerB', side.B);
    if (lowest === undefined) return;
    builder.set(owner, 'voltage', lowest);
    builder.set(owner, 'voltageDrop', drop);
    builder.set(owner, 'current', current_A);
    if (load.feedRating_W !== undefined && load.feedRating_W > 0) {
      let most = 0;
      for (let f = 0; f < load.feeds.length; f++) most = Math.max(most, solution.feedPower_W.at(offset + f));
      builder.set(owner, 'loading', most / load.feedRating_W);
    }
  });
}

const sourceText = { carrying: 'carrying', standby: 'standby', out: 'out of service' } as const;

function reportSources(network: ElectricalNetwork, solution: ElectricalSolution, builder: ResultBuilder): void {
  network.sources.forEach((source, s) => {
    if (!builder.concerns(source.owner)) return;
    const state = solution.sourceState[s] ?? 'out';
    // The battery of a UPS is a source only while it carries; the unit itself has its own state.
    const isUps = source.battery_J !== undefined && branchOwners(network).find(source.owner) !== undefined;
    if (!isUps || state === 'carrying') builder.setText(source.owner, 'state', isUps ? 'on battery' : sourceText[state]);
    const power_W = solution.sourcePower_W.at(s);
    if (state !== 'carrying' || Number.isNaN(power_W)) return;
    const apparent_VA = Math.hypot(power_W, solution.sourceReactive_var.at(s));
    const volts = solution.voltage_V.at(source.bus);
    builder.set(source.owner, 'powerFlow', power_W);
    builder.set(source.owner, 'apparentPower', apparent_VA);
    builder.set(source.owner, 'voltage', volts);
    builder.set(source.owner, 'current', apparent_VA / Math.sqrt(3) / volts);
    builder.set(source.owner, 'loading', power_W / source.rating_W);
    if (source.battery_J !== undefined && power_W > 0) builder.set(source.owner, 'rideThrough', source.battery_J / power_W);
  });
}

/** How long loads on two or more feeds are dark when one is lost: as long as the quickest of them. */
function reportDeadTimes(network: ElectricalNetwork, { live }: ElectricalSolution, gap_s: Float64Array, builder: ResultBuilder): void {
  for (const { owner, feeds, sharing } of network.loads) {
    if (sharing !== 'equal' || !builder.concerns(owner)) continue;
    let gap = Number.POSITIVE_INFINITY;
    for (const feed of feeds) if (live[feed]) gap = Math.min(gap, gap_s[feed] as number);
    if (gap > 0 && gap < Number.POSITIVE_INFINITY) builder.set(owner, 'deadTime', gap);
  }
}

/** What each loss of the power system, and each machine of the plant, adds to PUE. */
function reportPueShares(state: OperatingState, losses: readonly ElectricalLoss[], builder: ResultBuilder): void {
  builder.restart('pueShare');
  let it_W = 0;
  for (const power_W of state.itPower_W.values()) it_W += power_W;
  if (it_W <= 0) return;
  losses.forEach(({ owner, power_W }) => {
    builder.set(owner, 'pueShare', power_W / it_W);
  });
  for (const [owner, power_W] of state.mechanicalPower_W) builder.set(owner, 'pueShare', power_W / it_W);
}

/** Storage that discharges beside a live supply: for how long it can. */
function reportStorage(network: ElectricalNetwork, solution: ElectricalSolution, builder: ResultBuilder): void {
  network.loads.forEach(({ owner, power_W, battery }, l) => {
    if (!battery || !solution.supplied[l] || !builder.concerns(owner)) return;
    const given_W = battery.auxiliary_W - power_W;
    if (given_W <= 0) return;
    builder.setText(owner, 'state', 'discharging');
    builder.set(owner, 'rideThrough', (battery.energy_J * battery.efficiency) / given_W);
  });
}

/** Power, current, voltage and loading of every record that carries some. */
export function reportFlows(
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
): void {
  reportLoads(document, state, network, solution, builder);
  reportBranches(document, state, network, solution, builder);
  reportPhaseCurrents(network, solution, builder);
  reportSources(network, solution, builder);
}

/** Results of every record of the power system but its short circuits; `builder` keeps what other disciplines wrote beside them. */
export function reportElectrical(
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  powers: ElectricalPowers,
  builder: ResultBuilder,
  earlier?: ElectricalReport,
): ElectricalReport {
  reportFlows(document, state, network, solution, builder);
  reportAngles(network, solution, builder);
  reportStorage(network, solution, builder);
  const { tree, gap_s } = switchedSupply(network, solution);
  reportDeadTimes(network, solution, gap_s, builder);
  const before = builder.scope && earlier?.swings.tree === tree ? earlier.swings : undefined;
  if (!before) {
    builder.restart('powerSwing');
    builder.restart('powerRamp');
  }
  const swings = reportSwings(document, network, solution, tree, builder, before);
  const losses = lossesOf(document, network, solution);
  reportPueShares(state, losses, builder);
  return { ...powers, losses, swings, islands: reportElectricalIslands(document, network, solution) };
}
