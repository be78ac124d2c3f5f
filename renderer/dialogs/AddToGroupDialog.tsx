import { useCallback, useMemo, useState } from 'react';
import { putInto } from '../../shared/commands/put-into.ts';
import { describeRecords } from '../../shared/commands/subjects.ts';
import type { Document } from '../../shared/document/document.ts';
import { groupsAndEquipment } from '../actions/groups.ts';
import { groupPaths } from '../groups.ts';
import { session } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { viewState } from '../view-state.ts';
import { Picker } from './Picker.tsx';
import { usePreview } from './use-preview.ts';

const mostShown = 60;

/** Puts what is selected into a group that is there: equipment as its members, groups inside it. */
export function AddToGroupDialog({ onClose }: { onClose: () => void }) {
  const records = useMemo(groupsAndEquipment, []);
  const groups = useMemo(() => groupPaths(session.getState().document, records), [records]);
  const [into, setInto] = useState('');
  const command = useCallback((start: Document) => (into === '' ? undefined : putInto(start, { records, into })), [into, records]);
  const { refusal, keep } = usePreview(command);
  const subject = useMemo(() => describeRecords(session.getState().document, viewState.getState().selection), []);
  const search = (text: string) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return groups
      .filter(({ path }) => words.every((word) => path.toLowerCase().includes(word)))
      .slice(0, mostShown)
      .map(({ id, name, within }) => ({ value: id, title: name, note: within }));
  };
  return (
    <Dialog
      title={`Add ${subject} to a group`}
      beside
      onClose={onClose}
      testId="dialog-add-to-group"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            primary
            disabled={refusal !== null || into === ''}
            data-testid="add-to-group-commit"
            onClick={() => {
              keep();
              onClose();
            }}
          >
            Add
          </Button>
        </>
      }
    >
      <Picker
        label="Group"
        title={groups.find(({ id }) => id === into)?.path ?? ''}
        placeholder="Name of a group"
        search={search}
        onChange={setInto}
        testId="add-to-group"
      />
      <p className="message" role="alert" data-selectable>
        {refusal}
      </p>
    </Dialog>
  );
}
