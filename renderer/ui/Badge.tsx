import type { Provenance, SourcedValue } from '../../shared/document/records.ts';
import { Tooltip } from './Tooltip.tsx';

const words: Readonly<Record<Provenance, string>> = {
  vendor: 'vendor',
  'vendor-via-third-party': 'vendor, via',
  'third-party': 'third party',
  estimate: 'estimate',
  derived: 'derived',
};

/** Where an entered value comes from. Solved figures carry none. */
export function SourceBadge({ value }: { value: SourcedValue }) {
  const band = value.band ? `Between ${value.band[0]} and ${value.band[1]} ${value.unit === '1' ? '' : value.unit}` : undefined;
  const text = [value.source, value.note, band, `Read ${value.date}`].filter(Boolean).join('\n');
  return (
    <Tooltip text={text} side="left">
      <button type="button" className={`badge ${value.tag === 'estimate' ? 'estimate' : ''}`} aria-label={`Source: ${words[value.tag]}. ${text}`}>
        {words[value.tag]}
      </button>
    </Tooltip>
  );
}
