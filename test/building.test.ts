/** A hall as a building: what is built of it against equipment, in the file, in the plan and in the tools. */
import { describe, expect, it } from 'vitest';
import { clearancesIn } from '../shared/analysis/rules/clearance.ts';
import { overlapsIn } from '../shared/analysis/rules/overlap.ts';
import { envelopeOf } from '../shared/catalogue/placement.ts';
import { clashAt, standingIndex } from '../shared/commands/clearance.ts';
import type { CommandAnswer } from '../shared/commands/command.ts';
import { addDoor, columnGrid, setBuilding, setOpening } from '../shared/commands/edit-building.ts';
import { editSpace } from '../shared/commands/edit-space.ts';
import { designs } from '../shared/designs/index.ts';
import { allRecords, applyPatch, type Document } from '../shared/document/document.ts';
import { invert } from '../shared/document/patch.ts';
import { planOf } from '../shared/export/plan/plan.ts';
import { readFacility } from '../shared/file/read.ts';
import { writeFacility } from '../shared/file/write.ts';
import { isRefusal } from '../shared/problem.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be generated');
const sound = built.value;
const hall = [...sound.tables.space.values()].find(({ kind }) => kind === 'hall');
const rack = [...sound.tables.equipment.values()].find(({ item }) => sound.tables.item.get(item)?.name === 'gb300-nvl72');
if (!hall || !rack) throw new Error('no hall or no rack');

const done = (document: Document, answer: CommandAnswer): Document => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(document, answer.patch);
};
const lines = (document: Document) =>
  [...allRecords(document)]
    .map((record) => JSON.stringify(record))
    .sort()
    .join('\n');
const column = (x: number, y: number) => ({ at_m: [x, y] as const, width_m: 0.4, depth_m: 0.4 });
const withColumn = (x: number, y: number) => done(sound, setBuilding(sound, { space: hall.id, field: 'columns', value: [column(x, y)] }));

describe('equipment and the building', () => {
  it('nothing collides with walls nobody has designed', () => {
    expect(overlapsIn(sound)).toEqual([]);
  });

  it('a rack in a column is an overlap that names the hall; a rack beside it is none', () => {
    const [x, y] = rack.position_m;
    expect(overlapsIn(withColumn(x, y))).toMatchObject([
      { rule: 'overlap', severity: 'error', subjects: [rack.id, hall.id], message: expect.stringContaining('a column') },
    ]);
    expect(overlapsIn(withColumn(hall.outline_m[0]?.[0] ?? 0, (hall.outline_m[0]?.[1] ?? 0) + 0.2))).toEqual([]);
  });

  it('a column in the working space of a rack is a clearance finding, and the free depth is what is left', () => {
    const [x, y] = rack.position_m;
    const envelope = envelopeOf(sound, rack);
    if (!envelope) throw new Error('no envelope');
    const front = y - envelope.depth_m / 2;
    const [found] = clearancesIn(withColumn(x, front - 0.7)).filter(({ subjects }) => subjects.includes(hall.id));
    expect(found?.actual).toBeCloseTo(0.5, 9);
    expect(found?.limit).toBe(envelope.frontClearance_m);
  });

  it('a ceiling lower than a rack is an overlap', () => {
    const low = done(sound, setBuilding(sound, { space: hall.id, field: 'ceiling_m', value: 2 }));
    expect(overlapsIn(low).some(({ message }) => message === `${rack.tag} reaches through the ceiling of ${hall.name}`)).toBe(true);
  });

  it('a rack dragged into a wall shows red, and is free in a passage', () => {
    const walls = done(sound, setBuilding(sound, { space: hall.id, field: 'wallThickness_m', value: 0.3 }));
    const envelope = envelopeOf(sound, rack);
    const [from, to] = [hall.outline_m[0], hall.outline_m[1]];
    if (!envelope || !from || !to) throw new Error('no envelope');
    const middle = (to[0] - from[0]) / 2;
    const at = [from[0] + middle, from[1] - 0.15, rack.position_m[2]] as const;
    const clash = (document: Document) =>
      clashAt(
        standingIndex(document, new Set(sound.tables.equipment.keys())),
        rack.id,
        { ...envelope, frontClearance_m: 0, rearClearance_m: 0 },
        at,
        0,
      );
    expect(clash(walls)).toBe('overlap');
    const opening = { kind: 'passage', wall: 0, from_m: middle - 1, width_m: 2, height_m: 3 } as const;
    expect(clash(done(walls, setOpening(walls, { space: hall.id, opening })))).toBe('none');
  });
});

describe('commands of the building', () => {
  const steps: ((document: Document) => CommandAnswer)[] = [
    (d) => setBuilding(d, { space: hall.id, field: 'wallThickness_m', value: 0.3 }),
    (d) => addDoor(d, { space: hall.id }),
    (d) => addDoor(d, { space: hall.id }),
    (d) => setBuilding(d, { space: hall.id, field: 'raisedFloor_m', value: 0.8 }),
    (d) => setBuilding(d, { space: hall.id, field: 'ceiling_m', value: 4 }),
    (d) => columnGrid(d, { space: hall.id, pitchX_m: 6, pitchY_m: 6, width_m: 0.4, depth_m: 0.4 }),
    (d) => setOpening(d, { space: hall.id, index: 0 }),
  ];

  it('each undoes to the exact start', () => {
    let document = sound;
    for (const step of steps) {
      const answer = step(document);
      const after = done(document, answer);
      if (isRefusal(answer)) continue;
      expect(lines(after)).not.toBe(lines(document));
      expect(lines(applyPatch(after, invert(answer.patch)))).toBe(lines(document));
      document = after;
    }
  });

  it('refuse what cannot stand, and an outline that would leave an opening without its wall', () => {
    const door = done(sound, addDoor(sound, { space: hall.id }));
    const small = editSpace(door, {
      space: hall.id,
      fields: {
        outline_m: [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      },
    });
    expect(isRefusal(small) && small.refused).toMatch(/beyond wall/);
    const thick = setBuilding(sound, { space: hall.id, field: 'wallThickness_m', value: 5 });
    expect(isRefusal(thick) && thick.refused).toMatch(/thick/);
  });

  it('a grid of columns stands inside the hall at its pitch', () => {
    const grid = done(sound, columnGrid(sound, { space: hall.id, pitchX_m: 6, pitchY_m: 5, width_m: 0.4, depth_m: 0.4 }));
    const columns = grid.tables.space.get(hall.id)?.columns ?? [];
    expect(columns.length).toBeGreaterThan(0);
    const xs = [...new Set(columns.map(({ at_m }) => at_m[0]))].sort((a, b) => a - b);
    xs.slice(1).forEach((x, i) => {
      expect(x - (xs[i] ?? 0)).toBeCloseTo(6, 3);
    });
  });

  const whole = steps.reduce((document, step) => done(document, step(document)), sound);

  it('travel through a file unchanged', () => {
    const read = readFacility(writeFacility(whole));
    if (!read.ok) throw new Error(read.problems[0]?.message);
    expect(writeFacility(read.value.document)).toBe(writeFacility(whole));
    expect(read.value.document.tables.space.get(hall.id)).toEqual(whole.tables.space.get(hall.id));
  });

  it('are drawn in the plan on layers of their own', () => {
    const plan = planOf(whole);
    const count = (layer: string) => plan.building.filter((shape) => shape.layer === layer).length;
    expect(count('A-COLS')).toBe(whole.tables.space.get(hall.id)?.columns?.length);
    expect(count('A-DOOR')).toBe(1);
    // Four walls, one of them cut in two by the door.
    expect(count('A-WALL')).toBe(5);
  });
});
