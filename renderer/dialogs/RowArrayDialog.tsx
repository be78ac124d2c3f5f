import { useEffect, useMemo, useRef, useState } from 'react';
import { kindNamed } from '../../shared/catalogue/kinds/index.ts';
import { itemParameters } from '../../shared/catalogue/resolve.ts';
import type { Change } from '../../shared/commands/command.ts';
import { type RowArrayArguments, rowArray } from '../../shared/commands/row-array.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Gesture } from '../../shared/document/session.ts';
import { boundsOf } from '../../shared/geometry/polygon.ts';
import { isRefusal } from '../../shared/problem.ts';
import { itemRecord, itemsOf } from '../catalogue.ts';
import { newId, perform, session, useDocument } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { viewState } from '../view-state.ts';

interface Choices {
  readonly item: string;
  readonly count: number;
  readonly rows: number;
  readonly pitch_m: number | undefined;
  readonly coldAisle_m: number;
  readonly hotAisle_m: number;
  readonly facing: 'alternate' | 'same';
  readonly x_m: number;
  readonly y_m: number;
  readonly yaw_deg: number;
  readonly rowName: string;
}

/** The first free-looking corner: the hall's south-west corner and a service aisle. */
function firstCorner(document: Document): { x_m: number; y_m: number } {
  const hall = [...document.tables.space.values()].find(({ kind }) => kind === 'hall');
  if (!hall) return { x_m: 0, y_m: 0 };
  const { min, max } = boundsOf(hall.outline_m, 0, 0);
  return { x_m: Math.min(min[0] + 2.4, max[0]), y_m: Math.min(min[1] + 2.4, max[1]) };
}

/** Rows of one item with aisles between them; the scene shows them while the figures are being set. */
export function RowArrayDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const items = useMemo(() => itemsOf(document).filter(({ kind }) => kindNamed(kind)?.form === 'equipment'), [document]);
  const [choices, setChoices] = useState<Choices>(() => ({
    item:
      viewState.getState().placing ??
      (items.find(({ name }) => name === 'gb300-nvl72') ?? items.find(({ kind }) => kind === 'rack'))?.name ??
      '',
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
  const [refusal, setRefusal] = useState<string | null>(null);
  const gesture = useRef<Gesture | undefined>(undefined);
  const latest = useRef<Change | undefined>(undefined);
  const item = useMemo(() => itemRecord(document, choices.item), [document, choices.item]);
  const width_m = useMemo(() => {
    const parameters = item && itemParameters(item);
    return item && parameters?.ok ? kindNamed(item.kind)?.envelope?.(parameters.value).width_m : undefined;
  }, [item]);

  useEffect(() => {
    gesture.current = session.beginGesture('Place rows', viewState.getState().selection);
    return () => gesture.current?.cancel();
  }, []);
  useEffect(() => {
    const open = gesture.current;
    if (!open || !item) return;
    const args: RowArrayArguments = {
      item,
      origin_m: [choices.x_m, choices.y_m, 0],
      yaw_deg: choices.yaw_deg,
      count: choices.count,
      rows: choices.rows,
      coldAisle_m: choices.coldAisle_m,
      hotAisle_m: choices.hotAisle_m,
      facing: choices.facing,
      newId,
      ...(choices.pitch_m === undefined ? {} : { pitch_m: choices.pitch_m }),
      ...(choices.rowName.trim() === '' ? {} : { rowName: choices.rowName.trim(), editable: true as const }),
    };
    const answer = rowArray(open.start, args);
    latest.current = isRefusal(answer) ? undefined : answer;
    setRefusal(isRefusal(answer) ? answer.refused : null);
    if (!isRefusal(answer)) open.preview(answer.patch);
  }, [choices, item]);

  const place = () => {
    const change = latest.current;
    gesture.current?.cancel();
    gesture.current = undefined;
    if (change) perform(() => change);
    onClose();
  };
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
      title="Row of racks"
      beside
      onClose={onClose}
      testId="dialog-row-array"
      foot={
        <>
          <span className="message" role="alert">
            {refusal}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary disabled={refusal !== null || !item} onClick={place} data-testid="row-place">
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
                { value: 'alternate', title: 'Rows face each other' },
                { value: 'same', title: 'All rows face the same way' },
              ]}
            />
            {field('Cold aisle', 'coldAisle_m', 'length', choices.coldAisle_m)}
            {choices.facing === 'alternate' ? field('Hot aisle', 'hotAisle_m', 'length', choices.hotAisle_m) : null}
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
