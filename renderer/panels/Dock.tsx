import { ChevronDown, Maximize2, Minimize2 } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useAnalysis } from '../analysis/store.ts';
import { useClashes } from '../clashes/store.ts';
import { useDesignFile } from '../design-file.ts';
import { useCommitted, useDocument } from '../session.ts';
import { IconButton } from '../ui/Button.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { TabPanel, Tabs } from '../ui/Tabs.tsx';
import { type DockTab, useView, viewState } from '../view-state.ts';
import { ClashesTab } from './clashes/ClashesTab.tsx';
import { FindingsTab } from './FindingsTab.tsx';
import { countWords, findingLines } from './findings-model.ts';
import { HistoryTab } from './HistoryTab.tsx';
import { ResultsTab } from './ResultsTab.tsx';
import { EquipmentTab } from './table/EquipmentTab.tsx';
import './dock.css';

/** Drawn by a library of its own, which an editor that shows no chart need not load. */
const ChartsTab = lazy(() => import('./charts/ChartsTab.tsx'));
const TokensTab = lazy(() => import('./tokens/TokensTab.tsx'));
const CompareTab = lazy(() => import('./compare/CompareTab.tsx'));

export function Dock({ tall, onTall }: { tall: boolean; onTall: (tall: boolean) => void }) {
  const chosen = useView((state) => state.dockTab);
  const system = useView((state) => state.unitSystem);
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const failure = useAnalysis((state) => (state.status === 'failed' ? (state.reason ?? 'no reason given') : null));
  const notes = useDesignFile((state) => state.notes);
  const steps = useCommitted((state) => state.undo.length);
  const clashes = useClashes(({ found }) => found?.report.clashes.length);
  const lines = useMemo(() => findingLines(document, analysis, notes, failure, system), [document, analysis, notes, failure, system]);
  const loud = lines.filter(({ severity }) => severity !== 'note').length;
  const tab = chosen ?? (analysis && !analysis.awaited && lines.length === 0 ? 'results' : 'findings');
  return (
    <Tabs<DockTab>
      className="dock"
      label="Dock"
      value={tab}
      onChange={(dockTab) => viewState.setState({ dockTab })}
      items={[
        { key: 'findings', title: 'Findings', count: analysis ? loud : undefined },
        { key: 'clashes', title: 'Clashes', count: clashes },
        { key: 'equipment', title: 'Equipment' },
        { key: 'results', title: 'Results' },
        { key: 'charts', title: 'Charts' },
        { key: 'tokens', title: 'Tokens' },
        { key: 'compare', title: 'Compare' },
        { key: 'history', title: 'History', count: steps > 0 ? steps : undefined },
      ]}
      bar={
        <div className="tab-bar-end">
          <span className="clip" data-testid="finding-counts">
            {analysis ? `${countWords(lines)}${analysis.awaited ? ' · short circuits follow' : ''}` : ''}
          </span>
          <IconButton
            label={tall ? 'Lower the dock' : 'Raise the dock'}
            icon={tall ? <Minimize2 size={14} /> : <Maximize2 size={14} />}
            side="top"
            onClick={() => onTall(!tall)}
          />
          <IconButton
            label="Close the dock"
            keys="Ctrl 3"
            icon={<ChevronDown size={15} />}
            side="top"
            onClick={() => viewState.setState({ dockOpen: false })}
          />
        </div>
      }
    >
      <TabPanel value="findings">
        <ErrorBoundary name="Findings">
          <FindingsTab lines={lines} />
        </ErrorBoundary>
      </TabPanel>
      <TabPanel value="clashes">
        <ErrorBoundary name="The check of clashes">
          <ClashesTab />
        </ErrorBoundary>
      </TabPanel>
      <TabPanel value="equipment">
        <ErrorBoundary name="The equipment table">
          <EquipmentTab />
        </ErrorBoundary>
      </TabPanel>
      <TabPanel value="results">
        <ErrorBoundary name="Results">
          <ResultsTab />
        </ErrorBoundary>
      </TabPanel>
      <TabPanel value="charts">
        <ErrorBoundary name="Charts">
          <Suspense fallback={null}>
            <ChartsTab />
          </Suspense>
        </ErrorBoundary>
      </TabPanel>
      <TabPanel value="tokens">
        <ErrorBoundary name="Tokens">
          <Suspense fallback={null}>
            <TokensTab />
          </Suspense>
        </ErrorBoundary>
      </TabPanel>
      <TabPanel value="compare">
        <ErrorBoundary name="The comparison">
          <Suspense fallback={null}>
            <CompareTab />
          </Suspense>
        </ErrorBoundary>
      </TabPanel>
      <TabPanel value="history">
        <ErrorBoundary name="History">
          <HistoryTab />
        </ErrorBoundary>
      </TabPanel>
    </Tabs>
  );
}
