import { useCallback, useMemo, useState } from 'react';
import { kindNamed } from '../../shared/catalogue/kinds/index.ts';
import { itemParameters } from '../../shared/catalogue/resolve.ts';
import { rowArray } from '../../shared/commands/row-array.ts';
import { floorAt_m } from '../../shared/commands/spaces.ts';
import { standingFault } from '../../shared/commands/standing-faults.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RowArray } from '../../shared/document/records.ts';
import { boundsOf } from '../../shared/geometry/polygon.ts';
import { equipmentInHand, itemRecord, itemsOf } from '../catalogue.ts';
import { newId, useDocument, useSession } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { usePreview } from './use-preview.ts';

interface Choices {
  readonly item: string;
  readonly count: number;
  readonly rows: number;
  readonly pitch_m: number | undefined;
  readonly coldAisle_m: number;
  readonly hotAisle_m: number;
  readonly facing: RowArray['facing'];
  readonly x_m: number;
  readonly y_m: number;
  readonly yaw_deg: number;
  readonly rowName: string;
}

/** In the first hall: its south-west corner and a service aisle, or a service aisle north of what stands there already. */
function firstCorner({ tables }: Document): { x_m: number; y_m: number } {
  const hall = [...tables.space.values()].find(({ kind }) => kind === 'hall');
  if (!hall) return { x_m: 0, y_m: 0 };
  const { min, max } = boundsOf(hall.outline_m, 0, 0);
  const inside = [...tables.equipment.values()].filter(({ space }) => space === hall.id).map(({ position_m }) => position_m[1]);
  const north = inside.reduce((most, y) => Math.max(most, y), min[1]) + (inside.length > 0 ? 3.6 : 2.4);
  const y_m = Math.round(north * 10) / 10;
  return { x_m: Math.min(min[0] + 2.4, max[0]), y_m: y_m < max[1] - 2.4 ? y_m : Math.min(min[1] + 2.4, max[1]) };
}

/** Rows of one item with aisles between them; the scene shows them while the figures are being set. */
export function RowArrayDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const items = useMemo(() => itemsOf(document).filter(({ kind }) => kindNamed(kind)?.form === 'equipment'), [document]);
  const [choices, setChoices] = useState<Choices>(() => ({
    item:
      equipmentInHand(items) ?? (items.find(({ name }) => name === 'gb300-nvl72') ?? items.find(({ kind }) => kind === 'rack'))?.name ?? '',
    count: 8,
    rows: 1,
    pitch_m: undefined,
    coldAisle_m: 1.8,
    hotAisle_m: 1.2,
    facing: 'alternate',
    ...firstCorner(document),
    yaw_deg: 0,
    rowName: 'Row',
  }));
  const item = useMemo(() => itemRecord(document, choices.item), [document, choices.item]);
  const width_m = useMemo(() => {
    const parameters = item && itemParameters(item);
    return item && parameters?.ok ? kindNamed(item.kind)?.envelope?.(parameters.value).width_m : undefined;
  }, [item]);

  const [added, setAdded] = useState<readonly string[]>([]);
  const command = useCallback(
    (start: Document) => {
      if (!item) return undefined;
      const answer = rowArray(start, {
        item,
        origin_m: [choices.x_m, choices.y_m, floorAt_m(start, choices.x_m, choices.y_m)],
        yaw_deg: choices.yaw_deg,
        count: choices.count,
        rows: choices.rows,
        coldAisle_m: choices.coldAisle_m,
        hotAisle_m: choices.hotAisle_m,
        facing: choices.facing,
        newId,
        ...(choices.pitch_m === undefined ? {} : { pitch_m: choices.pitch_m }),
        ...(choices.rowName.trim() === '' ? {} : { rowName: choices.rowName.trim(), editable: true as const }),
      });
      setAdded('selection' in answer ? (answer.selection ?? []) : []);
      return answer;
    },
    [choices, item],
  );
  const { refusal, keep } = usePreview(command);
  const shown = useSession((state) => state.document);
  const fault = useMemo(() => standingFault(shown, added), [shown, added]);

  const field = (
    label: string,
    key: 'count' | 'rows' | 'pitch_m' | 'coldAisle_m' | 'hotAisle_m' | 'x_m' | 'y_m' | 'yaw_deg',
    kind: 'count' | 'length' | 'angle',
    value: number | undefined,
  ) => (
    <FormQuantity
      label={label}
      kind={kind}
      value={value}
      testId={`row-${key}`}
      onChange={(next) => setChoices((state) => ({ ...state, [key]: next }))}
    />
  );
  return (
    <Dialog
      title="Rows of equipment"
      beside
      onClose={onClose}
      testId="dialog-row-array"
      foot={
        <>
          <span className={`message ${refusal === null ? 'warn' : ''}`} role="alert" data-testid="row-message">
            {refusal ?? fault}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            primary
            disabled={refusal !== null || !item}
            onClick={() => {
              keep();
              onClose();
            }}
            data-testid="row-place"
          >
            Place {choices.count * choices.rows}
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">Item</span>
        <SelectField
          label="Item"
          value={choices.item}
          large
          choices={items.map(({ name, title }) => ({ value: name, title }))}
          onChange={(name) => setChoices((state) => ({ ...state, item: name, pitch_m: undefined }))}
          testId="row-item"
        />
        {field('Per row', 'count', 'count', choices.count)}
        {field('Pitch', 'pitch_m', 'length', choices.pitch_m ?? width_m)}
        {field('Rows', 'rows', 'count', choices.rows)}
        {choices.rows > 1 ? (
          <>
            <span className="label">Facing</span>
            <SelectField
              label="Facing"
              value={choices.facing}
              large
              onChange={(facing) => setChoices((state) => ({ ...state, facing: facing as Choices['facing'] }))}
              choices={[
                { value: 'alternate', title: 'Rear to rear first, then front to front' },
                { value: 'fronts', title: 'Front to front first, then rear to rear' },
                { value: 'same', title: 'All rows face the same way' },
              ]}
            />
            {field('Cold aisle', 'coldAisle_m', 'length', choices.coldAisle_m)}
            {choices.facing !== 'same' ? field('Hot aisle', 'hotAisle_m', 'length', choices.hotAisle_m) : null}
          </>
        ) : null}
        {field('First place, X', 'x_m', 'length', choices.x_m)}
        {field('First place, Y', 'y_m', 'length', choices.y_m)}
        {field('Direction', 'yaw_deg', 'angle', choices.yaw_deg)}
        <label htmlFor="row-name">Row name</label>
        <input
          id="row-name"
          className="field large"
          value={choices.rowName}
          onChange={(event) => setChoices((state) => ({ ...state, rowName: event.target.value }))}
        />
      </div>
    </Dialog>
  );
}
