import type { QuantityKey } from '../../../shared/analysis/quantities.ts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf, parametersOf } from '../../../shared/catalogue/resolve.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { showQuantity, useFormat } from '../../figures.ts';
import { Row } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView } from '../../view-state.ts';

/** Quantities whose sum over records means something. */
const summed: readonly { readonly key: QuantityKey; readonly title: string }[] = [
  { key: 'power', title: 'Electrical power' },
  { key: 'heatToLiquid', title: 'Heat to liquid' },
  { key: 'heatToAir', title: 'Heat to air' },
  { key: 'loss', title: 'Losses' },
  { key: 'length', title: 'Length of runs' },
];

/** Extremes say more than sums for what is shared. */
const ranged: readonly QuantityKey[] = ['supplyTemperature', 'returnTemperature', 'flow', 'loading'];

export function SumSection({ document, ids }: { document: Document; ids: readonly RecordId[] }) {
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const format = useFormat();
  const valuesOf = (key: QuantityKey) => (analysis ? ids.flatMap((id) => quantityOf(analysis.results, id, key) ?? []) : []);
  let mass_kg = 0;
  for (const id of ids) {
    const equipment = document.tables.equipment.get(id);
    const parameters = equipment && parametersOf(document, equipment);
    if (equipment && parameters?.ok) mass_kg += kindOf(document, equipment)?.envelope?.(parameters.value).mass_kg ?? 0;
  }
  const mass = format(mass_kg, 'mass', { decimals: 0 });
  return (
    <Section title="Together" testId="section-sum">
      <div className={stale ? 'stale' : ''}>
        {summed.map(({ key, title }) => {
          const values = valuesOf(key);
          if (values.length === 0) return null;
          const { text, unit } = showQuantity(
            key,
            values.reduce((a, b) => a + b, 0),
            system,
          );
          return <Row key={key} label={title} figure={text} unit={unit} badge={<span className="muted">sum</span>} />;
        })}
        {ranged.map((key) => {
          const values = valuesOf(key);
          if (values.length === 0) return null;
          const least = showQuantity(key, Math.min(...values), system);
          const most = showQuantity(key, Math.max(...values), system);
          return (
            <Row
              key={key}
              label={
                { supplyTemperature: 'Supply', returnTemperature: 'Return', flow: 'Flow each', loading: 'Loading' }[key as string] ?? key
              }
              figure={least.text === most.text ? most.text : `${least.text} … ${most.text}`}
              unit={most.unit}
              range={least.text !== most.text}
              badge={<span className="muted">range</span>}
            />
          );
        })}
        {mass_kg > 0 ? <Row label="Mass" figure={mass.text} unit={mass.unit} badge={<span className="muted">sum</span>} /> : null}
      </div>
    </Section>
  );
}
