import { useCallback, useMemo, useState } from 'react';
import { kindNamed } from '../../shared/catalogue/kinds/index.ts';
import { place } from '../../shared/commands/place.ts';
import { floorAt_m } from '../../shared/commands/spaces.ts';
import { standingFault } from '../../shared/commands/standing-faults.ts';
import type { Document } from '../../shared/document/document.ts';
import { equipmentInHand, itemRecord, itemsOf } from '../catalogue.ts';
import { newId, session, useDocument, useSession } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { viewState } from '../view-state.ts';
import { ItemPicker } from './ItemPicker.tsx';
import { usePreview } from './use-preview.ts';

interface Choices {
  readonly item: string;
  readonly x_m: number;
  readonly y_m: number;
  readonly z_m: number;
  readonly yaw_deg: number;
}

/** One piece of equipment at typed coordinates; the next one follows without closing the dialog. */
export function PlaceAtDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const items = useMemo(() => itemsOf(document).filter(({ kind }) => kindNamed(kind)?.form === 'equipment'), [document]);
  const [choices, setChoices] = useState<Choices>(() => ({
    item: equipmentInHand(items) ?? items[0]?.name ?? '',
    x_m: 2,
    y_m: 2,
    z_m: 0,
    yaw_deg: 0,
  }));
  const [added, setAdded] = useState<string | undefined>();
  const command = useCallback(
    (start: Document) => {
      const item = itemRecord(start, choices.item);
      if (!item) return { refused: `Nothing in the catalogue is called ${choices.item}` };
      const { x_m, y_m, z_m, yaw_deg } = choices;
      const answer = place(start, { item, position_m: [x_m, y_m, floorAt_m(start, x_m, y_m) + z_m], yaw_deg, newId });
      setAdded('selection' in answer ? answer.selection?.[0] : undefined);
      return answer;
    },
    [choices],
  );
  const { refusal, keep } = usePreview(command);
  const shown = useSession((state) => state.document);
  const clash = useMemo(() => (added === undefined ? undefined : standingFault(shown, [added])), [shown, added]);
  const set = (key: 'x_m' | 'y_m' | 'z_m' | 'yaw_deg') => (value: number | undefined) =>
    value === undefined ? undefined : setChoices((state) => ({ ...state, [key]: value }));
  return (
    <Dialog
      title="Place at coordinates"
      beside
      onClose={onClose}
      testId="dialog-place-at"
      foot={
        <>
          <span className={`message ${refusal === null ? 'warn' : ''}`} role="alert" data-testid="place-message">
            {refusal ?? clash}
          </span>
          <Button onClick={onClose}>Close</Button>
          <Button
            disabled={refusal !== null}
            onClick={() => {
              keep(true);
            }}
            data-testid="place-another"
          >
            Place and go on
          </Button>
          <Button
            primary
            disabled={refusal !== null}
            data-testid="place-once"
            onClick={() => {
              if (keep())
                viewState.getState().frame(session.getState().document.tables.equipment.size > 1 ? 'all' : viewState.getState().selection);
              onClose();
            }}
          >
            Place
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">Item</span>
        <ItemPicker
          items={items}
          value={choices.item}
          onChange={(item) => setChoices((state) => ({ ...state, item }))}
          testId="place-item"
        />
        <FormQuantity label="X, east" kind="length" value={choices.x_m} onChange={set('x_m')} testId="place-x" />
        <FormQuantity label="Y, north" kind="length" value={choices.y_m} onChange={set('y_m')} testId="place-y" />
        <FormQuantity label="Above the floor" kind="length" value={choices.z_m} onChange={set('z_m')} testId="place-z" />
        <FormQuantity label="Turn" kind="angle" value={choices.yaw_deg} onChange={set('yaw_deg')} testId="place-yaw" />
      </div>
    </Dialog>
  );
}
