/** How far pressures stay above the vapour pressure of the liquid: at the suction of pumps and where each loop is nearest to boiling. */
import { fluidNamed, water } from '../../solve/fluids.ts';
import { gravity_m_s2 } from '../../solve/hydraulics/system.ts';
import { equipmentOf, type LiquidReportInput, put } from './report-input.ts';

/** Suction of what pumps: the branch of the impeller. */
const impellers = { pump: 'impeller', cdu: 'pumps' } as const;

export function reportBoiling(input: LiquidReportInput): void {
  const { network, branch } = input;
  for (const kind of ['pump', 'cdu'] as const) {
    for (const { record, running } of equipmentOf(input, kind)) {
      const suction = network.branches[branch.at(record.id, impellers[kind]) ?? -1]?.from;
      if (!running || suction === undefined) continue;
      const margin_Pa = boilingMargin_Pa(input, suction);
      const density_kg_m3 = fluidAt(input, suction).density(input.solution.nodeTemperature_K[suction] as number);
      put(input, record.id, 'npshAvailable', margin_Pa / (density_kg_m3 * gravity_m_s2));
    }
  }
  reportNearest(input);
}

const fluidAt = ({ network }: LiquidReportInput, node: number) => fluidNamed(network.nodes[node]?.fluid ?? '') ?? water;

/** NaN in loops without a pressure reference or a solution. */
function boilingMargin_Pa(input: LiquidReportInput, node: number): number {
  const { solution, state } = input;
  if (solution.islands[solution.islandOf[node] as number]?.status !== 'solved') return Number.NaN;
  const absolute_Pa = (solution.pressure_Pa[node] as number) + state.ambient.pressure_Pa;
  return absolute_Pa - fluidAt(input, node).vapourPressure(solution.nodeTemperature_K[node] as number);
}

/** In each loop the place of the least margin. */
function reportNearest(input: LiquidReportInput): void {
  const { network, solution, state } = input;
  const { pressure_Pa, nodeTemperature_K, islandOf } = solution;
  // Another place may be the nearest now.
  input.builder.restart('boilingMargin');
  // No water boils at more than its pressure at the hottest place: most places need no vapour pressure.
  const hottest_K = solution.islands.map(() => 0);
  for (let i = 0; i < islandOf.length; i++) {
    const island = islandOf[i] as number;
    hottest_K[island] = Math.max(hottest_K[island] as number, nodeTemperature_K[i] as number);
  }
  const most_Pa = hottest_K.map((kelvin) => (kelvin > 0 ? water.vapourPressure(kelvin) : 0));
  const least_Pa = solution.islands.map(() => Number.POSITIVE_INFINITY);
  const nearest = new Map<number, number>();
  for (let i = 0; i < islandOf.length; i++) {
    const island = islandOf[i] as number;
    const absolute_Pa = (pressure_Pa[i] as number) + state.ambient.pressure_Pa;
    if (!(absolute_Pa - (most_Pa[island] as number) < (least_Pa[island] as number))) continue;
    const margin_Pa = boilingMargin_Pa(input, i);
    if (!(margin_Pa < (least_Pa[island] as number))) continue;
    least_Pa[island] = margin_Pa;
    nearest.set(island, i);
  }
  for (const [island, node] of nearest) {
    const owner = network.nodes[node]?.owner;
    if (owner !== undefined) put(input, owner, 'boilingMargin', least_Pa[island]);
  }
}
