/** How the size of one run was found: what it carries, every size that was looked at, which was taken and what decided. */
import type { RecordId } from '../../document/ids.ts';
import type { Item } from '../../document/records.ts';

export interface PipeCandidate {
  readonly item: Item;
  readonly velocity_m_s: number;
  readonly drop_Pa_m: number;
  /** What speaks against it; undefined for a size that will do. */
  readonly against?: string;
}

export interface CableCandidate {
  readonly item: Item;
  readonly parallel: number;
  readonly ampacity_A: number;
  /** Part of the nominal voltage lost along the run. */
  readonly voltageDrop: number;
  readonly mass_kg_m: number;
  readonly against?: string;
}

interface Sized {
  readonly run: RecordId;
  readonly tag: string;
  /** Item of now and, with cables, its sets. */
  readonly now: string;
  /** Limit that the next smaller size breaks. */
  readonly decidedBy: string;
  readonly source: string;
  readonly changes: boolean;
}

export interface SizedPipe extends Sized {
  readonly medium: 'liquid';
  readonly flow_m3_s: number;
  readonly chosen: PipeCandidate | undefined;
  readonly candidates: readonly PipeCandidate[];
}

export interface SizedCable extends Sized {
  readonly medium: 'power';
  /** Current the conductors must carry, and what sets it. */
  readonly current_A: number;
  readonly basis: string;
  readonly length_m: number;
  readonly chosen: CableCandidate | undefined;
  readonly candidates: readonly CableCandidate[];
}

export type SizedRun = SizedPipe | SizedCable;

/** A run that could not be sized, and why. */
export interface Unsized {
  readonly run: RecordId;
  readonly tag: string;
  readonly reason: string;
}
