import { expect, test } from 'vitest';
import { portPlace, runMeasure } from '../catalogue/route.ts';
import { gb300Hall10MW } from '../designs/gb300-10mw.ts';
import { applyPatch, connectionsAt, type Document } from '../document/document.ts';
import { sequentialIds } from '../document/ids.ts';
import { invert } from '../document/patch.ts';
import type { Place } from '../document/records.ts';
import { isRefusal } from '../problem.ts';
import { placeBeside } from './place-beside.ts';

const built = gb300Hall10MW.build({});
if (!built.ok) throw new Error('design');
const document: Document = built.value;
const last = [...document.tables.equipment.values()].find(({ tag }) => tag === 'H1-R01-08');
if (!last) throw new Error('rack');
const [x, y, z] = last.position_m;
const beside: Place = [x + 0.6, y, z];

test('a rack placed past the end of a row hangs on the same manifolds and busways, each one tap longer, and no other run moves', () => {
  const answer = placeBeside(document, { neighbour: last.id, position_m: beside, newId: sequentialIds('n') });
  if (isRefusal(answer)) throw new Error(answer.refused);
  const after = applyPatch(document, answer.patch);
  const id = answer.selection?.[0] ?? '';
  const hosts = (of: Document, rack: string) =>
    connectionsAt(of, rack)
      .map(({ from, to }) => (from.equipment === rack ? to : from).equipment)
      .sort();
  expect(hosts(after, id)).toEqual(hosts(document, last.id));
  for (const host of hosts(after, id)) {
    const [before, now] = [document, after].map((of) => of.tables.equipment.get(host)?.overrides.taps as number);
    expect(now).toBe((before ?? 0) + 1);
    for (const { from, to } of connectionsAt(document, host)) {
      const end = from.equipment === host ? from : to;
      if (!end.port.startsWith('tap')) continue;
      const [was, is] = [portPlace(document, end)?.at_m, portPlace(after, end)?.at_m];
      was?.forEach((value, k) => {
        expect(is?.[k]).toBeCloseTo(value, 9);
      });
    }
  }
  // The same hoses and whips, as long as the neighbour's.
  const lengths = (of: Document, rack: string) => connectionsAt(of, rack).map((run) => runMeasure(of, run).length_m);
  lengths(after, id).forEach((length_m, k) => {
    expect(length_m).toBeCloseTo(lengths(document, last.id)[k] ?? 0, 6);
  });
  expect(applyPatch(after, invert(answer.patch)).tables.equipment.get(hosts(after, id)[0] ?? '')).toEqual(
    document.tables.equipment.get(hosts(after, id)[0] ?? ''),
  );
});

test('where a board has no free way and cannot grow, the answer names it', () => {
  const cdu = [...document.tables.equipment.values()].find(({ tag }) => tag === 'RPP-A1');
  if (!cdu) throw new Error('RPP');
  const answer = placeBeside(document, { neighbour: cdu.id, position_m: [x, y + 2, z], newId: sequentialIds('n') });
  expect(isRefusal(answer) && answer.refused).toMatch(/has only one|has no free/);
});
