/** The saved viewpoints of the design as cards: press one to fly there. */
import { ArrowDown, ArrowUp, Bookmark, Camera, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect } from 'react';
import { annotateView, deleteView, orderView, renameView, viewsInOrder } from '../../shared/commands/edit-view.ts';
import type { View } from '../../shared/document/records.ts';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { ToolPopover } from '../panels/ToolPopover.tsx';
import { perform, useDocument } from '../session.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useView, viewState } from '../view-state.ts';
import { flyTo, retakeHere, takeMissingPicture, useThumbnail } from './viewpoints.ts';
import './viewpoints.css';

const move = (view: View, place: number) => perform((document) => orderView(document, { view: view.id, place }));

function Card({ view, at, last, readOnly }: { view: View; at: number; last: boolean; readOnly: boolean }) {
  const picture = useThumbnail(view);
  const current = useView((state) => state.viewpoint === view.id);
  const onKey = (event: KeyboardEvent) => {
    if (readOnly || event.target !== event.currentTarget.querySelector('.viewpoint-go')) return;
    if (event.key === 'Delete') perform((document) => deleteView(document, { view: view.id }));
    else if (event.altKey && event.key === 'ArrowUp') move(view, at - 1);
    else if (event.altKey && event.key === 'ArrowDown') move(view, at + 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li className={`viewpoint ${current ? 'current' : ''}`} onKeyDown={onKey}>
      <button
        type="button"
        className="viewpoint-go"
        aria-label={`Fly to ${view.name}`}
        aria-current={current}
        data-testid={`viewpoint-${view.name}`}
        onClick={() => flyTo(view)}
      >
        {picture ? <img src={picture} alt="" width={144} height={90} /> : <span className="viewpoint-blank" />}
      </button>
      {readOnly ? (
        <>
          <span className="clip viewpoint-name">{view.name}</span>
          {view.note ? <p className="muted viewpoint-name">{view.note}</p> : null}
        </>
      ) : (
        <>
          <TextField
            label={`Name of ${view.name}`}
            value={view.name}
            onCommit={(name) => perform((document) => renameView(document, { view: view.id, name }))}
          />
          <TextField
            label={`Note on ${view.name}`}
            placeholder="Note"
            value={view.note ?? ''}
            onCommit={(note) => perform((document) => annotateView(document, { view: view.id, note }))}
          />
          <div className="viewpoint-tools">
            <IconButton
              label={`Show ${view.name} earlier`}
              keys="Alt ↑"
              icon={<ArrowUp size={13} />}
              why={at === 0 ? 'it is the first' : undefined}
              onClick={() => move(view, at - 1)}
            />
            <IconButton
              label={`Show ${view.name} later`}
              keys="Alt ↓"
              icon={<ArrowDown size={13} />}
              why={last ? 'it is the last' : undefined}
              onClick={() => move(view, at + 1)}
            />
            <IconButton label={`Replace ${view.name} by what is seen now`} icon={<Camera size={13} />} onClick={() => retakeHere(view)} />
            <IconButton
              label={`Delete ${view.name}`}
              keys="Del"
              icon={<Trash2 size={13} />}
              onClick={() => perform((document) => deleteView(document, { view: view.id }))}
            />
          </div>
        </>
      )}
    </li>
  );
}

function Cards() {
  const document = useDocument();
  const readOnly = useView((state) => state.readOnly);
  const views = viewsInOrder(document);
  const save = actionNamed('viewpoint.save');
  useEffect(() => {
    // One at a time, so that a campus with many viewpoints still answers between two of them.
    let timer = setTimeout(function next() {
      if (takeMissingPicture(document)) timer = setTimeout(next, 30);
    }, 60);
    return () => clearTimeout(timer);
  }, [document]);
  return (
    <>
      <div className="viewpoints-head">
        <h3>Viewpoints</h3>
        <span className="spring" />
        {views.length > 0 ? (
          <Button
            small
            title="Go through them with the arrow keys"
            data-testid="viewpoint-play"
            onClick={actionNamed('viewpoint.play').run}
          >
            Play
          </Button>
        ) : null}
        <Button small why={save.unavailable?.()} data-testid="viewpoint-save" onClick={save.run}>
          Save this view
        </Button>
      </div>
      {views.length === 0 ? (
        <p className="muted viewpoints-empty">
          A viewpoint keeps camera, overlay, section, layers and hidden pieces with the design. Save the first with{' '}
          <span className="keycap">{describeKey(keysOf(save)[0] ?? '')}</span>
        </p>
      ) : (
        <ol className="viewpoint-cards">
          {views.map((view, at) => (
            <Card key={view.id} view={view} at={at} last={at === views.length - 1} readOnly={readOnly} />
          ))}
        </ol>
      )}
    </>
  );
}

/** A button under the tools with the list behind it. */
export function ViewpointsPanel() {
  const open = useView((state) => state.viewpointsOpen);
  return (
    <ToolPopover
      action="viewpoint.list"
      name="Viewpoints"
      icon={<Bookmark size={16} />}
      open={open}
      onOpenChange={(viewpointsOpen) => viewState.setState({ viewpointsOpen })}
      testId="viewpoints"
      className="viewpoints-tool"
    >
      <Cards />
    </ToolPopover>
  );
}
