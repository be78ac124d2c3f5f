import { describe, expect, test } from 'vitest';
import { kindOf } from '../../catalogue/resolve.ts';
import { editSite } from '../../commands/edit-site.ts';
import { gb300Hall10MW } from '../../designs/gb300-10mw.ts';
import { applyPatch, type Document } from '../../document/document.ts';
import { type EquipmentId, sequentialIds } from '../../document/ids.ts';
import { isRefusal } from '../../problem.ts';
import { analyse } from '../analyse.ts';
import { racksOf } from '../racks.ts';
import { freePlaces } from './free-places.ts';
import { moreRacks } from './more-racks.ts';
import { curveWorth } from './worth.ts';

const built = gb300Hall10MW.build({});
if (!built.ok) throw new Error('design');
const document: Document = built.value;

const errorsOf = (of: Document, rackPower_W?: ReadonlyMap<EquipmentId, number>) => {
  const answer = analyse(of, rackPower_W ? { rackPower_W } : {});
  return answer.ok ? answer.value.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message) : ['no answer'];
};

describe('more racks in the 10 MW hall', () => {
  test('free places continue the rows with their pitch and stay clear of what stands', () => {
    const places = freePlaces(document);
    expect(places.length).toBeGreaterThan(6);
    for (const { neighbour, position_m } of places) {
      const rack = document.tables.equipment.get(neighbour);
      const steps = ((position_m[0] - (rack?.position_m[0] ?? 0)) / 0.6) * (rack?.yaw_deg === 180 ? -1 : 1);
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-9);
      expect(position_m[1]).toBeCloseTo(rack?.position_m[1] ?? 0, 9);
    }
  });

  test('at full power the utility ends it; what was left out has a reason, and the design with the others solves without an error', () => {
    const answer = moreRacks(document, { newId: sequentialIds('m') });
    if (!answer.ok) throw new Error(answer.problems[0]?.message);
    const { added, left, document: fuller } = answer.value;
    expect(errorsOf(fuller)).toEqual([]);
    expect(racksOf(fuller).length).toBe(racksOf(document).length + added.length);
    expect(added.length + left.length).toBe(freePlaces(document).length);
    expect(left.some(({ reason }) => reason === 'the site draws more than the utility agreed to deliver')).toBe(true);
    // Rack power alone says how many could be fed: the search may not beat it.
    const first = analyse(document);
    const drawn_W = first.ok ? (first.value.summary?.facilityPower_W ?? 0) : 0;
    expect(added.length).toBeLessThanOrEqual((10e6 - drawn_W) / 142e3);
    expect(added.length).toBeGreaterThanOrEqual(Math.floor((10e6 - drawn_W) / (142e3 * 1.35)));
  });

  test('under a tight utility shared power makes room for racks that full power has none for, and they earn more together', () => {
    const capped = editSite(document, { fields: { utilityLimit_W: 8.65e6 } });
    if (isRefusal(capped)) throw new Error(capped.refused);
    const tight = applyPatch(document, capped.patch);
    const full = moreRacks(tight, { newId: sequentialIds('m'), most: 2 });
    expect(full.ok && full.value.added.length).toBe(0);
    const worthOf = (_rack: EquipmentId, like: EquipmentId) => {
      const equipment = tight.tables.equipment.get(like);
      if (!equipment || kindOf(tight, equipment)?.kind !== 'rack') return undefined;
      return curveWorth({ curve: { a: 0.05, b: 0.65 }, saturation_W: 142e3, throughput_per_s: 1e6, least: 0.55 });
    };
    const shared = moreRacks(tight, { newId: sequentialIds('m'), most: 2, worthOf });
    if (!shared.ok) throw new Error(shared.problems[0]?.message);
    const { added, allocation, before_per_s, document: fuller } = shared.value;
    expect(added.length).toBe(2);
    expect(allocation?.result.value).toBeGreaterThan(before_per_s ?? Number.POSITIVE_INFINITY);
    expect(errorsOf(fuller, allocation?.rackPower_W)).toEqual([]);
  });
});
