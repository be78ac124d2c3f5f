import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { setTag } from '../../../shared/commands/set-identity.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { perform } from '../../session.ts';
import { useView } from '../../view-state.ts';

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

/** The tag, which is a field in place. */
function TagField({ id, tag }: { id: RecordId; tag: string }) {
  const readOnly = useView((state) => state.readOnly);
  const [text, setText] = useState(tag);
  useEffect(() => setText(tag), [tag]);
  const commit = () => {
    if (text !== tag && !perform((document) => setTag(document, { record: id, tag: text }))) setText(tag);
  };
  return (
    <input
      className="inspector-name"
      aria-label="Tag"
      data-rename=""
      data-testid="inspector-tag"
      value={text}
      title={text}
      disabled={readOnly}
      spellCheck={false}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setText(tag);
        }
      }}
    />
  );
}

export function InspectorHead({
  icon,
  title,
  tagged,
  sub,
  ids,
  verdict = true,
}: {
  icon: ReactNode;
  title: string;
  tagged?: RecordId;
  sub: string;
  ids: readonly RecordId[];
  verdict?: boolean;
}) {
  return (
    <div className="inspector-head">
      <span className="inspector-icon">{icon}</span>
      <div className="clip">
        {tagged === undefined ? <h2 className="inspector-name clip">{title}</h2> : <TagField id={tagged} tag={title} />}
        <div className="inspector-sub clip" title={sub}>
          {sub}
        </div>
      </div>
      {verdict ? <Verdict ids={ids} /> : <span />}
    </div>
  );
}
