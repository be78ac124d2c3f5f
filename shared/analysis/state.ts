/** What one pass of the coupled solution knows before the networks are built. */
import type { EquipmentId, RecordId, SpaceId } from '../document/ids.ts';
import type { Scenario } from '../document/records.ts';

export interface Ambient {
  readonly dryBulb_K: number;
  readonly wetBulb_K: number;
  readonly dewPoint_K: number;
  readonly relativeHumidity: number;
  readonly pressure_Pa: number;
}

export interface OperatingState {
  readonly scenario: Scenario;
  readonly ambient: Ambient;
  /** Out of service by the scenario or the command line. */
  readonly failed: ReadonlySet<RecordId>;
  /** Lost their electrical supply in the last electrical pass: pumps stand, racks are off. */
  readonly unpowered: ReadonlySet<EquipmentId>;
  /** Pumps that staging leaves standing: ready, but not needed. */
  readonly standby: ReadonlySet<EquipmentId>;
  /** Demand of racks at their AC inputs; zero where unpowered or failed. */
  readonly itPower_W: ReadonlyMap<EquipmentId, number>;
  /** Draw of pumps, fans, compressors and controls from the last liquid pass. */
  readonly mechanicalPower_W: ReadonlyMap<EquipmentId, number>;
  /** What battery storage beside a live supply takes at its terminals, from the last electrical pass; negative where it discharges. */
  readonly storagePower_W: ReadonlyMap<EquipmentId, number>;
  /** Heat that power equipment and cables leave in the air of each space, from the last electrical pass. */
  readonly electricalHeat_W: ReadonlyMap<SpaceId, number>;
}
