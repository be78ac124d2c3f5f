/** Whether two networks of one shape state the same problem under other names, so that the answer of one is that of the other. */
import type {
  AirSpace,
  BranchHeat,
  LiquidBranch,
  LiquidControl,
  LiquidElement,
  LiquidNetwork,
  LiquidNode,
  ThermalUnit,
} from '../../network/liquid.ts';

/** Lengths and positions of copies differ by the rounding of where they stand: this part of them, or of a unit near zero. */
const rounding = 1e-11;
const rounding_unit = 1e-15;

/** Whether two networks differ, beside their names, in nothing but the numbers of their rooms. */
export function isCopyButRooms(a: LiquidNetwork, b: LiquidNetwork): boolean {
  const [left, right] = [placeOfRooms(a), placeOfRooms(b)];
  const sameRoom = (one: string | undefined, other: string | undefined): boolean => left(one) === right(other);
  return (
    a.spaces?.length === b.spaces?.length &&
    sameList(a.nodes, b.nodes, sameNode) &&
    sameList(a.branches, b.branches, (one, other) => sameBranch(one, other) && sameRoom(one.space, other.space)) &&
    sameList(a.exchangers, b.exchangers, alike) &&
    sameList(a.units, b.units, (one, other) => alike(one, other) && sameRoom(cooledBy(one), cooledBy(other))) &&
    sameList(a.controls, b.controls, sameControl)
  );
}

/** Whether rooms in the same places have the same numbers. */
export const sameRooms = (a: LiquidNetwork, b: LiquidNetwork): boolean => sameList(a.spaces ?? [], b.spaces ?? [], sameAir);

const sameAir = (a: AirSpace, b: AirSpace): boolean =>
  near(a.heat_W, b.heat_W) && near(a.bypass, b.bypass) && near(a.recirculation, b.recirculation);

/** Place of a room among those of the network; −1 for one whose air is not solved, −2 for none. */
function placeOfRooms({ spaces = [] }: LiquidNetwork): (room: string | undefined) => number {
  const only = spaces.length === 1 ? spaces[0]?.owner : undefined;
  if (only !== undefined) return (room) => (room === undefined ? -2 : room === only ? 0 : -1);
  const places = new Map(spaces.map(({ owner }, s) => [owner, s]));
  return (room) => (room === undefined ? -2 : (places.get(room) ?? -1));
}

const cooledBy = (unit: ThermalUnit): string | undefined => (unit.type === 'air-coil' ? unit.space : undefined);

function sameList<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!same(a[i] as T, b[i] as T)) return false;
  return true;
}

// Nearly all entries of a part are nodes, pipes, valves and racks: these are compared without asking for their fields.

const sameNode = (a: LiquidNode, b: LiquidNode): boolean =>
  a.fluid === b.fluid &&
  near(a.elevation_m, b.elevation_m) &&
  a.separates === b.separates &&
  sameOptional(a.fixedPressure_Pa, b.fixedPressure_Pa) &&
  sameOptional(a.injection_kg_s, b.injection_kg_s) &&
  sameOptional(a.injectionTemperature_K, b.injectionTemperature_K);

const sameBranch = (a: LiquidBranch, b: LiquidBranch): boolean =>
  a.from === b.from &&
  a.to === b.to &&
  a.open === b.open &&
  near(a.volume_m3, b.volume_m3) &&
  sameElement(a.element, b.element) &&
  sameHeat(a.heat, b.heat);

/** Pieces of an item that are equally long are most often the same object. */
function sameElement(a: LiquidElement, b: LiquidElement): boolean {
  if (a === b) return true;
  if (a.type === 'pipe' && b.type === 'pipe')
    return (
      near(a.length_m, b.length_m) &&
      near(a.diameter_m, b.diameter_m) &&
      near(a.roughness_m, b.roughness_m) &&
      near(a.minorLoss, b.minorLoss)
    );
  if (a.type === 'valve' && b.type === 'valve')
    return (
      near(a.flowAt100kPa_m3_s, b.flowAt100kPa_m3_s) &&
      near(a.opening, b.opening) &&
      a.characteristic === b.characteristic &&
      near(a.rangeability, b.rangeability)
    );
  if (a.type === 'resistance' && b.type === 'resistance') return near(a.coefficient, b.coefficient) && near(a.exponent, b.exponent);
  return alike(a, b);
}

function sameHeat(a: BranchHeat, b: BranchHeat): boolean {
  if (a === b) return true;
  if (a.type === 'surroundings' && b.type === 'surroundings')
    return near(a.conductance_W_K, b.conductance_W_K) && near(a.ambient_K, b.ambient_K);
  if (a.type === 'fixed' && b.type === 'fixed') return near(a.heat_W, b.heat_W);
  return (a.type === 'none' && b.type === 'none') || alike(a, b);
}

const sameControl = (a: LiquidControl, b: LiquidControl): boolean =>
  a.type === 'temperature-rise' && b.type === 'temperature-rise'
    ? a.branch === b.branch && near(a.rise_K, b.rise_K) && near(a.minimumDrop_Pa, b.minimumDrop_Pa)
    : alike(a, b);

const near = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= rounding_unit + rounding * Math.abs(a);

const sameOptional = (a: number | undefined, b: number | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && near(a, b));

const names: ReadonlySet<string> = new Set(['id', 'owner', 'space']);

function alike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return near(a, b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const right = b as Record<string, unknown>;
  const left = a as Record<string, unknown>;
  for (const key in left) if (!names.has(key) && !alike(left[key], right[key])) return false;
  for (const key in right) if (!(key in left)) return false;
  return true;
}
