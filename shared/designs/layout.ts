/** Where the parts of a block lie: hall, plant room, pads, electrical rooms and the generator yard. */
import type { FacilityBuilder } from './builder.ts';
import { loopStrip } from './plant-loop.ts';
import { cduPitch, rowToCdu_m } from './pod.ts';
import { trainRoomLength } from './train.ts';

export interface LayoutSpec {
  /** South-west inner corner of the hall. */
  readonly origin_m: readonly [x: number, y: number];
  /** Racks from west to east, per row and pod. */
  readonly pods: readonly (readonly (readonly string[])[])[];
  readonly cduItem: string;
  readonly cdusPerPod: number;
  readonly hotAisle_m: number;
  readonly coldAisle_m: number;
  readonly fanWallItem: string;
  readonly fanWalls: number;
  readonly coolers: readonly string[];
  /** Pump items of the loops in the plant room. */
  readonly loops: readonly string[];
  readonly transformerItem: string;
  readonly upsItem: string;
  /** Rectifiers and their board, beside the UPS line. */
  readonly dcLength_m: number;
  readonly mechanicalLength_m: number;
  readonly generatorItem: string;
  readonly generatorsPerTrain: number;
}

export interface Rectangle {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface Layout {
  readonly hall: Rectangle;
  readonly rackWest_m: number;
  readonly rowEast_m: number;
  readonly podMiddles_m: readonly number[];
  readonly cduCentre_m: number;
  readonly fanWallCentre_m: number;
  readonly fanWalls_m: readonly number[];
  readonly plant: Rectangle;
  readonly loopWests_m: readonly number[];
  readonly coolerRear_m: number;
  readonly coolers_m: readonly number[];
  readonly pad: Rectangle;
  readonly trainRooms: { readonly A: Rectangle; readonly B: Rectangle };
  readonly trainLines_m: { readonly A: readonly number[]; readonly B: readonly number[] };
  readonly mechanicalRooms: { readonly A: Rectangle; readonly B: Rectangle };
  readonly generatorYard: Rectangle;
  readonly serviceYard: Rectangle;
  readonly buildingNorth_m: number;
  readonly generators_m: { readonly A: readonly (readonly [number, number])[]; readonly B: readonly (readonly [number, number])[] };
  readonly services_m: { readonly A: readonly [number, number]; readonly B: readonly [number, number] };
  readonly bounds: Rectangle;
}

/** Clear height of hall and plant room: double busway and piping (modular-TCS specification, larger family: 5.49 m). */
export const hallHeight_m = 5.5;
/** Thickness of walls between rooms. */
export const wall_m = 0.3;
const linePitch_m = 3.4;
const mechanicalDepth_m = 4.2;
/** Free side of chillers on the pad: intake air and the cables beside them. */
const coolerGap_m = 1.8;

export function layoutOf(b: FacilityBuilder, spec: LayoutSpec): Layout {
  const [west, south] = spec.origin_m;
  const rackDepth = Math.max(...spec.pods.flat(2).map((item) => b.size(item).depth_m));
  const podDepth = 2 * rackDepth + spec.hotAisle_m;
  const podPitch = podDepth + spec.coldAisle_m;
  const count = spec.pods.length;
  const cdu = b.size(spec.cduItem);
  const cduBank = spec.cdusPerPod * cduPitch(b, spec.cduItem);
  const fan = b.size(spec.fanWallItem);
  const northByPods = south + count * podPitch + spec.coldAisle_m;
  const northByFans = south + spec.fanWalls * (fan.width_m + 0.5) + 1;
  const north = Math.max(northByPods, northByFans, south + cduBank + 2);
  const middle = (south + north) / 2;
  const podMiddles_m = spec.pods.map((_, i) => middle + (i - (count - 1) / 2) * podPitch);

  const rackWest_m = west + 3.4;
  const rowEast_m = rackWest_m + Math.max(...spec.pods.flat().map((row) => row.reduce((sum, item) => sum + b.size(item).width_m, 0)));
  const cduCentre_m = rowEast_m + rowToCdu_m + cdu.depth_m / 2;
  const fanWallCentre_m = cduCentre_m + cdu.depth_m / 2 + 1.4 + fan.depth_m / 2;
  const hall: Rectangle = {
    west,
    south,
    east: spec.fanWalls > 0 ? fanWallCentre_m + fan.depth_m / 2 + 1.1 : cduCentre_m + cdu.depth_m / 2 + 1.8,
    north,
  };
  const fanPitch = (north - south) / Math.max(1, spec.fanWalls);
  const fanWalls_m = Array.from({ length: spec.fanWalls }, (_, i) => south + (i + 0.5) * fanPitch);

  const loopWests_m: number[] = [];
  let x = hall.east + wall_m + 2;
  for (const pump of spec.loops) {
    loopWests_m.push(x);
    x += loopStrip(b, pump) + 0.9;
  }
  const plantEast = x;

  const widths = spec.coolers.map((item) => b.size(item).width_m + coolerGap_m);
  const padSpan = widths.reduce((sum, width) => sum + width, 0);
  let y = middle - padSpan / 2;
  const coolers_m = widths.map((width) => {
    y += width;
    return y - width / 2;
  });
  const coolerRear_m = plantEast + wall_m + 2.2;
  const padEast = coolerRear_m + Math.max(...spec.coolers.map((item) => b.size(item).depth_m)) + 2.4;
  const plant: Rectangle = {
    west: hall.east + wall_m,
    south: Math.min(south, middle - padSpan / 2),
    east: plantEast,
    north: Math.max(north, middle + padSpan / 2),
  };
  const pad: Rectangle = { west: plantEast + wall_m, south: plant.south, east: padEast, north: plant.north };

  const roomEast = west - wall_m;
  const roomWest = roomEast - trainRoomLength(b, spec.transformerItem, spec.upsItem) - spec.dcLength_m;
  const roomDepth = Math.max(2 + count * linePitch_m, b.size('mv-switchgear-20kv').width_m + 1.4, (north - south) / 2);
  const lines = (from: number) => spec.pods.map((_, i) => from + 2 + i * linePitch_m + 0.2);
  const trainRooms = {
    A: { west: roomWest, south: middle - wall_m / 2 - roomDepth, east: roomEast, north: middle - wall_m / 2 },
    B: { west: roomWest, south: middle + wall_m / 2, east: roomEast, north: middle + wall_m / 2 + roomDepth },
  };
  // South and north of the hall, beside the plant room that they feed.
  const mechanicalWest = hall.east - Math.max(spec.mechanicalLength_m, hall.east - west);
  const southFace = Math.min(south, trainRooms.A.south) - wall_m;
  const northFace = Math.max(north, trainRooms.B.north) + wall_m;
  const mechanicalRooms = {
    A: { west: mechanicalWest, south: southFace - mechanicalDepth_m, east: hall.east, north: southFace },
    B: { west: mechanicalWest, south: northFace, east: hall.east, north: northFace + mechanicalDepth_m },
  };

  // Generators in one line north of the building, their terminals towards it; services west of the electrical rooms.
  const generator = b.size(spec.generatorItem);
  const pitch = generator.width_m + 1.4;
  const buildingNorth = Math.max(mechanicalRooms.B.north, plant.north) + wall_m;
  const yardSouth = buildingNorth + 4;
  const generatorPlaces = (first: number) =>
    Array.from({ length: spec.generatorsPerTrain }, (_, i): readonly [number, number] => [
      roomWest + 1 + generator.width_m / 2 + (first + i) * pitch,
      yardSouth + 1.2 + generator.depth_m / 2,
    ]);
  const generatorYard: Rectangle = {
    west: roomWest,
    south: yardSouth,
    east: roomWest + 2 + Math.max(1, 2 * spec.generatorsPerTrain) * pitch,
    north: yardSouth + generator.depth_m + 3,
  };
  const service = (sign: 1 | -1): readonly [number, number] => [roomWest - wall_m - 7, middle + sign * 6];
  const serviceYard: Rectangle = { west: roomWest - wall_m - 10, south: middle - 9.5, east: roomWest - wall_m - 4, north: middle + 9.5 };
  const bounds: Rectangle = {
    west: serviceYard.west,
    south: Math.min(pad.south, mechanicalRooms.A.south) - 1.5,
    east: Math.max(pad.east, generatorYard.east),
    north: generatorYard.north,
  };

  return {
    hall,
    rackWest_m,
    rowEast_m,
    podMiddles_m,
    cduCentre_m,
    fanWallCentre_m,
    fanWalls_m,
    plant,
    loopWests_m,
    coolerRear_m,
    coolers_m,
    pad,
    trainRooms,
    trainLines_m: { A: lines(trainRooms.A.south), B: lines(trainRooms.B.south) },
    mechanicalRooms,
    generatorYard,
    serviceYard,
    buildingNorth_m: buildingNorth,
    generators_m: { A: generatorPlaces(0), B: generatorPlaces(spec.generatorsPerTrain) },
    services_m: { A: service(-1), B: service(1) },
    bounds,
  };
}
