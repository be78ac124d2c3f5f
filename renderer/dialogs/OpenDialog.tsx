import { FileText, Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FileRef } from '../../shared/contract/ipc.ts';
import { openFile, useDesignFile } from '../design-file.ts';
import { ask, tell } from '../host.ts';
import { openDropped } from '../opening.ts';
import { shortTime } from '../start/StartScreen.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

function FileList({ title, files, onOpen }: { title: string; files: readonly FileRef[]; onOpen: (file: FileRef) => void }) {
  if (files.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="file-heading">{title}</h3>
      <ul>
        {files.map((file) => (
          <li key={file.token}>
            <button type="button" className="file-row" onClick={() => onOpen(file)} data-testid={`open-${file.name}`}>
              <FileText size={14} aria-hidden />
              <span className="clip">{file.name}</span>
              <span className="muted clip">{file.place}</span>
              <span className="muted">{shortTime(file.modified)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Open where the host has no dialog of its own: its recent files, those of the served folder, or one from this machine. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const [lists, setLists] = useState<{ recent: readonly FileRef[]; folder: readonly FileRef[] } | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const busy = useDesignFile((state) => state.busy);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void ask('file.list', {}).then((reply) => {
      if (reply.ok) setLists(reply.value);
      else setMessage(tell(reply.problems));
    });
  }, []);
  const open = async (file: FileRef) => {
    const result = await openFile(file.token);
    if (result.ok) onClose();
    else setMessage(tell(result.problems));
  };
  const recent = lists?.recent ?? [];
  const inRecent = new Set(recent.map(({ token }) => token));
  const folder = lists?.folder.filter(({ token }) => !inRecent.has(token)) ?? [];
  return (
    <Dialog
      title="Open a design"
      onClose={onClose}
      testId="dialog-open"
      foot={
        <>
          {message ? (
            <span className="message" role="alert" data-selectable>
              {message}
            </span>
          ) : (
            <span className="message muted">{busy === 'opening' ? 'Opening…' : ''}</span>
          )}
          <Button onClick={() => chooser.current?.click()}>
            <Upload size={14} aria-hidden /> From this computer…
          </Button>
          <input
            ref={chooser}
            type="file"
            accept=".facility"
            hidden
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) void openDropped(file).then((result) => (result.ok ? onClose() : setMessage(tell(result.problems))));
            }}
          />
        </>
      }
    >
      <FileList title="Recent" files={recent} onOpen={(file) => void open(file)} />
      <FileList title="In the served folder" files={folder} onOpen={(file) => void open(file)} />
      {lists && recent.length + folder.length === 0 ? (
        <p className="muted">The folder that Headroom serves holds no .facility file.</p>
      ) : null}
    </Dialog>
  );
}
