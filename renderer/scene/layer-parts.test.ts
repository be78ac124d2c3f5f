import { describe, expect, it } from 'vitest';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { designs } from '../../shared/designs/index.ts';
import { applyPatch, type Document, previewPatch } from '../../shared/document/document.ts';
import { changed } from '../../shared/document/patch.ts';
import { type LayerName, layerNames } from '../../shared/document/records.ts';
import { isLayerShown, isOnLayer, partOf, within } from './layer-parts.ts';
import { sameTrains } from './made-of-runs.ts';
import { sidesOf } from './run-sides.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the unit could not be built');
const document = built.value;
const records = [...document.tables.equipment.values(), ...document.tables.connection.values()];
const layersWith = (...off: LayerName[]) =>
  Object.fromEntries(layerNames.map((name) => [name, !off.includes(name)])) as Record<LayerName, boolean>;
const shown = (layers: Record<LayerName, boolean>) => records.filter((record) => isLayerShown(layers, document, record));

describe('layers within liquid and power', () => {
  it('take every record of their layer, each on one of them', () => {
    for (const layer of ['liquid', 'electrical'] as const) {
      const own = records.filter((record) => kindOf(document, record)?.discipline === layer);
      const parts = (Object.keys(within) as LayerName[]).filter((part) => within[part] === layer);
      for (const record of own) expect(parts.filter((part) => isOnLayer(document, record, part))).toHaveLength(1);
      // In this unit no power runs to both trains.
      for (const part of parts.filter((each) => each !== 'power-common'))
        expect(own.some((record) => partOf(document, record) === part)).toBe(true);
    }
  });

  it('leave only one feed where the other and what both share are off', () => {
    const left = shown(layersWith('shell', 'it', 'liquid', 'air', 'train-b', 'power-common'));
    expect(left.length).toBeGreaterThan(0);
    for (const record of left)
      if (record.type === 'connection') expect(document.tables.system.get(record.system)?.train).toBe('A');
      else expect(kindOf(document, record)?.discipline).toBe('electrical');
    expect(left.some(({ type }) => type === 'equipment')).toBe(true);
  });

  it('follow the system of a run, and hide with the layer that they lie within', () => {
    const run = left('A');
    const other = [...document.tables.system.values()].find(
      ({ train, kind }) => train === 'B' && kind === document.tables.system.get(run.system)?.kind,
    );
    const moved = applyPatch(document, [changed(run, { ...run, system: other?.id ?? '' })]);
    expect(partOf(document, run)).toBe('train-a');
    expect(partOf(moved, moved.tables.connection.get(run.id) ?? run)).toBe('train-b');
    expect(shown(layersWith('electrical'))).toEqual(records.filter((record) => kindOf(document, record)?.discipline !== 'electrical'));
    expect(shown(layersWith())).toEqual(records);
  });

  it('follow the train of a system', () => {
    const run = left('A');
    const system = document.tables.system.get(run.system);
    if (!system) throw new Error('the run has no system');
    const other = applyPatch(document, [changed(system, { ...system, train: 'B' })]);
    expect(partOf(document, run)).toBe('train-a');
    expect(partOf(other, run)).toBe('train-b');
    expect(sameTrains(document.tables.system, other.tables.system)).toBe(false);
    expect(sameTrains(document.tables.system, renamed(document, run.system).tables.system)).toBe(true);
  });

  it('are those of the start while a run is only laid another way, and new ones once it joins another port', () => {
    const run = left('A');
    const sides = sidesOf(document);
    const bent = previewPatch(document, [changed(run, { ...run, waypoints_m: [[1, 2, 3]] })]);
    const turned = previewPatch(document, [changed(run, { ...run, from: run.to, to: run.from })]);
    expect(sidesOf(bent)).toBe(sides);
    expect(sidesOf(turned)).not.toBe(sides);
    expect(sidesOf(renamed(bent, run.system))).toBe(sides);
  });
});

function renamed(of: Document, id: string): Document {
  const system = of.tables.system.get(id);
  if (!system) throw new Error('there is no such system');
  return previewPatch(of, [changed(system, { ...system, name: 'Another' })]);
}

function left(train: 'A' | 'B') {
  const run = [...document.tables.connection.values()].find(({ system }) => document.tables.system.get(system)?.train === train);
  if (!run) throw new Error(`no run of train ${train}`);
  return run;
}
