/**
 * Temperatures from a rack's cold plate to the sky: the loop's ladder. Each stage has the temperature on the way to
 * the load and on the way back; the two approach each other only where heat is handed to the next loop.
 */
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import { nodeId } from '../../network/build.ts';
import type { Coupled } from '../couple.ts';
import type { ResultTable } from '../result.ts';
import { quantityOf } from '../result.ts';

export interface TemperatureStage {
  readonly record: RecordId | undefined;
  readonly title: string;
  /** What the stage is: words under its tag. */
  readonly of: string;
  /** On the way to the load, K; for the sky the dry bulb. */
  readonly supply_K: number;
  /** On the way back; absent for the sky. */
  readonly return_K?: number;
  /** Highest supply that the stage may see. */
  readonly limit_K?: number;
}

/** Flow below which a branch is still, kg/s. */
const still_kg_s = 1e-7;

/** @param rack a rack with a cold plate; the one with the least supply margin says most */
export function temperaturePath(document: Document, coupled: Coupled, results: ResultTable, rack: RecordId): TemperatureStage[] {
  const { network, solution } = coupled.liquid;
  const { massFlow_kg_s: flow, inlet_K, outlet_K } = solution;
  const leaving = new Map<number, number[]>();
  network.branches.forEach(({ from, to }, b) => {
    if (!(Math.abs(flow[b] as number) > still_kg_s)) return;
    const start = (flow[b] as number) > 0 ? from : to;
    const list = leaving.get(start);
    if (list) list.push(b);
    else leaving.set(start, [b]);
  });
  const endOf = (b: number): number => ((flow[b] as number) > 0 ? network.branches[b]?.to : network.branches[b]?.from) ?? -1;
  /** The next device that takes heat out, downstream of a branch; the nearest in branches, larger streams first. */
  const nextSink = (from: number): number | undefined => {
    const seen = new Set<number>();
    let front = [endOf(from)];
    while (front.length > 0) {
      const next: number[] = [];
      for (const node of front) {
        if (seen.has(node)) continue;
        seen.add(node);
        const out = [...(leaving.get(node) ?? [])].sort((a, b) => Math.abs(flow[b] as number) - Math.abs(flow[a] as number));
        for (const b of out) {
          const heat = network.branches[b]?.heat;
          const takes =
            (heat?.type === 'exchanger' && heat.side === 'hot') || (heat?.type === 'unit' && network.units[heat.unit]?.type !== 'air-coil');
          if (takes) return b;
          next.push(endOf(b));
        }
      }
      front = next;
    }
    return undefined;
  };
  const tagOf = (id: RecordId): string => document.tables.equipment.get(id)?.tag ?? id;

  const first = network.branches.findIndex(({ id }) => id === nodeId(rack, 'coolant'));
  if (first < 0 || !(Math.abs(flow[first] as number) > still_kg_s)) return [];
  const margin = quantityOf(results, rack, 'supplyMargin');
  const supply = inlet_K[first] as number;
  const stages: TemperatureStage[] = [
    {
      record: rack,
      title: tagOf(rack),
      of: 'cold plates',
      supply_K: supply,
      return_K: outlet_K[first] as number,
      ...(margin === undefined ? {} : { limit_K: supply + margin }),
    },
  ];
  // Loops hand heat on a few times at most; the bound is against rings of exchangers.
  for (let at: number | undefined = first, hops = 0; at !== undefined && hops < 6; hops++) {
    const sink = nextSink(at);
    const branch = sink === undefined ? undefined : network.branches[sink];
    if (sink === undefined || !branch) break;
    const sides = { supply_K: outlet_K[sink] as number, return_K: inlet_K[sink] as number };
    at = undefined;
    if (branch.heat.type === 'exchanger') {
      stages.push({ record: branch.owner, title: tagOf(branch.owner), of: 'CDU, rack side', ...sides });
      const cold = network.exchangers[branch.heat.exchanger]?.cold;
      if (cold === undefined || !(Math.abs(flow[cold] as number) > still_kg_s)) break;
      stages.push({
        record: branch.owner,
        title: tagOf(branch.owner),
        of: 'CDU, facility side',
        supply_K: inlet_K[cold] as number,
        return_K: outlet_K[cold] as number,
      });
      at = cold;
    } else if (branch.heat.type === 'unit') {
      const unit = network.units[branch.heat.unit];
      stages.push({ record: branch.owner, title: tagOf(branch.owner), of: unit?.type.replaceAll('-', ' ') ?? 'unit', ...sides });
      if (unit?.type === 'water-cooled-chiller') {
        stages.push({
          record: branch.owner,
          title: tagOf(branch.owner),
          of: 'condenser',
          supply_K: inlet_K[unit.condenser] as number,
          return_K: outlet_K[unit.condenser] as number,
        });
        at = unit.condenser;
      } else {
        const wet = unit?.type === 'cooling-tower' || (unit?.type === 'dry-cooler' && unit.wetting !== undefined);
        stages.push({
          record: undefined,
          title: 'Sky',
          of: wet ? 'wet bulb' : 'dry bulb',
          supply_K: wet ? coupled.state.ambient.wetBulb_K : coupled.state.ambient.dryBulb_K,
        });
      }
    }
  }
  return stages;
}
