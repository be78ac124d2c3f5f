/** What racks ask for: load level or EDP factor, utilisation, coincidence of their groups, and how fast it swings. */
import type { RackParameters } from '../catalogue/kinds/rack/definition.ts';
import type { Document } from '../document/document.ts';
import type { GroupId } from '../document/ids.ts';
import type { Scenario } from '../document/records.ts';

/**
 * Draw of one rack by itself, W at its input. A rack without a published peak is taken at its design
 * power. With an EDP factor e it is fixed + (TDP − fixed)·e, where fixed is what does not follow the
 * accelerators (pumps, fans, switches, memory).
 */
export function rackDemand_W(
  p: RackParameters,
  { load, edpFactor, utilisation }: Pick<Scenario, 'load' | 'edpFactor' | 'utilisation'>,
): number {
  if (edpFactor !== undefined) {
    const fixed_W = p.edpFixed_W ?? 0;
    return (fixed_W + (p.tdp_W - fixed_W) * edpFactor) * utilisation;
  }
  switch (load) {
    case 'typical':
      return p.typical_W * utilisation;
    case 'tdp':
      return p.tdp_W * utilisation;
    case 'design':
      return p.design_W * utilisation;
    case 'edpp':
      return (p.edpp_W ?? p.design_W) * utilisation;
  }
}

/** Coincidence of a group with that of all its parents. A ring of parents, which integrity forbids, ends. */
export function coincidenceOf(document: Document, group: GroupId | undefined): number {
  let factor = 1;
  const seen = new Set<GroupId>();
  for (let id = group; id !== undefined && !seen.has(id); id = document.tables.group.get(id)?.parent) {
    seen.add(id);
    factor *= document.tables.group.get(id)?.coincidence ?? 1;
  }
  return factor;
}

export interface PowerSwing {
  readonly swing_W: number;
  readonly ramp_W_s: number;
}

/** What is left of a rack's fast swing after its power smoothing; undefined where the item states none. */
export function swingOf(p: RackParameters, power_W: number): PowerSwing | undefined {
  if (p.powerSwing === undefined || power_W <= 0) return undefined;
  const swing_W = power_W * p.powerSwing * (1 - p.smoothing);
  return { swing_W, ramp_W_s: swing_W / p.swingTime_s };
}
