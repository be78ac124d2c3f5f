/** What was measured, as a list: figure, name, whether it is shown. */
import { Eye, EyeOff, RulerDimensionLine, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { measurementsInOrder, renameMeasurement, showMeasurements } from '../../shared/commands/edit-measurement.ts';
import { standing } from '../../shared/commands/measured.ts';
import type { Measurement } from '../../shared/document/records.ts';
import { ToolPopover } from '../panels/ToolPopover.tsx';
import { perform, useDocument } from '../session.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useView, viewState } from '../view-state.ts';
import { forgetMeasurements } from './kept.ts';
import { drawn } from './measurement.ts';
import './measurements.css';

/** The first line of each figure; four clear ways round a piece stand side by side. */
const inShort = (texts: readonly string[]): string => texts.map((text) => text.split('\n')[0]).join(' · ');

function Row({ measurement, figures, readOnly }: { measurement: Measurement; figures: string; readOnly: boolean }) {
  const { id, name, hidden } = measurement;
  return (
    <li className={`measurement ${hidden ? 'measurement-hidden' : ''}`} data-testid={`measurement-${name}`}>
      {readOnly ? (
        <span className="clip measurement-name">{name}</span>
      ) : (
        <TextField
          label={`Name of ${name}`}
          value={name}
          onCommit={(next) => perform((document) => renameMeasurement(document, { measurement: id, name: next }))}
        />
      )}
      <button
        type="button"
        className="clip measurement-figure"
        title={`Fly to ${name}`}
        aria-label={`Fly to ${name}: ${figures}`}
        onClick={() => viewState.getState().frame([id])}
      >
        {figures}
      </button>
      {readOnly ? null : (
        <>
          <IconButton
            label={`${hidden ? 'Show' : 'Hide'} ${name}`}
            icon={hidden ? <EyeOff size={13} /> : <Eye size={13} />}
            onClick={() => perform((document) => showMeasurements(document, { measurements: [id], shown: hidden === true }))}
          />
          <IconButton label={`Delete ${name}`} icon={<Trash2 size={13} />} onClick={() => forgetMeasurements([id])} />
        </>
      )}
    </li>
  );
}

function List() {
  const document = useDocument();
  const readOnly = useView((state) => state.readOnly);
  const system = useView((state) => state.unitSystem);
  const rows = useMemo(() => {
    const index = standing(document);
    return measurementsInOrder(document).map((measurement) => ({
      measurement,
      figures: inShort(drawn(document, measurement, index, system)?.figures.map(({ text }) => text) ?? []),
    }));
  }, [document, system]);
  const anyShown = rows.some(({ measurement }) => !measurement.hidden);
  return (
    <>
      <div className="viewpoints-head">
        <h3>Measurements</h3>
        {rows.length > 0 && !readOnly ? (
          <Button
            small
            onClick={() =>
              perform((document) =>
                showMeasurements(document, { measurements: rows.map(({ measurement: { id } }) => id), shown: !anyShown }),
              )
            }
          >
            {anyShown ? 'Hide all' : 'Show all'}
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <p className="muted viewpoints-empty">
          What is measured is kept with the design and follows its pieces. Press M and click two points.
        </p>
      ) : (
        <ol className="measurements-list">
          {rows.map(({ measurement, figures }) => (
            <Row key={measurement.id} measurement={measurement} figures={figures} readOnly={readOnly} />
          ))}
        </ol>
      )}
    </>
  );
}

/** The button under the viewpoints with the list behind it. */
export function MeasurementsPanel() {
  const open = useView((state) => state.measurementsOpen);
  return (
    <ToolPopover
      action="view.measurements"
      name="Measurements"
      icon={<RulerDimensionLine size={16} />}
      open={open}
      onOpenChange={(measurementsOpen) => viewState.setState({ measurementsOpen })}
      testId="measurements"
    >
      <List />
    </ToolPopover>
  );
}
