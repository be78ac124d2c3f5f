import { useCallback, useState } from 'react';
import { addColumn, addPartition } from '../../shared/commands/edit-building.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Space } from '../../shared/document/records.ts';
import { boundsOf } from '../../shared/geometry/polygon.ts';
import { useDocument } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { viewState } from '../view-state.ts';
import { usePreview } from './use-preview.ts';

const parts = [
  { value: 'partition', title: 'Wall inside' },
  { value: 'column', title: 'Column' },
] as const;

interface Choices {
  readonly part: 'partition' | 'column';
  readonly space: string;
  readonly x_m: number;
  readonly y_m: number;
  readonly toX_m: number;
  readonly toY_m: number;
  readonly thickness_m: number;
  readonly width_m: number;
  readonly depth_m: number;
}

/** What walls and columns stand in: the selected space first. */
function spacesOf(document: Document): readonly Space[] {
  const chosen = new Set(viewState.getState().selection);
  const all = [...document.tables.space.values()].filter(({ kind }) => kind === 'building' || kind === 'hall' || kind === 'room');
  return [...all.filter(({ id }) => chosen.has(id)), ...all.filter(({ id }) => !chosen.has(id))];
}

/** From wall to wall through the middle, and a column of usual size there. */
function usual(space: Space | undefined): Omit<Choices, 'part' | 'space'> {
  const { min, max } = boundsOf(space?.outline_m ?? [[0, 0]], 0, 0);
  const x_m = Math.round((min[0] + max[0]) * 5) / 10;
  return {
    x_m,
    y_m: min[1],
    toX_m: x_m,
    toY_m: max[1],
    thickness_m: space?.wallThickness_m ?? 0.15,
    width_m: 0.4,
    depth_m: 0.4,
  };
}

/** A wall inside or a column at typed coordinates; the next one follows without closing the dialog. */
export function BuildingPartDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const [spaces] = useState(() => spacesOf(document));
  const [choices, setChoices] = useState<Choices>(() => ({ part: 'partition', space: spaces[0]?.id ?? '', ...usual(spaces[0]) }));
  const command = useCallback(
    (start: Document) => {
      const { part, space, x_m, y_m, toX_m, toY_m, thickness_m, width_m, depth_m } = choices;
      return part === 'column'
        ? addColumn(start, { space, column: { at_m: [x_m, y_m], width_m, depth_m } })
        : addPartition(start, { space, from_m: [x_m, y_m], to_m: [toX_m, toY_m], thickness_m });
    },
    [choices],
  );
  const { refusal, keep } = usePreview(command);
  const set = (key: Exclude<keyof Choices, 'part' | 'space'>) => (value: number | undefined) =>
    value === undefined ? undefined : setChoices((state) => ({ ...state, [key]: value }));
  const wall = choices.part === 'partition';
  return (
    <Dialog
      title="Wall or column at coordinates"
      beside
      onClose={onClose}
      testId="dialog-building-part"
      foot={
        <>
          <span className="message" role="alert" data-testid="part-message">
            {refusal}
          </span>
          <Button onClick={onClose}>Close</Button>
          <Button disabled={refusal !== null} onClick={() => keep(true)} data-testid="part-another">
            Add and go on
          </Button>
          <Button
            primary
            disabled={refusal !== null}
            data-testid="part-add"
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
      <div className="form">
        <span className="label">Part</span>
        <SelectField
          label="Part"
          large
          value={choices.part}
          choices={parts}
          testId="part-sort"
          onChange={(part) => setChoices((state) => ({ ...state, part: part as Choices['part'] }))}
        />
        <span className="label">In</span>
        <SelectField
          label="In"
          large
          value={choices.space}
          choices={spaces.map(({ id, name }) => ({ value: id, title: name }))}
          onChange={(id) => setChoices((state) => ({ ...state, space: id, ...usual(spaces.find((space) => space.id === id)) }))}
        />
        <FormQuantity label={wall ? 'From X, east' : 'X, east'} kind="length" value={choices.x_m} onChange={set('x_m')} testId="part-x" />
        <FormQuantity label={wall ? 'From Y, north' : 'Y, north'} kind="length" value={choices.y_m} onChange={set('y_m')} testId="part-y" />
        {wall ? (
          <>
            <FormQuantity label="To X, east" kind="length" value={choices.toX_m} onChange={set('toX_m')} testId="part-to-x" />
            <FormQuantity label="To Y, north" kind="length" value={choices.toY_m} onChange={set('toY_m')} testId="part-to-y" />
            <FormQuantity
              label="Thickness"
              kind="length"
              value={choices.thickness_m}
              onChange={set('thickness_m')}
              testId="part-thickness"
            />
          </>
        ) : (
          <>
            <FormQuantity label="Width, X" kind="length" value={choices.width_m} onChange={set('width_m')} testId="part-width" />
            <FormQuantity label="Depth, Y" kind="length" value={choices.depth_m} onChange={set('depth_m')} testId="part-depth" />
          </>
        )}
      </div>
    </Dialog>
  );
}
