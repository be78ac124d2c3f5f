import type { ReactNode } from 'react';

/** One line of a section: label, figure or field, unit in its own column, badge. */
export function Row({
  label,
  hint,
  figure,
  unit,
  badge,
  deciding,
  range,
  message,
}: {
  label: string;
  hint?: string | undefined;
  figure: ReactNode;
  unit?: ReactNode;
  badge?: ReactNode;
  deciding?: boolean | undefined;
  /** The figure is two values and needs more room than one. */
  range?: boolean | undefined;
  message?: string | undefined;
}) {
  return (
    <div className={`row ${range ? 'range-row' : ''}`}>
      <span className="label" title={hint ?? label}>
        {label}
      </span>
      <span className={`figure ${deciding ? 'deciding' : ''}`}>{figure}</span>
      <span className={`unit ${typeof unit === 'string' && unit.length > 5 ? 'long' : ''}`}>{unit}</span>
      <span className="badge-cell">{badge}</span>
      {message ? (
        <span className="message" role="alert">
          {message}
        </span>
      ) : null}
    </div>
  );
}

/** A line whose value is text or a control of its own width. */
export function WideRow({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="row wide-row">
      <span className="label" title={hint ?? label}>
        {label}
      </span>
      <span className="wide">{children}</span>
    </div>
  );
}
