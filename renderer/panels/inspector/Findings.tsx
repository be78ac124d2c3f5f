import type { RecordId } from '../../../shared/document/ids.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { FindingIcon } from '../FindingIcon.tsx';

/** What the rules say about some records, errors first as the analysis orders them. */
export function FindingsAbout({ ids }: { ids: readonly RecordId[] }) {
  const findings = useAnalysis((state) => state.analysis?.findings);
  const about = new Set(ids);
  const found = findings?.filter(({ subjects }) => subjects.some((id) => about.has(id))) ?? [];
  const shown = found.slice(0, 4);
  return (
    <>
      {shown.map((finding) => (
        <div className="finding-card" key={`${finding.rule} ${finding.subjects.join()} ${finding.message}`}>
          <FindingIcon severity={finding.severity} />
          <div>
            <div data-selectable>{finding.message}</div>
            <p>{finding.source}</p>
          </div>
        </div>
      ))}
      {found.length > shown.length ? (
        <div className="finding-card more muted">and {found.length - shown.length} more in Findings</div>
      ) : null}
    </>
  );
}
