/** The spaces of a block: building, hall with its aisles and limits, rooms and yards. */
import type { Space } from '../document/records.ts';
import { zeroCelsius_K } from '../units/quantity.ts';
import { type FacilityBuilder, rectangle } from './builder.ts';
import type { Train } from './distribution.ts';
import { hallHeight_m, type Layout, type Rectangle, wall_m } from './layout.ts';

export interface RoomsSpec {
  readonly prefix: string;
  readonly hallName: string;
  readonly hotAisle_m: number;
  readonly coldAisle_m: number;
  readonly rackDepth_m: number;
  readonly limits: NonNullable<Space['limits']>;
  readonly air: Space['air'];
  readonly services: boolean;
}

export interface Rooms {
  readonly hall: Space;
  readonly plant: Space;
  readonly pad: Space;
  readonly train: Readonly<Record<Train, Space>>;
  readonly mechanical: Readonly<Record<Train, Space>>;
  readonly yard: Space;
  /** Only where the block has services of its own. */
  readonly services: Space | undefined;
}

/** What a hall's floor and racks are designed for; the floor carries an NVL72 on its own footprint (18.5 kPa). */
export const hallLimits = (rackPower_W: number, density_W_m2: number): NonNullable<Space['limits']> => ({
  rackPower_W,
  density_W_m2,
  floorLoad_Pa: 24_000,
});

/** 24 °C supply air with a dew point of 13 °C; leakage figures are estimates for a contained, flooded hall. */
export const hallAir = (supply_K: number): NonNullable<Space['air']> => ({
  supply_K,
  dewPoint_K: zeroCelsius_K + 13,
  bypass: 0.05,
  recirculation: 0.03,
});

export function buildRooms(b: FacilityBuilder, spec: RoomsSpec, layout: Layout): Rooms {
  const outline = ({ west, south, east, north }: Rectangle) => rectangle(west, south, east, north);
  const grown = ({ west, south, east, north }: Rectangle) => rectangle(west - wall_m, south - wall_m, east + wall_m, north + wall_m);
  const p = spec.prefix;
  const { trainRooms, mechanicalRooms } = layout;
  const building = b.space({
    kind: 'building',
    name: `${p}Building`,
    outline_m: grown({
      west: trainRooms.A.west,
      south: Math.min(mechanicalRooms.A.south, layout.plant.south),
      east: layout.plant.east,
      north: Math.max(mechanicalRooms.B.north, layout.plant.north),
    }),
    elevation_m: 0,
    height_m: hallHeight_m + 0.6,
  });
  const room = (name: string, rectangle_m: Rectangle, kind: 'hall' | 'room', extra: Partial<Space> = {}) =>
    b.space({
      kind,
      name: `${p}${name}`,
      parent: building.id,
      outline_m: outline(rectangle_m),
      elevation_m: 0,
      height_m: hallHeight_m,
      ...extra,
    });
  const hall = room(spec.hallName, layout.hall, 'hall', { limits: spec.limits, ...(spec.air ? { air: spec.air } : {}) });
  const rooms: Rooms = {
    hall,
    plant: room('Plant room', layout.plant, 'room'),
    train: { A: room('Electrical room A', trainRooms.A, 'room'), B: room('Electrical room B', trainRooms.B, 'room') },
    mechanical: {
      A: room('Mechanical electrical room A', mechanicalRooms.A, 'room'),
      B: room('Mechanical electrical room B', mechanicalRooms.B, 'room'),
    },
    pad: b.space({ kind: 'yard', name: `${p}Chiller pad`, outline_m: outline(layout.pad), elevation_m: 0, height_m: 6 }),
    services: spec.services
      ? b.space({ kind: 'yard', name: `${p}Service yard`, outline_m: outline(layout.serviceYard), elevation_m: 0, height_m: 6 })
      : undefined,
    yard: b.space({ kind: 'yard', name: `${p}Generator yard`, outline_m: outline(layout.generatorYard), elevation_m: 0, height_m: 6 }),
  };
  const aisle = (name: string, side: 'cold' | 'hot', south: number, north: number) =>
    b.space({
      kind: 'aisle',
      name: `${p}${name}`,
      parent: hall.id,
      outline_m: rectangle(layout.rackWest_m, south, layout.rowEast_m, north),
      elevation_m: 0,
      height_m: side === 'hot' ? hallHeight_m : 2.4,
      aisle: side,
    });
  layout.podMiddles_m.forEach((middle, i) => {
    const half = spec.hotAisle_m / 2;
    aisle(`Hot aisle ${i + 1}`, 'hot', middle - half, middle + half);
    const front = middle - half - spec.rackDepth_m;
    aisle(`Cold aisle ${i + 1}`, 'cold', front - spec.coldAisle_m, front);
    if (i === layout.podMiddles_m.length - 1) {
      const last = middle + half + spec.rackDepth_m;
      aisle(`Cold aisle ${i + 2}`, 'cold', last, last + spec.coldAisle_m);
    }
  });
  return rooms;
}
