/** A network's branches sorted by what happens in them, as arrays for the loops that run every pass. */
import type { LiquidBranch, LiquidNetwork } from '../../network/liquid.ts';

export interface LiquidColumns {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly open: Uint8Array;
  readonly volume_m3: Float64Array;
  /** Branches that exchange heat with their surroundings, and with which. */
  readonly surrounded: Int32Array;
  readonly conductance_W_K: Float64Array;
  readonly ambient_K: Float64Array;
  /** Index into `spaceNames` of the room that takes the heat of each of them; −1 for none. */
  readonly surroundedSpace: Int32Array;
  readonly spaceNames: readonly string[];
  /** Branches with a given heat. */
  readonly heated: Int32Array;
  readonly given_W: Float64Array;
  /** Branches that belong to a unit that rejects heat to outdoor air, and its index in `network.units`. */
  readonly rejecting: Int32Array;
  readonly rejectingUnit: Int32Array;
  readonly pumps: Int32Array;
  readonly valves: Int32Array;
  /** Nodes where liquid may enter or leave: references and injections. */
  readonly boundary: Int32Array;
}

/** Units whose heat is not a law of their own water alone. */
const elsewhere: ReadonlySet<string | undefined> = new Set(['air-coil', 'water-cooled-chiller']);

const cache = new WeakMap<readonly LiquidBranch[], LiquidColumns>();

export function columnsOf(network: LiquidNetwork): LiquidColumns {
  let columns = cache.get(network.branches);
  if (!columns) {
    columns = compile(network);
    cache.set(network.branches, columns);
  }
  return columns;
}

function compile({ nodes, branches, units }: LiquidNetwork): LiquidColumns {
  const surrounded: number[] = [];
  const conductance_W_K: number[] = [];
  const ambient_K: number[] = [];
  const surroundedSpace: number[] = [];
  const heated: number[] = [];
  const given_W: number[] = [];
  const rejecting: number[] = [];
  const rejectingUnit: number[] = [];
  const pumps: number[] = [];
  const valves: number[] = [];
  const spaces = new Map<string, number>();
  const spaceIndex = (space: string | undefined): number => {
    if (space === undefined) return -1;
    const index = spaces.get(space) ?? spaces.size;
    spaces.set(space, index);
    return index;
  };
  const from = new Int32Array(branches.length);
  const to = new Int32Array(branches.length);
  const isOpen = new Uint8Array(branches.length);
  const volume_m3 = new Float64Array(branches.length);
  for (let b = 0; b < branches.length; b++) {
    const branch = branches[b] as LiquidBranch;
    const { heat } = branch;
    from[b] = branch.from;
    to[b] = branch.to;
    isOpen[b] = branch.open ? 1 : 0;
    volume_m3[b] = branch.volume_m3;
    if (branch.element.type === 'pump') pumps.push(b);
    if (branch.element.type === 'valve') valves.push(b);
    if (heat.type === 'surroundings' && heat.conductance_W_K > 0) {
      surrounded.push(b);
      conductance_W_K.push(heat.conductance_W_K);
      ambient_K.push(heat.ambient_K);
      surroundedSpace.push(spaceIndex(branch.space));
    } else if (heat.type === 'fixed') {
      heated.push(b);
      given_W.push(heat.heat_W);
    } else if (heat.type === 'unit' && !elsewhere.has(units[heat.unit]?.type)) {
      rejecting.push(b);
      rejectingUnit.push(heat.unit);
    }
  }
  const boundary: number[] = [];
  nodes.forEach((node, i) => {
    if (node.fixedPressure_Pa !== undefined || node.injection_kg_s !== undefined) boundary.push(i);
  });
  return {
    from,
    to,
    open: isOpen,
    volume_m3,
    surrounded: Int32Array.from(surrounded),
    conductance_W_K: Float64Array.from(conductance_W_K),
    ambient_K: Float64Array.from(ambient_K),
    surroundedSpace: Int32Array.from(surroundedSpace),
    spaceNames: [...spaces.keys()],
    heated: Int32Array.from(heated),
    given_W: Float64Array.from(given_W),
    rejecting: Int32Array.from(rejecting),
    rejectingUnit: Int32Array.from(rejectingUnit),
    pumps: Int32Array.from(pumps),
    valves: Int32Array.from(valves),
    boundary: Int32Array.from(boundary),
  };
}
