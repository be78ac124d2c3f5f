/** Which records' results may differ from those of the analysis before: by comparing what was solved, number by number. */
import { changedRecords, joinsAlike } from '../document/changed-records.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { EquipmentId, RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { LiquidNetwork } from '../network/liquid.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { samePlain } from '../solve/liquid/changes.ts';
import type { LiquidSolution } from '../solve/liquid/solution.ts';
import { equipmentOfKind } from './equipment-index.ts';
import { surroundingsOf } from './liquid/surroundings.ts';
import { racksOf } from './racks.ts';
import type { OperatingState } from './state.ts';

/** A design as it was solved. */
export interface SolvedDesign {
  readonly document: Document;
  readonly state: OperatingState;
  readonly liquid: { readonly network: LiquidNetwork; readonly solution: LiquidSolution };
  readonly electrical: { readonly network: ElectricalNetwork; readonly solution: ElectricalSolution };
}

/** What an analysis reports again. */
export interface Touched {
  readonly ids: ReadonlySet<RecordId>;
  /** No conductor is another one, so that short circuits and the way to every headroom stand. */
  readonly conductorsStand: boolean;
}

/**
 * @returns undefined where everything is to be reported anew: records came or went, the weather or the level changed, a network has
 * another shape, or switches stand otherwise
 */
export function touchedResults(before: SolvedDesign, now: SolvedDesign): Touched | undefined {
  const touched = new Set<RecordId>();
  const rest = changedDocument(before.document, now.document, touched) && changedState(before.state, now.state, touched);
  if (!rest || !changedLiquid(before, now, touched) || !changedElectrical(before, now, touched)) return undefined;
  for (const id of now.document.tables.space.keys()) touched.add(id);
  return { ids: touched, conductorsStand: before.electrical.network.branches === now.electrical.network.branches };
}

/** Tables whose records reach results of others. */
const wide = ['site', 'space', 'item', 'system', 'group'] as const;

function changedDocument(before: Document, after: Document, touched: Set<RecordId>): boolean {
  if (wide.some((type) => before.tables[type] !== after.tables[type])) return false;
  const equipment = changedRecords(before.tables.equipment, after.tables.equipment);
  const connections = changedRecords(before.tables.connection, after.tables.connection);
  if (!equipment || !connections) return false;
  for (const { id } of equipment) {
    touched.add(id);
    for (const run of connectionsAt(after, id)) touched.add(run.id);
  }
  for (const { id } of connections) {
    touched.add(id);
    const [was, is] = [before.tables.connection.get(id), after.tables.connection.get(id)];
    // A run that only lies elsewhere is all that its ends are not: what reaches them is found in the solution.
    if (was && is && joinsAlike(was, is)) continue;
    for (const run of [was, is]) if (run) touched.add(run.from.equipment).add(run.to.equipment);
  }
  return true;
}

function changedState(before: OperatingState, now: OperatingState, touched: Set<RecordId>): boolean {
  if (!samePlain(before.ambient, now.ambient) || !samePlain({ ...before.scenario }, { ...now.scenario })) return false;
  const apart = (a: ReadonlySet<RecordId>, b: ReadonlySet<RecordId>) => {
    for (const id of a) if (!b.has(id)) touched.add(id);
    for (const id of b) if (!a.has(id)) touched.add(id);
  };
  apart(before.failed, now.failed);
  apart(before.unpowered, now.unpowered);
  apart(before.standby, now.standby);
  const different = (a: ReadonlyMap<EquipmentId, number>, b: ReadonlyMap<EquipmentId, number>) => {
    for (const [id, value] of b) if (a.get(id) !== value) touched.add(id);
    for (const id of a.keys()) if (!b.has(id)) touched.add(id);
  };
  different(before.itPower_W, now.itPower_W);
  different(before.mechanicalPower_W, now.mechanicalPower_W);
  different(before.storagePower_W, now.storagePower_W);
  return true;
}

/** Marks where two columns differ; two NaN are the same. */
function mark(a: Float64Array, b: Float64Array, into: Uint8Array): void {
  if (a === b) return;
  for (let i = 0; i < b.length; i++) {
    const one = a[i] as number;
    const other = b[i] as number;
    if (one !== other && !(Number.isNaN(one) && Number.isNaN(other))) into[i] = 1;
  }
}

/** The same of flags. */
function markFlags(a: Uint8Array, b: Uint8Array, into: Uint8Array): void {
  if (a === b) return;
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) into[i] = 1;
}

function markEntries<T>(a: readonly T[], b: readonly T[], visit: (i: number) => void): void {
  if (a === b) return;
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i] && !samePlain(a[i], b[i])) visit(i);
}

function changedLiquid(before: SolvedDesign, now: SolvedDesign, touched: Set<RecordId>): boolean {
  const [{ network: old, solution: was }, { network, solution }] = [before.liquid, now.liquid];
  const { branches, nodes, controls, units, exchangers } = network;
  if (was.islandOf !== solution.islandOf || old.branches.length !== branches.length || old.controls.length !== controls.length)
    return false;
  if (old.units.length !== units.length || was.spaces.length !== solution.spaces.length) return false;
  if (was.islands.some(({ status }, i) => status !== solution.islands[i]?.status)) return false;
  if (was === solution && old === network) return true;
  const changed = new Uint8Array(branches.length);
  const atNode = new Uint8Array(nodes.length);
  mark(was.massFlow_kg_s, solution.massFlow_kg_s, changed);
  mark(was.flow_m3_s, solution.flow_m3_s, changed);
  mark(was.inlet_K, solution.inlet_K, changed);
  mark(was.outlet_K, solution.outlet_K, changed);
  mark(was.heat_W, solution.heat_W, changed);
  mark(was.position, solution.position, changed);
  mark(was.throttle_Pa, solution.throttle_Pa, changed);
  mark(was.pressure_Pa, solution.pressure_Pa, atNode);
  mark(was.nodeTemperature_K, solution.nodeTemperature_K, atNode);
  markEntries(old.branches, branches, (b) => {
    changed[b] = 1;
  });
  // What controllers ask for in a loop is shared by its pumps; what a loop holds, by its vessels.
  const loops = new Uint8Array(solution.islands.length);
  const loopOf = (b: number) => solution.islandOf[branches[b]?.from ?? -1] ?? -1;
  markEntries(was.controls, solution.controls, (c) => {
    const control = controls[c];
    const owner = solution.controls[c]?.owner;
    if (owner !== undefined) touched.add(owner);
    if (control && 'branch' in control) changed[control.branch] = 1;
    if (control?.type === 'differential-pressure') for (const b of control.pumps) changed[b] = 1;
  });
  markEntries(old.controls, controls, (c) => {
    const control = controls[c];
    const owner = solution.controls[c]?.owner;
    if (owner !== undefined) touched.add(owner);
    if (control && 'branch' in control) changed[control.branch] = 1;
    if (control?.type === 'differential-pressure') for (const b of control.pumps) changed[b] = 1;
  });
  let last: RecordId | undefined;
  branches.forEach(({ owner, from, to }, b) => {
    if (changed[b] === 0 && atNode[from] === 0 && atNode[to] === 0) return;
    const loop = solution.islandOf[from] ?? -1;
    if (loop >= 0) loops[loop] = 1;
    if (owner !== last) touched.add(owner);
    last = owner;
  });
  for (const pump of solution.pumps) if (loops[loopOf(pump.branch)] === 1) touched.add(pump.owner);
  const vessels = new Set(equipmentOfKind(now.document, 'expansion-vessel').map(({ id }) => id));
  nodes.forEach(({ owner }, node) => {
    if (loops[solution.islandOf[node] ?? -1] === 1 && vessels.has(owner)) touched.add(owner);
  });
  markEntries(was.units, solution.units, (u) => void touched.add(units[u]?.owner as RecordId));
  markEntries(old.units, units, (u) => void touched.add(units[u]?.owner as RecordId));
  markEntries(was.exchangers, solution.exchangers, (x) => void touched.add(solution.exchangers[x]?.owner as RecordId));
  markEntries(old.exchangers, exchangers, (x) => void touched.add(solution.exchangers[x]?.owner as RecordId));
  const rooms = new Set<RecordId>();
  markEntries(was.spaces, solution.spaces, (s) => void rooms.add(solution.spaces[s]?.owner as RecordId));
  if (rooms.size > 0) {
    const around = new Map<string | undefined, boolean>();
    for (const { equipment } of racksOf(now.document)) {
      let inside = around.get(equipment.space);
      if (inside === undefined) {
        const { space } = surroundingsOf(now.document, equipment.space, now.state);
        inside = space !== undefined && rooms.has(space);
        around.set(equipment.space, inside);
      }
      if (inside) touched.add(equipment.id);
    }
  }
  return true;
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Marks conductors between the same buses that are other ones. @returns false where anything else than a conductor differs: that reaches far */
function markConductors(old: ElectricalNetwork['branches'], branches: ElectricalNetwork['branches'], into: Uint8Array): boolean {
  if (old === branches) return true;
  for (let b = 0; b < branches.length; b++) {
    const [was, is] = [old[b], branches[b]];
    if (was === is || !was || !is) continue;
    const samePlace = was.id === is.id && was.from === is.from && was.to === is.to && was.inService === is.inService;
    if (!samePlace || was.element.type !== 'line' || is.element.type !== 'line') return false;
    into[b] = 1;
  }
  return true;
}

function changedElectrical(before: SolvedDesign, now: SolvedDesign, touched: Set<RecordId>): boolean {
  const [{ network: old, solution: was }, { network, solution }] = [before.electrical, now.electrical];
  if (old.buses !== network.buses || old.branches.length !== network.branches.length || old.sources !== network.sources) return false;
  if (!sameNumbers(was.islandOf, solution.islandOf) || old.loads.length !== network.loads.length) return false;
  if (was.islands.some(({ status }, i) => status !== solution.islands[i]?.status)) return false;
  if (was.sourceState.some((state, s) => state !== solution.sourceState[s])) return false;
  const switched = new Uint8Array(network.branches.length);
  markFlags(was.closed, solution.closed, switched);
  if (switched.includes(1)) return false;
  const changed = switched;
  if (!markConductors(old.branches, network.branches, changed)) return false;
  const atBus = new Uint8Array(network.buses.length);
  for (const name of ['current_A', 'powerFrom_W', 'reactiveFrom_var', 'powerTo_W', 'reactiveTo_var', 'loss_W', 'loading'] as const)
    solution[name].markApart(was[name], changed);
  solution.voltage_V.markApart(was.voltage_V, atBus);
  markFlags(was.live, solution.live, atBus);
  let last: RecordId | undefined;
  const { from, to } = solution.merged.columns;
  for (let b = 0; b < changed.length; b++) {
    if (changed[b] === 0 && atBus[from[b] as number] === 0 && atBus[to[b] as number] === 0) continue;
    const owner = network.branches[b]?.owner;
    if (owner !== undefined && owner !== last) touched.add(owner);
    last = owner;
  }
  const atFeed = new Uint8Array(solution.feedPower_W.length);
  solution.feedPower_W.markApart(was.feedPower_W, atFeed);
  for (let l = 0; l < network.loads.length; l++) {
    const [load, earlier] = [network.loads[l] as ElectricalNetwork['loads'][number], old.loads[l]];
    if (load !== earlier && load.motors_VA !== earlier?.motors_VA) return false;
    const offset = solution.feedOffset[l] as number;
    const moved = load.feeds.some((bus, f) => atFeed[offset + f] === 1 || atBus[bus] === 1);
    if (moved || was.supplied[l] !== solution.supplied[l] || (load !== earlier && !samePlain(load, earlier))) touched.add(load.owner);
  }
  network.sources.forEach(({ owner, bus }, s) => {
    const same =
      was.sourcePower_W.at(s) === solution.sourcePower_W.at(s) && was.sourceReactive_var.at(s) === solution.sourceReactive_var.at(s);
    if (!same || atBus[bus] === 1) touched.add(owner);
  });
  return true;
}
