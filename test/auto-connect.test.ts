/** Auto-connection of a whole pod: judged by the solver, the rules and what the field asks of two trains. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../shared/analysis/analyse.ts';
import { findClashes } from '../shared/analysis/clashes/find-clashes.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { routeOf } from '../shared/catalogue/route.ts';
import { type AutoConnected, autoConnect } from '../shared/commands/auto-connect.ts';
import { deleteRecords } from '../shared/commands/delete.ts';
import { repeatUnit } from '../shared/commands/repeat-unit.ts';
import { groupTogether } from '../shared/commands/set-identity.ts';
import { applyPatch, type Document } from '../shared/document/document.ts';
import { integrityProblems } from '../shared/document/integrity.ts';
import { invert } from '../shared/document/patch.ts';
import type { Connection, ConnectionEnd } from '../shared/document/records.ts';
import { isRefusal } from '../shared/problem.ts';
import { recordsText } from './fixtures/apply-command.ts';
import { barePod } from './fixtures/bare-pod.ts';

const everything = (document: Document) => [...document.tables.equipment.keys()];

function connected(document: Document, newId: ReturnType<typeof barePod>['newId'], records = everything(document)): AutoConnected {
  const answer = autoConnect(document, { records, liquid: true, power: true, newId });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
}

const kindOf = (document: Document, id: string) => document.tables.item.get(document.tables.equipment.get(id)?.item ?? '')?.kind ?? '';

describe('a pod of 16 racks that is connected in one step', () => {
  const { document, newId } = barePod();
  const change = connected(document, newId);
  const whole = applyPatch(document, change.patch);

  it('leads no run through equipment, and none through another unless it says so', () => {
    const name = (run: Connection) => {
      const tag = (end: ConnectionEnd) => `${whole.tables.equipment.get(end.equipment)?.tag} ${end.port}`;
      return `${tag(run.from)} to ${run.to.port}:`;
    };
    const told = change.lines.filter(({ text }) => /meets another run|passes through/.test(text)).map(({ text }) => text);
    const { clashes } = findClashes(whole);
    const untold = clashes.filter(({ run, other }) => {
      const runs = [run, other].flatMap((id) => whole.tables.connection.get(id) ?? []);
      return !runs.some((each) => told.some((text) => text.startsWith(name(each))));
    });
    expect(clashes.filter(({ sort }) => sort === 'equipment')).toEqual([]);
    expect(untold).toEqual([]);
    // Of 120 runs a few find no lane of their own.
    expect(told.length).toBeLessThan(6);
  });

  it('is solved, without an error among its findings', () => {
    const analysis = analyse(whole);
    if (!analysis.ok) throw new Error('no analysis');
    expect(analysis.value.islands.map(({ status }) => status)).toEqual(analysis.value.islands.map(() => 'solved'));
    expect(analysis.value.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(analysis.value.summary?.racks).toBe(16);
    expect(Math.abs(analysis.value.summary?.energyImbalance ?? 1)).toBeLessThan(1e-6);
    // Every rack gets the flow that its rise asks for: 142 kW × 0.87 at 10 K in PG25 is about 187 L/min.
    for (const [id] of whole.tables.equipment)
      if (kindOf(whole, id) === 'rack') expect((quantityOf(analysis.value.results, id, 'flow') ?? 0) * 60_000).toBeCloseTo(187, -1);
  });

  it('leaves nothing open and says so of every record', () => {
    expect(change.lines.filter(({ outcome }) => outcome === 'left')).toEqual([]);
    const told = new Set(change.lines.map(({ record }) => record));
    for (const id of everything(document)) if (kindOf(document, id) === 'rack') expect(told.has(id), id).toBe(true);
  });

  it('puts the A and B inlets of every rack and drive on trains that share nothing up to their services', () => {
    for (const run of whole.tables.connection.values()) {
      const port = /^feed-(\d)$/.exec(run.to.port)?.[1];
      if (port === undefined) continue;
      expect(whole.tables.system.get(run.system)?.train, run.tag).toBe(Number(port) % 2 === 1 ? 'A' : 'B');
    }
    const sourcesOf = (id: string, port?: string): string[] =>
      [...whole.tables.connection.values()]
        .filter(
          ({ to, system }) =>
            to.equipment === id && (port === undefined || to.port === port) && /mv|lv/.test(whole.tables.system.get(system)?.kind ?? ''),
        )
        .flatMap(({ from }) => [from.equipment, ...sourcesOf(from.equipment)]);
    for (const id of everything(whole)) {
      if (kindOf(whole, id) !== 'rack') continue;
      const [a, b] = [new Set(sourcesOf(id, 'feed-1')), sourcesOf(id, 'feed-2')];
      expect(b.filter((each) => a.has(each))).toEqual([]);
      expect(b.some((each) => kindOf(whole, each) === 'utility')).toBe(true);
    }
  });

  it('still carries every rack when one train is lost', () => {
    const service = everything(whole).find((id) => kindOf(whole, id) === 'utility') ?? '';
    const analysis = analyse(whole, { scenario: 'typical', failed: [service] });
    if (!analysis.ok) throw new Error('no analysis');
    expect(analysis.value.findings.filter(({ rule, severity }) => severity === 'error' && rule === 'supply-lost')).toEqual([]);
    // At 120 kW: half the shelves and whips of a GB300 rack carry 132 kW, less than its design power, whoever connects it.
    expect(analysis.value.findings.filter(({ rule, severity }) => severity === 'error' && rule === 'continuous-rating')).toEqual([]);
  });

  it('draws every run along the axes', () => {
    for (const run of whole.tables.connection.values()) {
      const route = routeOf(whole, run);
      for (let i = 1; i < route.length; i++) {
        const [p, q] = [route[i - 1] ?? [0, 0, 0], route[i] ?? [0, 0, 0]];
        const moving = ([0, 1, 2] as const).filter((axis) => Math.abs(p[axis] - q[axis]) > 2e-4);
        expect(moving.length, `${run.tag} ${p} ${q}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('keeps the document whole and is undone to the exact start', () => {
    expect(integrityProblems(whole)).toEqual([]);
    expect(recordsText(applyPatch(whole, invert(change.patch)))).toBe(recordsText(document));
  });

  it('finds nothing more to do a second time', () => {
    expect(autoConnect(whole, { records: everything(whole), liquid: true, power: true, newId })).toMatchObject({ refused: /already/ });
  });

  it('joins a rack whose runs were taken away back to the taps that became free', () => {
    const rack = everything(whole).find((id) => kindOf(whole, id) === 'rack') ?? '';
    const runs = [...whole.tables.connection.values()].filter(({ from, to }) => from.equipment === rack || to.equipment === rack);
    const liquid = runs.filter(({ system }) => whole.tables.system.get(system)?.kind === 'tcs');
    const cut = deleteRecords(whole, { records: liquid.map(({ id }) => id) });
    if (isRefusal(cut)) throw new Error(cut.refused);
    const without = applyPatch(whole, cut.patch);
    const again = connected(without, newId, [rack]);
    expect(again.lines.map(({ outcome }) => outcome)).toEqual(['connected', 'connected']);
    const ends = (list: readonly { from: { equipment: string }; to: { equipment: string } }[]) =>
      list.map(({ from, to }) => (from.equipment === rack ? to : from).equipment).sort();
    const fresh = [...applyPatch(without, again.patch).tables.connection.values()].filter(
      ({ id, from, to }) => !whole.tables.connection.has(id) && (from.equipment === rack || to.equipment === rack),
    );
    expect(ends(fresh)).toEqual(ends(liquid));
  });
});

describe('four pods that are connected in one step', () => {
  it('become four rack loops and four plants of their own, solved without an error', () => {
    const { document, newId } = barePod();
    const grouped = groupTogether(document, { records: everything(document), name: 'Pod', kind: 'pod', newId });
    if (isRefusal(grouped)) throw new Error(grouped.refused);
    const one = applyPatch(document, grouped.patch);
    const group = [...one.tables.group.values()].find(({ name }) => name === 'Pod')?.id ?? '';
    const repeated = repeatUnit(one, { group, count: 4, step_m: [0, 40, 0], newId });
    if (isRefusal(repeated)) throw new Error(repeated.refused);
    const four = applyPatch(one, repeated.patch);
    const change = connected(four, newId);
    expect(change.lines.filter(({ outcome }) => outcome === 'left')).toEqual([]);
    const whole = applyPatch(four, change.patch);
    const kinds = [...whole.tables.system.values()].map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'tcs')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'fws')).toHaveLength(4);
    const analysis = analyse(whole);
    if (!analysis.ok) throw new Error('no analysis');
    expect(analysis.value.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(analysis.value.summary?.racks).toBe(64);
  });
});

describe('a pod with too little cooling', () => {
  it('connects the racks that one CDU carries and leaves the others with the figures that were short', () => {
    const { document, newId } = barePod();
    const cdus = everything(document).filter((id) => kindOf(document, id) === 'cdu');
    const cut = deleteRecords(document, { records: cdus.slice(1) });
    if (isRefusal(cut)) throw new Error(cut.refused);
    const less = applyPatch(document, cut.patch);
    const change = connected(less, newId);
    const left = change.lines.filter(({ outcome, text }) => outcome === 'left' && /L\/min left/.test(text));
    // 1500 L/min over 185 L/min for each rack: eight racks, and flow runs out before 1.7 MW do.
    expect(left).toHaveLength(8);
    expect(left[0]?.text).toMatch(/CDU-01: \d+ L\/min left of 1500 L\/min, 185 L\/min needed/);
  });

  it('says of every record what is missing where there is no source at all', () => {
    const { document, newId } = barePod();
    const racks = everything(document).filter((id) => kindOf(document, id) === 'rack');
    const others = everything(document).filter((id) => kindOf(document, id) !== 'rack');
    const cut = deleteRecords(document, { records: others });
    if (isRefusal(cut)) throw new Error(cut.refused);
    const bare = applyPatch(document, cut.patch);
    const change = connected(bare, newId, racks);
    expect(change.patch).toEqual([]);
    expect(new Set(change.lines.map(({ outcome }) => outcome))).toEqual(new Set(['left']));
    for (const rack of racks)
      expect(change.lines.filter(({ record }) => record === rack).map(({ text }) => text)).toEqual([
        'no CDU is in the selection or on a loop of the design',
        'no service, transformer or board is in the design to feed it',
      ]);
  });
});

describe('air coolers and their chilled water beside the facility water', () => {
  const { document, newId } = barePod([
    ['vertiv-fa096hc', 4, 1.2, 180],
    ['vertiv-fa096hc', 9, 1.2, 180],
    ['pump-chw', 16, 15, 90],
    ['pump-chw', 16, 16.6, 90],
    ['chilled-water-chiller-1000', 27, 16, 90],
    ['chilled-water-chiller-1000', 27, 21, 90],
    ['vessel-500l', 13.8, 17, 0],
    // A service, transformer and board for the mechanical side of each train.
    ['utility-20kv-12mw', -6, 30, 0],
    ['utility-20kv-12mw', -6, 36, 0],
    ['transformer-20kv-1600', 2, 30, 0],
    ['transformer-20kv-1600', 2, 36, 0],
    ['lv-board-4000', 9, 30, 0],
    ['lv-board-4000', 9, 36, 0],
  ]);
  const change = connected(document, newId);
  const whole = applyPatch(document, change.patch);
  const systemsAt = (kind: string) =>
    new Set(
      [...whole.tables.connection.values()]
        .filter(({ from, to }) => [from, to].some(({ equipment }) => kindOf(whole, equipment) === kind))
        .map(({ system }) => whole.tables.system.get(system))
        .map((system) => system?.kind),
    );

  it('are drawn as loops of their own, each with the pumps and outdoor units that are meant for it', () => {
    expect(change.lines.filter(({ outcome }) => outcome === 'left')).toEqual([]);
    expect(systemsAt('fan-wall')).toContain('chw');
    expect(systemsAt('fan-wall')).not.toContain('fws');
    const at = (item: string) =>
      [...whole.tables.connection.values()]
        .filter(({ from, to }) =>
          [from, to].some(({ equipment }) => whole.tables.item.get(whole.tables.equipment.get(equipment)?.item ?? '')?.name === item),
        )
        .flatMap(({ system }) => whole.tables.system.get(system)?.kind ?? [])
        .filter((kind) => kind === 'chw' || kind === 'fws');
    for (const item of ['pump-chw', 'chilled-water-chiller-1000']) expect(new Set(at(item)), item).toEqual(new Set(['chw']));
    for (const item of ['pump-fws-small', 'uniflair-xraf4242a']) expect(new Set(at(item)), item).toEqual(new Set(['fws']));
  });

  it('are solved without an error, powered, and take the heat of the racks to the air', () => {
    const analysis = analyse(whole);
    if (!analysis.ok) throw new Error('no analysis');
    expect(analysis.value.islands.map(({ status }) => status)).toEqual(analysis.value.islands.map(() => 'solved'));
    expect(analysis.value.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const [id] of whole.tables.equipment)
      if (kindOf(whole, id) === 'fan-wall') {
        expect(quantityOf(analysis.value.results, id, 'flow') ?? 0).toBeGreaterThan(0.005);
        expect(quantityOf(analysis.value.results, id, 'power') ?? 0).toBeGreaterThan(1000);
      }
  });

  it('leave what lacks a pump open, and say which loop lacks it', () => {
    const answer = connected(
      document,
      newId,
      everything(document).filter((id) => document.tables.item.get(document.tables.equipment.get(id)?.item ?? '')?.name !== 'pump-chw'),
    );
    const left = answer.lines.filter(({ outcome, record }) => outcome === 'left' && kindOf(document, record) === 'fan-wall');
    // The only model of pump went to the loop that its flow fits.
    expect(left.map(({ text }) => text)).toContain('a chilled-water loop also needs a pump in the selection');
  });
});
