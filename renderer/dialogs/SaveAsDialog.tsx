import { useState } from 'react';
import { designFile, saveAs } from '../design-file.ts';
import { tell } from '../host.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { viewState } from '../view-state.ts';

/** Save as where the host has no dialog of its own: a new name in the folder it serves. */
export function SaveAsDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState(() => designFile.getState().name.replace(/\.facility$/, ''));
  const [message, setMessage] = useState<string | null>(null);
  const save = async () => {
    const result = await saveAs(`${name.trim()}.facility`);
    if (!result.ok) {
      setMessage(tell(result.problems));
      return;
    }
    const { afterUnsaved } = viewState.getState();
    onClose();
    afterUnsaved?.();
  };
  return (
    <Dialog
      title="Save as"
      onClose={onClose}
      testId="dialog-save-as"
      foot={
        <>
          <span className="message" role="alert">
            {message}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary disabled={name.trim() === ''} onClick={() => void save()} data-testid="save-as-save">
            Save
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void save();
        }}
      >
        <label htmlFor="save-as-name">Name</label>
        <span className="with-unit wide-field">
          <input
            id="save-as-name"
            className="field large"
            value={name}
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
            data-testid="save-as-name"
          />
          <span className="unit">.facility</span>
        </span>
      </form>
    </Dialog>
  );
}
