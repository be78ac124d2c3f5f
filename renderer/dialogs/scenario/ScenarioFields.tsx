import { editScenario } from '../../../shared/commands/edit-scenario.ts';
import type { LoadLevel, Scenario } from '../../../shared/document/records.ts';
import { editThrough } from '../../field-edit.ts';
import { perform } from '../../session.ts';
import { QuantityField } from '../../ui/QuantityField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView } from '../../view-state.ts';
import { Outages } from './Outages.tsx';

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

/** The scenario's own values, as they are saved with the design. */
export function ScenarioFields({ scenario, onFault }: { scenario: Scenario; onFault: (fault: string | undefined) => void }) {
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  const unit = system === 'SI' ? '°C' : '°F';
  return (
    <>
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
          onFault={onFault}
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
          onFault={onFault}
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
            onFault={onFault}
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
          onFault={onFault}
          begin={() => editThrough((current, utilisation) => editScenario(current, { scenario: scenario.id, fields: { utilisation } }))}
        />
        <span className="unit">%</span>
      </span>
      <span className="label">Out of service</span>
      <Outages
        ids={scenario.failed}
        empty="nothing"
        onRestore={
          readOnly
            ? undefined
            : (id) =>
                perform((current) =>
                  editScenario(current, { scenario: scenario.id, fields: { failed: scenario.failed.filter((other) => other !== id) } }),
                )
        }
      />
    </>
  );
}
