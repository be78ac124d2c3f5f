/** Auto-connection of plants with water-cooled chillers and towers, and of loops whose pumps are bought alike: judged by the solver. */
import { describe, expect, it } from 'vitest';
import { analyse, analyseDetailed } from '../shared/analysis/analyse.ts';
import { heatFlow } from '../shared/analysis/charts/heat-flow.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { type AutoConnected, autoConnect } from '../shared/commands/auto-connect.ts';
import { pipingDiagram } from '../shared/diagram/p-and-id.ts';
import { applyPatch, type Document } from '../shared/document/document.ts';
import { integrityProblems } from '../shared/document/integrity.ts';
import { changed } from '../shared/document/patch.ts';
import type { ParameterValue, System } from '../shared/document/records.ts';
import { planOf } from '../shared/export/plan/plan.ts';
import { isRefusal } from '../shared/problem.ts';
import { type BarePod, barePod } from './fixtures/bare-pod.ts';

const changedOf = <T extends System>(before: T, after: T) => (before.kind === after.kind ? [] : [changed(before, after)]);

const everything = (document: Document) => [...document.tables.equipment.keys()];

function connected({ document, newId }: BarePod, records = everything(document)): AutoConnected {
  const answer = autoConnect(document, { records, liquid: true, power: true, newId });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
}

const itemName = (document: Document, id: string) => document.tables.item.get(document.tables.equipment.get(id)?.item ?? '')?.name ?? '';

/** Equipment of an item by the system of a port. */
const systemsAt = (document: Document, item: string, port: RegExp) =>
  new Set(
    [...document.tables.connection.values()]
      .filter(({ from, to }) => [from, to].some((end) => port.test(end.port) && itemName(document, end.equipment) === item))
      .map(({ system }) => document.tables.system.get(system)?.name),
  );

const pumpsOn = (document: Document, system: string) =>
  [...document.tables.connection.values()].flatMap(({ to, system: id }) =>
    to.port === 'suction' && document.tables.system.get(id)?.name === system ? [to.equipment] : [],
  );

/** Machines a fifth of the catalogue's size: the air of a pod of 16 racks is 0.3 MW. */
function smaller({ document, newId }: BarePod, scale: number): BarePod {
  const sized: Readonly<Record<string, readonly string[]>> = {
    'centrifugal-2000': ['capacity_W', 'ratedFlow_m3_s', 'condenserFlow_m3_s', 'standby_W'],
    'cooling-tower-2000': ['capacity_W', 'conductance_W_K', 'ratedFlow_m3_s', 'airFlow_kg_s', 'fan_W', 'standby_W'],
  };
  const patch = [...document.tables.equipment.values()].flatMap((equipment) => {
    const item = document.tables.item.get(equipment.item);
    const names = sized[item?.name ?? ''];
    if (!item || !names) return [];
    const overrides = Object.fromEntries(
      names.flatMap((name): [string, ParameterValue][] => {
        const value = item.values[name]?.value;
        return typeof value === 'number' ? [[name, value * scale]] : [];
      }),
    );
    return [changed(equipment, { ...equipment, overrides })];
  });
  return { document: applyPatch(document, patch), newId };
}

const mechanicalPower: readonly (readonly [string, number, number, number])[] = [
  ['utility-20kv-12mw', -6, 30, 0],
  ['utility-20kv-12mw', -6, 36, 0],
  ['transformer-20kv-1600', 2, 30, 0],
  ['transformer-20kv-1600', 2, 36, 0],
  ['lv-board-4000', 9, 30, 0],
  ['lv-board-4000', 9, 36, 0],
];

describe('water-cooled chillers with cooling towers', () => {
  const pod = smaller(
    barePod([
      ['vertiv-fa096hc', 4, 1.2, 180],
      ['vertiv-fa096hc', 9, 1.2, 180],
      ['pump-chw', 16, 15, 90],
      ['pump-chw', 16, 16.6, 90],
      ['vessel-500l', 13.8, 17, 0],
      ['centrifugal-2000', 22, 18, 0],
      ['centrifugal-2000', 22, 23, 0],
      ['pump-fws', 16, 22, 90],
      ['pump-fws', 16, 23.8, 90],
      ['vessel-500l', 13.8, 24, 0],
      ['cooling-tower-2000', 30, 19, 90],
      ['cooling-tower-2000', 30, 24, 90],
      ...mechanicalPower,
    ]),
    0.2,
  );
  const change = connected(pod);
  const whole = applyPatch(pod.document, change.patch);

  it('stand between the chilled water and a condenser loop of their own, of plain water, with the towers on it', () => {
    expect(change.lines.filter(({ outcome }) => outcome === 'left')).toEqual([]);
    expect(integrityProblems(whole)).toEqual([]);
    expect(systemsAt(whole, 'centrifugal-2000', /^water-/)).toEqual(new Set(['CHW']));
    expect(systemsAt(whole, 'centrifugal-2000', /^condenser-/)).toEqual(new Set(['CWS']));
    expect(systemsAt(whole, 'cooling-tower-2000', /^water-/)).toEqual(new Set(['CWS']));
    expect(systemsAt(whole, 'uniflair-xraf4242a', /^water-/)).toEqual(new Set(['FWS']));
    expect([...whole.tables.system.values()].find(({ name }) => name === 'CWS')).toMatchObject({ kind: 'cws', fluid: 'water' });
    for (const system of ['FWS', 'CHW', 'CWS']) {
      const pumps = pumpsOn(whole, system);
      expect(pumps.length, system).toBeGreaterThanOrEqual(2);
      expect(new Set(pumps.map((id) => itemName(whole, id))).size, system).toBe(1);
    }
  });

  it('are solved without an error, and the towers take what the evaporators take and the compressors draw', () => {
    const analysis = analyse(whole);
    if (!analysis.ok) throw new Error('no analysis');
    const { islands, findings, results, summary } = analysis.value;
    expect(islands.map(({ status }) => status)).toEqual(islands.map(() => 'solved'));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(Math.abs(summary?.energyImbalance ?? 1)).toBeLessThan(1e-6);
    const sum = (item: string, quantity: 'heat' | 'compressorPower') =>
      everything(whole).reduce((total, id) => total + (itemName(whole, id) === item ? (quantityOf(results, id, quantity) ?? 0) : 0), 0);
    const taken_W = sum('centrifugal-2000', 'heat');
    expect(taken_W).toBeGreaterThan(200e3);
    // Pumps of the loop and its pipes are the rest.
    const rejected_W = sum('cooling-tower-2000', 'heat');
    expect(rejected_W / (taken_W + sum('centrifugal-2000', 'compressorPower'))).toBeCloseTo(1, 1);
    expect(rejected_W).toBeGreaterThan(taken_W);
  });

  it('are drawn as a loop of their own: in the P&ID, on a layer of the plan, as a stage of the heat', () => {
    const cws = [...whole.tables.connection.values()].filter(({ system }) => whole.tables.system.get(system)?.kind === 'cws');
    expect(cws.length).toBeGreaterThan(10);
    const drawn = new Set(pipingDiagram(whole).edges.flatMap(({ connections }) => connections));
    expect(cws.filter(({ id }) => !drawn.has(id))).toEqual([]);
    const onLayer = planOf(whole).runs.filter(({ layer }) => layer === 'M-PIPE-CWS');
    expect(onLayer.map(({ tag }) => tag).sort()).toEqual(cws.map(({ tag }) => tag).sort());
    const solved = analyseDetailed(whole);
    if (!solved.ok) throw new Error('no analysis');
    const flow = heatFlow(whole, solved.value.coupled);
    const streams = new Map(flow?.streams.map(({ from, to, heat_W }) => [`${from} ${to}`, heat_W]));
    // All that the condensers give off and the pumps add leaves by the towers, and none of it through the facility water.
    expect(streams.get('cws towers')).toBeGreaterThan(streams.get('water-chillers cws') ?? Number.POSITIVE_INFINITY);
    expect([...streams.keys()].filter((key) => /fws/.test(key) && /water-chillers|towers/.test(key))).toEqual([]);
  });

  it.each(['cws', 'fws'] as const)(
    'get a tower that is bought later on the loop that is there, also where its file calls it %s',
    (kind) => {
      const later = barePod();
      const tower = [...whole.tables.equipment.values()].find(({ item }) => whole.tables.item.get(item)?.name === 'cooling-tower-2000');
      if (!tower) throw new Error('no tower');
      const id = later.newId('equipment');
      const [x, y, z] = tower.position_m;
      const third = { ...tower, id: `${id}-third`, tag: 'CT-99', position_m: [x, y + 10, z] as const };
      const loop = [...whole.tables.system.values()].find(({ name }) => name === 'CWS');
      if (!loop) throw new Error('no loop');
      const grown = applyPatch(whole, [{ id: third.id, before: null, after: third }, ...changedOf(loop, { ...loop, kind })]);
      const answer = connected({ document: grown, newId: (type) => `${later.newId(type)}-later` }, [third.id]);
      const after = applyPatch(grown, answer.patch);
      const systems = [...after.tables.connection.values()]
        .filter(({ from, to }) => from.equipment === third.id || to.equipment === third.id)
        .flatMap(({ system }) => after.tables.system.get(system)?.name ?? []);
      expect(systems.filter((name) => /WS|CHW/.test(name))).toEqual(['CWS', 'CWS']);
    },
  );

  it('say what a condenser loop lacks where no tower is in the selection', () => {
    const towers = everything(pod.document).filter((id) => itemName(pod.document, id) !== 'cooling-tower-2000');
    const answer = connected(pod, towers);
    expect(answer.lines.filter(({ outcome }) => outcome === 'left').map(({ text }) => text)).toContain(
      'a condenser-water loop also needs a cooling tower in the selection',
    );
  });
});

describe('towers without chillers', () => {
  it('cool the facility water themselves', () => {
    const all = barePod([['cooling-tower-2000', 32, 5, 90], ['cooling-tower-2000', 32, 11, 90], ...mechanicalPower]);
    const kept = everything(all.document).filter((id) => itemName(all.document, id) !== 'uniflair-xraf4242a');
    const whole = applyPatch(all.document, connected(all, kept).patch);
    expect(systemsAt(whole, 'cooling-tower-2000', /^water-/)).toEqual(new Set(['FWS']));
  });
});

describe('pumps of one model for facility water and chilled water', () => {
  const pod = barePod([
    ['vertiv-fa096hc', 4, 1.2, 180],
    ['vertiv-fa096hc', 9, 1.2, 180],
    ['pump-fws-small', 16, 15, 90],
    ['pump-fws-small', 16, 16.6, 90],
    ['chilled-water-chiller-1000', 27, 16, 90],
    ['chilled-water-chiller-1000', 27, 21, 90],
    ['vessel-500l', 13.8, 17, 0],
    ...mechanicalPower,
  ]);
  const change = connected(pod);
  const whole = applyPatch(pod.document, change.patch);

  it('are shared out: to each loop as many as carry its flow with one out, those that stand nearest', () => {
    expect(change.lines.filter(({ outcome }) => outcome === 'left')).toEqual([]);
    const ys = (system: string) => pumpsOn(whole, system).map((id) => whole.tables.equipment.get(id)?.position_m[1] ?? 0);
    expect(ys('FWS').sort((a, b) => a - b)).toEqual([6, 7.6, 9.2]);
    expect(ys('CHW').sort((a, b) => a - b)).toEqual([15, 16.6]);
  });

  it('are solved without an error, each at the Δp of its own loop', () => {
    const analysis = analyse(whole);
    if (!analysis.ok) throw new Error('no analysis');
    expect(analysis.value.islands.map(({ status }) => status)).toEqual(analysis.value.islands.map(() => 'solved'));
    expect(analysis.value.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('stay together on the loop they fit where they are too few for two', () => {
    const few = everything(pod.document).filter((id) => {
      const equipment = pod.document.tables.equipment.get(id);
      return itemName(pod.document, id) !== 'pump-fws-small' || (equipment?.position_m[1] ?? 0) < 10;
    });
    const part = applyPatch(pod.document, connected(pod, few).patch);
    expect(pumpsOn(part, 'FWS')).toHaveLength(3);
    expect(pumpsOn(part, 'CHW')).toHaveLength(0);
  });
});
