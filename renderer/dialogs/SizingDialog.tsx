import { ArrowRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { changesOf, sizeRuns, usualLimits } from '../../shared/analysis/sizing/size-runs.ts';
import type { SizedRun } from '../../shared/analysis/sizing/sized-run.ts';
import { runsAmong } from '../../shared/commands/reroute.ts';
import { resizeRuns } from '../../shared/commands/resize-runs.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { useAnalysis } from '../analysis/store.ts';
import { useFormat, useLength } from '../figures.ts';
import { selectedRecords } from '../selected.ts';
import { newId, perform, useDocument } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { byTag } from '../ui/natural-order.ts';

/** Rows beyond this help nobody and cost the browser. */
const mostShown = 200;

/** The two ends of a run by their tags. */
function betweenOf(document: Document, run: RecordId): string {
  const record = document.tables.connection.get(run);
  const tagOf = (end: RecordId | undefined) => (end === undefined ? undefined : document.tables.equipment.get(end)?.tag) ?? '?';
  return `${tagOf(record?.from.equipment)} to ${tagOf(record?.to.equipment)}`;
}

/** Every size that was looked at, with what speaks for and against it. */
function Calculation({ each }: { each: SizedRun }) {
  const format = useFormat();
  const length = useLength();
  const figure = (value: number, kind: 'velocity' | 'current' | 'ratio' | 'pressureGradient' | 'massPerLength') => {
    const { text, unit } = format(value, kind, kind === 'ratio' ? { unit: '%' } : {});
    return `${text} ${unit}`;
  };
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">Size</th>
            {each.medium === 'liquid' ? (
              <>
                <th scope="col">Velocity</th>
                <th scope="col">Loss</th>
              </>
            ) : (
              <>
                <th scope="col">Ampacity</th>
                <th scope="col">Voltage drop</th>
                <th scope="col">Mass</th>
              </>
            )}
            <th scope="col">Against it</th>
          </tr>
        </thead>
        <tbody>
          {each.medium === 'liquid'
            ? each.candidates.map((candidate) => (
                <tr key={candidate.item.name} className={candidate === each.chosen ? 'chosen' : ''}>
                  <td>{candidate.item.title}</td>
                  <td>{figure(candidate.velocity_m_s, 'velocity')}</td>
                  <td>{figure(candidate.drop_Pa_m, 'pressureGradient')}</td>
                  <td className="muted">{candidate.against ?? (candidate === each.chosen ? 'chosen' : '')}</td>
                </tr>
              ))
            : each.candidates.map((candidate) => (
                <tr key={candidate.item.name} className={candidate === each.chosen ? 'chosen' : ''}>
                  <td>
                    {candidate.parallel} × {candidate.item.title}
                  </td>
                  <td>{figure(candidate.ampacity_A, 'current')}</td>
                  <td>{figure(candidate.voltageDrop, 'ratio')}</td>
                  <td>{figure(candidate.mass_kg_m, 'massPerLength')}</td>
                  <td className="muted">{candidate.against ?? (candidate === each.chosen ? 'chosen' : '')}</td>
                </tr>
              ))}
        </tbody>
      </table>
      <p className="parameter-help">
        {each.medium === 'power' ? `Current: ${each.basis}. Route ${length(each.length_m).text} ${length(each.length_m).unit}. ` : ''}
        {each.source}
      </p>
    </>
  );
}

/** Sizes of the selected runs, or of all, with their calculation; those that are ticked are changed in one undo step. */
export function SizingDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument();
  const format = useFormat();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const [limits, setLimits] = useState(usualLimits);
  const [unchanged, setUnchanged] = useState(false);
  /** Runs that keep their size though another is proposed. */
  const [left, setLeft] = useState<ReadonlySet<RecordId>>(new Set());
  const runs = useMemo(() => {
    const chosen = runsAmong(document, selectedRecords());
    return chosen.length > 0 ? chosen : [...document.tables.connection.values()];
  }, [document]);
  const sizing = useMemo(
    () => (analysis && !stale ? sizeRuns(document, runs, analysis.results, limits, newId) : undefined),
    [document, runs, analysis, stale, limits],
  );
  const all = sizing ? changesOf(sizing) : [];
  const changes = all.filter(({ run }) => !left.has(run));
  const shown = byTag(
    (sizing?.sized ?? []).filter((each) => unchanged || each.changes || !each.chosen),
    ({ run, tag }) => ({ id: run, tag }),
  );
  return (
    <Dialog
      title="Size pipes and cables"
      wide
      onClose={onClose}
      testId="dialog-sizing"
      foot={
        <>
          <span className="message" role="alert">
            {sizing ? null : 'The design is being solved: sizes need its flows and currents'}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            primary
            disabled={changes.length === 0}
            data-testid="sizing-commit"
            onClick={() => {
              if (perform((current) => resizeRuns(current, { sizes: changes }))) onClose();
            }}
          >
            {all.length === 0 ? 'All sizes hold' : `Change ${changes.length} ${changes.length === 1 ? 'run' : 'runs'}`}
          </Button>
        </>
      }
    >
      <div className="sizing-limits">
        <FormQuantity
          label="Velocity at most"
          kind="velocity"
          value={limits.pipe.velocity_m_s}
          testId="sizing-velocity"
          placeholder="by size"
          onChange={(velocity_m_s) =>
            setLimits(({ pipe, cable }) => ({
              cable,
              pipe: { drop_Pa_m: pipe.drop_Pa_m, margin: pipe.margin, ...(velocity_m_s === undefined ? {} : { velocity_m_s }) },
            }))
          }
        />
        <FormQuantity
          label="Flow margin"
          kind="ratio"
          value={limits.pipe.margin}
          testId="sizing-margin"
          onChange={(margin = 0) => setLimits(({ pipe, cable }) => ({ cable, pipe: { ...pipe, margin } }))}
        />
        <FormQuantity
          label="Loss at most"
          kind="pressureGradient"
          value={limits.pipe.drop_Pa_m}
          testId="sizing-loss"
          onChange={(drop_Pa_m = usualLimits.pipe.drop_Pa_m) => setLimits(({ pipe, cable }) => ({ cable, pipe: { ...pipe, drop_Pa_m } }))}
        />
        <FormQuantity
          label="Voltage drop at most"
          kind="ratio"
          value={limits.cable.voltageDrop}
          testId="sizing-drop"
          onChange={(voltageDrop = usualLimits.cable.voltageDrop) => setLimits(({ pipe }) => ({ pipe, cable: { voltageDrop } }))}
        />
      </div>
      <div className="check-line sizing-head">
        <label>
          <input type="checkbox" checked={unchanged} onChange={(event) => setUnchanged(event.target.checked)} /> Show sizes that hold
        </label>
        <label>
          <input
            type="checkbox"
            checked={all.length > 0 && changes.length === all.length}
            disabled={all.length === 0}
            data-testid="sizing-all"
            ref={(box) => {
              if (box) box.indeterminate = changes.length > 0 && changes.length < all.length;
            }}
            onChange={({ target }) => setLeft(new Set(target.checked ? [] : all.map(({ run }) => run)))}
          />{' '}
          Change all
        </label>
        <span className="muted" data-testid="sizing-counts">
          {sizing
            ? `${sizing.sized.length} sized, ${changes.length} to change, ${sizing.unsized.length + all.length - changes.length} left as they are`
            : ''}
        </span>
      </div>
      <div className="sizing-list">
        {shown.slice(0, mostShown).map((each) => {
          const carried = each.medium === 'liquid' ? format(each.flow_m3_s, 'flow') : format(each.current_A, 'current');
          const next = each.chosen
            ? each.medium === 'power' && each.chosen.parallel > 1
              ? `${each.chosen.parallel} × ${each.chosen.item.title}`
              : each.chosen.item.title
            : 'none fits';
          return (
            <div key={each.run} className="sizing-line">
              <input
                type="checkbox"
                aria-label={`Change ${each.tag}`}
                checked={each.changes && !left.has(each.run)}
                disabled={!each.changes}
                onChange={({ target }) =>
                  setLeft((before) => new Set(target.checked ? [...before].filter((run) => run !== each.run) : [...before, each.run]))
                }
              />
              <details className="sizing-run">
                <summary>
                  <span className="clip" title={`${each.tag}, ${betweenOf(document, each.run)}`}>
                    <b>{each.tag}</b> <span className="muted">{betweenOf(document, each.run)}</span>
                  </span>
                  <span className="figure">
                    {carried.text} {carried.unit}
                  </span>
                  <span className="clip muted" title={each.now}>
                    {each.now}
                  </span>
                  <span className={`clip ${each.chosen ? '' : 'none'}`} title={next}>
                    <ArrowRight size={11} aria-hidden /> {next}
                  </span>
                  <span className="clip muted" title={each.decidedBy}>
                    {each.decidedBy}
                  </span>
                </summary>
                <Calculation each={each} />
              </details>
            </div>
          );
        })}
      </div>
      {shown.length > mostShown ? (
        <p className="empty-line">{shown.length - mostShown} more are not listed; they are sized all the same.</p>
      ) : null}
    </Dialog>
  );
}
