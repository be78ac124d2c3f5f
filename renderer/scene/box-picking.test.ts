import { OrthographicCamera } from 'three';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { elementsOf } from '../../shared/document/building-elements.ts';
import type { SectionPlane, Space } from '../../shared/document/records.ts';
import { BuildingPieces } from './building-pieces.ts';
import { EquipmentInstances } from './instances.ts';
import { Picker } from './picking.ts';
import { RunInstances } from './runs.ts';
import { clippingPlane } from './section-planes.ts';

const built = designNamed('gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const document = built.value;
const equipment = new EquipmentInstances();
equipment.sync(document);
const runs = new RunInstances();
runs.sync(document, []);

const plan = new OrthographicCamera(-300, 300, 300, -300, 0.1, 2000);
plan.position.set(0, 0, 500);
plan.up.set(0, 1, 0);
plan.lookAt(0, 0, 0);
plan.updateMatrixWorld();
const whole = { minX: -1, minY: -1, maxX: 1, maxY: 1 };

function taken(section: readonly SectionPlane[], touching = false, building = new BuildingPieces()): ReadonlySet<string> {
  const picker = new Picker(equipment, runs, building);
  picker.section = section.map(clippingPlane);
  return new Set(picker.inside(plan, whole, touching));
}

const racks = [...document.tables.equipment.values()].filter((each) => kindOf(document, each)?.kind === 'rack');
const xs = racks.map(({ position_m: [x] }) => x).sort((a, b) => a - b);
const middle_m = xs[Math.floor(xs.length / 2)] as number;
const behind = racks.filter(({ position_m: [x] }) => x > middle_m + 1);
const kept = racks.filter(({ position_m: [x] }) => x < middle_m - 1);

describe('a box over the whole plan', () => {
  it('takes every piece and run of a design that nothing cuts', () => {
    expect(taken([]).size).toBe(document.tables.equipment.size + document.tables.connection.size);
  });

  it.each([false, true])('takes no rack behind a cut (touching: %s)', (touching) => {
    const found = taken([{ axis: 'x', at_m: middle_m, keeps: 'below' }], touching);
    expect(behind.length).toBeGreaterThan(4);
    expect(behind.filter(({ id }) => found.has(id))).toEqual([]);
    expect(kept.every(({ id }) => found.has(id))).toBe(true);
    // A rack that the plane goes through is there by what is left of it.
    expect(racks.filter(({ position_m: [x] }) => x === middle_m).every(({ id }) => found.has(id))).toBe(true);
  });

  it('takes what a slab thinner than any step leaves of the racks, and no run over it', () => {
    const found = taken([
      { axis: 'z', at_m: 1.03, keeps: 'above' },
      { axis: 'z', at_m: 1.08, keeps: 'below' },
    ]);
    expect(racks.every(({ id }) => found.has(id))).toBe(true);
    const high = [...document.tables.connection.values()].filter(
      ({ waypoints_m, from }) =>
        waypoints_m.length > 0 && waypoints_m.every(([, , z]) => z > 2.5) && racks.some(({ id }) => id === from.equipment),
    );
    expect(high.filter(({ id }) => found.has(id))).toEqual([]);
  });

  it('takes nothing where two planes leave nothing', () => {
    const nothing = taken(
      [
        { axis: 'x', at_m: middle_m, keeps: 'below' },
        { axis: 'x', at_m: middle_m + 1, keeps: 'above' },
      ],
      true,
    );
    expect(nothing.size).toBe(0);
  });

  it('leaves out ghosts', () => {
    const picker = new Picker(equipment, runs, new BuildingPieces());
    picker.passes = (record) => kindOf(document, record)?.discipline !== 'it';
    expect(new Set(picker.inside(plan, whole, true))).toEqual(new Set(racks.map(({ id }) => id)));
  });

  it('takes of the building only the columns before the cut', () => {
    const hall: Space = {
      id: 'spc_h',
      type: 'space',
      kind: 'hall',
      name: 'H',
      outline_m: [
        [0, 0],
        [20, 0],
        [20, 10],
        [0, 10],
      ],
      elevation_m: 0,
      height_m: 4,
      columns: [
        { at_m: [5, 5], width_m: 0.4, depth_m: 0.4 },
        { at_m: [15, 5], width_m: 0.4, depth_m: 0.4 },
      ],
    };
    const building = new BuildingPieces();
    building.sync(new Map([[hall.id, hall]]), new Set());
    const found = taken([{ axis: 'x', at_m: 10, keeps: 'below' }], false, building);
    const [near, far] = elementsOf(hall).map(({ id }) => found.has(id));
    expect([near, far]).toEqual([true, false]);
  });
});
