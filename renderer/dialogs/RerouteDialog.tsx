import { useCallback, useMemo, useState } from 'react';
import { reroute } from '../../shared/commands/reroute.ts';
import type { Document } from '../../shared/document/document.ts';
import { recordsIn } from '../scene/records-in.ts';
import { session } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { viewState } from '../view-state.ts';
import { usePreview } from './use-preview.ts';

/** Draws the selected runs again, clear of what stands, at one height. */
export function RerouteDialog({ onClose }: { onClose: () => void }) {
  const records = useMemo(() => recordsIn(session.getState().document, viewState.getState().selection), []);
  const [level_m, setLevel] = useState<number | undefined>();
  const command = useCallback(
    (start: Document) => (level_m === undefined ? undefined : reroute(start, { records, level_m })),
    [level_m, records],
  );
  const { refusal, keep } = usePreview(command);
  return (
    <Dialog
      title="Route runs at a height"
      beside
      onClose={onClose}
      testId="dialog-reroute"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            primary
            disabled={refusal !== null || level_m === undefined}
            data-testid="reroute-commit"
            onClick={() => {
              keep();
              onClose();
            }}
          >
            Route
          </Button>
        </>
      }
    >
      <div className="form">
        <FormQuantity label="Height" kind="length" value={level_m} onChange={setLevel} testId="reroute-height" placeholder="of the site" />
      </div>
      <p className="message" role="alert" data-selectable>
        {refusal}
      </p>
    </Dialog>
  );
}
