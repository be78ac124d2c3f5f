import { useState } from 'react';
import { catalogueItem } from '../../shared/catalogue/library.ts';
import type { Design, DesignParameter } from '../../shared/designs/design.ts';
import { designs } from '../../shared/designs/index.ts';
import { plainUnit } from '../../shared/units/convert.ts';
import { displayUnit } from '../../shared/units/format.ts';
import { tell } from '../host.ts';
import { openReference } from '../opening.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { QuantityField } from '../ui/QuantityField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { useView } from '../view-state.ts';

type Values = Readonly<Record<string, number | string>>;

function Parameter({
  parameter,
  value,
  onChange,
}: {
  parameter: DesignParameter;
  value: number | string;
  onChange: (value: number | string) => void;
}) {
  const system = useView((state) => state.unitSystem);
  const [fault, setFault] = useState<string | undefined>();
  if ('choices' in parameter) {
    return (
      <>
        <span className="label" title={parameter.help}>
          {parameter.title}
        </span>
        <SelectField
          label={parameter.title}
          value={String(value)}
          large
          choices={parameter.choices.map((choice) => ({
            value: choice,
            title: catalogueItem(choice)?.title ?? choice.replaceAll('-', ' '),
          }))}
          onChange={onChange}
          testId={`design-parameter-${parameter.name}`}
        />
      </>
    );
  }
  const unit =
    parameter.quantity === 'temperature' || parameter.quantity === 'length'
      ? plainUnit(parameter.quantity, system)
      : displayUnit(parameter.default, parameter.quantity, system).name;
  return (
    <>
      <span className="label" title={parameter.help}>
        {parameter.title}
      </span>
      <span>
        <span className="with-unit">
          <QuantityField
            label={parameter.title}
            kind={parameter.quantity}
            unit={unit}
            system={system}
            value={Number(value)}
            large
            onFault={setFault}
            testId={`design-parameter-${parameter.name}`}
            begin={() => {
              const before = value;
              return {
                preview(next) {
                  const rounded = parameter.quantity === 'count' ? Math.round(next) : next;
                  if (rounded < parameter.min || rounded > parameter.max) return `${parameter.title} is out of its range`;
                  onChange(rounded);
                  return undefined;
                },
                commit() {},
                cancel: () => onChange(before),
              };
            }}
          />
          <span className="unit">{unit}</span>
        </span>
        {fault ? <span className="field-message">{fault}</span> : <span className="parameter-help">{parameter.help}</span>}
      </span>
    </>
  );
}

const defaults = (design: Design): Values => Object.fromEntries(design.parameters.map((parameter) => [parameter.name, parameter.default]));

/** A new design made by a generator, with its parameters. */
export function NewDesignDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState(designs[0]?.name ?? '');
  const design = designs.find((candidate) => candidate.name === name);
  const [values, setValues] = useState<Values>(() => (design ? defaults(design) : {}));
  const [message, setMessage] = useState<string | null>(null);
  const make = () => {
    const built = openReference(name, values);
    if (built.ok) onClose();
    else setMessage(tell(built.problems));
  };
  return (
    <Dialog
      title="New from template"
      wide
      onClose={onClose}
      testId="dialog-new-design"
      foot={
        <>
          <span className="message" role="alert" data-selectable>
            {message}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary onClick={make} data-testid="new-design-make">
            Make the design
          </Button>
        </>
      }
    >
      <div className="template-columns">
        <ul className="template-list" aria-label="Templates">
          {designs.map((each) => (
            <li key={each.name}>
              <button
                type="button"
                className="template"
                aria-pressed={each.name === name}
                onClick={() => {
                  setName(each.name);
                  setValues(defaults(each));
                  setMessage(null);
                }}
              >
                <span className="strong">{each.title}</span>
                <span className="muted">{each.name}</span>
              </button>
            </li>
          ))}
        </ul>
        <div>
          <p className="muted template-about">{design?.description}</p>
          <div className="form" key={name}>
            {design?.parameters.map((parameter) => (
              <Parameter
                key={parameter.name}
                parameter={parameter}
                value={values[parameter.name] ?? parameter.default}
                onChange={(value) => setValues((before) => ({ ...before, [parameter.name]: value }))}
              />
            ))}
          </div>
        </div>
      </div>
    </Dialog>
  );
}
