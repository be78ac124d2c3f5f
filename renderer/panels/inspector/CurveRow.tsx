import { type ReactNode, useState } from 'react';
import type { CurveParameter } from '../../../shared/catalogue/kind.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { ParameterValue } from '../../../shared/document/records.ts';
import { formatQuantity } from '../../../shared/units/format.ts';
import { Row } from '../../ui/Row.tsx';
import { useView } from '../../view-state.ts';
import { CurveDialog } from './CurveDialog.tsx';
import type { CurvePoints } from './curve-text.ts';

/** A curve in one line: how many points it has; pressed, it is edited. */
export function CurveRow({
  ids,
  name,
  spec,
  value,
  badge,
}: {
  ids: readonly RecordId[];
  name: string;
  spec: CurveParameter;
  /** `varies` where records have different curves. */
  value: ParameterValue | undefined;
  badge: ReactNode;
}) {
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  const [editing, setEditing] = useState(false);
  const points = Array.isArray(value) ? (value as CurvePoints) : undefined;
  const say = (point: readonly [number, number]) => {
    const x = formatQuantity(point[0], spec.x, { system });
    const y = formatQuantity(point[1], spec.y, { system });
    return `${x.text} ${x.unit}: ${y.text} ${y.unit}`;
  };
  const shown = points ? `${points.length} points` : value === 'varies' ? 'varies' : 'not stated';
  return (
    <>
      <Row
        label={spec.title}
        hint={`${spec.help}${points ? `\n${points.map(say).join('\n')}` : ''}`}
        figure={
          readOnly ? (
            shown
          ) : (
            <button
              type="button"
              className="link"
              aria-label={`${spec.title}: ${shown}. Edit the points`}
              data-testid={`parameter-${name}`}
              onClick={() => setEditing(true)}
            >
              {shown}
            </button>
          )
        }
        badge={badge}
      />
      {editing ? <CurveDialog ids={ids} name={name} spec={spec} points={points ?? []} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
