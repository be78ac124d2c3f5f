/** What the colours and marks of a diagram mean, in one line at its lower edge. */
import { coolMargin_K } from '../../shared/diagram/figures.ts';
import type { DiagramKind } from '../../shared/diagram/graph.ts';

const steps = [1, 2, 3, 4, 5] as const;

export function DiagramLegend({ kind, stale, hint }: { kind: DiagramKind; stale: boolean; hint: string | null }) {
  const oneLine = kind === 'one-line';
  return (
    <div className="diagram-legend" data-testid="diagram-legend">
      {oneLine ? (
        <>
          <span className="diagram-key train-a">
            <i /> A
          </span>
          <span className="diagram-key train-b">
            <i /> B
          </span>
          <span className="diagram-key load">
            <i>
              <b />
            </i>
            Load now, limit
          </span>
          <span className="diagram-key">◇ Other train lost</span>
          <span className="diagram-key">✕ Frame/trip, N.O. normally open</span>
        </>
      ) : (
        <>
          <span className="diagram-key supply">
            <i /> Supply
          </span>
          <span className="diagram-key return">
            <i /> Return
          </span>
        </>
      )}
      <span className="diagram-key">
        Racks: {oneLine ? '0' : `${coolMargin_K} K to limit`}
        <span className="diagram-ramp" aria-hidden>
          {steps.map((step) => (
            <i key={step} style={{ background: `var(--ramp-${step})` }} />
          ))}
          <i className="over" />
        </span>
        {oneLine ? '100 %, over' : 'at it, over'}
      </span>
      {stale ? <span className="diagram-key muted">Figures are being solved again</span> : null}
      <span className="visually-hidden" role="status">
        {hint ?? ''}
      </span>
    </div>
  );
}
