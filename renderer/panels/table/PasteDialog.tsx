import { useState } from 'react';
import { pasteTable } from '../../../shared/commands/paste-table.ts';
import type { Problem } from '../../../shared/problem.ts';
import { perform, session } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useView } from '../../view-state.ts';
import { passedOver } from './columns.ts';

/** Rows of a spreadsheet into the design: as one step, or not at all with every bad cell named. */
export function PasteDialog({ initial, onClose }: { initial: string; onClose: () => void }) {
  const system = useView((state) => state.unitSystem);
  const [text, setText] = useState(initial);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const take = () => {
    const answer = pasteTable(session.getState().document, text, { passedOver, system });
    if (!answer.ok) {
      setProblems(answer.problems);
      return;
    }
    if (perform(() => answer.value)) onClose();
  };
  return (
    <Dialog
      title="Paste from a spreadsheet"
      description="A first row of headings with “Tag” among them, then one row per record. Headings are parameters; a unit may stand in brackets. Solved figures are passed over."
      wide
      onClose={onClose}
      testId="dialog-paste"
      foot={
        <Button primary onClick={take} data-testid="paste-take">
          Take the values
        </Button>
      }
    >
      <textarea
        className="paste-text"
        aria-label="Rows to paste"
        spellCheck={false}
        value={text}
        rows={9}
        onChange={(event) => {
          setText(event.target.value);
          setProblems([]);
        }}
      />
      <div role="alert" data-testid="paste-problems">
        {problems.length === 0 ? null : (
          <>
            <p className="icon-error">
              Nothing was changed: {problems.length} {problems.length === 1 ? 'cell' : 'cells'} cannot be taken.
            </p>
            <ul className="paste-problems">
              {problems.slice(0, 40).map(({ line, field, message }) => (
                <li key={`${line} ${field} ${message}`}>
                  {line === undefined ? '' : `Row ${line}`}
                  {field === undefined ? '' : `, ${field}`}: {message}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Dialog>
  );
}
