/**
 * Staging of pumps that stand side by side: the fewest that hold the header Δp below the staging speed run, the
 * others wait. The rule depends on the flow alone, which staging does not move while the set point is held, so the
 * settled number does not depend on where an iteration starts and cannot hunt.
 */
import type { PumpParameters } from '../catalogue/kinds/pump/definition.ts';
import { parametersOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { EquipmentId } from '../document/ids.ts';
import { nodeId } from '../network/build.ts';
import type { LiquidNetwork } from '../network/liquid.ts';
import type { LiquidSolution } from '../solve/liquid/solution.ts';
import { equipmentOfKind } from './equipment-index.ts';
import { componentsOf } from './pump-groups.ts';
import type { OperatingState } from './state.ts';

interface Member {
  readonly id: EquipmentId;
  readonly branch: number;
  readonly parameters: PumpParameters;
}

/** Speed at which one pump gives `head_Pa` over its own check valve at `flow_m3_s`: s²·H₀ − c·s^(2−n)·V̇ⁿ = head. */
export function speedFor(p: PumpParameters, flow_m3_s: number, head_Pa: number): number {
  const n = p.curveExponent;
  const coefficient = Math.max(0, p.shutoffHead_Pa - p.ratedHead_Pa) / p.ratedFlow_m3_s ** n;
  const wanted = head_Pa + (1e5 / p.checkValveFlow_m3_s ** 2) * flow_m3_s ** 2;
  const head = (s: number) => s * s * p.shutoffHead_Pa - coefficient * s ** (2 - n) * flow_m3_s ** n;
  let [low, high] = [0, 2];
  if (head(high) < wanted) return Number.POSITIVE_INFINITY;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (head(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** Staged pumps by connected loop, set point and size, in the order in which they are started. */
function stagedGroups(document: Document, network: LiquidNetwork, branch: ReadonlyMap<string, number>): Member[][] {
  let component: Int32Array | undefined;
  const groups = new Map<string, Member[]>();
  for (const equipment of equipmentOfKind(document, 'pump')) {
    const parameters = parametersOf(document, equipment);
    const b = branch.get(nodeId(equipment.id, 'impeller'));
    if (!parameters.ok || parameters.value.staging !== 'as needed' || b === undefined) continue;
    const p = parameters.value as PumpParameters;
    component ??= componentsOf(network);
    const key = `${component[network.branches[b]?.to ?? -1]} ${p.differentialPressure_Pa} ${p.minSpeed} ${equipment.item}`;
    const member = { id: equipment.id, branch: b, parameters: p };
    const known = groups.get(key);
    if (known) known.push(member);
    else groups.set(key, [member]);
  }
  return [...groups.values()].map((members) => members.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

/** @returns the pumps that wait in the next pass, from what the last one needed */
export function stagePumps(
  document: Document,
  state: OperatingState,
  network: LiquidNetwork,
  solution: LiquidSolution,
): ReadonlySet<EquipmentId> {
  const standby = new Set<EquipmentId>();
  if (equipmentOfKind(document, 'pump').length === 0) return standby;
  const groups = stagedGroups(document, network, new Map(solution.pumps.map(({ branch }) => [network.branches[branch]?.id ?? '', branch])));
  const limited = new Set(
    network.controls.flatMap((control, c) => {
      const reached = solution.controls[c];
      return control.type === 'differential-pressure' && reached?.atLimit && reached.actual < reached.target ? control.pumps : [];
    }),
  );
  for (const members of groups) {
    const ready = members.filter(({ id }) => !state.failed.has(id) && !state.unpowered.has(id));
    const running = ready.filter(({ id }) => !state.standby.has(id));
    const [first] = ready;
    if (!first) continue;
    const flow = running.reduce((sum, { branch }) => sum + Math.max(0, solution.flow_m3_s[branch] as number), 0);
    const { parameters: p } = first;
    let needed = 1;
    // At full speed and short of the set point the flow is not what the loop wants: one more, and see.
    if (running.some(({ branch }) => limited.has(branch))) needed = running.length + 1;
    else while (needed < ready.length && speedFor(p, flow / needed, p.differentialPressure_Pa) > p.stagingSpeed) needed++;
    for (const { id } of ready.slice(needed)) standby.add(id);
  }
  return standby;
}
