/** Fast power swings of racks, added up along their supply to panels, transformers and services. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { type SupplyTree, sendingBus } from './fault-protection.ts';
import { swingOf } from './load-model.ts';
import { racksOf } from './racks.ts';
import type { ResultBuilder } from './result.ts';

/** Where several ways lead to a bus, the shortest one carries its swing; losses do not swing. */
export function reportSwings(
  document: Document,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  tree: SupplyTree,
  builder: ResultBuilder,
): void {
  const racks = new Map(racksOf(document).map(({ equipment, parameters }) => [equipment.id, parameters]));
  const swing_W = new Float64Array(network.buses.length);
  const ramp_W_s = new Float64Array(network.buses.length);
  const add = (values: Float64Array, bus: number, value: number) => {
    values[bus] = (values[bus] as number) + value;
  };
  let any = false;
  network.loads.forEach(({ owner, feeds }, l) => {
    const parameters = racks.get(owner);
    const swing = parameters && solution.supplied[l] ? swingOf(parameters, builder.get(owner, 'power') ?? 0) : undefined;
    if (!swing) return;
    any = true;
    builder.set(owner, 'powerSwing', swing.swing_W);
    builder.set(owner, 'powerRamp', swing.ramp_W_s);
    const offset = solution.feedOffset[l] as number;
    const drawn_W = feeds.reduce((sum, _, f) => sum + (solution.feedPower_W[offset + f] as number), 0);
    feeds.forEach((feed, f) => {
      const share = drawn_W > 0 ? (solution.feedPower_W[offset + f] as number) / drawn_W : 0;
      add(swing_W, feed, swing.swing_W * share);
      add(ramp_W_s, feed, swing.ramp_W_s * share);
    });
  });
  if (!any) return;
  // The bus of a record that carries most stands for it: a board's bar, the first section of a busway.
  const byOwner = new Map<RecordId, number>();
  for (let k = tree.order.length - 1; k >= 0; k--) {
    const bus = tree.order[k] as number;
    const branch = tree.feeding[bus] ?? -1;
    if (branch < 0 || swing_W[bus] === 0) continue;
    const up = sendingBus(network, tree, branch);
    add(swing_W, up, swing_W[bus] as number);
    add(ramp_W_s, up, ramp_W_s[bus] as number);
    const owner = network.branches[branch]?.owner as RecordId;
    const known = byOwner.get(owner);
    if (known === undefined || (swing_W[bus] as number) >= (swing_W[known] as number)) byOwner.set(owner, bus);
  }
  network.sources.forEach(({ owner, bus }, s) => {
    if (solution.sourceState[s] === 'carrying' && swing_W[bus] !== 0) byOwner.set(owner, bus);
  });
  for (const [owner, bus] of byOwner) {
    builder.set(owner, 'powerSwing', swing_W[bus] as number);
    builder.set(owner, 'powerRamp', ramp_W_s[bus] as number);
  }
}
