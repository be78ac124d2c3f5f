/** A quantity of the design: in the units the window shows, shut while the design is open for review, with the usual step of its kind. */
import { useView } from '../view-state.ts';
import { QuantityField, type QuantityFieldProps, stepOf } from './QuantityField.tsx';

export function DesignQuantity({ disabled, step, kind, ...props }: Omit<QuantityFieldProps, 'system'>) {
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  return (
    <QuantityField
      {...props}
      kind={kind}
      system={system}
      disabled={readOnly || disabled === true}
      step={step ?? stepOf(kind, props.unit)}
    />
  );
}
