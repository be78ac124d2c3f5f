/** What the design earns: figures, where the watts go, tokens against power, sharing, coolant, grid events, money. Loaded when first shown. */
import { useState } from 'react';
import { useDocument } from '../../session.ts';
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

export default function TokensTab() {
  const [chosen, setChosen] = useState<(typeof views)[number]['key']>('figures');
  const hasWork = useDocument().tables.workload.size > 0;
  const View = views.find(({ key }) => key === chosen)?.View ?? Figures;
  return (
    <div className="charts" data-testid="tokens">
      <ViewMenu label="Tokens" prefix="tokens" views={views} chosen={chosen} choose={setChosen} />
      {hasWork || chosen === 'assumptions' || chosen === 'work' ? <View /> : <Empty>No workload is placed in this design.</Empty>}
    </div>
  );
}
