/** One limit of the drawn plant as a row over rack powers: present + Σ a·(x − x₀) ≤ capacity, made at a solved state. */
import type { EquipmentId, RecordId } from '../../../document/ids.ts';
import type { Limit } from '../../../solve/allocation.ts';

/** What runs out: watts through an element or one of its phases, heat of a loop or unit, coolant flow, watts on a floor. */
export type LimitResource = 'power' | 'phase' | 'heat' | 'flow' | 'density' | 'utility';

export interface PlantLimit extends Limit {
  /** Record that carries the limit: cable, busway, transformer, UPS, source, CDU, chiller, space, site. */
  readonly owner: RecordId;
  readonly resource: LimitResource;
  /** Of capacity and draw; prices are tokens/s per this unit. */
  readonly unit: 'W' | 'm³/s';
  /** Draw at the state the row was made at, everything that is not a rack included. */
  readonly present: number;
  readonly capacity: number;
}

/** Draw of something else per watt of each rack (index into the racks), as far as it is not zero. */
export type Marginals = ReadonlyMap<number, number>;

export interface PowerLimits {
  readonly racks: readonly EquipmentId[];
  /** Rack powers at the state the rows were made at, W at their AC inputs. */
  readonly present_W: Float64Array;
  readonly limits: readonly PlantLimit[];
  /** Right-hand sides of the rows as inequalities in x itself: capacity − present + Σ a·x₀. */
  readonly capacities: Float64Array;
}

export function plantLimit(row: Omit<PlantLimit, 'members' | 'coefficients'>, marginals: Marginals): PlantLimit {
  const members = Int32Array.from([...marginals.keys()].filter((i) => (marginals.get(i) ?? 0) > 0)).sort();
  return { ...row, members, coefficients: Float64Array.from(members, (i) => marginals.get(i) ?? 0) };
}

export function withRows(racks: readonly EquipmentId[], present_W: Float64Array, limits: readonly PlantLimit[]): PowerLimits {
  const capacities = Float64Array.from(limits, ({ members, coefficients, capacity, present }) => {
    let sum = capacity - present;
    for (let k = 0; k < members.length; k++) sum += (coefficients[k] ?? 0) * (present_W[members[k] ?? -1] ?? 0);
    return sum;
  });
  return { racks, present_W, limits, capacities };
}
