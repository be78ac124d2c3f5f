/** What the check of runs finds: bodies in the same place, and walls that need a hole. */
import type { ConnectionId, RecordId } from '../../document/ids.ts';
import type { Place } from '../../document/records.ts';

/** What a run may not pass through. */
export type ClashSort = 'equipment' | 'column' | 'wall' | 'run';

export const clashSorts: readonly ClashSort[] = ['equipment', 'column', 'wall', 'run'];

/** A run and something else in the same place, where they overlap most. */
export interface Clash {
  readonly sort: ClashSort;
  readonly run: ConnectionId;
  /** Equipment, another run, a column or partition by its element id, or the space of a wall. */
  readonly other: RecordId;
  readonly at_m: Place;
  /** How far the two would have to be parted there, metres. */
  readonly depth_m: number;
}

/** A run that passes through a wall: no error, but a hole that somebody has to make and close again. */
export interface Penetration {
  readonly run: ConnectionId;
  /** The space of the wall, or a partition by its element id. */
  readonly wall: RecordId;
  /** Which wall of its space, counted from 1: edges of the outline, then partitions. */
  readonly wallNumber: number;
  /** Middle of the hole. */
  readonly at_m: Place;
  /** From the first corner of the wall to the middle of the hole. */
  readonly along_m: number;
  /** Of the middle of the hole above the floor. */
  readonly height_m: number;
  /** Outside diameter of the run. */
  readonly diameter_m: number;
}

export interface ClashReport {
  readonly clashes: readonly Clash[];
  readonly penetrations: readonly Penetration[];
  /** How many runs were looked at; runs without both ends have no place. */
  readonly runs: number;
}

/** Bodies may touch: a millimetre is left for rounding of drawn dimensions. */
export const touching_m = 0.001;
