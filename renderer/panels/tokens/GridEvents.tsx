import { setGridEvents } from '../../../shared/commands/set-assumption.ts';
import { gridEvents as presets } from '../../../shared/designs/workloads.ts';
import { type Document, siteOf } from '../../../shared/document/document.ts';
import type { GridEvent } from '../../../shared/document/records.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import { perform, useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Section.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useView } from '../../view-state.ts';
import { CommandQuantity } from './CommandQuantity.tsx';
import { freeName } from './words.ts';

type Numbers = 'reduction' | 'notice_s' | 'duration_s' | 'perYear' | 'payment_USD_kWh';

const fields: readonly {
  readonly name: Numbers;
  readonly label: string;
  readonly kind: QuantityKind;
  readonly unit: string;
  readonly suffix: string;
}[] = [
  { name: 'reduction', label: 'Reduction', kind: 'ratio', unit: '%', suffix: '% of site power' },
  { name: 'notice_s', label: 'Notice', kind: 'time', unit: 'min', suffix: 'min' },
  { name: 'duration_s', label: 'Duration', kind: 'time', unit: 'h', suffix: 'h' },
  { name: 'perYear', label: 'Frequency', kind: 'count', unit: '', suffix: 'a year' },
  { name: 'payment_USD_kWh', label: 'Payment', kind: 'count', unit: '', suffix: 'USD/kWh' },
];

const eventsOf = (document: Document): readonly GridEvent[] => siteOf(document).gridEvents ?? [];
/** What is typed in is no longer what the preset's source says. */
const edited = (document: Document, index: number, change: Partial<GridEvent>) =>
  setGridEvents(document, {
    events: eventsOf(document).map((event, i) => (i === index ? { ...event, source: 'entered', ...change } : event)),
  });

/** Calls of the grid for less power: by magnitude, notice, duration and frequency. */
export function GridEvents() {
  const events = eventsOf(useDocument());
  const readOnly = useView((state) => state.readOnly);
  const add = (preset: GridEvent) =>
    perform((document) => {
      const known = eventsOf(document);
      const name = freeName(
        preset.name,
        known.map((event) => event.name),
      );
      return setGridEvents(document, { events: [...known, { ...preset, name }] });
    });
  return (
    <Section title="Grid events" note={`${events.length}`}>
      {events.map((event, i) => (
        <div key={event.name} className="grid-event" data-testid={`event-${event.name}`}>
          <div className="work-fields">
            <div className="work-field">
              <span className="label">Name</span>
              <TextField
                label="Event name"
                value={event.name}
                disabled={readOnly}
                onCommit={(name) => perform((document) => edited(document, i, { name, source: event.source }))}
              />
            </div>
            {fields.map(({ name, label, kind, unit, suffix }) => (
              <CommandQuantity
                key={name}
                label={label}
                kind={kind}
                unit={unit}
                suffix={suffix}
                value={event[name]}
                command={(document, value) => edited(document, i, { [name]: value })}
                testId={`event-${event.name}-${label.toLowerCase()}`}
              />
            ))}
          </div>
          <div className="placements">
            <Button
              small
              disabled={readOnly}
              data-testid={`remove-event-${event.name}`}
              onClick={() => perform((document) => setGridEvents(document, { events: eventsOf(document).filter((_, k) => k !== i) }))}
            >
              Remove
            </Button>
            <span className="muted">{event.source}</span>
          </div>
        </div>
      ))}
      <div className="placements">
        {presets.map((preset) => (
          <Button key={preset.name} disabled={readOnly} onClick={() => add(preset)} data-testid={`add-event-${preset.name}`}>
            Add {preset.name}
          </Button>
        ))}
      </div>
    </Section>
  );
}
