/** The direct-current end of a train's line: rectifiers from the input board, side by side on one board with droop. */
import { cableSets, tripFor } from '../catalogue/sizing.ts';
import type { Equipment, Group, Space, System } from '../document/records.ts';
import type { DirectCurrentSpec } from './block-spec.ts';
import type { FacilityBuilder, Move } from './builder.ts';

const gap_m = 0.6;

export const dcLineLength = (b: FacilityBuilder, { rectifierItem, rectifiers, boardItem }: DirectCurrentSpec): number =>
  rectifiers * (b.size(rectifierItem).width_m + gap_m) + b.size(boardItem).width_m + gap_m;

export interface DcLine {
  readonly spec: DirectCurrentSpec;
  /** Train and pod, as in the tags of everything on the line: `A1`. */
  readonly name: string;
  readonly prefix: string;
  /** West end of the line, and its middle. */
  readonly west_m: number;
  readonly y_m: number;
  readonly room: Space;
  readonly group: Group;
  readonly lv: System;
  readonly dc: System;
  readonly input: Equipment;
  /** First way of the input board that is free for rectifiers. */
  readonly firstWay: number;
  /** Setting of those ways, A. */
  readonly wayTrip_A: number;
  readonly ways: number;
  readonly tray_m: number;
}

/** @returns the board from which the busways are fed. */
export function buildDcLine(b: FacilityBuilder, line: DcLine): Equipment {
  const { spec, name, prefix, y_m, room, group } = line;
  const { rectifierItem, rectifiers, boardItem, droop } = spec;
  const { rating_W, output_V } = b.parameters(rectifierItem) as { rating_W: number; output_V: number };
  const outputTrip = tripFor(rating_W / output_V);
  const over = (k: number): Move[] => [
    ['z', line.tray_m + 0.12 * k],
    ['y', y_m + 0.35 - 0.12 * k],
    ['x', 'to'],
    ['y', 'to'],
  ];
  let x = line.west_m;
  const put = (item: string, tag: string, overrides: Record<string, number>) => {
    const { width_m } = b.size(item);
    const placed = b.place(item, { tag: `${prefix}${tag}`, at_m: [x + width_m / 2, y_m, 0], space: room, group, overrides });
    x += width_m + gap_m;
    return placed;
  };
  const units = Array.from({ length: rectifiers }, (_, i) => put(rectifierItem, `RF-${name}-${i + 1}`, { droop }));
  const board = put(boardItem, `DCB-${name}`, { incomers: rectifiers, ways: line.ways, incomer_A: outputTrip });
  units.forEach((unit, i) => {
    b.connect('lv-cable-240', line.lv, [line.input, `out-${line.firstWay + i}`], [unit, 'in'], {
      tag: `${unit.tag}/F`,
      moves: over(i + 1),
      overrides: { parallel: cableSets(b, 'lv-cable-240', line.wayTrip_A) },
    });
    b.connect('lv-cable-240', line.dc, [unit, 'out'], [board, `in-${i + 1}`], {
      tag: `${unit.tag}/O`,
      moves: over(rectifiers + i + 1),
      overrides: { parallel: cableSets(b, 'lv-cable-240', outputTrip) },
    });
  });
  return board;
}
