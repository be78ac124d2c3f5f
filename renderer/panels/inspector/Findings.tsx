import type { RecordId } from '../../../shared/document/ids.ts';
import { inUnits } from '../../../shared/units/reword.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useView } from '../../view-state.ts';
import { FindingIcon } from '../FindingIcon.tsx';

/** What the rules say about some records, errors first as the analysis orders them. */
export function FindingsAbout({ ids }: { ids: readonly RecordId[] }) {
  const findings = useAnalysis((state) => state.analysis?.findings);
  const system = useView((state) => state.unitSystem);
  const about = new Set(ids);
  const found = findings?.filter(({ subjects }) => subjects.some((id) => about.has(id))) ?? [];
  const shown = found.slice(0, 4);
  return (
    <>
      {shown.map((finding) => (
        <div className="finding-card" key={`${finding.rule} ${finding.subjects.join()} ${finding.message}`}>
          <FindingIcon severity={finding.severity} />
          <div>
            <div data-selectable>{inUnits(finding.message, system)}</div>
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
