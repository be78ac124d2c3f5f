/** Writes a solved power system into the result columns and adds up what it lost where. */

import type { Document } from '../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import type { IslandReport, LimitReached, ResultBuilder } from './result.ts';
import type { OperatingState } from './state.ts';

/** Heat that an element of the power system leaves where it stands. */
export interface ElectricalLoss {
  readonly owner: RecordId;
  readonly kind: 'transformer' | 'ups' | 'power-shelf' | 'cable' | 'busway';
  readonly power_W: number;
  /** Space of the equipment; for a run, of the equipment at its far end. Absent outdoors. */
  readonly space?: SpaceId;
}

export interface ElectricalReport {
  /** Equipment with electrical loads none of whose feeds is live. */
  readonly unpowered: ReadonlySet<EquipmentId>;
  /** What utility services and generators deliver. Absent when an island with load could not be solved. */
  readonly sourcePower_W?: number;
  readonly losses: readonly ElectricalLoss[];
  readonly islands: readonly IslandReport[];
  readonly limits: readonly LimitReached[];
}

export type ReportElectrical = (
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
) => ElectricalReport;
