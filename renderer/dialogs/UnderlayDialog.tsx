import { Eye, EyeOff, Lock, LockOpen, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import {
  addUnderlay,
  flagUnderlay,
  removeUnderlay,
  setUnderlay,
  type UnderlayFields,
  underlaysInOrder,
} from '../../shared/commands/edit-underlay.ts';
import type { Underlay } from '../../shared/document/records.ts';
import { tell } from '../host.ts';
import { EditRow } from '../panels/inspector/EditRow.tsx';
import { newId, perform, session, useDocument } from '../session.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { WideRow } from '../ui/Row.tsx';
import { TextField } from '../ui/TextField.tsx';
import { readDrawing } from '../underlay/read-drawing.ts';
import { type UnderlayTask, useView, viewState } from '../view-state.ts';

const tasks: readonly { readonly task: UnderlayTask; readonly label: string }[] = [
  { task: 'scale', label: 'Scale by two points' },
  { task: 'move', label: 'Move by two points' },
  { task: 'square', label: 'Square up' },
];

function UnderlayRows({ underlay, onClose }: { underlay: Underlay; onClose: () => void }) {
  const readOnly = useView((state) => state.readOnly);
  const { id, name, locked = false, hidden = false } = underlay;
  const field =
    <K extends keyof UnderlayFields>(key: K, value: (typed: number) => UnderlayFields[K]) =>
    (document: Parameters<typeof setUnderlay>[0], typed: number) =>
      setUnderlay(document, { underlay: id, fields: { [key]: value(typed) } });
  const flag = (which: 'locked' | 'hidden', on: boolean) =>
    perform((document) => flagUnderlay(document, { underlay: id, flag: which, on }));
  return (
    <section aria-label={name} data-testid="underlay-rows">
      <WideRow label="Name">
        <TextField
          label="Name of the underlay"
          value={name}
          disabled={readOnly}
          onCommit={(typed) => perform((document) => setUnderlay(document, { underlay: id, fields: { name: typed } }))}
        />
        <IconButton
          label={hidden ? `Show ${name}` : `Hide ${name}`}
          icon={hidden ? <EyeOff size={14} /> : <Eye size={14} />}
          disabled={readOnly}
          onClick={() => flag('hidden', !hidden)}
        />
        <IconButton
          label={locked ? `Unlock ${name}` : `Lock ${name}`}
          icon={locked ? <Lock size={14} /> : <LockOpen size={14} />}
          disabled={readOnly}
          onClick={() => flag('locked', !locked)}
        />
        <IconButton
          label={`Remove ${name}`}
          icon={<Trash2 size={14} />}
          disabled={readOnly || locked}
          onClick={() => perform((document) => removeUnderlay(document, { underlay: id }))}
        />
      </WideRow>
      <EditRow
        label="South-west corner, X"
        kind="length"
        value={underlay.at_m[0]}
        command={field('at_m', (x) => [x, underlay.at_m[1]])}
        testId="underlay-x"
      />
      <EditRow
        label="South-west corner, Y"
        kind="length"
        value={underlay.at_m[1]}
        command={field('at_m', (y) => [underlay.at_m[0], y])}
        testId="underlay-y"
      />
      <EditRow
        label="True width"
        kind="length"
        value={underlay.width_m}
        command={field('width_m', (width) => width)}
        testId="underlay-width"
      />
      <EditRow label="Turn" kind="angle" value={underlay.yaw_deg} command={field('yaw_deg', (yaw) => yaw)} testId="underlay-yaw" />
      <EditRow
        label="Strength"
        kind="ratio"
        value={underlay.opacity}
        command={field('opacity', (part) => part)}
        testId="underlay-opacity"
      />
      <WideRow label="">
        {tasks.map(({ task, label }) => (
          <Button
            key={task}
            small
            disabled={readOnly || locked}
            data-testid={`underlay-${task}`}
            onClick={() => {
              onClose();
              viewState.getState().startTracing(id, task);
            }}
          >
            {label}
          </Button>
        ))}
      </WideRow>
    </section>
  );
}

/** DXF drawings and images under the plan, to trace halls and rows from: saved with the design, each with its place, turn and true width. */
export function UnderlayDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const readOnly = useView((state) => state.readOnly);
  const [message, setMessage] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const underlays = underlaysInOrder(document);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setMessage(null);
    const answer = await readDrawing(file);
    if (!answer.ok) return setMessage(tell(answer.problems));
    const { drawing, at_m, width_m, scaled, drawnAt_m } = answer.value;
    if (!perform((current) => addUnderlay(current, { drawing, at_m, width_m, newId }))) {
      setMessage(viewState.getState().refusal);
      return viewState.setState({ refusal: null });
    }
    const laid = [...session.getState().document.tables.underlay.keys()].at(-1);
    if (laid !== undefined) viewState.getState().frame([laid]);
    const unit =
      drawing.content.kind === 'lines'
        ? 'The drawing states no unit: millimetres are taken. Scale it by a known distance.'
        : 'An image has no size of its own: scale it by a known distance.';
    const far =
      drawnAt_m && `It is drawn ${Math.round(Math.hypot(...drawnAt_m) / 1000)} km off: its corner is laid at the origin of the site.`;
    setMessage([...(far ? [far] : []), ...(scaled ? [] : [unit])].join(' ') || null);
  };
  return (
    <Dialog
      title="Underlays"
      description="Drawings on the floor to trace from. They are saved with the design; layer 6 hides them all."
      beside
      live
      onClose={onClose}
      testId="dialog-underlay"
      foot={
        <>
          <span className="message warn" role="alert" data-selectable>
            {message}
          </span>
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
        onChange={(event) => {
          void read(event.target.files?.[0]);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      {underlays.map((underlay) => (
        <UnderlayRows key={underlay.id} underlay={underlay} onClose={onClose} />
      ))}
      <Button disabled={readOnly} onClick={() => input.current?.click()}>
        {underlays.length === 0 ? 'Choose a DXF or an image…' : 'Add another DXF or image…'}
      </Button>
    </Dialog>
  );
}
