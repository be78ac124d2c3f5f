/** The middle of the editor: the 3D view, a diagram over it, or a diagram below it. */
import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { DiagramView, diagramTitles } from '../diagram/DiagramView.tsx';
import { Viewport } from '../scene/Viewport.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { useView } from '../view-state.ts';
import { ViewportTools } from './ViewportTools.tsx';

export function MainArea({ children }: { children: ReactNode }) {
  const mainView = useView((state) => state.mainView);
  const split = useView((state) => state.splitView);
  const kind = mainView === '3d' ? undefined : mainView;
  const diagram = kind && (
    <ErrorBoundary key={kind} name={diagramTitles[kind]}>
      <DiagramView kind={kind} />
    </ErrorBoundary>
  );
  const covered = kind !== undefined && !split;
  return (
    <Group orientation="vertical">
      <Panel id="scene" minSize={120}>
        <div className="viewport-frame">
          {/* The scene stays where it is, only unseen: making it anew would take seconds on a campus. */}
          <div className={covered ? 'viewport-behind' : 'viewport-shown'} inert={covered}>
            <ErrorBoundary name="The 3D view">
              <Viewport covered={covered} />
            </ErrorBoundary>
          </div>
          {covered ? diagram : <ViewportTools />}
          {children}
        </div>
      </Panel>
      {diagram && split ? (
        <>
          <Separator className="handle" aria-label="Split between 3D view and diagram" />
          <Panel id="diagram" minSize={140} defaultSize="55%">
            <div className="viewport-frame">{diagram}</div>
          </Panel>
        </>
      ) : null}
    </Group>
  );
}
