import { useMemo } from 'react';
import type { Fix } from '../../shared/analysis/fixes/fix.ts';
import { fixesFor } from '../../shared/analysis/fixes/index.ts';
import type { Finding } from '../../shared/analysis/result.ts';
import { useAnalysis } from '../analysis/store.ts';
import { newId, perform, useDocument } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useView } from '../view-state.ts';

/** The best command against a finding of the state that is shown; none while the design is being solved again. */
export function useFix(finding: Finding | undefined): Fix | undefined {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const readOnly = useView((state) => state.readOnly);
  return useMemo(
    () => (finding && analysis && !stale && !readOnly ? fixesFor(document, analysis, finding, newId)[0] : undefined),
    [document, analysis, stale, readOnly, finding],
  );
}

/** Takes the cause of a finding away as one undo step; not there where no command is known to. */
export function FixButton({ finding }: { finding: Finding | undefined }) {
  const fix = useFix(finding);
  if (!fix) return null;
  return (
    <Tooltip text={fix.label} side="top">
      <Button
        small
        aria-label={`Fix: ${fix.label}`}
        onClick={(event) => {
          event.stopPropagation();
          perform((document) => fix.apply(document));
        }}
      >
        Fix
      </Button>
    </Tooltip>
  );
}
