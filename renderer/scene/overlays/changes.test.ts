import { InstancedMesh, LineSegments, Vector3 } from 'three';
import { beforeEach, describe, expect, it } from 'vitest';
import { analyse } from '../../../shared/analysis/analyse.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import type { CommandAnswer } from '../../../shared/commands/command.ts';
import { deleteRecords } from '../../../shared/commands/delete.ts';
import { move } from '../../../shared/commands/move.ts';
import { designNamed } from '../../../shared/designs/index.ts';
import { applyPatch, type Document } from '../../../shared/document/document.ts';
import { invert } from '../../../shared/document/patch.ts';
import type { Equipment } from '../../../shared/document/records.ts';
import { isRefusal } from '../../../shared/problem.ts';
import { changesKey } from '../../compare/overlay-keys.ts';
import { comparison } from '../../compare/store.ts';
import { allLayers } from '../../view-state.ts';
import { FormerPlaces } from '../former-places.ts';
import { legendFigures } from '../legend-figures.ts';
import { paletteOf } from '../palette.ts';
import { overlayNamed } from './index.ts';
import { type Scale, scaleOf } from './scale.ts';

const built = designNamed('gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const before = built.value;
const solved = analyse(before);
if (!solved.ok) throw new Error('it could not be solved');
const analysis = solved.value;
const patchOf = (answer: CommandAnswer) => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer.patch;
};
const [first, second] = [...before.tables.equipment.values()].filter((each) => kindOf(before, each)?.kind === 'rack') as [
  Equipment,
  Equipment,
];
const removal = patchOf(deleteRecords(before, { records: [second.id] }));
const movement = patchOf(move(before, { records: [first.id], offset_m: [0, 0, 1] }));
const after = applyPatch(applyPatch(before, removal), movement);
/** Its runs follow it. */
const runsAlong = movement.length - 1;
const runsGone = removal.filter(({ after: is, before: was }) => !is && was?.type === 'connection').length;

const serial = 7;
function scaleBetween(base: Document, document: Document): Scale {
  comparison.setState({ base: { serial, title: 'the opened revision', document: base, analysis }, busy: false, message: null });
  const overlay = overlayNamed(changesKey(serial));
  if (!overlay) throw new Error('no overlay');
  return scaleOf(overlay, document, analysis);
}
const shown = ({ overlay: { classes = [] }, values }: Scale) => Object.fromEntries([...values].map(([id, at]) => [id, classes[at]?.key]));
const former = ({ overlay: { classes = [] }, former: list = [] }: Scale) =>
  Object.fromEntries(list.map(({ record, class: at }) => [record.id, classes[at]?.key]));

describe('the changes since another design', () => {
  beforeEach(() => comparison.setState({ base: null, busy: false, message: null }));

  it('are no overlay while nothing is compared, nor with another base', () => {
    expect(overlayNamed(changesKey(serial))).toBeUndefined();
    scaleBetween(before, after);
    expect(overlayNamed(changesKey(serial + 1))).toBeUndefined();
  });

  it('colour the moved rack and its runs, and leave ghosts of its old place, of the rack that is gone and of its runs', () => {
    const scale = scaleBetween(before, after);
    expect(shown(scale)[first.id]).toBe('moved');
    const ghosts = former(scale);
    expect(ghosts[first.id]).toBe('moved');
    expect(ghosts[second.id]).toBe('removed');
    expect(Object.values(ghosts).filter((sort) => sort === 'removed')).toHaveLength(1 + runsGone);
    expect(runsGone).toBeGreaterThan(2);
  });

  it('show what came back as added, seen from the other side', () => {
    const scale = scaleBetween(after, applyPatch(after, invert(removal)));
    expect(shown(scale)[second.id]).toBe('added');
    expect(Object.values(shown(scale))).toHaveLength(1 + runsGone);
    expect(former(scale)).toEqual({});
  });

  it('are counted in the legend, ghosts apart from what stands', () => {
    const { classes = [] } = legendFigures(scaleBetween(before, after), 'SI', []);
    const count = (key: string) => classes.find(({ of }) => of.key === key);
    expect(count('moved')).toMatchObject({ count: 1 + runsAlong, ghosts: 1 + runsAlong });
    expect(runsAlong).toBeGreaterThan(2);
    expect(count('removed')).toMatchObject({ count: 0, ghosts: 1 + runsGone });
    expect(count('added')).toMatchObject({ count: 0, ghosts: 0 });
  });
});

describe('ghosts of former places', () => {
  const drawnBy = (places: FormerPlaces) => places.group.children.filter(({ visible }) => visible);

  it('are three draw calls for any number of them, stand where the racks stood, and lead to the new place', () => {
    const places = new FormerPlaces();
    expect(drawnBy(places)).toHaveLength(0);
    places.show(scaleBetween(before, after), paletteOf('dark'), allLayers);
    expect(drawnBy(places)).toHaveLength(3);
    expect(places.group.children.find((each): each is InstancedMesh => each instanceof InstancedMesh)?.count).toBe(2);
    for (const rack of [first, second]) {
      const middle = places.bounds(rack.id)?.getCenter(new Vector3());
      expect(middle?.x).toBeCloseTo(rack.position_m[0], 6);
      expect(middle?.y).toBeCloseTo(rack.position_m[1], 6);
      expect(places.bounds(rack.id)?.min.z).toBeCloseTo(rack.position_m[2], 6);
    }
    const way = places.group.children
      .filter((each): each is LineSegments => each instanceof LineSegments)
      .at(-1)
      ?.geometry.getAttribute('position');
    expect(way?.count).toBe(2);
    expect((way?.getZ(1) ?? 0) - (way?.getZ(0) ?? 0)).toBeCloseTo(1, 6);
  });

  it('go with the layer of what they were, and all of them with the comparison', () => {
    const places = new FormerPlaces();
    const scale = scaleBetween(before, after);
    places.show(scale, paletteOf('dark'), { ...allLayers, it: false });
    expect(places.bounds(second.id)).toBeUndefined();
    places.show(scale, paletteOf('dark'), allLayers);
    expect(places.bounds(second.id)).toBeDefined();
    places.show(undefined, paletteOf('dark'), allLayers);
    expect(drawnBy(places)).toHaveLength(0);
    expect(places.bounds(second.id)).toBeUndefined();
  });
});
