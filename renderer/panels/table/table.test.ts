import { describe, expect, it } from 'vitest';
import { analyse } from '../../../shared/analysis/analyse.ts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindNamed } from '../../../shared/catalogue/kinds/index.ts';
import { envelopeOf } from '../../../shared/catalogue/placement.ts';
import { kindOf, parametersOf } from '../../../shared/catalogue/resolve.ts';
import { pasteTable } from '../../../shared/commands/paste-table.ts';
import { designs } from '../../../shared/designs/index.ts';
import { itemOf } from '../../../shared/document/document.ts';
import {
  belongColumn,
  cellParameters,
  copiedTable,
  type Line,
  massColumn,
  parameterColumn,
  passedOver,
  placeColumn,
  quantityColumn,
} from './columns.ts';
import { tableFilter } from './filter.ts';
import { namedColumns } from './named-column.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the unit could not be built');
const document = built.value;
const solved = analyse(document);
if (!solved.ok) throw new Error('the unit could not be solved');
const analysis = solved.value;
const everything = [...document.tables.equipment.values()].map(
  (record): Line => ({ record, kind: kindOf(document, record)?.kind ?? '', item: itemOf(document, record).title, place: '' }),
);
const racks = [...document.tables.equipment.values()]
  .filter((record) => kindOf(document, record)?.kind === 'rack')
  .map((record): Line => ({ record, kind: 'rack', item: itemOf(document, record).title, place: 'Hall, "A"' }));

describe('the equipment table', () => {
  it.each(['SI', 'US'] as const)('goes to a spreadsheet and comes back without a change, in %s units', (system) => {
    const columns = [
      ...cellParameters(kindNamed('rack')).map(([name, spec]) => parameterColumn(name, spec, document, system)),
      ...(['x', 'y', 'z', 'turn'] as const).map((key) => placeColumn(key, system)),
      belongColumn('group', document),
      belongColumn('space', document),
      massColumn(document, system),
      quantityColumn('power', analysis, system),
      quantityColumn('supplyTemperature', analysis, system),
    ];
    const text = copiedTable(racks, columns);
    expect(text.split('\n')[0]).toMatch(/^Tag\tItem\tWhere\t.*Electrical power \[/);
    const back = pasteTable(document, text, { passedOver, system });
    if (!back.ok) throw new Error(back.problems.map(({ field, message }) => `${field} ${message}`).join('\n'));
    expect(back.value.patch).toEqual([]);
  });

  const filtered = (text: string, lines: readonly Line[] = everything) =>
    lines.filter(tableFilter(text, namedColumns(document, analysis, 'SI', [...new Set(lines.map(({ kind }) => kind))]), 'SI'));

  it('is filtered by words and by conditions on any figure', () => {
    const power = (line: Line) => quantityOf(analysis.results, line.record.id, 'power') ?? 0;
    const strong = filtered('power>100kW', racks);
    expect(strong).toEqual(racks.filter((line) => power(line) > 100e3));
    expect(strong.length).toBeGreaterThan(0);
    expect(filtered('power<=100kW rack', racks)).toEqual(racks.filter((line) => power(line) <= 100e3));
    expect(filtered('nothing-of-that-name>3', racks)).toEqual([]);
  });

  it('is filtered by mass, place, group and every parameter, with units and with blanks', () => {
    const mass = ({ record }: Line) => (record.type === 'equipment' ? (envelopeOf(document, record)?.mass_kg ?? 0) : 0);
    const heavy = filtered('mass > 1 t');
    expect(heavy.length).toBeGreaterThan(0);
    expect(heavy).toEqual(everything.filter((line) => mass(line) > 1000));
    expect(filtered('mass>1t rack')).toEqual(heavy.filter(({ kind }) => kind === 'rack'));
    expect(filtered('mass > 1000')).toEqual(heavy);
    const x = ({ record }: Line) => (record.type === 'equipment' ? record.position_m[0] : Number.NaN);
    expect(filtered('x >= 4 m y < 30 ft')).toEqual(
      everything.filter((line) => x(line) >= 4 && line.record.type === 'equipment' && line.record.position_m[1] < 9.144),
    );
    const share = ({ record }: Line) => {
      const parameters = parametersOf(document, record);
      return parameters.ok ? ((parameters.value as Record<string, number>).liquidShare ?? 0) : 0;
    };
    expect(filtered('liquid share > 50 %')).toEqual(everything.filter((line) => line.kind === 'rack' && share(line) > 0.5));
    expect(filtered('liquid share > 50 % mass < 1 kg')).toEqual([]);
    const [rack] = racks;
    const group = document.tables.group.get(rack?.record.type === 'equipment' ? (rack.record.group ?? '') : '')?.name ?? '';
    const members = everything.filter(({ record }) => record.type === 'equipment' && record.group !== undefined);
    expect(group).not.toBe('');
    expect(filtered(`group=${group}`).map(({ record }) => record.id)).toContain(rack?.record.id);
    expect(members).toEqual(expect.arrayContaining(filtered(`group=${group}`)));
  });
});
