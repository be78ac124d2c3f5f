import { BookOpen, Command, FolderOpen, Footprints, LayoutTemplate, Plus, Upload } from 'lucide-react';
import { type DragEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { FileRef } from '../../shared/contract/ipc.ts';
import type { Design } from '../../shared/designs/design.ts';
import { designs } from '../../shared/designs/index.ts';
import { formatFixed } from '../../shared/units/format.ts';
import { leaveDesign } from '../actions/file.ts';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { referenceFigures, solveReferences } from '../analysis/store.ts';
import { openFile, useDesignFile } from '../design-file.ts';
import { useFormat } from '../figures.ts';
import { ask, tell } from '../host.ts';
import { openDropped, openReference } from '../opening.ts';
import { HeadroomMark } from '../ui/icons.tsx';
import { viewState } from '../view-state.ts';
import { DesignPicture } from './DesignPicture.tsx';
import './start.css';

function StartButton({ id, label, icon, primary }: { id: string; label: string; icon: React.ReactNode; primary?: boolean }) {
  const action = actionNamed(id);
  return (
    <button type="button" className={`button start-button ${primary ? 'primary' : ''}`} onClick={action.run} data-testid={`start-${id}`}>
      {icon}
      <span>{label}</span>
      <span className="keycap">{describeKey(keysOf(action)[0] ?? '')}</span>
    </button>
  );
}

function DropZone() {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) leaveDesign(() => void openDropped(file));
  };
  return (
    <label
      className={`drop-zone ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Upload size={18} aria-hidden />
      <span>Drop a file here</span>
      <span className="muted">a .facility design, or choose one</span>
      <input
        type="file"
        accept=".facility"
        className="visually-hidden"
        data-testid="start-file"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) leaveDesign(() => void openDropped(file));
        }}
      />
    </label>
  );
}

/** ISO time of the host's file system as day and time, without the machine's locale. */
export const shortTime = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

function Recent({ files, problem }: { files: readonly FileRef[] | null; problem: string | null }) {
  return (
    <section aria-label="Recent">
      <div className="start-heading">
        <h2>Recent</h2>
        <button type="button" className="link muted" onClick={() => actionNamed('file.open').run()}>
          Show all
        </button>
      </div>
      {files === null ? (
        <div className="recent-list">
          {[0, 1, 2].map((i) => (
            <div key={i} className="recent-card waiting" />
          ))}
        </div>
      ) : files.length === 0 ? (
        <p className="start-note">{problem ?? 'Designs you save appear here.'}</p>
      ) : (
        <div className="recent-list">
          {files.slice(0, 4).map((file) => (
            <button
              key={file.token}
              type="button"
              className="recent-card"
              onClick={() => leaveDesign(() => void openFile(file.token))}
              data-testid={`recent-${file.name}`}
            >
              <span className="clip strong">{file.name}</span>
              <span className="muted recent-line">
                <span className="clip">{file.place}</span>
                <span>{shortTime(file.modified)}</span>
              </span>
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

function Figure({ title, text, unit }: { title: string; text: string; unit: string }) {
  return (
    <span>
      <span className="muted">{title}</span>
      <span className="card-figure">
        <b>{text}</b> <span className="muted">{unit}</span>
      </span>
    </span>
  );
}

function DesignCard({ design, onProblem }: { design: Design; onProblem: (problem: string) => void }) {
  const figures = useStore(referenceFigures, (state) => state[design.name]);
  const format = useFormat();
  const summary = figures?.summary;
  const it = format(summary?.itPower_W, 'power', summary && summary.itPower_W >= 1e6 ? { unit: 'MW', digits: 3 } : {});
  const density = format(summary?.densityMean_W_m2, 'powerDensity');
  const margin = format(summary?.minSupplyMargin_K, 'temperatureDifference');
  const open = () => {
    const built = openReference(design.name);
    if (!built.ok) onProblem(tell(built.problems));
  };
  return (
    <button
      type="button"
      className="design-card"
      onClick={() => leaveDesign(open)}
      data-testid={`design-${design.name}`}
      title={design.description}
    >
      <DesignPicture design={design} />
      <span className="design-title">
        <span className="strong">{design.title}</span>
        <span className="muted">{summary ? `${formatFixed(summary.racks, 0)} racks` : ''}</span>
      </span>
      <span className={`design-figures ${figures ? '' : 'stale'}`}>
        {figures?.message ? (
          <span className="muted clip" title={figures.message}>
            Not solved: {figures.message}
          </span>
        ) : (
          <>
            <Figure title="IT power" {...it} />
            <Figure title="PUE" text={summary?.pue === undefined ? '–' : formatFixed(summary.pue, 2)} unit="" />
            <Figure title="Density" {...density} />
            <Figure title="Supply margin" {...margin} />
          </>
        )}
      </span>
    </button>
  );
}

export function StartScreen() {
  const [files, setFiles] = useState<readonly FileRef[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const fileProblems = useDesignFile((state) => state.problems);
  useEffect(() => {
    solveReferences();
    void ask('file.list', {}).then((reply) => {
      setFiles(reply.ok ? (reply.value.recent.length > 0 ? reply.value.recent : reply.value.folder) : []);
      if (!reply.ok) setProblem(tell(reply.problems));
    });
  }, []);
  const message = fileProblems.length > 0 ? tell(fileProblems) : null;
  return (
    <main className="start" data-testid="start-screen">
      <div className="start-columns">
        <div className="start-actions">
          <div className="start-brand">
            <HeadroomMark size={40} />
            <h1>Headroom</h1>
          </div>
          <p className="start-about">Lay out an AI factory in 3D and see, while you move things, whether cooling and power hold.</p>
          <StartButton id="file.new" label="New design" icon={<Plus size={15} />} primary />
          <StartButton id="file.new-from" label="New from template" icon={<LayoutTemplate size={15} />} />
          <StartButton id="file.open" label="Open…" icon={<FolderOpen size={15} />} />
          <DropZone />
          {message ? (
            <p className="start-problem" role="alert" data-selectable data-testid="start-problem">
              {message}
            </p>
          ) : null}
          <h2>Learn</h2>
          <ul className="start-links">
            <li>
              <button type="button" data-testid="start-tour" onClick={() => actionNamed('help.tour').run()}>
                <Footprints size={15} aria-hidden /> From an empty hall to a solved layout
              </button>
            </li>
            <li>
              <button type="button" onClick={() => actionNamed('help.shortcuts').run()}>
                <Command size={15} aria-hidden /> Keyboard and commands
              </button>
            </li>
            <li>
              <button type="button" onClick={() => viewState.getState().openDialog('about')}>
                <BookOpen size={15} aria-hidden /> How figures and limits are marked
              </button>
            </li>
          </ul>
        </div>
        <div className="start-files">
          <Recent files={files} problem={problem} />
          <section aria-label="Reference designs">
            <div className="start-heading">
              <h2>Reference designs</h2>
              <span className="muted">a copy opens, the reference stays as it is</span>
            </div>
            <div className="design-cards">
              {designs.map((design) => (
                <DesignCard key={design.name} design={design} onProblem={setProblem} />
              ))}
            </div>
          </section>
        </div>
      </div>
    </main>
  );
}
