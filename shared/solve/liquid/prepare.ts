/** What can be kept between solves of networks of one shape: orderings, patterns and fluid lookups. */
import type { LiquidControl, LiquidElement, LiquidNetwork } from '../../network/liquid.ts';
import { type Fluid, fluidNamed, water } from '../fluids.ts';
import type { FrictionLaw } from '../hydraulics/friction.ts';
import { prepareHydraulics } from '../hydraulics/prepare.ts';
import type { HydraulicSystem } from '../hydraulics/system.ts';
import { Transport } from './transport.ts';

export interface PreparedLiquid {
  readonly network: LiquidNetwork;
  readonly hydraulics: HydraulicSystem;
  readonly transport: Transport;
  /** Fluid of each node. */
  readonly fluids: readonly Fluid[];
}

/** What differs between runs of one element and is passed with each solve. */
const passedAtSolve: ReadonlySet<string> = new Set(['speed', 'opening']);

function sameElement(a: LiquidElement, b: LiquidElement): boolean {
  if (a === b) return true;
  if (a.type !== b.type) return false;
  if (a.type === 'pump' && b.type === 'pump') {
    const same = (['shutoff_Pa', 'coefficient', 'exponent', 'maxFlow_m3_s'] as const).every((key) => a.curve[key] === b.curve[key]);
    return same && a.parallel === b.parallel && a.checked === b.checked;
  }
  const [left, right] = [a as unknown as Record<string, unknown>, b as unknown as Record<string, unknown>];
  for (const key in left) {
    if (!passedAtSolve.has(key) && left[key] !== right[key]) return false;
  }
  return true;
}

function sameControl(a: LiquidControl, b: LiquidControl): boolean {
  if (a.type !== b.type) return false;
  if (a.type !== 'differential-pressure' || b.type !== 'differential-pressure') return true;
  return (
    a.high === b.high &&
    a.low === b.low &&
    a.minSpeed === b.minSpeed &&
    a.maxSpeed === b.maxSpeed &&
    a.pumps.length === b.pumps.length &&
    a.pumps.every((pump, i) => pump === b.pumps[i])
  );
}

const condensers = ({ units }: LiquidNetwork): string =>
  units.map((unit, u) => (unit.type === 'water-cooled-chiller' ? `${u} ${unit.branch} ${unit.condenser}` : '')).join(',');

const sameCondensers = (a: LiquidNetwork, b: LiquidNetwork): boolean => a.units === b.units || condensers(a) === condensers(b);

/** Whether an ordering made for `a` serves `b`: same nodes, ends, elements and Δp controls. Heats, states and set points may differ. */
function sameShape(a: LiquidNetwork, b: LiquidNetwork): boolean {
  if (a === b) return true;
  if (a.nodes === b.nodes && a.branches === b.branches && a.exchangers === b.exchangers && a.controls === b.controls) return true;
  return (
    a.nodes.length === b.nodes.length &&
    a.branches.length === b.branches.length &&
    a.exchangers.length === b.exchangers.length &&
    a.controls.length === b.controls.length &&
    a.nodes.every((node, i) => {
      const other = b.nodes[i];
      return (
        other !== undefined &&
        node.id === other.id &&
        node.elevation_m === other.elevation_m &&
        node.fluid === other.fluid &&
        (node.fixedPressure_Pa === undefined) === (other.fixedPressure_Pa === undefined)
      );
    }) &&
    a.branches.every((branch, i) => {
      const other = b.branches[i];
      return other !== undefined && branch.from === other.from && branch.to === other.to && sameElement(branch.element, other.element);
    }) &&
    sameCondensers(a, b) &&
    a.exchangers.every(({ hot, cold }, i) => hot === b.exchangers[i]?.hot && cold === b.exchangers[i]?.cold) &&
    a.controls.every((control, i) => sameControl(control, b.controls[i] as LiquidControl))
  );
}

/** Pressures settle to this, Pa; flows to this part of their sum: an order below what energy balances are held to. */
const pressureTolerance_Pa = 1e-5;
const flowTolerance = 1e-11;

export interface PrepareOptions {
  /** Looks a fluid up by name; the fluid library unless given. */
  readonly fluid?: (name: string) => Fluid | undefined;
  readonly friction?: FrictionLaw;
}

export function prepareLiquid(network: LiquidNetwork, earlier?: PreparedLiquid, options: PrepareOptions = {}): PreparedLiquid {
  if (earlier && sameShape(earlier.network, network)) return { ...earlier, network };
  return {
    network,
    hydraulics: prepareHydraulics(network, {
      pressureTolerance_Pa,
      flowTolerance,
      ...(options.friction && { friction: options.friction }),
    }),
    transport: new Transport(network),
    fluids: network.nodes.map((node) => (options.fluid ?? fluidNamed)(node.fluid) ?? water),
  };
}
