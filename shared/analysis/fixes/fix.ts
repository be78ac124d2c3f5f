/** A fix is a command that takes the cause of a finding away. Each rule that has cures names them here, as it has its checks there. */
import type { CommandAnswer } from '../../commands/command.ts';
import { applyPatch, type Document } from '../../document/document.ts';
import type { IdSource, RecordId } from '../../document/ids.ts';
import { type Patch, squash } from '../../document/patch.ts';
import { isRefusal } from '../../problem.ts';
import type { Analysis, Finding } from '../result.ts';

export interface Fix {
  /** What pressing the button does; the undo list gets the label of the change itself. */
  readonly label: string;
  /** What it is done to. */
  readonly records: readonly RecordId[];
  /** Worked out from solved figures: once another fix has changed its records it holds no more until they are solved again. */
  readonly bySolved?: true;
  /** One undo step on the document of now; refused with a reason where nothing can be done any more, and empty where another fix has done it. */
  apply(document: Document): CommandAnswer;
}

/** What two fixes have in common that are one: blocks of a campus are alike, and so are the labels of their cures. */
export const identityOf = ({ label, records }: Fix): string => [label, ...[...records].sort()].join(' ');

export interface FixInput {
  readonly document: Document;
  /** The state that the finding was made from. */
  readonly analysis: Pick<Analysis, 'results' | 'controls'>;
  readonly finding: Finding;
  readonly newId: IdSource;
}

/** @returns best first; none where no command is known to cure this finding. */
export type Fixer = (input: FixInput) => readonly Fix[];

/** Commands one after the other as one patch; the first refusal is the answer. */
export function inTurn(document: Document, label: string, commands: readonly ((document: Document) => CommandAnswer)[]): CommandAnswer {
  let patch: Patch = [];
  let current = document;
  for (const command of commands) {
    const answer = command(current);
    if (isRefusal(answer)) return answer;
    current = applyPatch(current, answer.patch);
    patch = squash(patch, answer.patch);
  }
  return { label, patch };
}
