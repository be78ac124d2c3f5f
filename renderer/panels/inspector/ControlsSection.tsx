import type { ActiveControl } from '../../../shared/analysis/controls.ts';
import type { EquipmentId } from '../../../shared/document/ids.ts';
import { describeQuantity } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView } from '../../view-state.ts';

/** Short enough for the label column; the row's hint has the rest. */
const labels: Readonly<Record<ActiveControl['holds'], string>> = {
  'TCS supply temperature': 'TCS supply',
  'leaving temperature': 'Leaving water',
  'supply air temperature': 'Supply air',
  'differential pressure': 'Δp',
  'temperature rise': 'ΔT, by flow',
  'return temperature': 'Return, by flow',
  flow: 'Flow',
};

const title = (text: string) => text.replace(/^./, (letter) => letter.toUpperCase());

function sentence({ state, by, position }: ActiveControl): string {
  if (state === 'idle' || state === 'off') return state;
  return `${by} at ${Math.round(100 * position)}\u00a0%${state === 'at limit' ? ', at its limit' : ''}`;
}

/** What this equipment's controls hold, by what, and how far they are from their set points. */
export function ControlsSection({ id }: { id: EquipmentId }) {
  const all = useAnalysis((state) => state.analysis?.controls);
  const system = useView((state) => state.unitSystem);
  const controls = all?.filter(({ owner }) => owner === id) ?? [];
  if (controls.length === 0) return null;
  const limited = controls.filter(({ state }) => state === 'at limit').length;
  return (
    <Section title="Controls" note={limited > 0 ? `${limited} at limit` : ''} testId="section-controls">
      {controls.map((control) => {
        const { holds, quantity, actual, target, state } = control;
        const shown = (value: number) => describeQuantity(value, quantity, { system });
        return (
          <WideRow key={holds} label={labels[holds]} hint={`${title(holds)}: set point ${shown(target)}, moved by ${control.by}`}>
            <span className={state === 'at limit' ? 'icon-warning' : state === 'holding' ? '' : 'muted'} data-selectable>
              {state === 'idle' || state === 'off' ? title(state) : `${shown(actual)} · ${sentence(control)}`}
            </span>
          </WideRow>
        );
      })}
    </Section>
  );
}
