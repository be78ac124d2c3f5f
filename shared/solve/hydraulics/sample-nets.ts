/** Networks for tests: random trees, ladders and meshes with random elements, and a hall of racks behind CDUs. */
import type { LiquidControl } from '../../network/liquid.ts';
import type { HydraulicBranch, HydraulicElement, HydraulicNetwork, HydraulicNode } from './system.ts';

/** Repeatable numbers in 0…1 (linear congruential). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

export const pump = (shutoff_Pa: number, runOut_m3_s: number, speed = 1, checked = true): HydraulicElement => ({
  type: 'pump',
  curve: { shutoff_Pa, coefficient: shutoff_Pa / runOut_m3_s ** 2, exponent: 2, maxFlow_m3_s: runOut_m3_s },
  speed,
  parallel: 1,
  hydraulicEfficiency: 0.75,
  motorEfficiency: 0.9,
  lossToLiquid: 0,
  checked,
});

export const pipe = (length_m: number, diameter_m: number, minorLoss = 0): HydraulicElement => ({
  type: 'pipe',
  length_m,
  diameter_m,
  roughness_m: 4.5e-5,
  minorLoss,
});

/** Passive elements that work alike in both directions. */
function passive(next: () => number): HydraulicElement {
  const r = next();
  if (r < 0.6) return pipe(1 + 100 * next(), 0.02 + 0.2 * next(), 3 * next());
  if (r < 0.85) return { type: 'resistance', coefficient: 1e4 / (0.001 + 0.01 * next()) ** 2, exponent: 1.6 + 0.4 * next() };
  return {
    type: 'valve',
    flowAt100kPa_m3_s: 0.002 + 0.02 * next(),
    opening: 0.2 + 0.8 * next(),
    characteristic: 'equal-percentage',
    rangeability: 50,
  };
}

export type Shape = 'tree' | 'ladder' | 'mesh';

/** A random net with elevations, one or two fixed pressures and flows in and out. */
export function randomNet(shape: Shape, size: number, seed: number): HydraulicNetwork {
  const next = numbers(seed);
  const nodes: HydraulicNode[] = Array.from({ length: size }, (_, i) => ({
    id: `n${i}`,
    elevation_m: 10 * next(),
    injection_kg_s: next() < 0.3 ? next() - 0.5 : 0,
  }));
  nodes[0] = { id: 'n0', elevation_m: 0, fixedPressure_Pa: 3e5 };
  if (next() < 0.5) nodes[size - 1] = { id: `n${size - 1}`, elevation_m: 3, fixedPressure_Pa: 2.5e5 };
  const branches: HydraulicBranch[] = [];
  const join = (a: number, b: number): void => {
    if (a === b) return;
    const turned = next() < 0.5;
    branches.push({ id: `b${branches.length}`, from: turned ? b : a, to: turned ? a : b, open: true, element: passive(next) });
  };
  const side = Math.max(2, Math.floor(Math.sqrt(size)));
  for (let i = 1; i < size; i++) {
    if (shape === 'tree') join(Math.floor(next() * i), i);
    else if (shape === 'ladder') {
      join(Math.max(0, i - 2), i);
      if (i % 2 === 1) join(i - 1, i);
    } else {
      join(i % side === 0 ? i - side : i - 1, i);
      if (i >= side) join(i - side, i);
    }
  }
  return { nodes, branches };
}

export interface Hall {
  readonly network: HydraulicNetwork;
  readonly racks: readonly number[];
}

/**
 * Racks on supply and return headers behind CDUs in parallel, each with two pumps on one Δp control;
 * `flow_kg_s` limits every rack by a throttle that needs 15 kPa.
 */
export function hall(racks: number, cdus: number, target_Pa: number, flow_kg_s?: number): Hall {
  const nodes: HydraulicNode[] = [];
  const branches: HydraulicBranch[] = [];
  const controls: LiquidControl[] = [];
  const node = (id: string, fixedPressure_Pa?: number): number =>
    nodes.push({ id, elevation_m: 0, ...(fixedPressure_Pa === undefined ? {} : { fixedPressure_Pa }) }) - 1;
  const branch = (id: string, from: number, to: number, element: HydraulicElement): number =>
    branches.push({ id, from, to, element, open: true }) - 1;
  const supply = node('supply');
  const back = node('return');
  let s = supply;
  let t = back;
  const own = Array.from({ length: racks }, (_, k) => {
    const s2 = node(`s${k}`);
    const t2 = node(`t${k}`);
    branch(`to${k}`, s, s2, pipe(0.6, 0.15, 0.3));
    branch(`from${k}`, t2, t, pipe(0.6, 0.15, 0.3));
    s = s2;
    t = t2;
    const rack = branch(`rack${k}`, s2, t2, { type: 'resistance', coefficient: 6e4 / 0.0025 ** 1.9, exponent: 1.9 });
    if (flow_kg_s !== undefined) controls.push({ type: 'flow-limit', owner: `rack${k}`, branch: rack, flow_kg_s, minimumDrop_Pa: 15_000 });
    return rack;
  });
  for (let c = 0; c < cdus; c++) {
    const low = node(`low${c}`, c === 0 ? 150_000 : undefined);
    const inner = node(`inner${c}`);
    const high = node(`high${c}`);
    branch(`ret${c}`, back, low, pipe(2, 0.15, 2));
    branch(`sup${c}`, high, supply, pipe(2, 0.15, 2));
    branch(`hx${c}`, low, inner, { type: 'resistance', coefficient: 5e4 / 0.025 ** 2, exponent: 2 });
    const pumps = [branch(`pump${c}a`, inner, high, pump(3.5e5, 0.05)), branch(`pump${c}b`, inner, high, pump(3.5e5, 0.05))];
    controls.push({ type: 'differential-pressure', owner: `cdu${c}`, pumps, high, low, target_Pa, minSpeed: 0.3, maxSpeed: 1 });
  }
  return { network: { nodes, branches, controls }, racks: own };
}
