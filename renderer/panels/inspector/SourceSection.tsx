import type { Item, SourcedValue } from '../../../shared/document/records.ts';
import { SourceBadge } from '../../ui/Badge.tsx';
import { Section } from '../../ui/Section.tsx';

/** A source's host or its title; the whole text is on the badge. */
const shortSource = (source: string): string => {
  const host = /^https?:\/\/(?:www\.)?([^/]+)/.exec(source)?.[1];
  return host ?? source;
};

/** Who makes the item, and what its values rest on: one line per source, the weakest first. */
export function SourceSection({ item }: { item: Item }) {
  const bySource = new Map<string, { value: SourcedValue; count: number }>();
  for (const value of Object.values(item.values)) {
    const key = `${value.tag} ${shortSource(value.source)}`;
    const found = bySource.get(key);
    if (found) found.count++;
    else bySource.set(key, { value, count: 1 });
  }
  const lines = [...bySource.entries()].sort(
    ([, a], [, b]) => Number(b.value.tag === 'estimate') - Number(a.value.tag === 'estimate') || b.count - a.count,
  );
  return (
    <Section title="Source" note={`${item.maker} ${item.model}`} open={false} testId="section-source">
      {lines.map(([key, { value, count }]) => (
        <div key={key} className="source-line">
          <span className="clip" title={value.source}>
            {value.tag === 'estimate' ? (value.note ?? value.source) : shortSource(value.source)}
          </span>
          <span className="muted">{count}</span>
          <SourceBadge value={value} />
        </div>
      ))}
    </Section>
  );
}
