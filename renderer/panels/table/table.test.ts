import { describe, expect, it } from 'vitest';
import { analyse } from '../../../shared/analysis/analyse.ts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindNamed } from '../../../shared/catalogue/kinds/index.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { pasteTable } from '../../../shared/commands/paste-table.ts';
import { designs } from '../../../shared/designs/index.ts';
import { cellParameters, copiedTable, type Line, parameterColumn, passedOver, quantityColumn } from './columns.ts';
import { tableFilter } from './filter.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the unit could not be built');
const document = built.value;
const solved = analyse(document);
if (!solved.ok) throw new Error('the unit could not be solved');
const analysis = solved.value;
const racks = [...document.tables.equipment.values()]
  .filter((record) => kindOf(document, record)?.kind === 'rack')
  .map((record): Line => ({ record, kind: 'rack', item: 'Rack', place: 'Hall, "A"' }));

describe('the equipment table', () => {
  it.each(['SI', 'US'] as const)('goes to a spreadsheet and comes back without a change, in %s units', (system) => {
    const columns = [
      ...cellParameters(kindNamed('rack')).map(([name, spec]) => parameterColumn(name, spec, document, system)),
      quantityColumn('power', analysis, system),
      quantityColumn('supplyTemperature', analysis, system),
    ];
    const text = copiedTable(racks, columns);
    expect(text.split('\n')[0]).toMatch(/^Tag\tItem\tWhere\t.*Electrical power \[/);
    const back = pasteTable(document, text, { passedOver, system });
    if (!back.ok) throw new Error(back.problems.map(({ field, message }) => `${field} ${message}`).join('\n'));
    // Twelve digits through another unit and back: what comes back is what was there.
    for (const { before, after } of back.value.patch) {
      const [was, is] = [before, after].map((record) => (record?.type === 'equipment' ? record.overrides : {}));
      for (const [name, value] of Object.entries(is ?? {})) {
        const original = was?.[name] ?? document.tables.item.get(before?.type === 'equipment' ? before.item : '')?.values[name]?.value;
        if (typeof value === 'number' && typeof original === 'number')
          expect(Math.abs(value - original)).toBeLessThanOrEqual(1e-9 * Math.abs(original));
      }
    }
  });

  it('is filtered by words and by conditions on any figure', () => {
    const power = (line: Line) => quantityOf(analysis.results, line.record.id, 'power') ?? 0;
    const strong = racks.filter(tableFilter('power>100kW', analysis, 'SI'));
    expect(strong).toEqual(racks.filter((line) => power(line) > 100e3));
    expect(strong.length).toBeGreaterThan(0);
    expect(racks.filter(tableFilter('power<=100kW rack', analysis, 'SI'))).toEqual(racks.filter((line) => power(line) <= 100e3));
    expect(racks.filter(tableFilter('nothing-of-that-name>3', analysis, 'SI'))).toEqual([]);
  });
});
