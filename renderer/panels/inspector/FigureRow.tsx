import { Popover } from 'radix-ui';
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import type { NumberParameter, ParameterSpec } from '../../../shared/catalogue/kind.ts';
import { kindOf, parametersOf } from '../../../shared/catalogue/resolve.ts';
import { itemOf } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { formatQuantity } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { decidingFigures, limitOf, shortTitle, showQuantity, unitOfParameter } from '../../figures.ts';
import { useDocument } from '../../session.ts';
import { MarginBar } from '../../ui/MarginBar.tsx';
import type { Margin } from '../../ui/margin.ts';
import { Row } from '../../ui/Row.tsx';
import { useView, viewState } from '../../view-state.ts';

interface Input {
  readonly title: string;
  readonly text: string;
  readonly unit: string;
  readonly from: string;
}

/** Values of the inputs a formula names: solved figures or parameters of the same record. */
function useInputs(id: RecordId, names: readonly string[]): readonly Input[] {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const system = useView((state) => state.unitSystem);
  const record = document.tables.equipment.get(id) ?? document.tables.connection.get(id);
  return names.flatMap((name): Input[] => {
    if (name in quantities) {
      const key = name as QuantityKey;
      const value = analysis ? quantityOf(analysis.results, id, key) : undefined;
      return [{ title: quantities[key].title, ...showQuantity(key, value, system), from: 'solved' }];
    }
    if (!record) return [];
    const spec = (kindOf(document, record)?.parameters as Readonly<Record<string, ParameterSpec>> | undefined)?.[name];
    const parameters = parametersOf(document, record);
    if (spec?.type !== 'number' || !parameters.ok) return [];
    const value = (parameters.value as Readonly<Record<string, number | undefined>>)[name];
    const sourced = itemOf(document, record).values[name];
    const from = name in record.overrides ? 'entered' : (sourced?.tag ?? 'default');
    return [
      { title: spec.title, ...formatQuantity(value, spec.quantity, { system, unit: unitOfParameter(name, spec, value, system) }), from },
    ];
  });
}

function Explanation({ id, quantity }: { id: RecordId; quantity: QuantityKey }) {
  const spec = quantities[quantity];
  const inputs = useInputs(id, spec.inputs);
  return (
    <>
      <h4>{spec.title}</h4>
      <p className="formula">{spec.formula}</p>
      {inputs.length > 0 ? (
        <dl>
          {inputs.map(({ title, text, unit, from }) => (
            <div key={title} style={{ display: 'contents' }}>
              <dt>
                {title} <span className="muted">({from})</span>
              </dt>
              <dd>{text}</dd>
              <dd className="unit">{unit}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <p className="source">{spec.source}</p>
    </>
  );
}

/** The limit a figure is held against, from the record's own parameters. */
function useMargin(id: RecordId, quantity: QuantityKey, value: number | undefined): Margin | undefined {
  const document = useDocument();
  const rule = limitOf[quantity];
  if (!rule || value === undefined) return undefined;
  const record = document.tables.equipment.get(id) ?? document.tables.connection.get(id);
  const parameters = record && parametersOf(document, record);
  const limit =
    rule.constant ??
    (rule.parameter && parameters?.ok ? (parameters.value as Readonly<Record<string, number | undefined>>)[rule.parameter] : undefined);
  if (limit === undefined) return undefined;
  return {
    value,
    limit,
    kind: quantities[quantity].quantity,
    near: rule.near,
    ...(rule.from === undefined ? {} : { from: rule.from }),
    ...(rule.difference ? { difference: rule.difference } : {}),
  };
}

/** One solved figure: press it to see how it was made. */
export function FigureRow({ id, quantity }: { id: RecordId; quantity: QuantityKey }) {
  const value = useAnalysis(({ analysis }) => (analysis ? quantityOf(analysis.results, id, quantity) : undefined));
  const system = useView((state) => state.unitSystem);
  const explained = useView((state) => state.explained?.record === id && state.explained.quantity === quantity);
  const margin = useMargin(id, quantity, value);
  if (value === undefined) return null;
  const spec: { title: string; quantity: NumberParameter['quantity'] } = quantities[quantity];
  const { text, unit } = showQuantity(quantity, value, system);
  return (
    <>
      <Popover.Root open={explained} onOpenChange={(open) => viewState.setState({ explained: open ? { record: id, quantity } : null })}>
        <Row
          label={shortTitle(quantity)}
          hint={spec.title}
          deciding={decidingFigures.has(quantity)}
          unit={unit}
          figure={
            <Popover.Trigger asChild>
              <button
                type="button"
                className="figure-button"
                aria-label={`${spec.title} ${text} ${unit}: how it was made`}
                data-testid={`figure-${quantity}`}
              >
                {text}
              </button>
            </Popover.Trigger>
          }
        />
        <Popover.Portal>
          <Popover.Content
            className="popover"
            side="left"
            sideOffset={10}
            collisionPadding={10}
            aria-label={`How ${spec.title} was made`}
            data-testid="explanation"
          >
            <Explanation id={id} quantity={quantity} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {margin ? <MarginBar margin={margin} options={{ system, ...(spec.quantity === 'ratio' ? { unit: '%' } : {}) }} /> : null}
    </>
  );
}
