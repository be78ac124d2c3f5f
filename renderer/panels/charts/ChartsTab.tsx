/** The charts of the solved design, one at a time. Loaded when first shown. */
import { useState } from 'react';
import { AmbientSweep } from './AmbientSweep.tsx';
import { HeadroomBars } from './HeadroomBars.tsx';
import { HeatSankey } from './HeatSankey.tsx';
import { LoadingBars } from './LoadingBars.tsx';
import { PueParts } from './PueParts.tsx';
import { PumpCurves } from './PumpCurves.tsx';
import { TemperatureLadder } from './TemperatureLadder.tsx';
import { ViewMenu } from './ViewMenu.tsx';
import './charts.css';

const charts = [
  { key: 'heat', title: 'Heat balance', Chart: HeatSankey },
  { key: 'path', title: 'Temperatures', Chart: TemperatureLadder },
  { key: 'pump', title: 'Pumps', Chart: PumpCurves },
  { key: 'loading', title: 'Loading', Chart: LoadingBars },
  { key: 'headroom', title: 'Headroom', Chart: HeadroomBars },
  { key: 'pue', title: 'PUE', Chart: PueParts },
  { key: 'weather', title: 'Weather', Chart: AmbientSweep },
] as const;

export default function ChartsTab() {
  const [chosen, setChosen] = useState<(typeof charts)[number]['key']>('heat');
  const Chart = charts.find(({ key }) => key === chosen)?.Chart ?? HeatSankey;
  return (
    <div className="charts">
      <ViewMenu label="Charts" prefix="chart" views={charts} chosen={chosen} choose={setChosen} />
      <Chart />
    </div>
  );
}
