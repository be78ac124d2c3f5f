/** A command is a pure function from a document and arguments to a patch with a label, or to a refusal. */
import type { RecordId } from '../document/ids.ts';
import type { Patch } from '../document/patch.ts';
import type { Refusal } from '../problem.ts';

export interface Change {
  /** For the undo list: "Move 40 racks". */
  readonly label: string;
  readonly patch: Patch;
  /** What to select afterwards. */
  readonly selection?: readonly RecordId[];
}

export type CommandAnswer = Change | Refusal;
