/** Which view of the design the middle of the editor shows. */
import { Box, Columns2, Workflow, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import { actionNamed } from '../actions/index.ts';
import { describeKey } from '../actions/keys.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { type MainView, useView } from '../view-state.ts';

const views: readonly { readonly view: MainView; readonly title: string; readonly icon: ReactNode; readonly action: string }[] = [
  { view: '3d', title: '3D', icon: <Box size={13} aria-hidden />, action: 'view.3d' },
  { view: 'one-line', title: 'One-line', icon: <Zap size={13} aria-hidden />, action: 'view.one-line' },
  { view: 'p-and-id', title: 'P&ID', icon: <Workflow size={13} aria-hidden />, action: 'view.pid' },
];

export function ViewTabs() {
  const current = useView((state) => state.mainView);
  const split = useView((state) => state.splitView);
  const splitting = actionNamed('view.split');
  return (
    <div className="view-tabs" role="toolbar" aria-label="Views">
      {views.map(({ view, title, icon, action }) => (
        <Tooltip key={view} text={actionNamed(action).label} keys={describeKey(actionNamed(action).keys?.[0] ?? '')}>
          <button type="button" aria-pressed={current === view} data-testid={`view-${view}`} onClick={() => actionNamed(action).run()}>
            {icon}
            {title}
          </button>
        </Tooltip>
      ))}
      <Tooltip text={splitting.label} keys={describeKey(splitting.keys?.[0] ?? '')}>
        <button type="button" aria-pressed={split} aria-label={splitting.label} data-testid="view-split" onClick={() => splitting.run()}>
          <Columns2 size={13} aria-hidden style={{ transform: 'rotate(90deg)' }} />
        </button>
      </Tooltip>
    </div>
  );
}
