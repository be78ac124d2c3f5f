import type { Provenance, SourcedValue } from '../../shared/document/records.ts';
import { Tooltip } from './Tooltip.tsx';

/** Short enough for the badge column; the hint says it in full. */
const words: Readonly<Record<Provenance, { readonly short: string; readonly full: string }>> = {
  measured: { short: 'measured', full: 'Measured, with the data published' },
  vendor: { short: 'vendor', full: 'Published by the vendor' },
  'vendor-via-third-party': { short: 'quoted', full: 'The vendor’s figure, quoted by a third party' },
  'third-party': { short: 'reported', full: 'Reported by a third party' },
  estimate: { short: 'estimate', full: 'Estimate' },
  derived: { short: 'derived', full: 'Derived from published values' },
};

/** Where an entered value comes from. Solved figures carry none. */
export function SourceBadge({ value }: { value: SourcedValue }) {
  const band = value.band ? `Between ${value.band[0]} and ${value.band[1]} ${value.unit === '1' ? '' : value.unit}` : undefined;
  const text = [words[value.tag].full, value.source, value.note, band, `Read ${value.date}`].filter(Boolean).join('\n');
  return (
    <Tooltip text={text} side="left">
      <button type="button" className={`badge ${value.tag === 'estimate' ? 'estimate' : ''}`} aria-label={`Source: ${text}`}>
        {words[value.tag].short}
      </button>
    </Tooltip>
  );
}

/** A value that neither an item nor an engineer states: the kind's own design choice. */
export function DefaultBadge() {
  return (
    <Tooltip text="A usual design choice; no item states it" side="left">
      <span className="badge default">default</span>
    </Tooltip>
  );
}
