import type { Scenario } from '../../../shared/document/records.ts';
import { isTrying, keepTriedInScenario, saveTriedAsScenario } from '../../scenarios.ts';
import { Button } from '../../ui/Button.tsx';
import { QuantityField } from '../../ui/QuantityField.tsx';
import { nothingTried, useView, viewState } from '../../view-state.ts';
import { Outages } from './Outages.tsx';

/** What is tried on top of the scenario: in the analysis at once, in the design only when it is kept. */
export function Tried({ scenario, onFault }: { scenario: Scenario; onFault: (fault: string | undefined) => void }) {
  const request = useView((state) => state.request);
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  const unit = system === 'SI' ? '°C' : '°F';
  const { setRequest } = viewState.getState();
  const idle = isTrying(request) ? undefined : 'Nothing differs from the scenario';
  const unkept = idle ?? (readOnly ? 'This design is open for review' : undefined);
  return (
    <>
      <h3 className="full">For now</h3>
      <span className="label">Outdoor air, for now</span>
      <span className="with-unit">
        <QuantityField
          label="Outdoor air, for now"
          kind="temperature"
          unit={unit}
          system={system}
          large
          value={request.ambient_K ?? scenario.ambient.dryBulb_K}
          onFault={onFault}
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
      <span className="label">Out of service, for now</span>
      <Outages
        ids={request.failed}
        tried
        empty="nothing; select equipment and choose Analyse, Take selection out of service"
        onRestore={(id) => setRequest({ failed: request.failed.filter((other) => other !== id) })}
      />
      <span className="label" />
      <span className="scenario-tried">
        <Button small why={idle} onClick={() => setRequest(nothingTried)} data-testid="scenario-as-saved">
          As saved
        </Button>
        <Button small why={unkept} onClick={keepTriedInScenario} data-testid="scenario-keep">
          Keep in the scenario
        </Button>
        <Button small why={unkept} onClick={saveTriedAsScenario} data-testid="scenario-save-tried">
          Save as a scenario
        </Button>
      </span>
    </>
  );
}
