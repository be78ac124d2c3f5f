import { X } from 'lucide-react';
import { useState } from 'react';
import { editScenario } from '../../shared/commands/edit-scenario.ts';
import { findRecord, scenarioNamed, siteOf } from '../../shared/document/document.ts';
import type { LoadLevel } from '../../shared/document/records.ts';
import { editThrough } from '../field-edit.ts';
import { perform, useDocument } from '../session.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { QuantityField } from '../ui/QuantityField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { useView, viewState } from '../view-state.ts';

const levels: readonly { readonly value: LoadLevel; readonly title: string }[] = [
  { value: 'typical', title: 'Typical' },
  { value: 'tdp', title: 'Thermal design power' },
  { value: 'design', title: 'Design' },
  { value: 'edpp', title: 'Electrical peak' },
];

const edpChoice = { value: 'edp', title: 'TDP times an EDP factor' };

const moments = [
  { value: 'settled', title: 'Settled' },
  { value: 'battery', title: 'Just after a loss: on battery' },
];

/** The scenario in force: its own values, and what is tried on top without changing the design. */
export function ScenarioDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const request = useView((state) => state.request);
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  const [fault, setFault] = useState<string | undefined>();
  const fallback = document.tables.scenario.get(siteOf(document).defaultScenario);
  const scenario = (request.scenario === null ? undefined : scenarioNamed(document, request.scenario)) ?? fallback;
  if (!scenario) return null;
  const unit = system === 'SI' ? '°C' : '°F';
  const nameOf = (id: string) => {
    const record = findRecord(document, id);
    return record && 'tag' in record ? record.tag : id;
  };
  const { setRequest } = viewState.getState();
  return (
    <Dialog
      title={`Scenario: ${scenario.title}`}
      live
      onClose={onClose}
      testId="dialog-scenario"
      foot={
        <>
          <span className="message" role="alert">
            {fault}
          </span>
          <Button
            onClick={() => setRequest({ ambient_K: null, failed: [] })}
            why={request.ambient_K === null && request.failed.length === 0 ? 'Nothing differs from the scenario' : undefined}
          >
            As the scenario says
          </Button>
          <Button primary onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">Scenario</span>
        <SelectField
          label="Scenario"
          large
          value={scenario.name}
          choices={[...document.tables.scenario.values()].map(({ name, title }) => ({ value: name, title }))}
          onChange={(name) => setRequest({ scenario: name, ambient_K: null, failed: [] })}
        />
        <span className="label">Outdoor air, for now</span>
        <span className="with-unit">
          <QuantityField
            label="Outdoor air, for now"
            kind="temperature"
            unit={unit}
            system={system}
            large
            value={request.ambient_K ?? scenario.ambient.dryBulb_K}
            onFault={setFault}
            testId="scenario-ambient"
            begin={() => {
              let wanted = request.ambient_K;
              const before = request.ambient_K;
              return {
                preview(value_K) {
                  if (value_K < 180 || value_K > 335) return 'The ambient temperature is outside what occurs on Earth';
                  wanted = value_K;
                  return undefined;
                },
                commit: () => setRequest({ ambient_K: wanted }),
                cancel: () => setRequest({ ambient_K: before }),
              };
            }}
          />
          <span className="unit">{unit}</span>
        </span>
        <h3 className="full">In the design</h3>
        <span className="label">Outdoor air</span>
        <span className="with-unit">
          <QuantityField
            label="Outdoor air of the scenario"
            kind="temperature"
            unit={unit}
            system={system}
            large
            value={scenario.ambient.dryBulb_K}
            disabled={readOnly}
            onFault={setFault}
            begin={() =>
              editThrough((current, dryBulb_K) =>
                editScenario(current, { scenario: scenario.id, fields: { ambient: { ...scenario.ambient, dryBulb_K } } }),
              )
            }
          />
          <span className="unit">{unit}</span>
        </span>
        <span className="label">Relative humidity</span>
        <span className="with-unit">
          <QuantityField
            label="Relative humidity"
            kind="ratio"
            unit="%"
            system={system}
            large
            value={scenario.ambient.relativeHumidity}
            disabled={readOnly}
            onFault={setFault}
            begin={() =>
              editThrough((current, relativeHumidity) =>
                editScenario(current, { scenario: scenario.id, fields: { ambient: { ...scenario.ambient, relativeHumidity } } }),
              )
            }
          />
          <span className="unit">%</span>
        </span>
        <span className="label">Rack load</span>
        <SelectField
          label="Rack load"
          large
          value={scenario.edpFactor === undefined ? scenario.load : edpChoice.value}
          choices={[...levels, edpChoice]}
          disabled={readOnly}
          onChange={(load) =>
            perform((current) =>
              load === edpChoice.value
                ? editScenario(current, { scenario: scenario.id, fields: { edpFactor: 1 } })
                : editScenario(current, { scenario: scenario.id, fields: { load: load as LoadLevel }, clear: ['edpFactor'] }),
            )
          }
        />
        {scenario.edpFactor === undefined ? null : (
          <>
            <span className="label">EDP factor</span>
            <QuantityField
              label="EDP factor"
              kind="ratio"
              unit=""
              system={system}
              large
              value={scenario.edpFactor}
              disabled={readOnly}
              onFault={setFault}
              begin={() => editThrough((current, edpFactor) => editScenario(current, { scenario: scenario.id, fields: { edpFactor } }))}
            />
          </>
        )}
        <span className="label">Moment</span>
        <SelectField
          label="Moment"
          large
          value={scenario.onBattery ? 'battery' : 'settled'}
          choices={moments}
          disabled={readOnly}
          onChange={(moment) =>
            perform((current) =>
              moment === 'battery'
                ? editScenario(current, { scenario: scenario.id, fields: { onBattery: true } })
                : editScenario(current, { scenario: scenario.id, fields: {}, clear: ['onBattery'] }),
            )
          }
        />
        <span className="label">Utilisation</span>
        <span className="with-unit">
          <QuantityField
            label="Utilisation"
            kind="ratio"
            unit="%"
            system={system}
            large
            value={scenario.utilisation}
            disabled={readOnly}
            onFault={setFault}
            begin={() => editThrough((current, utilisation) => editScenario(current, { scenario: scenario.id, fields: { utilisation } }))}
          />
          <span className="unit">%</span>
        </span>
        <span className="label">Out of service</span>
        <span className="outages">
          {scenario.failed.map((id) => (
            <span key={id} className="badge">
              {nameOf(id)}
            </span>
          ))}
          {request.failed.map((id) => (
            <span key={id} className="badge estimate">
              {nameOf(id)}{' '}
              <IconButton
                label={`Put ${nameOf(id)} back into service`}
                icon={<X size={11} />}
                onClick={() => setRequest({ failed: request.failed.filter((other) => other !== id) })}
              />
            </span>
          ))}
          {scenario.failed.length + request.failed.length === 0 ? (
            <span className="muted">nothing; select equipment and choose Analyse, Take selection out of service</span>
          ) : null}
        </span>
      </div>
    </Dialog>
  );
}
