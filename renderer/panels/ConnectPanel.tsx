/** What a run is drawn with: its pipe or cable, its height on the way, and its system where that has to be said. */
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { itemsOf } from '../catalogue.ts';
import { useDocument } from '../session.ts';
import { drawnRun, useDrawnRun } from '../tools/drawn-run.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { useView, viewState } from '../view-state.ts';

/** Which of several systems the run in hand belongs to. */
function SystemQuestion() {
  const question = useDrawnRun((state) => state.question);
  const first = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (question) first.current?.querySelector('button')?.focus();
  }, [question]);
  if (!question) return null;
  const choose = (system: string) => {
    drawnRun.setState({ question: null });
    question.answer(system);
  };
  return (
    <fieldset className="connect-question" ref={first} data-testid="connect-system">
      <legend>Which system is it part of?</legend>
      {question.systems.map(({ id, name }) => (
        <Button key={id} small onClick={() => choose(id)}>
          {name}
        </Button>
      ))}
      <Button small onClick={() => choose('new')}>
        A new one
      </Button>
    </fieldset>
  );
}

/** A line above the hints while the connect tool is in hand: ports are pressed anywhere above it. */
export function ConnectPanel() {
  const tool = useView((state) => state.tool);
  const placing = useView((state) => state.placing);
  const height_m = useDrawnRun((state) => state.height_m);
  const document = useDocument();
  if (tool !== 'connect') return null;
  const picked = placing === null ? undefined : itemsOf(document).find(({ name }) => name === placing);
  return (
    <section className="connect-panel" aria-label="Connect" data-testid="connect-panel">
      <SystemQuestion />
      <div className="connect-line">
        <span data-testid="connect-item">{picked?.title ?? 'Size as the ports ask for'}</span>
        {picked ? (
          <IconButton
            label={`Draw without ${picked.title}: as the ports ask for`}
            icon={<X size={12} />}
            onClick={() => viewState.setState({ placing: null })}
          />
        ) : null}
        <FormQuantity
          label="Height"
          kind="length"
          value={height_m}
          placeholder="above the ports"
          testId="connect-height"
          onChange={(height) => drawnRun.setState({ height_m: height })}
        />
        {height_m === undefined ? null : (
          <IconButton
            label="No height of its own: above the ports"
            icon={<X size={12} />}
            onClick={() => drawnRun.setState({ height_m: undefined })}
          />
        )}
      </div>
    </section>
  );
}
