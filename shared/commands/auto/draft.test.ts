import { afterEach, describe, expect, it, vi } from 'vitest';
import { kindOf } from '../../catalogue/resolve.ts';
import { designs } from '../../designs/index.ts';
import { allRecords, type Document, documentOf } from '../../document/document.ts';
import { sequentialIds } from '../../document/ids.ts';
import type { System } from '../../document/records.ts';
import { autoConnect } from '../auto-connect.ts';
import { Draft } from './draft.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be generated');
const unit = built.value;
const [rack] = [...unit.tables.equipment.values()].filter((each) => kindOf(unit, each)?.kind === 'rack');

/** With as many loops more as a campus has, none of which anything is joined to. */
const withLoops = (count: number): Document =>
  documentOf([
    ...allRecords(unit),
    ...Array.from({ length: count }, (_, i): System => {
      const [id, name] = [`sys_more_${i}`, `More ${i}`];
      return i % 2 === 0
        ? { id, type: 'system', name, kind: 'tcs', fluid: 'pg25' }
        : { id, type: 'system', name, kind: 'fws', fluid: 'water' };
    }),
  ]);

/** How often all runs or all equipment are gone through while a rack that has everything is connected. */
function looksThrough(document: Document): number {
  new Draft(document, sequentialIds('first')).isFree(rack as NonNullable<typeof rack>, 'supply');
  const { connection, equipment } = document.tables;
  let looks = 0;
  for (const method of ['forEach', 'values'] as const) {
    const real = Map.prototype[method] as (...given: unknown[]) => unknown;
    vi.spyOn(Map.prototype, method).mockImplementation(function (this: Map<unknown, unknown>, ...given: unknown[]) {
      if (this.size === connection.size || this.size === equipment.size) looks++;
      return real.apply(this, given) as never;
    });
  }
  autoConnect(document, { records: [rack?.id ?? ''], liquid: true, power: true, newId: sequentialIds('auto') });
  vi.restoreAllMocks();
  return looks;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a design while a command works on it', () => {
  it('knows what hangs on each of its systems', () => {
    const draft = new Draft(unit, sequentialIds('draft'));
    for (const system of unit.tables.system.values()) {
      const ends = [...unit.tables.connection.values()].flatMap((run) =>
        run.system === system.id ? [run.from.equipment, run.to.equipment] : [],
      );
      expect(new Set(draft.on(system).map(({ id }) => id))).toEqual(new Set(ends));
    }
  });

  it('goes through equipment and runs as often with hundreds of loops as with a few', () => {
    expect(looksThrough(withLoops(200))).toBe(looksThrough(unit));
  });

  it('does not look for the lanes of all runs where none is to be routed', () => {
    const { connection } = unit.tables;
    const forEach = vi.spyOn(connection as Map<string, never>, 'forEach');
    const draft = new Draft(unit, sequentialIds('draft'));
    expect(draft.isFree(rack as NonNullable<typeof rack>, 'supply')).toBe(false);
    expect(forEach).not.toHaveBeenCalled();
  });
});
