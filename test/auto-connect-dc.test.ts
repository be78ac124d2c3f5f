/** Auto-connection of direct current, storage, transfer switches and capacitors: judged by the solver. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../shared/analysis/analyse.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { autoConnect } from '../shared/commands/auto-connect.ts';
import { applyPatch, type Document } from '../shared/document/document.ts';
import { sequentialIds } from '../shared/document/ids.ts';
import { integrityProblems } from '../shared/document/integrity.ts';
import { isRefusal } from '../shared/problem.ts';
import { PowerRow, tagged } from './fixtures/power-row.ts';

function connected(document: Document) {
  const answer = autoConnect(document, {
    records: [...document.tables.equipment.keys()],
    liquid: false,
    power: true,
    newId: sequentialIds('auto'),
  });
  if (isRefusal(answer)) throw new Error(answer.refused);
  const after = applyPatch(document, answer.patch);
  expect(integrityProblems(after)).toEqual([]);
  const analysis = analyse(after);
  if (!analysis.ok) throw new Error(analysis.problems[0]?.message);
  return { document: after, analysis: analysis.value, left: answer.lines.filter(({ outcome }) => outcome === 'left') };
}

/** What stands there before anything is connected: two trains of service, transformer, board and two rectifiers on a DC board. */
function bare() {
  const row = new PowerRow();
  for (const train of ['A', 'B']) {
    row.place('utility-20kv-12mw', `UT-${train}`);
    row.place('transformer-20kv-3150', `TR-${train}`);
    row.place('lv-board-5000', `LVB-${train}`, {
      incomers: 3,
      incomerMode: 'parallel',
      ways: 6,
      way_A: 2000,
      incomer_A: 5000,
      continuousFactor: 1,
    });
    for (const i of [1, 2]) row.place('rectifier-800v-500kw', `RF-${train}${i}`, { droop: 0.02 });
    row.place('dc-board-800v-3200', `DCB-${train}`);
  }
  return row;
}

const feedOf = (document: Document, tag: string, port: string) => {
  const id = tagged(document, tag);
  const run = [...document.tables.connection.values()].find(({ to }) => to.equipment === id && to.port === port);
  const from = run && document.tables.equipment.get(run.from.equipment);
  return {
    from: from?.tag,
    train: run && document.tables.system.get(run.system)?.train,
    kind: run && document.tables.system.get(run.system)?.kind,
  };
};

describe('direct current connected in one step', () => {
  const row = bare();
  for (let i = 1; i <= 4; i++) row.rack(`R${i}`, 200_000, { supply: 'dc', feeds: 2, shelves: 0, shelfPower_W: 0 });
  const { document, analysis, left } = connected(row.document());

  it('leaves nothing open, and every part is solved', () => {
    expect(left).toEqual([]);
    expect(analysis.islands.filter(({ status }) => status !== 'solved')).toEqual([]);
    expect(analysis.summary?.itPower_W).toBeCloseTo(800_000, 3);
    expect(analysis.findings.filter(({ rule }) => ['continuous-rating', 'unsolved', 'supply-lost'].includes(rule))).toEqual([]);
  });

  it('puts both rectifiers of a train on its DC board, and the inlets of racks on different trains', () => {
    for (const train of ['A', 'B']) {
      expect(['in-1', 'in-2'].map((port) => feedOf(document, `DCB-${train}`, port).from).sort()).toEqual([`RF-${train}1`, `RF-${train}2`]);
      expect(feedOf(document, `RF-${train}1`, 'in').from).toBe(`LVB-${train}`);
      const power = [1, 2].map((i) => quantityOf(analysis.results, tagged(document, `RF-${train}${i}`), 'powerFlow') ?? 0);
      expect(power[0]).toBeGreaterThan(150_000);
      expect((power[0] ?? 0) / (power[1] ?? 1)).toBeCloseTo(1, 1);
    }
    for (let i = 1; i <= 4; i++) {
      expect(feedOf(document, `R${i}`, 'feed-1')).toMatchObject({ train: 'A', kind: 'dc' });
      expect(feedOf(document, `R${i}`, 'feed-2')).toMatchObject({ train: 'B', kind: 'dc' });
    }
  });

  it('says why racks are left where no direct current is there', () => {
    const alone = new PowerRow();
    alone.place('utility-20kv-12mw', 'UT-A');
    alone.rack('R1', 200_000, { supply: 'dc', feeds: 2, shelves: 0, shelfPower_W: 0 });
    const answer = autoConnect(alone.document(), {
      records: [...alone.document().tables.equipment.keys()],
      liquid: false,
      power: true,
      newId: sequentialIds('auto'),
    });
    if (isRefusal(answer)) throw new Error(answer.refused);
    expect(answer.lines.map(({ outcome, text }) => `${outcome}: ${text}`)).toContain('left: there is no live direct current of train A');
  });
});

describe('storage, transfer switches and capacitors connected in one step', () => {
  const row = bare();
  row.place('bess-2500kw', 'BESS-A');
  row.place('sts-1600', 'STS-B');
  row.place('capacitor-400kvar', 'CAP-B');
  const { document, analysis, left } = connected(row.document());

  it('puts storage on an incomer, the switch between the trains and the bank on a way of its train', () => {
    expect(left).toEqual([]);
    expect(feedOf(document, 'LVB-A', 'in-2').from).toBe('BESS-A');
    expect(feedOf(document, 'STS-B', 'in-1').from).toBe('LVB-B');
    expect(feedOf(document, 'STS-B', 'in-2').from).toBe('LVB-A');
    expect(feedOf(document, 'CAP-B', 'feed-1').from).toBe('LVB-B');
    expect(analysis.islands.filter(({ status }) => status !== 'solved')).toEqual([]);
    expect(quantityOf(analysis.results, tagged(document, 'CAP-B'), 'reactivePower')).toBeLessThan(-40_000);
  });
});
