import { useState } from 'react';
import { useView } from '../view-state.ts';
import { QuantityField, stepOf } from './QuantityField.tsx';

/** One labelled quantity of a dialog: length, angle, count or ratio, in the units the window shows. */
export function FormQuantity({
  label,
  kind,
  value,
  onChange,
  testId,
  disabled,
  placeholder,
}: {
  label: string;
  kind: 'length' | 'angle' | 'count' | 'ratio' | 'velocity' | 'pressureGradient';
  /** SI; undefined shows an empty field. */
  value: number | undefined;
  /** Called with every valid input, and with the old value when Escape takes it back. */
  onChange: (value_SI: number | undefined) => void;
  testId?: string;
  disabled?: boolean;
  /** What holds while the field is empty. */
  placeholder?: string;
}) {
  const [fault, setFault] = useState<string | undefined>();
  const system = useView((state) => state.unitSystem);
  const metric = system === 'SI';
  const unit = {
    length: metric ? 'm' : 'ft',
    angle: '°',
    count: '',
    ratio: '%',
    velocity: metric ? 'm/s' : 'ft/s',
    pressureGradient: metric ? 'Pa/m' : 'psi/100ft',
  }[kind];
  return (
    <>
      <span className="label">{label}</span>
      <span className="with-unit">
        <QuantityField
          label={label}
          kind={kind}
          unit={unit}
          system={system}
          value={value}
          large
          disabled={disabled ?? false}
          step={stepOf(kind, unit)}
          onFault={setFault}
          placeholder={placeholder}
          testId={testId}
          begin={() => {
            const before = value;
            return {
              preview(next) {
                onChange(kind === 'count' ? Math.max(1, Math.round(next)) : next);
                return undefined;
              },
              commit() {},
              cancel: () => onChange(before),
            };
          }}
        />
        <span className="unit">{unit}</span>
        {fault ? (
          <span className="field-message" role="alert">
            {fault}
          </span>
        ) : null}
      </span>
    </>
  );
}
