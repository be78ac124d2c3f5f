import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { changeWords } from '../../../shared/analysis/change-words.ts';
import { type AnalysisComparison, compareAnalyses } from '../../../shared/analysis/compare.ts';
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import type { FileRef } from '../../../shared/contract/ipc.ts';
import type { RecordDifference } from '../../../shared/document/diff.ts';
import type { Document } from '../../../shared/document/document.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { changesKey, differenceKey } from '../../compare/overlay-keys.ts';
import {
  type Base,
  compareWithEarlier,
  compareWithFile,
  compareWithScenario,
  differencesSince,
  showDifference,
  stopComparing,
  useComparison,
} from '../../compare/store.ts';
import { showQuantity, useFormat } from '../../figures.ts';
import { ask } from '../../host.ts';
import { isTrying } from '../../scenarios.ts';
import { useCommitted, useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { useView, viewState } from '../../view-state.ts';
import './compare.css';

/** Steps back that the menu offers. */
const stepsOffered = 6;

function BaseMenu({ title }: { title: string }) {
  const document = useDocument();
  const undo = useCommitted((state) => state.undo);
  const now = useAnalysis((state) => state.analysis?.scenario.name);
  const [files, setFiles] = useState<readonly FileRef[]>([]);
  const trying = useView((state) => isTrying(state.request));
  // While something is tried, the scenario as it is saved is another side too.
  const scenarios = [...document.tables.scenario.values()].filter(({ name }) => trying || name !== now);
  const entries: MenuEntry[] = [
    { type: 'label', key: 'scenarios', label: 'Another scenario' },
    ...scenarios.map(({ name, title: own }) => ({
      key: `scenario ${name}`,
      label: name === now ? `${own}, as it is saved` : own,
      run: () => void compareWithScenario(name, own),
    })),
    { type: 'label', key: 'revisions', label: 'An earlier revision' },
    {
      key: 'opened',
      label: 'As it was opened',
      why: undo.length === 0 ? 'Nothing has been changed since' : undefined,
      run: () => void compareWithEarlier(undo.length, 'the opened revision'),
    },
    ...undo
      .slice(-stepsOffered)
      .reverse()
      .map(({ label }, i) => ({
        key: `step ${i}`,
        label: `Before “${label}”`,
        run: () => void compareWithEarlier(i + 1, `before “${label}”`),
      })),
    ...(files.length > 0 ? [{ type: 'label' as const, key: 'files', label: 'Another file' }] : []),
    ...files.slice(0, 8).map(({ token, name }) => ({ key: token, label: name, run: () => void compareWithFile(token) })),
  ];
  return (
    <Menu
      entries={entries}
      onOpenChange={(open) => {
        if (open)
          void ask('file.list', {}).then(
            (reply) =>
              reply.ok && setFiles([...new Map([...reply.value.recent, ...reply.value.folder].map((file) => [file.token, file])).values()]),
          );
      }}
      trigger={
        <button type="button" className="chip" data-testid="compare-base">
          <span className="muted">Compared with</span> <span className="clip">{title}</span>
          <ChevronDown size={13} aria-hidden />
        </button>
      }
    />
  );
}

function Figures({ changes }: { changes: AnalysisComparison }) {
  const format = useFormat();
  const rows = changes.figures.flatMap(({ key, title, quantity, before, after }) => {
    const options = quantity === 'ratio' ? { decimals: 4, unit: '' } : {};
    const [was, is] = [format(before, quantity, options), format(after, quantity, options)];
    if (was.text === is.text && was.unit === is.unit) return [];
    const difference = quantity === 'temperature' ? 'temperatureDifference' : quantity;
    const by = before === undefined || after === undefined ? undefined : format(after - before, difference, options);
    return [{ key, title, was, is, by, rise: (after ?? 0) > (before ?? 0) }];
  });
  if (rows.length === 0) return <p className="muted compare-none">No key figure differs.</p>;
  return (
    <table className="figures" data-testid="compare-figures">
      <tbody>
        {rows.map(({ key, title, was, is, by, rise }) => (
          <tr key={key}>
            <th scope="row">{title}</th>
            <td className="figure muted">
              {was.text} {was.unit}
            </td>
            <td className="figure figure-strong">
              {is.text} {is.unit}
            </td>
            <td className="figure">{by ? `${rise ? '+' : ''}${by.text} ${by.unit}` : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const sortWords = { added: 'added', removed: 'removed', moved: 'moved', changed: 'changed' } as const;

function Records({ base, after, differences }: { base: Base; after: Document; differences: readonly RecordDifference[] }) {
  const before = base.document;
  const system = useView((state) => state.unitSystem);
  const columns = useMemo((): readonly TableColumn<RecordDifference>[] => {
    const detail = (row: RecordDifference): string => changeWords({ before, after }, row, system);
    return [
      {
        key: 'sort',
        title: 'What',
        width: 'minmax(70px, 0.5fr)',
        sort: ({ sort }) => sort,
        cell: ({ sort }) => <span className={`diff-${sort}`}>{sortWords[sort]}</span>,
      },
      {
        key: 'name',
        title: 'Record',
        width: 'minmax(120px, 1fr)',
        sort: ({ name }) => name,
        cell: ({ name }) => <span className="figure-strong">{name}</span>,
      },
      {
        key: 'type',
        title: 'Kind',
        width: 'minmax(80px, 0.6fr)',
        sort: ({ type }) => type,
        cell: ({ type }) => <span className="muted">{type}</span>,
      },
      {
        key: 'detail',
        title: 'How',
        width: 'minmax(160px, 2fr)',
        cell: (row) => (
          <span className="clip" title={detail(row)}>
            {detail(row)}
          </span>
        ),
      },
    ];
  }, [before, after, system]);
  return (
    <Table
      label="Differences between the records"
      rows={differences}
      columns={columns}
      rowKey={({ type, before, after }) => `${type} ${before} ${after}`}
      empty="No record differs."
      testId="compare-records"
      onRow={(row) => showDifference(base, row)}
    />
  );
}

function Compared({ base }: { base: Base }) {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const overlay = useView((state) => state.overlay);
  const difference = differencesSince(base.document, document);
  const changes = useMemo(
    () => (analysis ? compareAnalyses(base, { document, analysis }, difference.pairs) : null),
    [base, document, analysis, difference],
  );
  if (!analysis || !changes) return <p className="empty-line">The first analysis is not finished yet.</p>;
  const keyOf = (choice: string) => (choice === 'records' ? changesKey(base.serial) : differenceKey(choice as QuantityKey, base.serial));
  const shown = ['records', ...Object.keys(quantities)].find((choice) => overlay === keyOf(choice));
  const offered = changes.largest.map(({ quantity }) => quantity);
  return (
    <div className={`compare ${stale ? 'stale' : ''}`}>
      <div className="compare-side">
        <h3>
          Figures <span className="muted">{base.title} → now</span>
        </h3>
        <Figures changes={changes} />
        {offered.length === 0 ? null : (
          <>
            <h3>Where each changed most</h3>
            <table className="figures">
              <tbody>
                {changes.largest.slice(0, 12).map(({ quantity, name, was, is, after }) => {
                  const [a, b] = [showQuantity(quantity, was, system), showQuantity(quantity, is, system)];
                  return (
                    <tr key={quantity}>
                      <th scope="row">{quantities[quantity].title}</th>
                      <td>
                        <button type="button" className="link" onClick={() => viewState.getState().select([after])}>
                          {name}
                        </button>
                      </td>
                      <td className="figure muted">
                        {a.text} {a.unit}
                      </td>
                      <td className="figure figure-strong">
                        {b.text} {b.unit}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </>
        )}
        {[
          ...changes.findings.new.map((finding) => ['new', finding] as const),
          ...changes.findings.gone.map((finding) => ['gone', finding] as const),
        ]
          .slice(0, 30)
          .map(([what, { rule, subjects, message }]) => (
            <p key={`${what} ${rule} ${subjects.join()}`} className="compare-finding">
              <b className={what === 'new' ? 'icon-error' : 'diff-added'}>{what === 'new' ? 'New finding' : 'Finding gone'}</b> {message}
            </p>
          ))}
      </div>
      <div className="compare-records">
        <div className="dock-tools">
          <span className="muted">In the scene</span>
          <SelectField
            label="Change shown in the scene"
            value={shown ?? 'none'}
            choices={[
              { value: 'none', title: 'No change' },
              { value: 'records', title: 'Changed records' },
              ...offered.map((key) => ({ value: key, title: quantities[key].title })),
            ]}
            onChange={(choice) => viewState.getState().setOverlay(choice === 'none' ? null : keyOf(choice))}
            testId="compare-overlay"
          />
          <span className="spring" />
          <span className="muted">
            {difference.differences.length === 1 ? '1 record differs' : `${difference.differences.length} records differ`}
          </span>
        </div>
        <div className="dock-table">
          <Records base={base} after={document} differences={difference.differences} />
        </div>
      </div>
    </div>
  );
}

/** Two scenarios, two revisions or two files beside each other: what differs, and what it did to the figures. */
export default function CompareTab() {
  const { base, busy, message } = useComparison((state) => state);
  return (
    <div className="compare-tab">
      <div className="dock-tools">
        <BaseMenu title={base?.title ?? 'nothing yet'} />
        {base ? (
          <Button small onClick={stopComparing}>
            Stop comparing
          </Button>
        ) : null}
        <span className="muted" role="status">
          {busy ? 'Solving the other side…' : (message ?? '')}
        </span>
      </div>
      {base ? (
        <Compared base={base} />
      ) : (
        <p className="empty-line">Choose a scenario, an earlier revision or a file to see what differs and what it did.</p>
      )}
    </div>
  );
}
