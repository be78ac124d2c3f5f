/** The tour: a list beside the model that ticks itself off and offers the next thing to do. */
import { Check, Circle, X } from 'lucide-react';
import { useMemo } from 'react';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { useAnalysis } from '../analysis/store.ts';
import { itemsOf } from '../catalogue.ts';
import { session, useDocument } from '../session.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { useView, viewState } from '../view-state.ts';
import { type TourStepKey, tourSteps } from './tour-steps.ts';
import './tour.css';

function placeCdu(): void {
  const { document } = session.getState();
  const item = itemsOf(document).find(({ kind }) => kind === 'cdu');
  if (item) viewState.getState().startPlacing(item.name);
}

/** Everything at once: the dialog lists what it will lay before it does. */
function connectAll(): void {
  const { document } = session.getState();
  viewState.getState().select([...document.tables.equipment.keys()]);
  actionNamed('insert.auto-connect').run();
}

const showFindings = (): void => viewState.getState().showDock('findings');

interface Offer {
  readonly label: string;
  readonly run: () => void;
  /** The action whose key does the same. */
  readonly action?: string;
}

const offers: Readonly<Record<TourStepKey, Offer>> = {
  hall: { label: 'Draw a hall', run: () => actionNamed('insert.space').run(), action: 'insert.space' },
  racks: { label: 'Place a row', run: () => actionNamed('insert.row').run(), action: 'insert.row' },
  cdu: { label: 'Place a CDU', run: placeCdu },
  plant: { label: 'Place at…', run: () => actionNamed('insert.place-at').run(), action: 'insert.place-at' },
  connect: { label: 'Connect', run: connectAll, action: 'insert.auto-connect' },
  solved: { label: 'Show findings', run: showFindings },
  findings: { label: 'Show findings', run: showFindings },
};

export function Tour() {
  const open = useView((state) => state.tourOpen);
  return open ? <OpenTour /> : null;
}

function OpenTour() {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const findingsShown = useView((state) => state.dockOpen && state.dockTab === 'findings');
  const steps = useMemo(() => tourSteps(document, { analysis, stale, findingsShown }), [document, analysis, stale, findingsShown]);
  const next = steps.find(({ done }) => !done);
  const key = (action: string | undefined) => (action === undefined ? undefined : keysOf(actionNamed(action))[0]);
  const shortcut = next && key(offers[next.key].action);
  return (
    <section className="tour" aria-label="Tour" data-testid="tour">
      <div className="tour-head">
        <h3>To a solved layout</h3>
        <span className="muted" data-testid="tour-count">
          {steps.filter(({ done }) => done).length} of {steps.length}
        </span>
        <IconButton label="End the tour" icon={<X size={14} />} onClick={() => viewState.setState({ tourOpen: false })} />
      </div>
      <ol>
        {steps.map((step) => (
          <li
            key={step.key}
            className={step.done ? 'done' : step === next ? 'next' : ''}
            aria-current={step === next ? 'step' : undefined}
            data-testid={`tour-${step.key}`}
            data-done={step.done}
          >
            <span className="tour-mark">{step.done ? <Check size={13} aria-hidden /> : <Circle size={9} aria-hidden />}</span>
            <span className="tour-title">
              {step.title}
              {step.done ? <span className="visually-hidden"> (done)</span> : null}
            </span>
            <span className="muted tour-state">{step.state}</span>
            {step === next ? (
              <span className="tour-offer">
                <Button small data-testid="tour-next" onClick={offers[step.key].run}>
                  {offers[step.key].label}
                </Button>
                {shortcut ? <span className="keycap">{describeKey(shortcut)}</span> : null}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      {next ? null : (
        <p className="tour-end" role="status">
          Solved. Change a figure of a rack in the inspector and watch what moves.
        </p>
      )}
    </section>
  );
}
