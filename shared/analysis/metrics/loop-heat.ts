/** Where the heat of each liquid loop comes from and goes to, item by item, from solved flows and temperatures. */
import type { Document } from '../../document/document.ts';
import type { Coupled } from '../couple.ts';
import { islandMembers } from '../liquid/report-islands.ts';
import type { LoopHeat } from '../result.ts';

type Part = Exclude<keyof LoopHeat, 'name' | 'imbalance_W'>;

/** @returns one entry per solved loop that carries heat; the parts of each sum to its imbalance. */
export function loopHeat(document: Document, { liquid: { network, solution } }: Coupled): LoopHeat[] {
  const loops = new Map<number, Record<Part, number>>();
  const { systems } = islandMembers(document, network, solution);
  const { heat_W } = solution;
  network.branches.forEach((branch, b) => {
    const gained = heat_W[b] ?? 0;
    if (gained === 0) return;
    const island = solution.islandOf[branch.from] ?? -1;
    if (solution.islands[island]?.status !== 'solved' || !Number.isFinite(gained)) return;
    let loop = loops.get(island);
    if (!loop) {
      loop = { racks_W: 0, pumps_W: 0, pipes_W: 0, fromExchangers_W: 0, toExchangers_W: 0, fromAir_W: 0, rejected_W: 0 };
      loops.set(island, loop);
    }
    loop[partOf(branch, network)] += gained;
  });
  return [...loops]
    .map(([island, parts]) => ({
      name: [...(systems[island] ?? [])].sort().join(', '),
      ...parts,
      imbalance_W: Object.values(parts).reduce((sum, heat) => sum + heat, 0),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function partOf({ heat, element }: Coupled['liquid']['network']['branches'][number], network: Coupled['liquid']['network']): Part {
  if (element.type === 'pump') return 'pumps_W';
  switch (heat.type) {
    case 'fixed':
      return 'racks_W';
    case 'exchanger':
      return heat.side === 'hot' ? 'toExchangers_W' : 'fromExchangers_W';
    case 'unit':
      switch (network.units[heat.unit]?.type) {
        case 'air-coil':
          return 'fromAir_W';
        case 'water-cooled-chiller':
          return 'toExchangers_W';
        default:
          return 'rejected_W';
      }
    case 'condenser':
      return 'fromExchangers_W';
    case 'surroundings':
    case 'none':
      return 'pipes_W';
  }
}
