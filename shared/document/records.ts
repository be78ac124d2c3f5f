/**
 * The model in a glance: every record a facility is made of. Records are plain immutable data;
 * a stored number says its unit in its field name. Lengths are in the site's frame: x east,
 * y north, z up, metres.
 */
import type { ConnectionId, EquipmentId, GroupId, ItemId, RecordId, ScenarioId, SiteId, SpaceId, SystemId, WorkloadId } from './ids.ts';
import type { Place } from './place.ts';
import type { Drawing, Measurement, Underlay, View } from './sight.ts';
import type { Space } from './space.ts';

export type { Place, Point } from './place.ts';
export {
  type Anchor,
  type Drawing,
  type LayerName,
  layerNames,
  type MeasureKind,
  type Measurement,
  measureKinds,
  type SectionPlane,
  type Underlay,
  type View,
} from './sight.ts';
export type { Column, Opening, Partition, Space, SpaceKind } from './space.ts';

export interface Site {
  readonly id: SiteId;
  readonly type: 'site';
  readonly name: string;
  readonly projectNumber: string;
  readonly author: string;
  /** Revision letter or number and date as the engineer gives them; no clock is read. */
  readonly revision: string;
  readonly date: string;
  readonly status: 'not-for-construction' | 'for-review' | 'for-construction';
  readonly location: string;
  readonly altitude_m: number;
  /** What the utility agreed to deliver at the meter; absent when no cap is agreed. */
  readonly utilityLimit_W?: number;
  /** Scenario that opens first and that exports report. */
  readonly defaultScenario: ScenarioId;
  /** What the project assumes about money, failures and the grid instead of the program's defaults (`catalogue/assumptions`). */
  readonly assumptions?: Readonly<Record<string, SourcedValue>>;
  /** What the grid may ask of the site. */
  readonly gridEvents?: readonly GridEvent[];
}

/** A call for less load in the four terms of EPRI's Flex MOSAIC: how much, how soon, how long, how often. */
export interface GridEvent {
  /** Name on the command line. */
  readonly name: string;
  /** Part of the site's power before the event that must go, 0…1. */
  readonly reduction: number;
  readonly notice_s: number;
  readonly duration_s: number;
  readonly perYear: number;
  /** Paid for reduction that was called and delivered. */
  readonly payment_USD_kWh: number;
  readonly source: string;
}

export type Provenance = 'measured' | 'vendor' | 'vendor-via-third-party' | 'third-party' | 'estimate' | 'derived';

/** A number, a text, a switch or a curve as (x, y) points in the parameter's units. */
export type ParameterValue = number | string | boolean | readonly (readonly [number, number])[];

export interface SourcedValue {
  readonly value: ParameterValue;
  /** Unit as in the parameter's name suffix; '1' for a plain number, '' for a text. */
  readonly unit: string;
  readonly source: string;
  readonly tag: Provenance;
  /** Day the source was read, YYYY-MM-DD. */
  readonly date: string;
  /** For an estimate: the reasoning. Otherwise remarks such as the operating point. */
  readonly note?: string;
  /** For an estimate: from … to. */
  readonly band?: readonly [number, number];
}

/** A catalogue item as pinned in this design; equipment points to it and never copies its values. */
export interface Item {
  readonly id: ItemId;
  readonly type: 'item';
  readonly kind: string;
  /** Stable name in the catalogue, e.g. `gb300-nvl72`. */
  readonly name: string;
  readonly title: string;
  readonly maker: string;
  readonly model: string;
  readonly values: Readonly<Record<string, SourcedValue>>;
}

export interface Equipment {
  readonly id: EquipmentId;
  readonly type: 'equipment';
  readonly tag: string;
  readonly item: ItemId;
  readonly space?: SpaceId;
  readonly group?: GroupId;
  /** Centre of the footprint at the mounting height. */
  readonly position_m: Place;
  /** Turn about z, counter-clockwise; degrees so that quarter turns are exact. */
  readonly yaw_deg: number;
  /** Stays as it is until it is unlocked. */
  readonly locked?: true;
  readonly overrides: Readonly<Record<string, ParameterValue>>;
}

export interface ConnectionEnd {
  readonly equipment: EquipmentId;
  readonly port: string;
}

/** One run of pipe or cable between two ports. Its two ends follow the ports when equipment moves. */
export interface Connection {
  readonly id: ConnectionId;
  readonly type: 'connection';
  readonly tag: string;
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly system: SystemId;
  /** Item of kind pipe, cable or whip. */
  readonly item: ItemId;
  /** Only the corners a person or a generator placed, between the two ports. */
  readonly waypoints_m: readonly Place[];
  readonly overrides: Readonly<Record<string, ParameterValue>>;
}

export interface System {
  readonly id: SystemId;
  readonly type: 'system';
  readonly name: string;
  /** tcs: rack side of the CDUs; fws: facility water; chw: chilled water for air; cws: condensers and towers; mv, lv: alternating current; dc. */
  readonly kind: 'tcs' | 'fws' | 'chw' | 'cws' | 'mv' | 'lv' | 'dc';
  /** Liquid systems: a name in the fluid library, e.g. `pg25`, `water`. */
  readonly fluid?: string;
  /** Electrical systems. */
  readonly train?: 'A' | 'B';
  readonly voltage_V?: number;
}

/** Rows of one item that stay editable as rows: the group's equipment is placed again when these figures change. */
export interface RowArray {
  readonly item: ItemId;
  /** Centre of the first place of the first row, and direction of the rows. */
  readonly origin_m: Place;
  readonly yaw_deg: number;
  readonly count: number;
  readonly pitch_m: number;
  readonly rows: number;
  /** Clear width between fronts, and between rears, of neighbouring rows. */
  readonly coldAisle_m: number;
  readonly hotAisle_m: number;
  /**
   * Which way rows look. Alternating, rows 1 and 2 stand rear to rear and 2 and 3 front to front; `fronts` begins with
   * two fronts over a cold aisle; otherwise all look the same way over equal cold aisles.
   */
  readonly facing: 'alternate' | 'fronts' | 'same';
  /** Rows by number, and in each the pieces by place. A place whose piece is gone was emptied by hand and stays empty. */
  readonly members: readonly { readonly group: GroupId; readonly pieces: readonly EquipmentId[] }[];
}

/** Copies of a group as a unit, racks with their CDUs, power and runs, at a step: made again when the unit changes. */
export interface UnitArray {
  /** Units with the first, from 1. */
  readonly count: number;
  /** From unit to unit. */
  readonly step_m: Place;
  /** One per further unit: its group, and the ids of the copies by those of the originals. */
  readonly copies: readonly { readonly group: GroupId; readonly of: Readonly<Record<RecordId, RecordId>> }[];
}

export interface Group {
  readonly id: GroupId;
  readonly type: 'group';
  readonly kind: 'row' | 'pod' | 'scalable-unit' | 'plant' | 'train' | 'other';
  readonly name: string;
  readonly parent?: GroupId;
  readonly array?: RowArray;
  readonly units?: UnitArray;
  /** Software that the racks of this group run; a group without its own has its parent's. */
  readonly baseline?: SoftwareBaseline;
  /** Part of the sum of its racks' demands that occurs at one time, 0…1; with its parents' factors it multiplies. Absent: all of it. */
  readonly coincidence?: number;
}

export interface SoftwareBaseline {
  readonly driver: string;
  readonly runtime: string;
  readonly precision: Precision;
  /** Name of the power profile, e.g. `max-q`. */
  readonly powerProfile: string;
}

export type LoadLevel = 'typical' | 'tdp' | 'design' | 'edpp';

export interface Scenario {
  readonly id: ScenarioId;
  readonly type: 'scenario';
  /** Name on the command line, e.g. `hot-day`. */
  readonly name: string;
  readonly title: string;
  readonly load: LoadLevel;
  /** Electrical design point over thermal design power, instead of the load level: a rack draws its fixed part and its scaled part times this. */
  readonly edpFactor?: number;
  /** Part of the load level that the racks draw, 0…; 1 unless the scenario says otherwise. */
  readonly utilisation: number;
  readonly ambient: {
    readonly dryBulb_K: number;
    readonly relativeHumidity: number;
  };
  /** The moment after a loss: batteries carry, standby sets have not started. Absent: everything has settled. */
  readonly onBattery?: boolean;
  /** Equipment or connections out of service. */
  readonly failed: readonly RecordId[];
}

export const precisions = ['bf16', 'fp8', 'mxfp4', 'nvfp4', 'fp4'] as const;
export type Precision = (typeof precisions)[number];

/** Where a workload runs: racks, groups, spaces, and the part of each rack's accelerators that it has. */
export interface WorkloadPlacement {
  readonly on: EquipmentId | GroupId | SpaceId;
  /** 0…1 of every rack there; a placement on a rack goes before one on its group, and that before one on its space. */
  readonly share: number;
}

/** Work that racks do, with everything a token figure needs to be comparable. */
export interface Workload {
  readonly id: WorkloadId;
  readonly type: 'workload';
  /** Name on the command line, e.g. `chat`. */
  readonly name: string;
  readonly title: string;
  readonly tenant?: string;
  readonly purpose: 'inference' | 'training' | 'ingestion';
  readonly model: {
    readonly name: string;
    readonly architecture: 'dense' | 'moe' | 'hybrid';
    readonly totalParameters: number;
    readonly activeParameters: number;
  };
  readonly precision: Precision;
  readonly serving?: {
    /** Where the throughput comes from: a published set of measured points, or this record's own stated value. */
    readonly points: 'ml-energy-v3' | 'published' | 'stated';
    /** Task of the ML.ENERGY set, e.g. `lm-arena-chat`. */
    readonly task?: string;
    readonly promptTokens: number;
    readonly outputTokens: number;
    /** Least speed at which one user is served: the latency limit. */
    readonly tokensPerUser_per_s: number;
    /** Requests in flight, where it is fixed; else the best measured batch within the latency limit is taken. */
    readonly batch?: number;
    /** Part of the accelerators that only reads prompts, where prefill and decode are apart. */
    readonly prefillShare?: number;
  };
  readonly training?: {
    readonly sequenceTokens: number;
    /** Work of each pipeline stage at full speed, seconds of one iteration. */
    readonly stages_s: readonly number[];
    /** Power of a stage that waits, as a part of its full power. */
    readonly waiting: number;
  };
  /** Whether its tokens are counted as output only or as prompt and output. */
  readonly counts: 'output' | 'total';
  /** 1 gives way first. */
  readonly priority: number;
  readonly placements: readonly WorkloadPlacement[];
  /** What is assumed about it instead of the program's defaults (`catalogue/assumptions/workload.ts`). */
  readonly values: Readonly<Record<string, SourcedValue>>;
}

export type FacilityRecord =
  | Site
  | Space
  | Item
  | Equipment
  | Connection
  | System
  | Group
  | Scenario
  | Workload
  | View
  | Drawing
  | Underlay
  | Measurement;
export type RecordType = FacilityRecord['type'];
export type RecordOf<T extends RecordType> = Extract<FacilityRecord, { type: T }>;

export const recordTypes = [
  'site',
  'space',
  'item',
  'equipment',
  'connection',
  'system',
  'group',
  'scenario',
  'workload',
  'view',
  'drawing',
  'underlay',
  'measurement',
] as const satisfies readonly RecordType[];
