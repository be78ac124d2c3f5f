import { Color, type InstancedBufferGeometry, type InstancedMesh, type Mesh, Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { portPlace } from '../../shared/catalogue/route.ts';
import { move } from '../../shared/commands/move.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import { changed } from '../../shared/document/patch.ts';
import type { Connection } from '../../shared/document/records.ts';
import { isRefusal } from '../../shared/problem.ts';
import { BuildingPieces } from './building-pieces.ts';
import { EquipmentInstances } from './instances.ts';
import { Picker } from './picking.ts';
import { RunInstances } from './runs.ts';

const built = designNamed('gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const design: Document = built.value;
const pieces = [...design.tables.connection.values()].reduce((sum, { waypoints_m }) => sum + waypoints_m.length + 1, 0);

function laid(): RunInstances {
  const runs = new RunInstances();
  runs.sync(design, []);
  return runs;
}

/** Triangles that the GPU is given, hidden ones included. */
function triangles(runs: RunInstances): number {
  let sum = 0;
  runs.group.traverseVisible((object) => {
    const { geometry } = object as Mesh;
    if (!geometry) return;
    const times = (geometry as InstancedBufferGeometry).isInstancedBufferGeometry
      ? (geometry as InstancedBufferGeometry).instanceCount
      : (object as InstancedMesh).count;
    sum += ((geometry.index?.count ?? geometry.getAttribute('position').count) / 3) * times;
  });
  return sum;
}

const shown = (runs: RunInstances) => {
  const count = { strips: 0, detailed: 0, hidden: 0 };
  for (let i = 6; i < runs.owners.length * 7; i += 7) {
    const radius = runs.lines[i] as number;
    count[radius > 0 ? 'strips' : radius < 0 ? 'detailed' : 'hidden']++;
  }
  return count;
};

const high = new Vector3(0, 0, 5000);

describe('runs', () => {
  it('cost two triangles for each straight piece from far away', () => {
    const runs = laid();
    runs.level(high, 1263, false);
    expect(shown(runs)).toEqual({ strips: pieces, detailed: 0, hidden: 0 });
    expect(triangles(runs)).toBe(2 * pieces);
  });

  it('show bends near the eye only, each run in one way, and give everything back when it leaves', () => {
    const runs = laid();
    const [one] = design.tables.equipment.values();
    expect(runs.level(new Vector3(...(one?.position_m ?? [0, 0, 0])), 1263, false)).toBe(true);
    const { strips, detailed, hidden } = shown(runs);
    expect(detailed).toBeGreaterThan(0);
    expect(strips + detailed).toBe(pieces);
    expect(hidden).toBe(0);
    expect(runs.detailed).toBeGreaterThan(detailed);
    expect(runs.level(high, 1263, false)).toBe(true);
    expect(runs.detailed).toBe(0);
    expect(triangles(runs)).toBe(2 * pieces);
  });

  it('are hidden in either way and come back as they were', () => {
    const runs = laid();
    runs.level(high, 1263, true);
    const before = shown(runs);
    expect(before.detailed).toBe(pieces);
    runs.setHidden(() => true);
    expect(shown(runs)).toEqual({ strips: 0, detailed: 0, hidden: pieces });
    expect(runs.detailed).toBe(0);
    runs.setHidden(() => false);
    expect(shown(runs)).toEqual(before);
  });

  it('end at their ports, also after what they hang on has moved', () => {
    const runs = laid();
    runs.level(high, 1263, true);
    runs.recolour(() => new Color(0x336699));
    const tubes = () => {
      const found: number[] = [];
      runs.walk(
        () => true,
        (piece, index) => void (piece === 'tube' && found.push(index)),
      );
      return found.sort((a, b) => a - b);
    };
    const tubesOf = (wanted: Connection) => {
      const found: number[] = [];
      runs.walk(
        ({ id }) => id === wanted.id,
        (piece, index) => void (piece === 'tube' && found.push(index)),
      );
      return found;
    };
    const [run] = design.tables.connection.values();
    const connection = run as Connection;
    const [before, own] = [tubes(), tubesOf(connection)];
    expect(own.length).toBeGreaterThan(0);
    const answer = move(design, { records: [connection.from.equipment], offset_m: [1, 0, 0] });
    if (isRefusal(answer)) throw new Error(answer.refused);
    const moved = applyPatch(design, answer.patch);
    runs.sync(moved, [connection.from.equipment]);
    const first = runs.owners.indexOf(connection.id);
    const at = portPlace(moved, connection.from)?.at_m ?? [0, 0, 0];
    at.forEach((value, i) => {
      expect(runs.lines[first * 7 + i]).toBeCloseTo(value, 4);
    });
    expect(shown(runs).detailed).toBe(pieces);
    // Arrows lie in the places of the tubes: these stay where they were.
    expect(tubes()).toEqual(before);
    expect(tubesOf(connection)).toEqual(own);
  });

  it('are drawn with more or fewer legs as if they had been so from the start, without touching the others', () => {
    const runs = laid();
    runs.recolour(({ id }) => new Color(id.length % 2 ? 0x336699 : 0x996633));
    const all = [...design.tables.connection.values()];
    const detour = (run: Connection): Connection => ({ ...run, waypoints_m: [...run.waypoints_m, [1, 2, 7], [1, 3, 7]] });
    const some = all.slice(0, 20);
    const longer = applyPatch(
      design,
      some.map((run) => changed(run, detour(run))),
    );
    const drawn = (of: RunInstances) => {
      const found = new Map<string, number[][]>();
      of.owners.forEach((id, i) => {
        const piece = [...of.lines.subarray(i * 7, i * 7 + 7)];
        if (piece[6] !== 0) found.set(id, [...(found.get(id) ?? []), piece]);
      });
      return found;
    };
    const asNew = (document: Document) => {
      const fresh = new RunInstances();
      fresh.sync(document, []);
      return drawn(fresh);
    };
    runs.sync(longer, []);
    expect(drawn(runs)).toEqual(asNew(longer));
    runs.sync(design, []);
    expect(runs.restructured).toBe(false);
    expect(drawn(runs)).toEqual(asNew(design));
    // There is room for them now, and they keep their places.
    const more = applyPatch(
      design,
      all.slice(30, 50).map((run) => changed(run, detour(run))),
    );
    runs.sync(more, []);
    expect([runs.restructured, runs.reshaped]).toEqual([false, true]);
    expect(drawn(runs)).toEqual(asNew(more));
  });

  it('are found under a ray whether they are strips or tubes', () => {
    const runs = laid();
    const picker = new Picker(new EquipmentInstances(), runs, new BuildingPieces());
    const level = [...runs.owners.keys()].filter((i) => {
      const [ax = 0, ay = 0, az = 0, bx = 0, by = 0, bz = 0] = runs.lines.subarray(i * 7, i * 7 + 6);
      return Math.abs(az - bz) < 1e-6 && Math.hypot(bx - ax, by - ay) > 0.3;
    });
    expect(level.length).toBeGreaterThan(20);
    const found = () =>
      level.map((i) => {
        const [ax = 0, ay = 0, az = 0, bx = 0, by = 0] = runs.lines.subarray(i * 7, i * 7 + 6);
        return picker.pick(new Ray(new Vector3((ax + bx) / 2, (ay + by) / 2, az + 0.2), new Vector3(0, 0, -1)))?.id;
      });
    const strips = found();
    expect(strips.every((id) => id !== undefined)).toBe(true);
    runs.level(high, 1263, true);
    expect(found()).toEqual(strips);
  });
});
