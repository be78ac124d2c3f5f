import { CircleAlert, CircleCheck, CircleDashed, Lock, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecordId } from '../../../shared/document/ids.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { NameField } from '../NameField.tsx';

/** Whether the findings about some records let them hold. */
export function Verdict({ ids }: { ids: readonly RecordId[] }) {
  const analysis = useAnalysis((state) => state.analysis);
  if (!analysis) {
    return (
      <span className="verdict muted">
        <CircleDashed size={14} aria-hidden /> Not solved
      </span>
    );
  }
  const about = new Set(ids);
  const severities = new Set(
    analysis.findings.filter(({ subjects }) => subjects.some((id) => about.has(id))).map(({ severity }) => severity),
  );
  if (severities.has('error')) {
    return (
      <span className="verdict error">
        <CircleAlert size={14} aria-hidden /> Past a limit
      </span>
    );
  }
  if (severities.has('warning')) {
    return (
      <span className="verdict warning">
        <TriangleAlert size={14} aria-hidden /> Near a limit
      </span>
    );
  }
  return (
    <span className="verdict ok">
      <CircleCheck size={14} aria-hidden /> Holds
    </span>
  );
}

/** Says that a piece is locked: it looks like any other. */
export function LockMark() {
  return (
    <span className="lock-mark" data-testid="lock-mark">
      <Lock size={11} aria-hidden /> Locked ·{' '}
    </span>
  );
}

/** @param named the record whose name is a field in place; its tag where it is equipment or a run */
export function InspectorHead({
  icon,
  title,
  named,
  locked,
  sub,
  ids,
  verdict = true,
  nameLabel = 'Tag',
}: {
  icon: ReactNode;
  title: string;
  named?: RecordId;
  /** Nothing moves, turns, replaces or deletes it. */
  locked?: boolean;
  sub: string;
  ids: readonly RecordId[];
  verdict?: boolean;
  nameLabel?: string;
}) {
  return (
    <div className="inspector-head">
      <span className="inspector-icon">{icon}</span>
      <div className="clip">
        {named === undefined ? (
          <h2 className="inspector-name clip">{title}</h2>
        ) : (
          <NameField id={named} name={title} label={nameLabel} className="inspector-name" testId="inspector-tag" />
        )}
        <div className="inspector-sub clip" title={sub}>
          {locked ? <LockMark /> : null}
          {sub}
        </div>
      </div>
      {verdict ? <Verdict ids={ids} /> : <span />}
    </div>
  );
}
