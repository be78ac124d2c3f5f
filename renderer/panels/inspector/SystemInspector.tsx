import { Droplets, Zap } from 'lucide-react';
import { quantityOf } from '../../../shared/analysis/result.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { System } from '../../../shared/document/records.ts';
import { fluidNamed } from '../../../shared/solve/fluids.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { power10, useFormat, useLength } from '../../figures.ts';
import { Button } from '../../ui/Button.tsx';
import { Row, WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { viewState } from '../../view-state.ts';
import { InspectorHead } from './Head.tsx';

const names: Readonly<Record<System['kind'], string>> = {
  tcs: 'Technology cooling system',
  fws: 'Facility water',
  chw: 'Chilled water',
  cws: 'Condenser water',
  mv: 'Medium voltage',
  lv: 'Low voltage',
  dc: 'Direct current',
};

export function SystemInspector({ document, system }: { document: Document; system: System }) {
  const format = useFormat();
  const analysis = useAnalysis((state) => state.analysis);
  const runs = [...document.tables.connection.values()].filter((connection) => connection.system === system.id);
  const total = (key: 'length' | 'loss') => {
    const values = runs.flatMap(({ id }) => (analysis ? (quantityOf(analysis.results, id, key) ?? []) : []));
    return values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0);
  };
  const length = useLength()(total('length'));
  const loss = format(total('loss'), 'power');
  const island = analysis?.islands.find(({ name }) => name.includes(system.name));
  const electrical = system.kind === 'mv' || system.kind === 'lv' || system.kind === 'dc';
  const voltage = format(system.voltage_V, 'voltage');
  return (
    <>
      <InspectorHead
        icon={electrical ? <Zap size={18} /> : <Droplets size={18} />}
        title={system.name}
        sub={`${names[system.kind]} · ${runs.length} runs`}
        ids={runs.map(({ id }) => id)}
      />
      <Section title="System">
        {system.fluid ? <WideRow label="Fluid">{fluidNamed(system.fluid)?.title ?? system.fluid}</WideRow> : null}
        {system.train ? <WideRow label="Train">{system.train}</WideRow> : null}
        {system.voltage_V === undefined ? null : <Row label="Voltage" figure={voltage.text} unit={voltage.unit} />}
        <Row label="Length of runs" figure={length.text} unit={length.unit} />
        {electrical ? <Row label="Losses in runs" figure={loss.text} unit={loss.unit} /> : null}
        {island ? (
          <>
            <WideRow label="Solution">{island.status.replaceAll('-', ' ')}</WideRow>
            <Row
              label="Residual"
              hint="Largest error that the solver left, over the largest flow"
              figure={power10(island.residual)}
              range
            />
            {island.cause ? <p className="field-message">{island.cause}</p> : null}
          </>
        ) : null}
      </Section>
      <div className="inspector-actions">
        <Button onClick={() => viewState.getState().select(runs.map(({ id }) => id))}>Select its runs</Button>
      </div>
    </>
  );
}
