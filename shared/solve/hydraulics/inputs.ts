/** Puts the inputs of one solve into an island's arrays, and finds which of its parts can be solved. */
import { findParts, type PartRole, roleOf } from './components.ts';
import type { IslandArrays } from './island.ts';
import { BLOCKED, FLOWING, HELD, SHUT } from './laws.ts';
import { branchFlag, gravity_m_s2, type HydraulicInputs, type HydraulicNetwork, type HydraulicSolution } from './system.ts';

const at = (values: number | Float64Array, index: number): number => (typeof values === 'number' ? values : (values[index] as number));

/** The array's value, or the fallback where the array is missing or NaN. */
const given = (values: Float64Array | undefined, index: number, fallback: number): number => {
  const value = values?.[index];
  return value === undefined || Number.isNaN(value) ? fallback : value;
};

/** Sets liquid, openings, speeds and limits. @returns a sentence when an input makes no sense. */
export function setInputs(arrays: IslandArrays, network: HydraulicNetwork, inputs: HydraulicInputs): string | undefined {
  const { island, laws, state, rise, drawnOpen, climb_m, valves } = arrays;
  const { density_kg_m3, viscosity_m2_s, staticDensity_kg_m3, open } = inputs;
  // One liquid throughout, the same as in the solve before: nothing to set.
  const same = typeof density_kg_m3 === 'number' && arrays.uniform[0] === density_kg_m3 && arrays.uniform[1] === viscosity_m2_s;
  for (let b = 0; b < state.length && !same; b++) {
    const index = island.branches[b] as number;
    const density = at(density_kg_m3, index);
    const viscosity = at(viscosity_m2_s, index);
    if (!(density > 0 && viscosity > 0 && density + viscosity < Number.POSITIVE_INFINITY)) {
      arrays.uniform.fill(Number.NaN);
      return `${arrays.branches[b]?.id} holds a liquid without density or viscosity`;
    }
    laws.set(b, density, viscosity);
    rise[b] = (staticDensity_kg_m3?.[index] ?? density) * gravity_m_s2 * (climb_m[b] as number);
  }
  arrays.uniform[0] = typeof density_kg_m3 === 'number' ? density_kg_m3 : Number.NaN;
  arrays.uniform[1] = typeof viscosity_m2_s === 'number' ? viscosity_m2_s : Number.NaN;
  for (let b = 0; b < state.length; b++) {
    const wanted = open === undefined ? drawnOpen[b] : open[island.branches[b] as number];
    state[b] = wanted === 0 ? SHUT : FLOWING;
  }
  for (const b of valves) {
    const element = arrays.branches[b]?.element;
    if (element?.type !== 'valve') continue;
    const opening = given(inputs.opening, island.branches[b] as number, element.opening);
    if (opening > 0) laws.setOpening(b, opening);
    else state[b] = SHUT;
  }
  setPumps(arrays, inputs);
  setLimits(arrays, inputs);
  setTargets(arrays, network, inputs);
  for (let i = 0; i < island.nodes.length; i++) {
    const node = island.nodes[i] as number;
    arrays.injection[i] = given(inputs.injection_kg_s, node, arrays.drawnInjection[i] as number);
  }
  return undefined;
}

/** A checked pump at rest is shut; an unchecked one lets liquid through. */
function setPumps(arrays: IslandArrays, inputs: HydraulicInputs): void {
  for (const b of arrays.pumps) {
    const element = arrays.branches[b]?.element;
    if (element?.type !== 'pump') continue;
    const speed = given(inputs.speed, arrays.island.branches[b] as number, element.speed);
    arrays.laws.setSpeedSquared(b, speed * speed);
    if (speed <= 0 && arrays.oneWay[b] === 1) arrays.state[b] = SHUT;
  }
}

function setLimits(arrays: IslandArrays, inputs: HydraulicInputs): void {
  const { island, state, laws, limited, heldFlow, statedFlow, statedDrop, oneWay, switches } = arrays;
  let switching = 0;
  // Most islands have the same few switching branches in every solve.
  const all = inputs.imposedFlow_kg_s !== undefined;
  for (let b = 0; b < state.length; b++) {
    if (!all && oneWay[b] === 0 && limited[b] === 0 && Number.isNaN(statedFlow[b] as number)) continue;
    const index = island.branches[b] as number;
    const imposed = given(inputs.imposedFlow_kg_s, index, statedFlow[b] as number);
    if (Number.isNaN(imposed)) {
      limited[b] = 0;
      laws.setThrottle(b, 0, 0);
    } else {
      limited[b] = 1;
      heldFlow[b] = imposed;
      laws.setThrottle(b, imposed, given(inputs.minimumDrop_Pa, index, statedDrop[b] as number));
      if (imposed === 0) state[b] = SHUT;
    }
    if (limited[b] === 1 || oneWay[b] === 1) switches[switching++] = b;
  }
  arrays.switching = switching;
}

/** Pumps under Δp control run at the group's speed; a speed of zero in the inputs takes one out of its group. */
function setTargets(arrays: IslandArrays, network: HydraulicNetwork, inputs: HydraulicInputs): void {
  const { island, state, speeds, drawnOpen } = arrays;
  speeds.groups.forEach((group, g) => {
    let target = Number.NEGATIVE_INFINITY;
    for (const c of group.controls) {
      const control = network.controls?.[c];
      if (control?.type === 'differential-pressure') target = Math.max(target, given(inputs.targets_Pa, c, control.target_Pa));
    }
    speeds.target_Pa[g] = target;
    speeds.active[g] = 0;
    for (const b of group.pumps) {
      const index = island.branches[b] as number;
      const open = (inputs.open === undefined ? drawnOpen[b] : inputs.open[index]) !== 0;
      if (!open || inputs.speed?.[index] === 0) continue;
      state[b] = FLOWING;
      speeds.active[g] = 1;
    }
  });
}

/** What each part is, and shuts the branches of those that have no answer of their own. */
export function assignParts(arrays: IslandArrays): readonly PartRole[] {
  const { from, to, state, conducts, unknowns, pressure, injection, pinned, pumps, laws } = arrays;
  const nodes = pressure.length;
  let same = arrays.parts !== undefined;
  for (let b = 0; b < state.length; b++) {
    const conducting = state[b] === SHUT ? 0 : 1;
    if (conducts[b] !== conducting) {
      conducts[b] = conducting;
      same = false;
    }
  }
  if (!same) arrays.parts = findParts(nodes, from, to, conducts);
  // Where every part has its reference, nothing else about them matters and nothing is pinned.
  else if (arrays.roles.every((role) => role === 'referenced')) return arrays.roles;
  const parts = arrays.parts ?? findParts(nodes, from, to, conducts);
  const needs = Array.from({ length: parts.count }, () => ({ fixed: false, driven: false, inflow_kg_s: 0, largestInjection_kg_s: 0 }));
  for (let i = 0; i < nodes; i++) {
    const part = needs[parts.partOfNode[i] as number];
    if (part === undefined) continue;
    if (i >= unknowns) part.fixed = true;
    part.inflow_kg_s += injection[i] as number;
    part.largestInjection_kg_s = Math.max(part.largestInjection_kg_s, Math.abs(injection[i] as number));
  }
  for (const b of pumps) {
    if (state[b] === SHUT) continue;
    const part = needs[parts.partOfNode[from[b] as number] as number];
    if (part !== undefined && laws.speedSquared(b) > 0) part.driven = true;
  }
  const roles = needs.map(roleOf);
  const hasDatum = new Uint8Array(parts.count);
  for (let i = 0; i < nodes; i++) {
    const p = parts.partOfNode[i] as number;
    const role = roles[p];
    pinned[i] = 0;
    if (i >= unknowns || role === 'referenced') continue;
    if (role === 'relative' && hasDatum[p] === 1) continue;
    hasDatum[p] = 1;
    pinned[i] = 1;
    if (role === 'unbalanced') injection[i] = 0;
  }
  arrays.roles = roles;
  if (!roles.includes('dead') && !roles.includes('unbalanced')) return roles;
  for (let b = 0; b < state.length; b++) {
    const role = roles[parts.partOfNode[from[b] as number] as number];
    if (role === 'dead' || role === 'unbalanced') state[b] = SHUT;
  }
  return roles;
}

/** Starts the iterate from an earlier solution, or flat. @returns whether the start is warm. */
export function setGuess(
  arrays: IslandArrays,
  network: HydraulicNetwork,
  inputs: HydraulicInputs,
  guess: HydraulicSolution | undefined,
): boolean {
  const { island, state, flow, pressure, limited, heldFlow, unknowns, speeds, laws, branches, oneWay } = arrays;
  let warm =
    guess !== undefined && guess.pressure_Pa.length === network.nodes.length && guess.massFlow_kg_s.length === network.branches.length;
  let reference = 0;
  let references = 0;
  for (let i = 0; i < island.nodes.length; i++) {
    const node = island.nodes[i] as number;
    if (i >= unknowns) {
      pressure[i] = given(inputs.fixedPressure_Pa, node, network.nodes[node]?.fixedPressure_Pa ?? 0);
      reference += pressure[i] as number;
      references++;
    }
  }
  if (references > 0) reference /= references;
  for (let i = 0; i < island.nodes.length; i++) {
    if (i >= unknowns) continue;
    const known = warm ? guess?.pressure_Pa[island.nodes[i] as number] : undefined;
    if (known !== undefined && Number.isFinite(known)) pressure[i] = known;
    else {
      pressure[i] = reference;
      // A node that was dead and now lives has no history: the whole island starts flat.
      if (arrays.pinned[i] === 0) warm = false;
    }
  }
  for (let b = 0; b < branches.length; b++) {
    const index = island.branches[b] as number;
    const flags = warm ? (guess?.branchFlags[index] as number) : 0;
    const known = warm ? (guess?.massFlow_kg_s[index] as number) : Number.NaN;
    if (warm && !Number.isFinite(known)) warm = false;
    flow[b] = 0;
    if (state[b] === SHUT) continue;
    if (limited[b] === 1 && (!warm || (flags & branchFlag.flowNotReached) === 0)) {
      state[b] = HELD;
      flow[b] = heldFlow[b] as number;
    } else if (oneWay[b] === 1 && (flags & branchFlag.reverseBlocked) !== 0) state[b] = BLOCKED;
    else if (warm) flow[b] = (flags & branchFlag.closed) !== 0 ? 0.1 * laws.usualFlow(b) : known;
  }
  speeds.groups.forEach((group, g) => {
    const first = group.pumps.find((b) => state[b] !== SHUT);
    const known = warm && first !== undefined ? (guess?.speed[island.branches[first] as number] ?? 0) : 0;
    const speed = Math.min(group.most, Math.max(group.least, known > 0 ? known : 1));
    speeds.u[g] = speed * speed;
    if (speeds.active[g] === 1) for (const b of group.pumps) if (state[b] !== SHUT) laws.setSpeedSquared(b, speed * speed);
  });
  return warm;
}
