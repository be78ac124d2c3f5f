import { useEffect, useRef, useState } from 'react';
import type { Change, CommandAnswer } from '../../shared/commands/command.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Gesture } from '../../shared/document/session.ts';
import { isRefusal } from '../../shared/problem.ts';
import { inUnits } from '../../shared/units/reword.ts';
import { perform, session } from '../session.ts';
import { viewState } from '../view-state.ts';

const changeOf = (answer: CommandAnswer | undefined): Change | undefined =>
  answer === undefined || isRefusal(answer) ? undefined : answer;

/**
 * A dialog that shows in the scene what it would do: the command runs again whenever it changes, always from the
 * document as it was when the dialog opened; `keep` commits one undo step, closing takes everything back.
 *
 * @param command kept by `useCallback`; undefined answers mean that there is nothing to show yet
 * @param rest_ms how long a command must stand before it is run: for what is walked through line by line
 */
export function usePreview(command: (document: Document) => CommandAnswer | undefined, rest_ms = 0) {
  const held = useRef<Gesture | undefined>(undefined);
  const latest = useRef<Change | undefined>(undefined);
  const [gesture, setGesture] = useState<Gesture | undefined>();
  const [refusal, setRefusal] = useState<string | null>(null);
  const begin = () => {
    held.current = session.beginGesture('Preview', viewState.getState().selection);
    setGesture(held.current);
  };
  const end = () => {
    held.current?.cancel();
    held.current = undefined;
  };
  const first = useRef(begin);
  const last = useRef(end);
  useEffect(() => {
    first.current();
    return last.current;
  }, []);
  useEffect(() => {
    if (!gesture || held.current !== gesture) return;
    const show = () => {
      if (held.current !== gesture) return;
      const answer = command(gesture.start);
      latest.current = changeOf(answer);
      setRefusal(answer !== undefined && isRefusal(answer) ? inUnits(answer.refused, viewState.getState().unitSystem) : null);
      gesture.preview(latest.current?.patch ?? []);
    };
    latest.current = undefined;
    if (rest_ms === 0) return show();
    const timer = setTimeout(show, rest_ms);
    return () => clearTimeout(timer);
  }, [command, gesture, rest_ms]);
  /** Commits what is shown; with `again` the dialog goes on from there. */
  const keep = (again = false): boolean => {
    // Who is quicker than the preview means it nevertheless.
    const change = latest.current ?? (held.current && changeOf(command(held.current.start)));
    // What is refused leaves the dialog as it is: another choice is shown again.
    if (!change) return false;
    latest.current = undefined;
    end();
    const done = perform(() => change);
    if (again) begin();
    return done;
  };
  return { refusal, keep };
}
