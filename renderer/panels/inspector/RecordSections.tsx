import { useMemo } from 'react';
import { quantityOf } from '../../../shared/analysis/result.ts';
import type { AnyKind } from '../../../shared/catalogue/kind.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Connection, Equipment } from '../../../shared/document/records.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { type FigureSection, figureSections } from '../../figures.ts';
import { Section } from '../../ui/Section.tsx';
import { FigureRow } from './FigureRow.tsx';
import { ParameterRow } from './ParameterRow.tsx';
import { parameterSections, parametersBySection } from './parameter-sections.ts';

/** Sections of one record: solved figures first, then what can be set. Sections without either are left out. */
export function RecordSections({
  document,
  record,
  kind,
  notes,
}: {
  document: Document;
  record: Equipment | Connection;
  kind: AnyKind;
  notes?: Partial<Record<FigureSection, string>>;
}) {
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const parameters = useMemo(() => parametersBySection(kind), [kind]);
  return (
    <div className={stale ? 'stale' : ''}>
      {parameterSections.map(({ key, title, open }) => {
        const figureKey: FigureSection | undefined =
          key === 'liquid' || key === 'air' || key === 'power' ? key : key === 'dimensions' ? 'placement' : undefined;
        const figures =
          figureKey && analysis
            ? figureSections[figureKey].keys.filter((quantity) => quantityOf(analysis.results, record.id, quantity) !== undefined)
            : [];
        const awaited = figures.length > 0 && figureKey === 'power' && analysis?.awaited;
        const rows = parameters.get(key) ?? [];
        if (figures.length === 0 && rows.length === 0) return null;
        const note = figureKey && notes?.[figureKey];
        return (
          <Section key={key} title={title} open={open} testId={`section-${key}`} {...(note ? { note } : {})}>
            {figures.map((quantity) => (
              <FigureRow key={quantity} id={record.id} quantity={quantity} />
            ))}
            {awaited ? <p className="muted">Short circuits and power headroom are being worked out.</p> : null}
            {rows.map(([name, spec]) => (
              <ParameterRow key={name} document={document} records={[record]} name={name} spec={spec} />
            ))}
          </Section>
        );
      })}
    </div>
  );
}
