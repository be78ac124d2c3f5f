import { Command } from 'cmdk';
import { Wrench } from 'lucide-react';
import { useMemo } from 'react';
import { type Fix, identityOf } from '../../shared/analysis/fixes/fix.ts';
import { fixesFor } from '../../shared/analysis/fixes/index.ts';
import type { Finding } from '../../shared/analysis/result.ts';
import { useAnalysis } from '../analysis/store.ts';
import { useSelected } from '../selected.ts';
import { newId, perform, useDocument } from '../session.ts';
import { useView } from '../view-state.ts';

const mostShown = 6;

export interface SelectionFix {
  readonly fix: Fix;
  readonly finding: Finding;
}

/** Commands against what the rules say about the selection, in a solved state that is still true. */
export function useSelectionFixes(): readonly SelectionFix[] {
  const document = useDocument();
  const chosen = useSelected();
  const readOnly = useView((state) => state.readOnly);
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  return useMemo(() => {
    if (!analysis || stale || readOnly || chosen.size === 0) return [];
    const about = analysis.findings.filter(({ subjects }) => subjects.some((id) => chosen.has(id))).slice(0, mostShown);
    const all = about.flatMap((finding) => fixesFor(document, analysis, finding, newId).map((fix) => ({ fix, finding })));
    // Several findings of one board have one cure.
    return all.filter(({ fix }, i) => all.findIndex((other) => identityOf(other.fix) === identityOf(fix)) === i);
  }, [document, analysis, stale, readOnly, chosen]);
}

/** What the palette finds a fix by. */
export const wordsOfFix = ({ fix, finding }: SelectionFix): string => `fix ${fix.label} ${finding.message}`;

export function PaletteFixes({ fixes, close }: { fixes: readonly SelectionFix[]; close: () => void }) {
  if (fixes.length === 0) return null;
  return (
    <Command.Group heading="Fix what is selected">
      {fixes.map(({ fix, finding }) => (
        <Command.Item
          key={identityOf(fix)}
          value={`fix ${identityOf(fix)}`}
          onSelect={() => {
            close();
            perform((current) => fix.apply(current));
          }}
        >
          <Wrench size={14} aria-hidden />
          <span>{fix.label}</span>
          <span className="muted clip palette-note">{finding.message}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
