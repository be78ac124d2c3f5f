/**
 * The model in a glance: every record a facility is made of. Records are plain immutable data;
 * a stored number says its unit in its field name. Lengths are in the site's frame: x east,
 * y north, z up, metres.
 */
import type {
  ConnectionId,
  DrawingId,
  EquipmentId,
  GroupId,
  ItemId,
  RecordId,
  ScenarioId,
  SiteId,
  SpaceId,
  SystemId,
  UnderlayId,
  ViewId,
  WorkloadId,
} from './ids.ts';

export type Point = readonly [x_m: number, y_m: number];
export type Place = readonly [x_m: number, y_m: number, z_m: number];

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

export type SpaceKind = 'building' | 'hall' | 'room' | 'aisle' | 'zone' | 'yard';

/** A door, gate or free passage in the wall over one edge of an outline, or in a partition. */
export interface Opening {
  readonly kind: 'door' | 'gate' | 'passage';
  /** Edge of the outline: 0 runs from its first to its second corner. Partitions are counted on after the last edge. */
  readonly wall: number;
  /** From the first corner of that edge to the near side of the opening. */
  readonly from_m: number;
  readonly width_m: number;
  /** Clear height above the floor. */
  readonly height_m: number;
}

/** A wall inside a space, from point to point along its middle, from the floor to the full height. */
export interface Partition {
  readonly from_m: Point;
  readonly to_m: Point;
  readonly thickness_m: number;
}

/** A rectangular column along x and y, from the floor to the full height of its space. */
export interface Column {
  readonly at_m: Point;
  readonly width_m: number;
  readonly depth_m: number;
}

export interface Space {
  readonly id: SpaceId;
  readonly type: 'space';
  readonly kind: SpaceKind;
  readonly name: string;
  readonly parent?: SpaceId;
  /** Closed polygon, counter-clockwise, last point not repeated. */
  readonly outline_m: readonly Point[];
  readonly elevation_m: number;
  readonly height_m: number;
  /** For an aisle: the side racks take their air from, or where they blow it. */
  readonly aisle?: 'cold' | 'hot';
  /** For an aisle: what keeps cold and hot air apart. */
  readonly containment?: 'doors' | 'roof' | 'doors and roof';
  /** Thickness of the walls, which stand outside the outline; absent where they are not designed, and then nothing collides with them. */
  readonly wallThickness_m?: number;
  readonly openings?: readonly Opening[];
  readonly partitions?: readonly Partition[];
  readonly columns?: readonly Column[];
  /** Depth of the plenum under the floor, from the floor level down to the slab. */
  readonly raisedFloor_m?: number;
  /** Clear height under the suspended ceiling, above the floor; absent where the structure is open. */
  readonly ceiling_m?: number;
  /** Limits that findings are held against; absent means not stated. */
  readonly limits?: {
    readonly rackPower_W?: number;
    readonly density_W_m2?: number;
    readonly floorLoad_Pa?: number;
  };
  /** Design state of the room air; absent where the room is not cooled by the plant. */
  readonly air?: {
    readonly supply_K: number;
    readonly dewPoint_K: number;
    /** Part of the cold air that returns without passing a rack, 0…1. */
    readonly bypass: number;
    /** Part of the rack inlet air that comes back from the hot side, 0…1. */
    readonly recirculation: number;
  };
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
  /** tcs: rack side of the CDUs; fws: facility water; chw: chilled water for air; mv, lv: alternating current; dc. */
  readonly kind: 'tcs' | 'fws' | 'chw' | 'mv' | 'lv' | 'dc';
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
  /** Alternating rows face each other; otherwise all look the same way over equal cold aisles. */
  readonly facing: 'alternate' | 'same';
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

export const layerNames = ['shell', 'it', 'liquid', 'air', 'electrical', 'underlay'] as const;
/** What the 3D view shows and hides at one stroke: the building, equipment and runs by their discipline, and drawings under them. */
export type LayerName = (typeof layerNames)[number];

/** A plane across an axis of the site. Two of one axis make a slab, six a box. */
export interface SectionPlane {
  readonly axis: 'x' | 'y' | 'z';
  readonly at_m: number;
  /** The side that stays: towards larger or smaller coordinates. */
  readonly keeps: 'above' | 'below';
}

/** A saved viewpoint: where one stands and what one sees from there. Views read it, the solver never. */
export interface View {
  readonly id: ViewId;
  readonly type: 'view';
  readonly name: string;
  /** Place in the list, smallest first. */
  readonly order: number;
  readonly camera: {
    readonly eye_m: Place;
    readonly target_m: Place;
    /** Height of the picture at the target: the zoom, in either projection. */
    readonly span_m: number;
  };
  readonly projection: 'perspective' | 'orthographic';
  /** Name of the overlay; absent for plain materials. An overlay that is not there shows as plain. */
  readonly overlay?: string;
  readonly section: readonly SectionPlane[];
  readonly hiddenLayers: readonly LayerName[];
  /** The layer that stays solid while all others are translucent; absent shows all alike. */
  readonly solid?: LayerName;
}

/** A drawing to trace from, as it was read: chains of lines, or an image. Underlays place it; nothing in it is ever changed. */
export interface Drawing {
  readonly id: DrawingId;
  readonly type: 'drawing';
  /** Name of the file it was read from. */
  readonly name: string;
  readonly content:
    | {
        readonly kind: 'lines';
        /** In its own metres from its south-west corner. */
        readonly width_m: number;
        readonly height_m: number;
        /** x and y in turn of each chain of straight pieces, 0.1 mm. */
        readonly chains_m: readonly (readonly number[])[];
      }
    | {
        readonly kind: 'image';
        readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
        readonly width_px: number;
        readonly height_px: number;
        /** The file's bytes in base64. */
        readonly data: string;
      };
}

/** A drawing laid on the floor at a place, turn and true width. Views read it, the solver never. */
export interface Underlay {
  readonly id: UnderlayId;
  readonly type: 'underlay';
  readonly name: string;
  readonly drawing: DrawingId;
  /** South-west corner of the unturned drawing, about which it is turned. */
  readonly at_m: Point;
  readonly yaw_deg: number;
  /** Of the whole drawing on the floor; the height follows. */
  readonly width_m: number;
  /** 0…1 */
  readonly opacity: number;
  /** Stays where it is until it is unlocked. */
  readonly locked?: true;
  readonly hidden?: true;
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
  | Underlay;
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
] as const satisfies readonly RecordType[];
