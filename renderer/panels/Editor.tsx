import { PanelLeftOpen, PanelRightOpen, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { actionNamed } from '../actions/index.ts';
import { useDesignFile } from '../design-file.ts';
import { arrival } from '../file-arrival.ts';
import { tell } from '../host.ts';
import { useDocument } from '../session.ts';
import { Tour } from '../tour/Tour.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Later } from '../ui/Later.tsx';
import { type DockTab, useView, viewState } from '../view-state.ts';
import { Catalogue } from './Catalogue.tsx';
import { Dock } from './Dock.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { Kpis } from './Kpis.tsx';
import { MainArea } from './MainArea.tsx';
import { Outline } from './outline/Outline.tsx';
import './editor.css';

/** Heights of dock and key figures together, px: at rest, where a chart needs room, and raised by hand. */
const dockHeights = { rest: 266, most: 674, raised: 600 };
const roomyHeight = () => Math.max(dockHeights.rest, Math.min(470, Math.round(window.innerHeight * 0.47)));

/** Narrower than the desktop window can be, side panels lie over the viewport: beside it nothing of it would be left. */
const besideFrom = 900;

const roomyTabs: ReadonlySet<DockTab> = new Set(['charts', 'tokens']);

function useWindowWidth(): number {
  const [width, setWidth] = useState(window.innerWidth);
  useEffect(() => {
    const onResize = () => setWidth(window.innerWidth);
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  return width;
}

function Refusal() {
  const refusal = useView((state) => state.refusal);
  const problems = useDesignFile((state) => state.problems);
  const busy = useDesignFile((state) => state.busy);
  const [dismissed, setDismissed] = useState<unknown>();
  const message = refusal ?? (problems.length > 0 && problems !== dismissed && busy === null ? tell(problems) : null);
  if (message === null) return null;
  return (
    <div className="toast" role="alert" data-testid="refusal">
      <TriangleAlert size={14} aria-hidden />
      <span data-selectable>{message}</span>
      <IconButton
        label="Dismiss"
        icon={<X size={13} />}
        onClick={() => {
          if (refusal !== null) viewState.setState({ refusal: null });
          else setDismissed(problems);
        }}
      />
    </div>
  );
}

function EmptyViewport() {
  const empty = useDocument().tables.equipment.size === 0;
  // The tour says the same with more words.
  const busy = useView((state) => state.tool !== 'select' || state.dialog !== null || state.tourOpen);
  const readOnly = useView((state) => state.readOnly);
  const opening = useView((state) => state.screen === 'opening');
  const arriving = useStore(arrival, ({ document }) => document !== null);
  if (arriving) return null;
  if (opening)
    return (
      <div className="empty-viewport" role="status">
        <span>Opening…</span>
      </div>
    );
  if (!empty || busy || readOnly) return null;
  return (
    <div className="empty-viewport" data-testid="empty-viewport">
      <span>Nothing stands here yet.</span>
      <div>
        <Button onClick={() => actionNamed('insert.row').run()}>Place a row of racks</Button>
        <Button onClick={() => actionNamed('draw.hall').run()}>Draw a hall</Button>
        <Button onClick={() => actionNamed('file.new-from').run()}>Start from a template</Button>
      </div>
    </div>
  );
}

function Middle() {
  const dockOpen = useView((state) => state.dockOpen);
  const dock = usePanelRef();
  const [tall, setTall] = useState(false);
  const roomy = useView((state) => state.dockTab !== null && roomyTabs.has(state.dockTab));
  // A chart or a card cannot be read at the height at rest: such a tab makes room, and the next one gives it back.
  useEffect(() => {
    const panel = dock.current;
    if (!panel) return;
    const { inPixels } = panel.getSize();
    if (roomy && inPixels < roomyHeight() - 2) panel.resize(roomyHeight());
    else if (!roomy && Math.abs(inPixels - roomyHeight()) < 3) panel.resize(dockHeights.rest);
  }, [roomy, dock]);
  const kpis = (
    <div className="kpi-strip">
      <ErrorBoundary name="Key figures">
        <Kpis />
      </ErrorBoundary>
    </div>
  );
  return (
    <div className="middle">
      <Group orientation="vertical" className="middle-group">
        <Panel id="viewport" minSize={160}>
          <MainArea>
            <EmptyViewport />
            <Refusal />
            <Tour />
          </MainArea>
        </Panel>
        {dockOpen ? (
          <>
            <Separator className="handle" aria-label="Height of the dock" />
            <Panel
              id="dock"
              panelRef={dock}
              defaultSize={roomy ? roomyHeight() : dockHeights.rest}
              minSize={160}
              maxSize={dockHeights.most}
              groupResizeBehavior="preserve-pixel-size"
              onResize={({ inPixels }) => setTall(inPixels > 520)}
            >
              <div className="lower">
                {kpis}
                <div className="lower-dock">
                  <Later>
                    <Dock tall={tall} onTall={(next) => dock.current?.resize(next ? dockHeights.raised : dockHeights.rest)} />
                  </Later>
                </div>
              </div>
            </Panel>
          </>
        ) : null}
      </Group>
      {dockOpen ? null : kpis}
    </div>
  );
}

function Left() {
  return (
    <Group orientation="vertical">
      <Panel id="outline" minSize={120} defaultSize="59%">
        <ErrorBoundary name="The outline">
          <Later>
            <Outline />
          </Later>
        </ErrorBoundary>
      </Panel>
      <Separator className="handle" aria-label="Split between outline and catalogue" />
      <Panel id="catalogue" minSize={120}>
        <ErrorBoundary name="The catalogue">
          <Later>
            <Catalogue />
          </Later>
        </ErrorBoundary>
      </Panel>
    </Group>
  );
}

export function Editor() {
  const width = useWindowWidth();
  const opening = useView((state) => state.screen === 'opening');
  const leftOpen = useView((state) => state.leftOpen);
  const inspectorOpen = useView((state) => state.inspectorOpen);
  const docked = width >= besideFrom;
  const inspector = (
    <ErrorBoundary name="The inspector">
      <Later>
        <Inspector floating={!docked} />
      </Later>
    </ErrorBoundary>
  );
  return (
    <main className="work" data-testid="editor" inert={opening} aria-busy={opening}>
      <Group orientation="horizontal">
        {leftOpen && docked ? (
          <>
            <Panel id="left" defaultSize={280} minSize={220} maxSize={440} groupResizeBehavior="preserve-pixel-size">
              <Left />
            </Panel>
            <Separator className="handle" aria-label="Width of outline and catalogue" />
          </>
        ) : null}
        <Panel id="middle" minSize={320}>
          <div className="middle-frame">
            <Middle />
            {leftOpen && !docked ? <div className="overlay-pane left">{<Left />}</div> : null}
            {inspectorOpen && !docked ? <div className="overlay-pane right">{inspector}</div> : null}
            {inspectorOpen ? null : (
              <div className="edge-button right">
                <IconButton
                  className="raised"
                  label="Show the inspector"
                  keys="Ctrl 2"
                  side="left"
                  icon={<PanelRightOpen size={15} />}
                  onClick={() => viewState.setState({ inspectorOpen: true })}
                />
              </div>
            )}
            {leftOpen ? null : (
              <div className="edge-button left">
                <IconButton
                  className="raised"
                  label="Show outline and catalogue"
                  keys="Ctrl 1"
                  side="right"
                  icon={<PanelLeftOpen size={15} />}
                  onClick={() => viewState.setState({ leftOpen: true })}
                />
              </div>
            )}
          </div>
        </Panel>
        {inspectorOpen && docked ? (
          <>
            <Separator className="handle" aria-label="Width of the inspector" />
            <Panel id="inspector" defaultSize={304} minSize={272} maxSize={460} groupResizeBehavior="preserve-pixel-size">
              {inspector}
            </Panel>
          </>
        ) : null}
      </Group>
    </main>
  );
}
