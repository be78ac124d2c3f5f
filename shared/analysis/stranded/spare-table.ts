/** Stranded power and room for racks as text for a terminal. */
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import { describeQuantity } from '../../units/format.ts';
import { textColumns } from '../text-columns.ts';
import { causeTitle } from './causes.ts';
import type { RackRoom } from './rack-room.ts';
import type { StrandedPower } from './stranded-power.ts';

export function spareTable(document: Document, stranded: StrandedPower, room: readonly RackRoom[]): string {
  const power = (value_W: number) => describeQuantity(value_W, 'power');
  const nameOf = (id: RecordId): string =>
    document.tables.equipment.get(id)?.tag ??
    document.tables.connection.get(id)?.tag ??
    document.tables.space.get(id)?.name ??
    document.tables.group.get(id)?.name ??
    (document.tables.site.has(id) ? 'the site' : id);
  const cheapest = stranded.reliefs[0];
  const lines = [
    '',
    'Spare power of this state, at rack inputs',
    ...textColumns([
      ['Supply would carry', power(stranded.provisioned_W), 'more'],
      ['Usable', power(stranded.usable_W), stranded.holding[0] ? `until ${nameOf(stranded.holding[0].record)}` : ''],
      ['Stranded', power(stranded.stranded_W), ''],
      ...stranded.byCause.map(({ title, power_W }) => [`  ${title}`, power(power_W), '']),
      ...(cheapest
        ? [
            [
              'Cheapest relief',
              power(cheapest.power_W),
              `${cheapest.title}: ${cheapest.shortages
                .slice(0, 3)
                .map(({ record }) => nameOf(record))
                .join(', ')}${cheapest.shortages.length > 3 ? ` and ${cheapest.shortages.length - 3} more` : ''}`,
            ],
          ]
        : []),
    ]),
  ];
  if (room.length > 0) {
    lines.push(
      '',
      'Room for more racks, each row by itself',
      ...textColumns([
        ['Row', 'Rack', 'Power', 'Cooling', 'Floor', 'Taps', 'Fits', 'Until'],
        ...room.map((row) => [
          row.name,
          row.title,
          String(row.byPower),
          String(row.byCooling),
          String(row.byFloor),
          String(row.byTaps),
          String(row.fits),
          `${nameOf(row.binding.record)} (${causeTitle(row.binding.cause).toLowerCase()})`,
        ]),
      ]),
    );
  }
  return `${lines.join('\n')}\n`;
}
