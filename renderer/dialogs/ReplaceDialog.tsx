import { useCallback, useMemo, useState } from 'react';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { replaceItem } from '../../shared/commands/replace-item.ts';
import { resizeRuns } from '../../shared/commands/resize-runs.ts';
import { describeRecords } from '../../shared/commands/subjects.ts';
import type { Document } from '../../shared/document/document.ts';
import { itemRecord, itemsOf } from '../catalogue.ts';
import { selectedRecords } from '../selected.ts';
import { session } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ItemPicker } from './ItemPicker.tsx';
import { usePreview } from './use-preview.ts';

/** Another item of the same kind in the place of what is selected: equipment, whose runs stay where their ports exist, or runs alone. */
export function ReplaceDialog({ onClose }: { onClose: () => void }) {
  const [records, kinds, areRuns] = useMemo(() => {
    const { document } = session.getState();
    const { equipment, connection } = document.tables;
    const all = selectedRecords();
    const standing = all.filter((id) => equipment.has(id));
    const ids = standing.length > 0 ? standing : all.filter((id) => connection.has(id));
    const chosen = ids.flatMap((id) => equipment.get(id) ?? connection.get(id) ?? []);
    return [ids, new Set(chosen.map((each) => kindOf(document, each)?.kind)), standing.length === 0] as const;
  }, []);
  const items = useMemo(() => itemsOf(session.getState().document).filter(({ kind }) => kinds.has(kind)), [kinds]);
  const [item, setItem] = useState('');
  const [drop, setDrop] = useState(false);
  const command = useCallback(
    (start: Document) => {
      const chosen = item === '' ? undefined : itemRecord(start, item);
      if (chosen && areRuns) return resizeRuns(start, { sizes: records.map((run) => ({ run, item: chosen })) });
      return chosen && replaceItem(start, { records, item: chosen, ...(drop ? { dropRuns: true as const } : {}) });
    },
    [item, drop, records, areRuns],
  );
  const { refusal, keep } = usePreview(command);
  const subject = useMemo(() => describeRecords(session.getState().document, records), [records]);
  return (
    <Dialog
      title={`Replace ${subject}`}
      beside
      onClose={onClose}
      testId="dialog-replace"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            primary
            disabled={refusal !== null || item === ''}
            data-testid="replace-commit"
            onClick={() => {
              keep();
              onClose();
            }}
          >
            Replace
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">By</span>
        <ItemPicker items={items} value={item} onChange={setItem} testId="replace-item" />
      </div>
      {areRuns ? null : (
        <div className="check-line">
          <label>
            <input type="checkbox" checked={drop} onChange={(event) => setDrop(event.target.checked)} data-testid="replace-drop" /> Take
            away runs that have no port any more
          </label>
        </div>
      )}
      <p className="message" role="alert" data-selectable>
        {refusal}
      </p>
    </Dialog>
  );
}
