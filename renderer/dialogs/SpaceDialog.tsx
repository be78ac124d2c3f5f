import { useCallback, useState } from 'react';
import { freeSpaceName, spaceAround } from '../../shared/commands/draw-space.ts';
import { addSpace } from '../../shared/commands/edit-space.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Space, SpaceKind } from '../../shared/document/records.ts';
import { boundsOf } from '../../shared/geometry/polygon.ts';
import { newId, useDocument } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { viewState } from '../view-state.ts';
import { usePreview } from './use-preview.ts';

const kinds: readonly { readonly value: SpaceKind; readonly title: string }[] = [
  { value: 'hall', title: 'Hall' },
  { value: 'room', title: 'Room' },
  { value: 'building', title: 'Building' },
  { value: 'aisle', title: 'Aisle' },
  { value: 'zone', title: 'Zone' },
  { value: 'yard', title: 'Yard' },
];

interface Choices {
  readonly kind: SpaceKind;
  readonly name: string;
  readonly x_m: number;
  readonly y_m: number;
  readonly width_m: number;
  readonly depth_m: number;
  readonly height_m: number;
  readonly elevation_m: number;
  readonly aisle: 'cold' | 'hot';
}

/** Beside what stands already, so that a new space starts in the free. */
function beside(document: Document): { x_m: number; y_m: number } {
  const ends = [...document.tables.space.values()].map(({ outline_m }) => boundsOf(outline_m, 0, 0).max[0]);
  return { x_m: ends.length === 0 ? 0 : Math.ceil(Math.max(...ends)) + 1, y_m: 0 };
}

/** A hall, room, aisle or yard with typed dimensions. */
export function SpaceDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const [choices, setChoices] = useState<Choices>(() => ({
    kind: 'hall',
    name: freeSpaceName(document, { kind: 'hall' }),
    ...beside(document),
    width_m: 24,
    depth_m: 18,
    height_m: 5,
    elevation_m: 0,
    aisle: 'cold',
  }));
  const set =
    <K extends keyof Choices>(key: K) =>
    (value: Choices[K] | undefined) =>
      value === undefined ? undefined : setChoices((state) => ({ ...state, [key]: value }));
  const command = useCallback(
    (start: Document) => {
      const { kind, name, x_m: x, y_m: y, width_m, depth_m, height_m, elevation_m, aisle } = choices;
      const outline_m: Space['outline_m'] = [
        [x, y],
        [x + width_m, y],
        [x + width_m, y + depth_m],
        [x, y + depth_m],
      ];
      const parent = spaceAround(start, kind, outline_m);
      return addSpace(start, {
        fields: {
          kind,
          name,
          ...(parent === undefined ? {} : { parent: parent.id }),
          outline_m,
          elevation_m,
          height_m,
          ...(kind === 'aisle' ? { aisle } : {}),
        },
        newId,
      });
    },
    [choices],
  );
  const { refusal, keep } = usePreview(command);
  const place = () => {
    if (keep()) viewState.getState().frame('all');
    onClose();
  };
  return (
    <Dialog
      title="New hall or room"
      beside
      onClose={onClose}
      testId="dialog-space"
      foot={
        <>
          <span className="message" role="alert">
            {refusal}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary disabled={refusal !== null} onClick={place} data-testid="space-add">
            Add
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">Kind</span>
        <SelectField
          label="Kind"
          value={choices.kind}
          large
          choices={kinds}
          onChange={(chosen) =>
            setChoices((state) => {
              const kind = chosen as SpaceKind;
              // A name that nobody typed follows the kind.
              const own = state.name !== freeSpaceName(document, { kind: state.kind });
              return { ...state, kind, name: own ? state.name : freeSpaceName(document, { kind }) };
            })
          }
          testId="space-kind"
        />
        {choices.kind === 'aisle' ? (
          <>
            <span className="label">Air</span>
            <SelectField
              label="Air"
              value={choices.aisle}
              large
              choices={[
                { value: 'cold', title: 'Cold aisle' },
                { value: 'hot', title: 'Hot aisle' },
              ]}
              onChange={(aisle) => setChoices((state) => ({ ...state, aisle: aisle as 'cold' | 'hot' }))}
            />
          </>
        ) : null}
        <label htmlFor="space-name">Name</label>
        <input
          id="space-name"
          className="field large"
          data-testid="space-name"
          value={choices.name}
          onChange={(event) => setChoices((state) => ({ ...state, name: event.target.value }))}
        />
        <FormQuantity label="West wall, X" kind="length" value={choices.x_m} onChange={set('x_m')} testId="space-x" />
        <FormQuantity label="South wall, Y" kind="length" value={choices.y_m} onChange={set('y_m')} testId="space-y" />
        <FormQuantity label="Width, X" kind="length" value={choices.width_m} onChange={set('width_m')} testId="space-width" />
        <FormQuantity label="Depth, Y" kind="length" value={choices.depth_m} onChange={set('depth_m')} testId="space-depth" />
        <FormQuantity label="Height" kind="length" value={choices.height_m} onChange={set('height_m')} testId="space-height" />
        <FormQuantity label="Floor level" kind="length" value={choices.elevation_m} onChange={set('elevation_m')} testId="space-level" />
      </div>
    </Dialog>
  );
}
