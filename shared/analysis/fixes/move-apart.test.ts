import { describe, expect, it } from 'vitest';
import { barePod } from '../../../test/fixtures/bare-pod.ts';
import { hallOf } from '../../../test/fixtures/hall.ts';
import { allRecords, documentOf } from '../../document/document.ts';
import { bodiesOf } from '../bodies.ts';
import { around } from './move-apart.ts';

describe('what can be in the way of a piece that is moved apart', () => {
  it('is its hall, and not the halls of a campus that are far away', () => {
    const hall = hallOf(19, 24);
    const far = { ...hall, id: 'space_far', name: 'Far hall', outline_m: hall.outline_m.map(([x, y]) => [x + 500, y] as const) };
    const pod = documentOf([...[...allRecords(barePod().document)].filter(({ type }) => type !== 'space'), hall, far]);
    const [piece] = bodiesOf(pod);
    if (!piece) throw new Error('the pod is empty');
    expect([...around(pod, piece).tables.space.keys()]).toEqual([hall.id]);
  });
});
