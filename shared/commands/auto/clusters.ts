/** Equipment that stands together: chains of pieces of which each is near to another. */
import type { Equipment } from '../../document/records.ts';
import { distance } from '../../geometry/pose.ts';

export function clustersOf(equipment: readonly Equipment[], together_m: number): Equipment[][] {
  const clusters: Equipment[][] = [];
  for (const each of equipment) {
    const near = clusters.filter((cluster) => cluster.some((other) => distance(other.position_m, each.position_m) <= together_m));
    for (const cluster of near) clusters.splice(clusters.indexOf(cluster), 1);
    clusters.push([...near.flat(), each]);
  }
  return clusters;
}

/** Each piece with the cluster it stands nearest to. */
export function byNearest(equipment: readonly Equipment[], clusters: readonly (readonly Equipment[])[]): Equipment[][] {
  const mine = clusters.map((): Equipment[] => []);
  for (const each of equipment) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    clusters.forEach((cluster, i) => {
      const away = Math.min(...cluster.map((other) => distance(other.position_m, each.position_m)));
      if (away < least - 1e-9) [best, least] = [i, away];
    });
    mine[best]?.push(each);
  }
  return mine;
}
