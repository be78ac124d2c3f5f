import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type PictureContent, type PictureSize, pictureChoices, savePicture, sharpnessOf, viewSize } from '../picture/save-picture.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField } from '../ui/SelectField.tsx';

const sizes: readonly { readonly value: PictureSize; readonly title: string }[] = [
  { value: 'screen', title: 'As on the screen' },
  { value: 'double', title: 'Twice as sharp' },
  { value: '4k', title: '4K wide' },
];

const contents: readonly { readonly value: PictureContent; readonly title: string; readonly about: string }[] = [
  {
    value: 'sheet',
    title: 'With title block and legend',
    about: 'Design, scenario, revision and status below; legend and names as on the screen.',
  },
  { value: 'bare', title: 'The model alone', about: 'As on the screen, nothing over it.' },
  { value: 'transparent', title: 'The model, nothing behind it', about: 'Without backdrop and grid, to be laid on a page; shadows stay.' },
];

/** The 3D view as a PNG: how sharp, and with what round it. */
export function PictureDialog({ onClose }: { onClose: () => void }) {
  const choices = useStore(pictureChoices);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | undefined>();
  const wanted = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => wanted.current?.abort(), []);
  const view = viewSize();
  const pixels = (size: PictureSize): string => {
    if (!view) return '';
    const sharpness = sharpnessOf(size, view.width);
    return ` (${Math.floor(view.width * sharpness)} × ${Math.floor(view.height * sharpness)})`;
  };
  const save = () => {
    setBusy(true);
    setMessage(undefined);
    wanted.current = new AbortController();
    const { signal } = wanted.current;
    const ended = (fault: string | undefined) => {
      // Whoever cancelled may have opened another dialog since.
      if (signal.aborted) return;
      setBusy(false);
      setMessage(fault);
      if (fault === undefined) onClose();
    };
    // The window says so before it draws: many frames of a large picture take seconds.
    setTimeout(() => {
      savePicture(pictureChoices.getState(), signal).then(ended, () =>
        ended('The picture could not be made: choose a smaller size and try again.'),
      );
    }, 50);
  };
  return (
    <Dialog
      title="Picture of the view"
      onClose={onClose}
      testId="dialog-picture"
      foot={
        <>
          <span className={`message ${message ? 'error' : 'muted'}`} role="status">
            {busy ? 'Drawing…' : message}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary why={busy ? 'It is being drawn' : undefined} onClick={save} data-testid="picture-save">
            Save PNG
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">Size</span>
        <SelectField
          label="Size"
          large
          value={choices.size}
          choices={sizes.map(({ value, title }) => ({ value, title: `${title}${pixels(value)}` }))}
          onChange={(size) => pictureChoices.setState({ size: size as PictureSize })}
          testId="picture-size"
        />
        <span className="label">Shows</span>
        <div>
          <SelectField
            label="Shows"
            large
            value={choices.content}
            choices={contents}
            onChange={(content) => pictureChoices.setState({ content: content as PictureContent })}
            testId="picture-content"
          />
          <p className="muted">{contents.find(({ value }) => value === choices.content)?.about}</p>
        </div>
      </div>
    </Dialog>
  );
}
