import { useMemo, useState } from 'react';
import type { CurveParameter } from '../../../shared/catalogue/kind.ts';
import { setParameter } from '../../../shared/commands/set-parameter.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { UnitSystem } from '../../../shared/units/convert.ts';
import { formatQuantity } from '../../../shared/units/format.ts';
import { perform } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useView } from '../../view-state.ts';
import { type CurvePoints, type CurveUnits, curveText, curveUnits, readCurve } from './curve-text.ts';

const [width, height] = [320, 200];
const margin = { left: 44, right: 12, top: 10, bottom: 26 };

/** The curve as it would be: linear between its points and flat outside. */
function Preview({ points, spec, units, system }: { points: CurvePoints; spec: CurveParameter; units: CurveUnits; system: UnitSystem }) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const top = Math.max(...ys, spec.y === 'ratio' ? 1 : 0);
  const at = ([x, y]: readonly [number, number]): readonly [number, number] => [
    margin.left + ((x - low) / (high - low || 1)) * (width - margin.left - margin.right),
    height - margin.bottom - (y / (top || 1)) * (height - margin.top - margin.bottom),
  ];
  const say = (value: number, axis: 'x' | 'y') => {
    const { text, unit } = formatQuantity(value, spec[axis], { system, unit: units[axis] });
    return `${text} ${unit}`;
  };
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="curve-preview" role="img" aria-label={`${spec.title}, ${points.length} points`}>
      <path d={`M${margin.left} ${margin.top}V${height - margin.bottom}H${width - margin.right}`} className="curve-axis" />
      <polyline points={points.map((point) => at(point).join()).join(' ')} className="curve-line" />
      {points.map((point) => (
        <circle key={point[0]} cx={at(point)[0]} cy={at(point)[1]} r={3} className="curve-point">
          <title>{`${say(point[0], 'x')}: ${say(point[1], 'y')}`}</title>
        </circle>
      ))}
      <text x={margin.left} y={height - 8}>
        {say(low, 'x')}
      </text>
      <text x={width - margin.right} y={height - 8} textAnchor="end">
        {say(high, 'x')}
      </text>
      <text x={margin.left - 6} y={margin.top + 8} textAnchor="end">
        {say(top, 'y')}
      </text>
      <text x={margin.left - 6} y={height - margin.bottom} textAnchor="end">
        {say(0, 'y')}
      </text>
    </svg>
  );
}

/** The points of a curve, typed or pasted as two columns, with the curve beside them. */
export function CurveDialog({
  ids,
  name,
  spec,
  points,
  onClose,
}: {
  ids: readonly RecordId[];
  name: string;
  spec: CurveParameter;
  points: CurvePoints;
  onClose: () => void;
}) {
  const system = useView((state) => state.unitSystem);
  const units = useMemo(() => curveUnits(points, spec, system), [points, spec, system]);
  const [text, setText] = useState(() => curveText(points, spec, units));
  const read = useMemo(() => readCurve(text, spec, units, system), [text, spec, units, system]);
  const fault = read.ok || text.trim() === '' ? undefined : read.problems[0]?.message;
  const keep = () => {
    if (read.ok && perform((document) => setParameter(document, { records: ids, parameter: name, value: read.value }))) onClose();
  };
  return (
    <Dialog
      title={spec.title}
      description={`${spec.help} Two columns, one row for each point; two columns of a spreadsheet can be pasted, with their headings or without.`}
      onClose={onClose}
      testId="dialog-curve"
      foot={
        <>
          <span className="message" role="alert" data-testid="curve-message">
            {fault}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary disabled={!read.ok} onClick={keep} data-testid="curve-keep">
            Set the curve
          </Button>
        </>
      }
    >
      <div className="curve-columns">
        <label>
          <span className="muted">
            {spec.x === 'ratio' ? 'Part' : spec.x} in {units.x}, then {units.y === '%' ? 'value' : spec.y} in {units.y}
          </span>
          <textarea
            className="paste-text"
            aria-label={`Points of ${spec.title}`}
            spellCheck={false}
            rows={9}
            value={text}
            data-testid="curve-text"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {read.ok ? <Preview points={read.value} spec={spec} units={units} system={system} /> : null}
      </div>
    </Dialog>
  );
}
