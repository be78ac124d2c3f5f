import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ReplyOf } from '../../shared/contract/ipc.ts';
import { scenarioInForce } from '../../shared/document/document.ts';
import { writeFacility } from '../../shared/file/write.ts';
import { formatNumber } from '../../shared/units/format.ts';
import { designFile } from '../design-file.ts';
import { ask, tell } from '../host.ts';
import { session, useDocument } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { viewState } from '../view-state.ts';

/** Formats of the bundle as the exporters name them; the design itself and the manifest are always in it. */
export const exportFormats: readonly { readonly format: string; readonly title: string; readonly about: string }[] = [
  { format: 'usd', title: 'OpenUSD scene', about: 'one prototype per item, instanced, metres, Z up' },
  { format: 'csv', title: 'Schedules as CSV', about: 'bill of materials, equipment, pipes, cables' },
  { format: 'xlsx', title: 'Schedules as XLSX', about: 'the same tables in one workbook' },
  { format: 'dxf', title: 'Plan as DXF', about: 'layers by discipline, true scale' },
  { format: 'diagrams', title: 'One-line and P&ID as SVG and DXF', about: 'standard symbols, values of the scenario' },
  { format: 'analysis', title: 'Analysis as JSON', about: 'every solved quantity, findings, networks' },
  { format: 'pdf', title: 'Report and diagrams as PDF', about: 'results, findings, scaled plan, one-line and P&ID with title blocks' },
];

const size = (bytes: number) => (bytes >= 1e6 ? `${formatNumber(bytes / 1e6)} MB` : `${formatNumber(bytes / 1e3)} kB`);

/** Report and drawings on paper: the bundle with its PDF alone. */
export const PrintDialog = ({ onClose }: { onClose: () => void }) => <ExportDialog only="pdf" onClose={onClose} />;

export function ExportDialog({ only, onClose }: { only?: string; onClose: () => void }) {
  const document = useDocument();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(only === undefined ? exportFormats.map(({ format }) => format) : [only]),
  );
  const [scenario, setScenario] = useState(() => scenarioInForce(document, viewState.getState().request.scenario)?.name ?? '');
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [done, setDone] = useState<ReplyOf<'export.bundle'> | null>(null);
  const write = async () => {
    setBusy(true);
    setMessage(null);
    setDone(null);
    const name = designFile.getState().name.replace(/\.facility$/, '');
    const reply = await ask('export.bundle', { text: writeFacility(session.getState().document), name, formats: [...chosen], scenario });
    setBusy(false);
    if (reply.ok) setDone(reply.value);
    else setMessage(tell(reply.problems));
  };
  return (
    <Dialog
      title={only === undefined ? 'Export bundle' : 'Print to PDF'}
      description="A zip with a manifest of SHA-256 sums, the design, and what is ticked below. The same design always gives the same bytes."
      onClose={onClose}
      testId="dialog-export"
      foot={
        <>
          <span className="message" role="alert" data-selectable>
            {message}
          </span>
          {done ? (
            <span className="export-done" role="status" data-testid="export-done">
              {done.files} files, {size(done.bytes)}
              {done.file ? `, in ${done.file.name}` : ''}
            </span>
          ) : null}
          {done?.download ? (
            <a className="button" href={done.download} download data-testid="export-download">
              <Download size={14} aria-hidden /> Download
            </a>
          ) : null}
          <Button primary disabled={busy || chosen.size === 0} onClick={() => void write()} data-testid="export-write">
            {busy ? 'Writing…' : 'Export'}
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">Scenario</span>
        <SelectField
          label="Scenario"
          large
          value={scenario}
          choices={[...document.tables.scenario.values()].map(({ name, title }) => ({ value: name, title }))}
          onChange={setScenario}
        />
      </div>
      <fieldset className="format-list">
        <legend className="visually-hidden">Formats</legend>
        {exportFormats.map(({ format, title, about }) => (
          <label key={format} className="format-row">
            <input
              type="checkbox"
              checked={chosen.has(format)}
              data-testid={`export-${format}`}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.target.checked) next.add(format);
                else next.delete(format);
                setChosen(next);
              }}
            />
            <span>{title}</span>
            <span className="muted clip">{about}</span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
