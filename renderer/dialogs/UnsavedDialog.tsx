import { save } from '../actions/file.ts';
import { designFile, isUnsaved, useDesignFile } from '../design-file.ts';
import { discardJournal } from '../journal.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { viewState } from '../view-state.ts';

/** Asked before a design with unsaved changes leaves the window. */
export function UnsavedDialog({ onClose }: { onClose: () => void }) {
  const name = useDesignFile((state) => state.name);
  const go = () => {
    const next = viewState.getState().afterUnsaved;
    viewState.setState({ dialog: null, afterUnsaved: null });
    next?.();
  };
  const saveFirst = async () => {
    const next = viewState.getState().afterUnsaved;
    viewState.setState({ dialog: null });
    await save();
    if (!isUnsaved() && designFile.getState().file) {
      viewState.setState({ afterUnsaved: null });
      next?.();
    }
  };
  return (
    <Dialog
      title={`Save changes to ${name}?`}
      onClose={onClose}
      testId="dialog-unsaved"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            data-testid="unsaved-discard"
            onClick={() => {
              void discardJournal(designFile.getState().file?.token ?? null);
              go();
            }}
          >
            Discard changes
          </Button>
          <Button primary onClick={() => void saveFirst()} data-testid="unsaved-save">
            Save
          </Button>
        </>
      }
    >
      <p>What was changed since the last save would be lost.</p>
    </Dialog>
  );
}
