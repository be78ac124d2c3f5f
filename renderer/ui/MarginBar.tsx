import { type FormatOptions, formatQuantity } from '../../shared/units/format.ts';
import { type Margin, marginState } from './margin.ts';

const percent = (part: number) => `${Math.max(0, Math.min(100, part * 100)).toFixed(1)}%`;

/** Track with fill up to the value, a tick at the limit, and the distance in words. */
export function MarginBar({ margin, options = {} }: { margin: Margin; options?: FormatOptions }) {
  const { value, limit, kind, side = 'upper', from = 0 } = margin;
  const distance = side === 'upper' ? limit - value : value - limit;
  // An upper limit's tick stands near the right end, a lower limit's left of the fill.
  const end = side === 'upper' ? from + (limit - from) / 0.88 : Math.max(value, limit) * 1.15;
  const place = (x: number) => percent((x - from) / (end - from || 1));
  const state = marginState(margin);
  const difference = margin.difference ?? (kind === 'temperature' ? 'temperatureDifference' : kind);
  const away = formatQuantity(
    Math.abs(distance),
    difference,
    difference === kind ? options : { ...(options.system && { system: options.system }) },
  );
  const bound = formatQuantity(limit, kind, options);
  return (
    <div className={`margin ${state}`}>
      <div className="margin-track" aria-hidden>
        <div className="margin-fill" style={{ width: place(value) }} />
        <div className="margin-tick" style={{ left: place(limit) }} />
      </div>
      <span className="margin-words">
        <b>
          {away.text} {away.unit}
        </b>{' '}
        {distance < 0 ? (side === 'upper' ? 'above' : 'below') : 'to'} limit {bound.text}{' '}
        {bound.unit === away.unit || kind === 'temperature' ? '' : bound.unit}
      </span>
    </div>
  );
}
