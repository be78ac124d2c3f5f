/** What pumps, fans and compressors of a solved liquid side draw: all that the power system has to know of it. */
import type { CduParameters } from '../catalogue/kinds/cdu/definition.ts';
import { parametersOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { EquipmentId } from '../document/ids.ts';
import type { LiquidSolution } from '../solve/liquid/solution.ts';
import { equipmentOfKind } from './equipment-index.ts';
import type { OperatingState } from './state.ts';

export interface MechanicalDraw {
  /** At the terminals; zero for a machine that is out of service or without supply. */
  readonly power_W: number;
  /** Part of `power_W` that leaves in the air beside the machine: controls. The rest goes by motors into water or coil air. */
  readonly controls_W: number;
}

const kinds = [
  'cdu',
  'chiller',
  'water-cooled-chiller',
  'dry-cooler',
  'adiabatic-cooler',
  'cooling-tower',
  'fan-wall',
  'in-row-cooler',
  'rear-door',
  'pump',
] as const;

/** Draw of every machine that the network holds, by kind and then in table order. Each has one branch that pumps at most. */
export function mechanicalDraw(
  document: Document,
  state: OperatingState,
  solution: LiquidSolution,
): ReadonlyMap<EquipmentId, MechanicalDraw> {
  const pumps = new Map(solution.pumps.map((pump) => [pump.owner, pump]));
  const units = new Map(solution.units.map((unit) => [unit.owner, unit]));
  const draws = new Map<EquipmentId, MechanicalDraw>();
  const machines = kinds.flatMap((kind) => equipmentOfKind(document, kind).map((equipment) => [kind, equipment] as const));
  machines.forEach(([kind, equipment]) => {
    const { id } = equipment;
    const parameters = parametersOf(document, equipment);
    if (!parameters.ok) return;
    const running = !state.failed.has(id) && !state.unpowered.has(id) && !state.standby.has(id);
    const put = (power_W: number, motors_W: number) =>
      draws.set(id, running ? { power_W, controls_W: power_W - motors_W } : { power_W: 0, controls_W: 0 });
    if (kind === 'cdu') {
      const { standby_W }: CduParameters = parameters.value;
      const motors_W = pumps.get(id)?.electrical_W;
      if (motors_W !== undefined) put(standby_W + motors_W, motors_W);
      return;
    }
    if (kind === 'pump') {
      const pump = pumps.get(id);
      if (pump) put(pump.electrical_W, pump.electrical_W);
      return;
    }
    const unit = units.get(id);
    if (unit) put(unit.electrical_W, unit.toLiquid_W ?? unit.fan_W + unit.compressor_W);
  });
  return draws;
}
