import { CircleAlert, CircleCheck, CloudSun, Eye, File, LoaderCircle, PencilRuler, Search, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { scenarioInForce } from '../../shared/document/document.ts';
import { isChanged } from '../../shared/document/session.ts';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey, isMac } from '../actions/keys.ts';
import { useAnalysis } from '../analysis/store.ts';
import { useDesignFile } from '../design-file.ts';
import { useFormat } from '../figures.ts';
import { hostInfo } from '../host.ts';
import { useCommitted, useDocument } from '../session.ts';
import { HeadroomMark } from '../ui/icons.tsx';
import { Menu, type MenuEntry } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { nothingTried, useView, viewState } from '../view-state.ts';
import { MenuBar } from './MenuBar.tsx';
import './top-bar.css';

function FileChip() {
  const name = useDesignFile((state) => state.name);
  const place = useDesignFile((state) => state.file?.place);
  const busy = useDesignFile((state) => state.busy);
  const unsaved = useCommitted(isChanged);
  const readOnly = useView((state) => state.readOnly);
  const hint = [place ?? 'Not saved anywhere yet', unsaved ? 'Unsaved changes' : 'All changes saved'].join('\n');
  return (
    <Tooltip text={hint}>
      <span className="chip" data-testid="file-chip">
        <File size={14} aria-hidden className="muted" />
        <span className="clip">{name}</span>
        {readOnly ? <span className="badge">review</span> : null}
        {busy === 'saving' ? (
          <span className="muted">saving</span>
        ) : unsaved ? (
          <span className="unsaved-dot" role="img" aria-label="Unsaved changes" data-testid="unsaved" />
        ) : null}
      </span>
    </Tooltip>
  );
}

/** Layout or review, always in sight: who only looks should be sure that nothing moves. */
function ModeSwitch() {
  const readOnly = useView((state) => state.readOnly);
  const action = actionNamed('view.review');
  const why = useView((state) => state.reviewOnly) ? action.unavailable?.() : undefined;
  const part = (title: string, about: string, review: boolean, icon: ReactNode) => (
    <Tooltip text={why === undefined ? about : `${about}: ${why}`} keys={describeKey(keysOf(action)[0] ?? '')}>
      <button
        type="button"
        aria-label={title}
        aria-pressed={readOnly === review}
        aria-disabled={why !== undefined}
        data-testid={`mode-${title.toLowerCase()}`}
        onClick={() => (readOnly === review || why !== undefined ? undefined : action.run())}
      >
        {icon}
      </button>
    </Tooltip>
  );
  return (
    <div className="view-tabs" role="toolbar" aria-label="Mode">
      {part('Layout', 'Layout: the design can be changed', false, <PencilRuler size={14} aria-hidden />)}
      {part('Review', action.label, true, <Eye size={14} aria-hidden />)}
    </div>
  );
}

function ScenarioChip() {
  const document = useDocument();
  const request = useView((state) => state.request);
  const format = useFormat();
  if (document.tables.site.size === 0) return null;
  const scenario = scenarioInForce(document, request.scenario);
  const temperature = (kelvin: number) => {
    const { text, unit } = format(kelvin, 'temperature', { decimals: Number.isInteger(Math.round((kelvin - 273.15) * 1e6) / 1e6) ? 0 : 1 });
    return `${text} ${unit}`;
  };
  const ambient_K = request.ambient_K ?? scenario?.ambient.dryBulb_K;
  const entries: MenuEntry[] = [
    ...[...document.tables.scenario.values()].map(
      (each): MenuEntry => ({
        key: each.name,
        label: each.title,
        checked: each.id === scenario?.id,
        trailing: temperature(each.ambient.dryBulb_K),
        run: () => viewState.getState().setRequest({ scenario: each.name, ...nothingTried }),
      }),
    ),
    { type: 'separator', key: 'line' },
    { key: 'edit', label: 'Ambient and outages…', checked: false, run: () => viewState.getState().openDialog('scenario') },
    ...['analyse.new-scenario', 'analyse.save-tried'].map((id): MenuEntry => {
      const { label, unavailable, run } = actionNamed(id);
      return { key: id, label, why: unavailable?.(), run };
    }),
  ];
  const failed = request.failed.length;
  return (
    <Menu
      entries={entries}
      trigger={
        <button type="button" className="chip" data-testid="scenario-chip">
          <span className="visually-hidden">Scenario: </span>
          <CloudSun size={14} aria-hidden className="muted" />
          <span className="clip">{scenario?.title ?? 'No scenario'}</span>
          {ambient_K === undefined ? null : (
            <span className={request.ambient_K === null ? 'muted' : ''}>
              · <span className="ambient">{temperature(ambient_K)}</span>
            </span>
          )}
          {failed > 0 ? <span className="badge estimate">{failed} out</span> : null}
        </button>
      }
    />
  );
}

function SolverChip() {
  const status = useAnalysis((state) => state.status);
  const stale = useAnalysis((state) => state.stale);
  const reason = useAnalysis((state) => state.reason);
  const elapsed_ms = useAnalysis((state) => state.elapsed_ms);
  const analysis = useAnalysis((state) => state.analysis);
  const unsolved = analysis?.islands.filter((island) => island.status !== 'solved' && island.status !== 'dead') ?? [];
  const detail = analysis ? `rev ${analysis.revision} · ${elapsed_ms === null ? '' : `${Math.round(elapsed_ms)} ms`}` : '';
  if (status === 'failed') {
    return (
      <Tooltip text={reason ?? 'The solver stopped'}>
        <button
          type="button"
          className="chip solver-chip error"
          data-testid="solver-chip"
          onClick={() => viewState.getState().showDock('findings')}
        >
          <CircleAlert size={14} aria-hidden />
          <b>Not solved</b>
          <span className="clip muted">· {reason}</span>
        </button>
      </Tooltip>
    );
  }
  if (status === 'solving' || stale || !analysis) {
    return (
      <span className="chip solver-chip solving" data-testid="solver-chip" role="status">
        <LoaderCircle size={14} aria-hidden />
        <b>Solving</b>
        <span className="clip muted">
          {analysis?.awaited && !stale ? '· short circuits and headrooms follow' : detail && `· ${detail}`}
        </span>
      </span>
    );
  }
  if (unsolved.length > 0) {
    return (
      <Tooltip text={unsolved.map(({ name, cause }) => `${name}: ${cause ?? 'no solution'}`).join('\n')}>
        <button
          type="button"
          className="chip solver-chip warn"
          data-testid="solver-chip"
          onClick={() => viewState.getState().showDock('results')}
        >
          <TriangleAlert size={14} aria-hidden />
          <b>
            {unsolved.length} of {analysis.islands.length} networks open
          </b>
          <span className="clip muted">· {detail}</span>
        </button>
      </Tooltip>
    );
  }
  return (
    <span className="chip solver-chip ok" data-testid="solver-chip" role="status">
      <CircleCheck size={14} aria-hidden />
      <b>Solved</b>
      <span className="clip muted">· {detail}</span>
    </span>
  );
}

export function TopBar() {
  const inEditor = useView((state) => state.screen === 'editor');
  const palette = actionNamed('help.palette');
  // On macOS the shell's menu stands at the top of the screen.
  const nativeMenu = useStore(hostInfo, (state) => state.host === 'desktop') && isMac;
  return (
    <header className="top-bar">
      <div>
        <span className="brand">
          <HeadroomMark size={18} />
          Headroom
        </span>
        {nativeMenu ? null : <MenuBar />}
      </div>
      <div>
        {inEditor ? (
          <>
            <FileChip />
            <ModeSwitch />
            <ScenarioChip />
            <SolverChip />
          </>
        ) : null}
      </div>
      <div className="top-end">
        <button type="button" className="command-field" onClick={() => palette.run()} data-testid="command-field">
          <Search size={14} aria-hidden />
          <span className="clip">Search or run a command</span>
          <span className="keycap">{describeKey('Ctrl+K')}</span>
        </button>
      </div>
    </header>
  );
}
