/** A curve as two columns of text, as a spreadsheet holds it, and back. */
import type { CurveParameter } from '../../../shared/catalogue/kind.ts';
import { parameterFault } from '../../../shared/catalogue/resolve.ts';
import { cellQuantity, cellsOf, headingOf } from '../../../shared/commands/table/cells.ts';
import { fail, type Result, succeed } from '../../../shared/problem.ts';
import { type UnitSystem, unitNamed } from '../../../shared/units/convert.ts';
import { displayUnit, formatEntered } from '../../../shared/units/format.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';

export type CurvePoints = readonly (readonly [x: number, y: number])[];

export interface CurveUnits {
  readonly x: string;
  readonly y: string;
}

const unitFor = (values: readonly number[], kind: QuantityKind, system: UnitSystem): string =>
  kind === 'ratio' ? '%' : displayUnit(Math.max(0, ...values.map(Math.abs)), kind, system).name;

/** One unit for each column, by the largest value in it. */
export const curveUnits = (points: CurvePoints, { x, y }: CurveParameter, system: UnitSystem): CurveUnits => ({
  x: unitFor(
    points.map(([value]) => value),
    x,
    system,
  ),
  y: unitFor(
    points.map(([, value]) => value),
    y,
    system,
  ),
});

export const curveText = (points: CurvePoints, spec: CurveParameter, units: CurveUnits): string =>
  points.map(([x, y]) => `${formatEntered(x, unitNamed(spec.x, units.x))}\t${formatEntered(y, unitNamed(spec.y, units.y))}`).join('\n');

/** Points in SI. A first row without numbers is headings; a unit in brackets there holds for its column. */
export function readCurve(text: string, spec: CurveParameter, units: CurveUnits, system: UnitSystem): Result<CurvePoints> {
  // Typed by hand, the two are parted by blanks or a semicolon.
  const rows = cellsOf(text).map((cells) => (cells.length > 1 ? cells : (cells[0] ?? '').split(/\s*;\s*|\s{2,}/)));
  const headed = rows[0] !== undefined && !/\d/.test(rows[0].map((cell) => headingOf(cell).title).join(''));
  const heads = (['x', 'y'] as const).map((axis, i) => {
    const own = headed ? headingOf(rows[0]?.[i] ?? '') : undefined;
    return { text: own?.text ?? '', title: `column ${i + 1}`, unit: own?.unit ?? units[axis] };
  });
  const points: (readonly [number, number])[] = [];
  for (const [i, row] of rows.entries()) {
    if (headed && i === 0) continue;
    const line = `Row ${i + 1}`;
    const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
    if (cells.length !== 2) return fail({ code: 'bad-row', message: `${line}: two values are needed, one for each column` });
    const [x, y] = (['x', 'y'] as const).map((axis, c) =>
      cellQuantity(cells[c] ?? '', spec[axis], heads[c] ?? { text: '', title: '', unit: undefined }, system),
    );
    for (const value of [x, y])
      if (value && !value.ok) return fail({ code: 'bad-value', message: `${line}: ${value.problems[0]?.message}` });
    if (x?.ok && y?.ok) points.push([x.value, y.value]);
  }
  const fault = parameterFault(spec, points);
  return fault ? fail({ code: 'bad-curve', message: fault }) : succeed(points);
}
