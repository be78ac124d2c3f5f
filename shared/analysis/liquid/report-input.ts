/** What every part of the liquid report reads, indexed once. */

import type { AnyParameters } from '../../catalogue/kind.ts';
import { parametersOf } from '../../catalogue/resolve.ts';
import type { Document } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import type { Connection, Equipment } from '../../document/records.ts';
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { LiquidSolution } from '../../solve/liquid/solution.ts';
import { equipmentOfKind } from '../equipment-index.ts';
import { mechanicalDraw } from '../mechanical-draw.ts';
import { ownerRecords } from '../owner-records.ts';
import type { QuantityKey } from '../quantities.ts';
import type { LimitReached } from '../result.ts';
import type { ResultBuilder } from '../result-builder.ts';
import type { OperatingState } from '../state.ts';
import { type BranchNames, branchesByName } from './branch-names.ts';

export interface LiquidReportInput {
  readonly document: Document;
  readonly state: OperatingState;
  readonly network: LiquidNetwork;
  readonly solution: LiquidSolution;
  readonly builder: ResultBuilder;
  readonly branch: BranchNames;
  /** Those of the records that are reported, in the order of the network. */
  readonly branches: readonly number[];
  /** The record that a branch belongs to. */
  readonly recordOf: (b: number) => Equipment | Connection | undefined;
  readonly limits: LimitReached[];
  /** At the terminals; zero where a machine stands. */
  readonly mechanicalPower_W: ReadonlyMap<EquipmentId, number>;
}

export function reportInput(
  document: Document,
  state: OperatingState,
  network: LiquidNetwork,
  solution: LiquidSolution,
  builder: ResultBuilder,
  draw = mechanicalDraw(document, state, solution),
): LiquidReportInput {
  const branch = branchesByName(network, solution);
  return {
    document,
    state,
    network,
    // Its columns are read for every branch: taken out of their getters once.
    solution: { ...solution },
    builder,
    branch,
    branches: branchesOf(network, builder),
    recordOf: recordsBy(document, network, branch, builder),
    limits: [],
    mechanicalPower_W: new Map([...draw].map(([id, { power_W }]) => [id, power_W])),
  };
}

/** All records are found along the tables; few of them one by one. */
function recordsBy(document: Document, { branches }: LiquidNetwork, { owners }: BranchNames, { scope }: ResultBuilder) {
  const { equipment, connection } = document.tables;
  if (!scope) {
    const records = ownerRecords(document, owners.owners);
    return (b: number) => records[owners.slotOf[b] as number];
  }
  return (b: number) => {
    const owner = branches[b]?.owner ?? '';
    return equipment.get(owner) ?? connection.get(owner);
  };
}

function branchesOf({ branches }: LiquidNetwork, builder: ResultBuilder): readonly number[] {
  const found: number[] = [];
  let last: RecordId | undefined;
  let concerns = false;
  branches.forEach(({ owner }, b) => {
    if (owner !== last) concerns = builder.concerns(owner);
    last = owner;
    if (concerns) found.push(b);
  });
  return found;
}

/** Whether an island's numbers may be shown: solved, or with relative pressures only. */
export function solvedBranch({ network, solution }: LiquidReportInput, b: number): boolean {
  const status = solution.islands[solution.islandOf[network.branches[b]?.from ?? -1] ?? -1]?.status;
  return status === 'solved' || status === 'no-reference';
}

/** Writes a value where there is one. */
export function put({ builder }: LiquidReportInput, id: RecordId, key: QuantityKey, value: number | undefined): void {
  if (value !== undefined && Number.isFinite(value)) builder.set(id, key, value);
}

export const tagOf = (document: Document, id: RecordId): string =>
  document.tables.equipment.get(id)?.tag ?? document.tables.connection.get(id)?.tag ?? id;

export interface Reported<P> {
  readonly record: Equipment | Connection;
  readonly parameters: P;
  readonly running: boolean;
}

/** Equipment of one kind that is to be reported and can be understood, in table order. */
export function* equipmentOf<P = AnyParameters>(
  { document, state, builder }: LiquidReportInput,
  kind: string,
): Generator<Reported<P> & { record: Equipment }> {
  for (const record of equipmentOfKind(document, kind)) {
    if (!builder.concerns(record.id)) continue;
    const parameters = parametersOf(document, record);
    if (parameters.ok)
      yield {
        record,
        parameters: parameters.value,
        running: !state.failed.has(record.id) && !state.unpowered.has(record.id) && !state.standby.has(record.id),
      };
  }
}

/** Temperature and flow of the liquid that passes a branch; nothing where the island has no solution. */
export function putFlow(input: LiquidReportInput, id: RecordId, b: number): boolean {
  const { solution } = input;
  if (!solvedBranch(input, b)) return false;
  put(input, id, 'flow', Math.abs(solution.flow_m3_s[b] as number));
  put(input, id, 'massFlow', Math.abs(solution.massFlow_kg_s[b] as number));
  return Math.abs(solution.massFlow_kg_s[b] as number) > 1e-7;
}

export const dropOf = ({ network, solution }: LiquidReportInput, b: number): number => {
  const branch = network.branches[b];
  return branch ? (solution.pressure_Pa[branch.from] as number) - (solution.pressure_Pa[branch.to] as number) : Number.NaN;
};
