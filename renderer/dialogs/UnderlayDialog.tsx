import { useRef, useState } from 'react';
import { tell } from '../host.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { readUnderlay, setUnderlay, type Underlay, useUnderlay } from '../underlay/underlay-store.ts';

/** A DXF drawing or an image under the plan, to trace halls and rows from: its place, turn and true width. */
export function UnderlayDialog({ onClose }: { onClose: () => void }) {
  const underlay = useUnderlay();
  const [message, setMessage] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setMessage(null);
    const answer = await readUnderlay(file);
    if (answer.ok) {
      setUnderlay(answer.value);
      if (answer.value.content.kind === 'lines' && !answer.value.content.lines.unitStated)
        setMessage('The drawing states no unit: millimetres are taken. Set its true width.');
    } else setMessage(tell(answer.problems));
  };
  const set = (key: 'x_m' | 'y_m' | 'yaw_deg' | 'width_m' | 'opacity') => (value: number | undefined) => {
    if (!underlay || value === undefined) return;
    const limited = key === 'opacity' ? Math.min(1, Math.max(0.05, value)) : key === 'width_m' ? Math.max(0.01, value) : value;
    setUnderlay({ ...underlay, [key]: limited } satisfies Underlay);
  };
  return (
    <Dialog
      title="Underlay"
      description="A drawing on the floor to trace from. It stays in this window and is not saved with the design."
      beside
      onClose={onClose}
      testId="dialog-underlay"
      foot={
        <>
          <span className="message warn" role="alert" data-selectable>
            {message}
          </span>
          {underlay ? <Button onClick={() => setUnderlay(null)}>Remove</Button> : null}
          <Button primary onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <input
        ref={input}
        type="file"
        accept=".dxf,image/png,image/jpeg,image/webp"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Drawing file"
        data-testid="underlay-file"
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <div className="form">
        <span className="label">Drawing</span>
        <Button onClick={() => input.current?.click()}>{underlay ? underlay.name : 'Choose a DXF or an image…'}</Button>
        {underlay ? (
          <>
            <FormQuantity label="South-west corner, X" kind="length" value={underlay.x_m} onChange={set('x_m')} testId="underlay-x" />
            <FormQuantity label="South-west corner, Y" kind="length" value={underlay.y_m} onChange={set('y_m')} testId="underlay-y" />
            <FormQuantity label="True width" kind="length" value={underlay.width_m} onChange={set('width_m')} testId="underlay-width" />
            <FormQuantity label="Turn" kind="angle" value={underlay.yaw_deg} onChange={set('yaw_deg')} testId="underlay-yaw" />
            <FormQuantity label="Strength" kind="ratio" value={underlay.opacity} onChange={set('opacity')} testId="underlay-opacity" />
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
