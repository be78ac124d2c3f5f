import { describe, expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import type { CommandAnswer } from '../commands/command.ts';
import { move } from '../commands/move.ts';
import { replaceItem } from '../commands/replace-item.ts';
import { setParameter } from '../commands/set-parameter.ts';
import { designNamed } from '../designs/index.ts';
import { diffDocuments } from '../document/diff.ts';
import { changeWords } from './change-words.ts';

const built = designNamed('gb300-su')?.build({});
if (!built?.ok) throw new Error('the design is refused');
const unit = built.value;
const idOf = (tag: string) => [...unit.tables.equipment.values()].find((each) => each.tag === tag)?.id ?? '';

/** Words for all records that a command changed, by name. */
const wordsAfter = (answer: CommandAnswer, system?: 'US') => {
  const after = done(unit, answer);
  const { differences } = diffDocuments(unit, after);
  return new Map(differences.map((each) => [each.name, changeWords({ before: unit, after }, each, system)]));
};

describe('a change in words', () => {
  it('names a parameter by its title and both values with the unit shown', () => {
    const set = setParameter(unit, { records: [idOf('CDU-1A')], parameter: 'supply_K', value: 312.15 });
    expect(wordsAfter(set).get('CDU-1A')).toBe('TCS supply set point 40.0 °C → 39.0 °C');
    expect(wordsAfter(set, 'US').get('CDU-1A')).toMatch(/104\.0 °F → 102\.2 °F/);
  });

  it('says of a value that was not set before that the item had it', () => {
    const set = setParameter(unit, { records: [idOf('H1-R01-01')], parameter: 'liquidShare', value: 0.8 });
    expect(wordsAfter(set).get('H1-R01-01')).toMatch(/^Liquid share as its item → /);
  });

  it('names items by their titles', () => {
    const source = catalogueItem('gb200-nvl72');
    if (!source) throw new Error('no such item');
    const replaced = replaceItem(unit, { records: [idOf('H1-R01-01')], item: pinItem(source, 'item-new') });
    expect(wordsAfter(replaced).get('H1-R01-01')).toBe('GB300 NVL72 → GB200 NVL72');
  });

  it('says how far a rack was moved, and not its coordinates', () => {
    const moved = move(unit, { records: [idOf('H1-R01-01')], offset_m: [3, 4, 0] });
    expect(wordsAfter(moved).get('H1-R01-01')).toBe('moved by 5.00 m');
  });
});
