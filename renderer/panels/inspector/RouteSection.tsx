/** The way of a run in numbers: length and bends, the height of its long stretch, and each of its corners. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { measureRoute } from '../../../shared/catalogue/route.ts';
import { editRoute, type RouteEdit, wholeRoute } from '../../../shared/commands/edit-route.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Connection, Place } from '../../../shared/document/records.ts';
import { axes, withCoordinate } from '../../../shared/geometry/orthogonal-route.ts';
import { distance } from '../../../shared/geometry/pose.ts';
import { longestLevelLeg } from '../../../shared/geometry/route-shaping.ts';
import { isRefusal } from '../../../shared/problem.ts';
import { formatFixed } from '../../../shared/units/format.ts';
import { editThrough } from '../../field-edit.ts';
import { useLength } from '../../figures.ts';
import { perform } from '../../session.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';
import { Row } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView } from '../../view-state.ts';
import { EditRow } from './EditRow.tsx';

interface CornerRowProps {
  readonly run: Connection;
  readonly corner: number;
  readonly at_m: Place;
  readonly readOnly: boolean;
  /** Told why the corner cannot lie where it is typed to. */
  readonly onFault: (fault: string | undefined) => void;
}

/** The coordinates of one corner. */
function CornerRow({ run, corner, at_m, readOnly, onFault }: CornerRowProps) {
  const unit = useView((state) => (state.unitSystem === 'SI' ? 'm' : 'ft'));
  return (
    <div className="corner-row">
      <span className="muted">{corner}</span>
      {axes.map((axis) => (
        <DesignQuantity
          key={axis}
          label={`Corner ${corner}, ${'XYZ'[axis]}`}
          kind="length"
          unit={unit}
          value={at_m[axis]}
          testId={`corner-${corner}-${'xyz'[axis]}`}
          onFault={onFault}
          begin={() =>
            editThrough((document, value_m) =>
              editRoute(document, { run: run.id, edit: { how: 'move', corner, to_m: withCoordinate(at_m, axis, value_m) } }),
            )
          }
        />
      ))}
      <IconButton
        label={`Take corner ${corner} away`}
        icon={<X size={12} />}
        why={readOnly ? 'this design is open for review' : undefined}
        onClick={() => perform((document) => editRoute(document, { run: run.id, edit: { how: 'remove', corner } }))}
      />
    </div>
  );
}

/** A corner in the middle of the longest leg. */
function cornerOn(route: readonly Place[]): RouteEdit {
  const lengths = route.slice(1).map((corner, i) => distance(route[i] as Place, corner));
  const leg = lengths.indexOf(Math.max(...lengths));
  const [a, b] = [route[leg] as Place, route[leg + 1] as Place];
  return { how: 'insert', leg, at_m: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2] };
}

export function RouteSection({ document, connection }: { document: Document; connection: Connection }) {
  const readOnly = useView((state) => state.readOnly);
  const format = useLength();
  const [fault, setFault] = useState<string | undefined>();
  const whole = wholeRoute(document, connection);
  const route = isRefusal(whole) ? [] : whole;
  const { length_m, elbows } = measureRoute(route);
  const length = format(length_m);
  const leg = longestLevelLeg(route);
  return (
    <Section title="Route" testId="section-route">
      <Row label="Drawn length" figure={length.text} unit={length.unit} />
      <Row
        label="Bends"
        hint="Bends weighted by their angle: a right angle counts one"
        figure={formatFixed(elbows, Number.isInteger(Math.round(10 * elbows) / 10) ? 0 : 1)}
      />
      {leg === undefined ? null : (
        <EditRow
          label="Height"
          kind="length"
          value={route[leg]?.[2]}
          testId="route-height"
          command={(start, height_m) => editRoute(start, { run: connection.id, edit: { how: 'lift', height_m } })}
        />
      )}
      {connection.waypoints_m.length === 0 ? null : (
        <fieldset className="corners">
          <legend>Corners</legend>
          <div className="corner-row corner-head" aria-hidden>
            <span />
            <span>X</span>
            <span>Y</span>
            <span>Z</span>
          </div>
          {connection.waypoints_m.map((at_m, i) => (
            <CornerRow key={String(i)} run={connection} corner={i + 1} at_m={at_m} readOnly={readOnly} onFault={setFault} />
          ))}
          {fault ? (
            <p className="field-message" role="alert">
              {fault}
            </p>
          ) : null}
        </fieldset>
      )}
      {route.length < 2 ? null : (
        <Button
          small
          disabled={readOnly}
          onClick={() => perform((start) => editRoute(start, { run: connection.id, edit: cornerOn(route) }))}
        >
          Add a corner
        </Button>
      )}
    </Section>
  );
}
