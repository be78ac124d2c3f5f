import { describe, expect, it } from 'vitest';
import type { CommandAnswer } from '../../shared/commands/command.ts';
import { anchorAt, anchorPlace, standing } from '../../shared/commands/measured.ts';
import { move } from '../../shared/commands/move.ts';
import { rotate } from '../../shared/commands/rotate.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { elementId } from '../../shared/document/building-elements.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import type { Place } from '../../shared/document/records.ts';
import { distance } from '../../shared/geometry/pose.ts';
import { isRefusal } from '../../shared/problem.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { areaText, distanceText, drawn } from './measurement.ts';
import { snapPoint } from './snap-point.ts';

const changed = (document: Document, answer: CommandAnswer) => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(document, answer.patch);
};
const pod = () => {
  const { document } = barePod();
  const racks = [...document.tables.equipment.values()].filter(({ item }) => document.tables.item.get(item)?.kind === 'rack');
  const [first, second] = racks;
  if (!first || !second) throw new Error('no racks');
  return { document, first, second };
};

describe('a measured distance', () => {
  it('is written with its parts along the axes where it is oblique', () => {
    expect(distanceText([0, 0, 0], [3, 4, 0], 'SI')).toBe('5.000 m\nX 3.000 m  Y 4.000 m  Z 0 m');
    expect(distanceText([0, 0, 0], [1.2, 0, 0], 'SI')).toBe('1.200 m');
  });

  it('follows the pieces it was taken on when they move and turn', () => {
    const { document, first, second } = pod();
    const ends = [first, second].map(({ position_m, id }) => anchorAt(document, [position_m[0] + 0.2, position_m[1], 1], id));
    const length = (of: Document) => {
      const [a, b] = ends.map((end) => anchorPlace(of, end));
      return a && b ? distance(a, b) : Number.NaN;
    };
    const before = length(document);
    const both = changed(document, move(document, { records: [first.id, second.id], offset_m: [1, 2, 0] }));
    expect(length(both)).toBeCloseTo(before, 9);
    const one = changed(document, move(document, { records: [second.id], offset_m: [0, 0, 0.5] }));
    expect(length(one)).toBeCloseTo(Math.hypot(before, 0.5), 9);
    const turned = changed(document, rotate(document, { records: [first.id], angle_deg: 90, pivot: 'each' }));
    const end = ends[0] && anchorPlace(turned, ends[0]);
    expect(end?.[1]).toBeCloseTo(first.position_m[1] + (first.yaw_deg === 0 ? 0.2 : -0.2), 9);
  });

  it('is gone with the piece it was taken on', () => {
    const { document, first } = pod();
    const anchor = anchorAt(document, first.position_m, first.id);
    const without = changed(document, { label: 'x', patch: [{ id: first.id, before: first, after: null }] } as never);
    expect(drawn(without, { kind: 'distance', anchors: [anchor, anchor] }, standing(without), 'SI')).toBeUndefined();
  });
});

describe('a measured area', () => {
  it('is the polygon in plan, whichever way round it was clicked', () => {
    const l: Place[] = [
      [0, 0, 0],
      [4, 0, 0],
      [4, 2, 0],
      [2, 2, 0],
      [2, 5, 0],
      [0, 5, 0],
    ];
    expect(areaText(l, 'SI')).toBe('14.00 m²\nround it 18.00 m');
    expect(areaText([...l].reverse(), 'SI')).toBe('14.00 m²\nround it 18.00 m');
  });
});

describe('a measured clearance', () => {
  it('gives the clear way to the nearest neighbour on each side', () => {
    const { document, first } = pod();
    const shown = drawn(document, { kind: 'clearance', anchors: [{ on: first.id, at_m: [0, 0, 0] }] }, standing(document), 'SI');
    expect(shown?.figures.length).toBeGreaterThan(0);
    for (const [from, to] of shown?.lines ?? []) expect(distance(from, to)).toBeGreaterThanOrEqual(0);
  });
});

describe('the point that is meant', () => {
  const above = ([x, y]: Place) => ({ x: x * 100, y: -y * 100 });

  it('is a port before a corner, a corner before an edge, and nothing far from all', () => {
    const { document, first } = pod();
    const corner = snapPoint(document, null, 3, 2, [0, 0, 50], above);
    expect(corner?.to).toBe('corner');
    const [x, y] = first.position_m;
    const at = above([x, y, 0]);
    const found = snapPoint(document, first.id, at.x, at.y, [0, 0, 50], above);
    expect(found === undefined || found.to === 'port').toBe(true);
    const beside = snapPoint(document, first.id, at.x + 29, at.y + 30, [0, 0, 50], above);
    expect(beside?.to).toBe('edge');
    expect(beside?.at_m[0]).toBeCloseTo(x + 0.3, 9);
    // Seen from above the edge at the top lies before the one at the foot.
    expect(beside?.at_m[2]).toBeGreaterThan(2);
  });

  it('is the top of a wall, the corner of a column and the bend of a run as well, at their heights', () => {
    const built = designNamed('gb300-su')?.build({});
    if (!built?.ok) throw new Error('the scalable unit could not be built');
    const [room] = built.value.tables.space.values();
    const [bend, run] =
      [...built.value.tables.connection.values()].flatMap((each) =>
        each.waypoints_m[0] ? [[each.waypoints_m[0], each] as const] : [],
      )[0] ?? [];
    if (!room || !bend || !run) throw new Error('nothing to aim at');
    const columned = { ...room, columns: [{ at_m: [20, 20] as const, width_m: 0.6, depth_m: 0.4 }] };
    const document = applyPatch(built.value, [{ id: room.id, before: room, after: columned }]);
    const aimed = (id: string, at_m: Place) => {
      const at = above(at_m);
      return snapPoint(document, id, at.x + 2, at.y - 2, [at_m[0], at_m[1], 500], above);
    };
    const [x, y] = room.outline_m[0] ?? [0, 0];
    const top_m = room.elevation_m + room.height_m;
    expect(aimed(room.id, [x, y, top_m])).toEqual({ at_m: [x, y, top_m], to: 'corner' });
    const corner = aimed(elementId(room.id, 'column', 0), [20.3, 20.2, top_m]);
    expect(corner?.to).toBe('corner');
    [20.3, 20.2, top_m].forEach((value, i) => {
      expect(corner?.at_m[i]).toBeCloseTo(value, 9);
    });
    expect(aimed(run.id, bend)).toEqual({ at_m: bend, to: 'corner' });
  });
});
