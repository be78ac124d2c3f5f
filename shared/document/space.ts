/** Buildings, halls, rooms, aisles and zones, and what is built in them. */
import type { SpaceId } from './ids.ts';
import type { Point } from './place.ts';

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

/** A rectangular column from the floor to the full height of its space. */
export interface Column {
  readonly at_m: Point;
  readonly width_m: number;
  readonly depth_m: number;
  /** Turn about its middle, counter-clockwise; absent where its sides run along x and y. */
  readonly yaw_deg?: number;
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
