import { useMemo, useState } from 'react';
import { catalogue } from '../../../shared/catalogue/library.ts';
import { pasteTable } from '../../../shared/commands/paste-table.ts';
import { inUnits } from '../../../shared/units/reword.ts';
import { itemRecord } from '../../catalogue.ts';
import { newId, perform, session } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useView } from '../../view-state.ts';
import { passedOver } from './columns.ts';

const mostShown = 60;

/** Rows of a spreadsheet into the design: what they would do is shown first; as one step, or not at all with every bad cell named. */
export function PasteDialog({ initial, onClose }: { initial: string; onClose: () => void }) {
  const system = useView((state) => state.unitSystem);
  const [text, setText] = useState(initial);
  const [document] = useState(() => session.getState().document);
  const answer = useMemo(() => {
    const items = catalogue.flatMap(({ name }) => itemRecord(document, name) ?? []);
    return text.trim() === '' ? undefined : pasteTable(document, text, { passedOver, system, adding: { catalogue: items, newId } });
  }, [document, text, system]);
  const problems = answer && !answer.ok ? answer.problems : [];
  const rows = answer?.ok ? answer.value.rows : [];
  const idle = answer?.ok && rows.length === 0;
  return (
    <Dialog
      title="Paste from a spreadsheet"
      description="A first row of headings with “Tag” among them, then one row per record. Headings: Item, X, Y, Z, Turn, Group, Space, and every parameter; a unit may stand in brackets. A tag that is not there yet adds a piece where its row names an item, X and Y. Solved figures are passed over."
      wide
      onClose={onClose}
      testId="dialog-paste"
      foot={
        <>
          <span className="muted paste-label" role="status">
            {answer?.ok && !idle ? answer.value.label : ''}
          </span>
          <Button
            primary
            why={answer === undefined ? 'Paste rows first' : idle ? 'Every value is in the design already' : undefined}
            onClick={() => {
              if (answer?.ok && perform(() => answer.value)) onClose();
            }}
            data-testid="paste-take"
          >
            Take the rows
          </Button>
        </>
      }
    >
      <textarea
        className="paste-text"
        aria-label="Rows to paste"
        spellCheck={false}
        value={text}
        rows={9}
        onChange={(event) => setText(event.target.value)}
      />
      <div role="alert" data-testid="paste-problems">
        {problems.length === 0 ? null : (
          <>
            <p className="icon-error">
              Nothing can be taken yet: {problems.length} {problems.length === 1 ? 'cell is' : 'cells are'} not understood.
            </p>
            <ul className="paste-problems">
              {problems.slice(0, mostShown).map(({ line, field, message }) => (
                <li key={`${line} ${field} ${message}`}>
                  {line === undefined ? '' : `Row ${line}`}
                  {field === undefined ? '' : `, ${field}`}: {inUnits(message, system)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {rows.length === 0 ? null : (
        <ul className="paste-preview" aria-label="What the rows do" data-testid="paste-preview">
          {rows.slice(0, mostShown).map(({ line, tag, text: what }) => (
            <li key={line}>
              <span className="muted figure">Row {line}</span>
              <span className="strong">{tag}</span>
              <span>{what}</span>
            </li>
          ))}
          {rows.length > mostShown ? <li className="muted">and {rows.length - mostShown} rows more</li> : null}
        </ul>
      )}
    </Dialog>
  );
}
