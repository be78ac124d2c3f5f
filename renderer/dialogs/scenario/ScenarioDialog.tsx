import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { editScenario } from '../../../shared/commands/edit-scenario.ts';
import { scenarioInForce, siteOf } from '../../../shared/document/document.ts';
import { newScenario, openFirst, removeScenarioInForce } from '../../scenarios.ts';
import { perform, useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { nothingTried, useView, viewState } from '../../view-state.ts';
import { ScenarioFields } from './ScenarioFields.tsx';
import { Tried } from './Tried.tsx';

/** Why the scenario cannot be deleted now. */
function reasonToKeep(count: number, opensFirst: boolean, readOnly: boolean): string | undefined {
  if (readOnly) return 'This design is open for review';
  if (count === 1) return 'It is the only one: a design is always analysed in a scenario';
  return opensFirst ? 'The design opens in it: let another scenario open first' : undefined;
}

/** The scenarios of the design, the one in force with its own values, and what is tried on top without changing the design. */
export function ScenarioDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const request = useView((state) => state.request);
  const readOnly = useView((state) => state.readOnly);
  const refusal = useView((state) => state.refusal);
  // What was refused before the dialog opened is not about it.
  const [earlier] = useState(refusal);
  const [fault, setFault] = useState<string | undefined>();
  const scenario = scenarioInForce(document, request.scenario);
  if (!scenario) return null;
  const opensFirst = siteOf(document).defaultScenario === scenario.id;
  const review = readOnly ? 'This design is open for review' : undefined;
  return (
    <Dialog
      title={`Scenario: ${scenario.title}`}
      live
      onClose={onClose}
      testId="dialog-scenario"
      foot={
        <>
          <span className="message" role="alert" data-testid="scenario-message">
            {fault ?? (refusal === earlier ? null : refusal)}
          </span>
          <Button primary onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">Scenario</span>
        <span className="scenario-choice">
          <SelectField
            label="Scenario"
            large
            testId="scenario-choice"
            value={scenario.name}
            choices={[...document.tables.scenario.values()].map(({ name, title }) => ({ value: name, title }))}
            onChange={(name) => viewState.getState().setRequest({ scenario: name, ...nothingTried })}
          />
          <Button small why={review} onClick={newScenario} data-testid="scenario-new">
            <Plus size={13} aria-hidden /> New
          </Button>
          <Button
            small
            why={reasonToKeep(document.tables.scenario.size, opensFirst, readOnly)}
            onClick={removeScenarioInForce}
            data-testid="scenario-delete"
          >
            <Trash2 size={13} aria-hidden /> Delete
          </Button>
        </span>
        <span className="label">Name</span>
        <span className="scenario-name">
          <TextField
            label="Name of the scenario"
            large
            value={scenario.title}
            disabled={readOnly}
            testId="scenario-title"
            onCommit={(title) => perform((current) => editScenario(current, { scenario: scenario.id, fields: { title: title.trim() } }))}
          />
          <span className="muted">
            On the command line: <span data-selectable>{scenario.name}</span>
          </span>
          <label>
            <input
              type="checkbox"
              checked={opensFirst}
              disabled={opensFirst || readOnly}
              data-testid="scenario-first"
              onChange={() => openFirst(scenario)}
            />{' '}
            The design opens in this scenario
          </label>
        </span>
        <Tried scenario={scenario} onFault={setFault} />
        <ScenarioFields key={scenario.id} scenario={scenario} onFault={setFault} />
      </div>
    </Dialog>
  );
}
