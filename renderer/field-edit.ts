/** Joins a field to the session: typing previews through a gesture, leaving the field commits one undo step. */
import type { CommandAnswer } from '../shared/commands/command.ts';
import type { Document } from '../shared/document/document.ts';
import type { Gesture } from '../shared/document/session.ts';
import { isRefusal } from '../shared/problem.ts';
import { inUnits } from '../shared/units/reword.ts';
import { session } from './session.ts';
import type { QuantityEdit } from './ui/QuantityField.tsx';
import { viewState } from './view-state.ts';

/** The command runs from the document as it was when the first valid input came; values do not add up. */
export function editThrough(command: (document: Document, value_SI: number) => CommandAnswer): QuantityEdit {
  let gesture: Gesture | undefined;
  return {
    preview(value_SI) {
      const answer = command(gesture?.start ?? session.getState().document, value_SI);
      if (isRefusal(answer)) return inUnits(answer.refused, viewState.getState().unitSystem);
      gesture ??= session.beginGesture(answer.label, viewState.getState().selection);
      gesture.preview(answer.patch);
      return undefined;
    },
    commit() {
      gesture?.commit();
      // Why something before was refused is old news once an edit succeeds.
      if (gesture) viewState.setState({ refusal: null });
      gesture = undefined;
    },
    cancel() {
      gesture?.cancel();
      gesture = undefined;
    },
  };
}
