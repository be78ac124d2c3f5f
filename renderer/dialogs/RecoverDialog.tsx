import { useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ReplyOf } from '../../shared/contract/ipc.ts';
import { showDocument } from '../design-file.ts';
import { ask, tell } from '../host.ts';
import { replay } from '../journal.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** Journals that an earlier run left behind; found once at start. */
export const leftBehind = createStore<{ journals: ReplyOf<'journal.find'>['journals'] }>(() => ({ journals: [] }));

/** Offers what a crash left behind. A recovered design is unsaved; its file stays as it was until it is saved. */
export function RecoverDialog({ onClose }: { onClose: () => void }) {
  const journals = useStore(leftBehind, (state) => state.journals);
  const [message, setMessage] = useState<string | null>(null);
  const drop = (journal: (typeof journals)[number]) => {
    void ask('journal.discard', { token: journal.token });
    const rest = journals.filter((other) => other !== journal);
    leftBehind.setState({ journals: rest });
    if (rest.length === 0) onClose();
  };
  const recover = async (journal: (typeof journals)[number]) => {
    const result = replay(journal.base, journal.lines);
    if (!result.ok) {
      setMessage(tell(result.problems));
      return;
    }
    const file = journal.token === null ? undefined : await ask('file.read', { token: journal.token });
    showDocument(result.value.document, {
      name: journal.name,
      unsaved: true,
      recovered: true,
      ...(file?.ok ? { file: file.value.file } : {}),
    });
    onClose();
  };
  return (
    <Dialog
      title="Recover unsaved changes"
      description="Headroom was ended before these changes were saved."
      onClose={onClose}
      testId="dialog-recover"
      foot={
        message ? (
          <span className="message" role="alert">
            {message}
          </span>
        ) : null
      }
    >
      <ul>
        {journals.map((journal) => (
          <li key={`${journal.token} ${journal.name}`} className="recover-row">
            <span className="clip strong">{journal.name}</span>
            <span className="muted">
              {journal.lines.length} {journal.lines.length === 1 ? 'change' : 'changes'}
            </span>
            <Button small onClick={() => drop(journal)}>
              Discard
            </Button>
            <Button small primary onClick={() => void recover(journal)}>
              Recover
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
