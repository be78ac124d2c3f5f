/** What the design earns: figures, where the watts go, tokens against power, sharing, coolant, grid events, money. Loaded when first shown. */
import { useMemo, useState } from 'react';
import { actionNamed } from '../../actions/index.ts';
import { useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { useView } from '../../view-state.ts';
import { Empty } from '../charts/chart-parts.tsx';
import { ViewMenu } from '../charts/ViewMenu.tsx';
import { Assumptions } from './Assumptions.tsx';
import { Coolant } from './Coolant.tsx';
import { Figures } from './Figures.tsx';
import { FlexTimeline } from './FlexTimeline.tsx';
import { Frontier } from './Frontier.tsx';
import { MoneyYear } from './MoneyYear.tsx';
import { Sharing } from './Sharing.tsx';
import { Tornado } from './Tornado.tsx';
import { TrainingEnergy } from './TrainingEnergy.tsx';
import { Waterfall } from './Waterfall.tsx';
import { Work } from './Work.tsx';
import '../charts/charts.css';
import './tokens.css';

const views = [
  { key: 'figures', title: 'Figures', View: Figures },
  { key: 'waterfall', title: 'Watts to tokens', View: Waterfall },
  { key: 'frontier', title: 'Frontier', View: Frontier },
  { key: 'sharing', title: 'MaxLPS', View: Sharing },
  { key: 'coolant', title: 'Warmer coolant', View: Coolant },
  { key: 'flex', title: 'Grid events', View: FlexTimeline },
  { key: 'training', title: 'Training', View: TrainingEnergy },
  { key: 'money', title: 'A year', View: MoneyYear },
  { key: 'tornado', title: 'What matters', View: Tornado },
  { key: 'work', title: 'Work', View: Work },
  { key: 'assumptions', title: 'Assumptions', View: Assumptions },
] as const;

function Missing({ text, action, run }: { text: string; action: string; run: () => void }) {
  const readOnly = useView((state) => state.readOnly);
  return (
    <div data-testid="tokens-missing">
      <Empty>{text}</Empty>
      <div className="empty-action">
        <Button small disabled={readOnly} onClick={run}>
          {action}
        </Button>
      </div>
    </div>
  );
}

export default function TokensTab() {
  const [chosen, setChosen] = useState<(typeof views)[number]['key']>('figures');
  const document = useDocument();
  const hasWork = document.tables.workload.size > 0;
  const hasRacks = useMemo(
    () => [...document.tables.equipment.values()].some((equipment) => document.tables.item.get(equipment.item)?.kind === 'rack'),
    [document],
  );
  const View = views.find(({ key }) => key === chosen)?.View ?? Figures;
  // Assumptions and work can be written before there is anything to work on.
  const shown = chosen === 'assumptions' || chosen === 'work' || (hasWork && hasRacks);
  return (
    <div className="charts" data-testid="tokens">
      <ViewMenu label="Tokens" prefix="tokens" views={views} chosen={chosen} choose={setChosen} />
      {shown ? (
        <View />
      ) : hasRacks ? (
        <Missing
          text="No work is placed on these racks: tokens, money and grid events are figured for work."
          action="Add work…"
          run={() => setChosen('work')}
        />
      ) : (
        <Missing
          text="No racks stand in this design: tokens, money and grid events are figured for racks and their work."
          action="Place a row of racks…"
          run={() => actionNamed('insert.row').run()}
        />
      )}
    </div>
  );
}
