import { formatFixed } from '../../../shared/units/format.ts';
import { Button } from '../../ui/Button.tsx';
import type { Pending } from './use-tokens.ts';

/** Two figures are all that an estimate holds. */
const about = (time_s: number): string => `${formatFixed(time_s < 10 ? Math.max(1, Math.ceil(time_s)) : 5 * Math.ceil(time_s / 5), 0)} s`;

/** In place of a view that takes long on a design of this size: what it would do, then how far it is. */
export function AskFirst({ pending, what }: { readonly pending: Pending; readonly what: string }) {
  const { running, steps, expectedSteps, expected_s, start, cancel } = pending;
  return (
    <div className="token-ask" data-testid="ask-first">
      <p>{what} The design is edited and solved meanwhile; an edit ends this work.</p>
      {running ? (
        <>
          <progress max={Math.max(expectedSteps, steps + 1)} value={steps} aria-label="Steps done" />
          <p className="muted" aria-live="polite">
            {steps} of about {Math.max(expectedSteps, steps + 1)} steps
          </p>
          <Button onClick={cancel} data-testid="ask-cancel">
            Cancel
          </Button>
        </>
      ) : (
        <Button onClick={start} data-testid="ask-start">
          Compute, about {about(expected_s)}
        </Button>
      )}
    </div>
  );
}
