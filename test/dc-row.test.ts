/** An 800 V row, storage, transfer switches and capacitors, drawn from catalogue parts and solved as any design. */
import { describe, expect, it } from 'vitest';
import { type AnalyseOptions, analyseDetailed } from '../shared/analysis/analyse.ts';
import type { QuantityKey } from '../shared/analysis/quantities.ts';
import { quantityOf, textOf } from '../shared/analysis/result.ts';
import { portsFit } from '../shared/commands/compatible.ts';
import type { Document } from '../shared/document/document.ts';
import { readFacility } from '../shared/file/read.ts';
import { writeFacility } from '../shared/file/write.ts';
import { isRefusal } from '../shared/problem.ts';
import { PowerRow, tagged } from './fixtures/power-row.ts';

function solved(document: Document, options: AnalyseOptions = {}) {
  const answer = analyseDetailed(document, options);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  const { analysis, coupled } = answer.value;
  return {
    analysis,
    coupled,
    of: (tag: string, key: QuantityKey) => quantityOf(analysis.results, tagged(document, tag), key),
    state: (tag: string) => textOf(analysis.results, tagged(document, tag), 'state'),
    errors: analysis.findings.filter(({ severity, rule }) => severity === 'error' && !['open-port', 'overlap'].includes(rule)),
  };
}

const rack_W = 120_000;

/** Two rectifiers share a DC bar; a busway carries six 120 kW racks. */
function dcRow(failed: readonly string[] = [], droop: readonly number[] = []): Document {
  const row = new PowerRow();
  const { board } = row.supply('A');
  const bar = row.place('dc-board-800v-3200', 'DCB');
  for (const i of [1, 2]) {
    const rectifier = row.place('rectifier-800v-500kw', `RF-${i}`, { droop: droop[i - 1] ?? 0 });
    row.cable(row.lv, [board, `out-${i}`], [rectifier, 'in'], `RF-${i}/I`);
    row.cable(row.dc, [rectifier, 'out'], [bar, `in-${i}`], `RF-${i}/O`);
  }
  const busway = row.place('dc-busway-800v-1250', 'DBW', { taps: 6, pitch_m: 0.6 });
  row.cable(row.dc, [bar, 'out-1'], [busway, 'feed'], 'DBW/F');
  for (let i = 1; i <= 6; i++) {
    const rack = row.rack(`R${i}`, rack_W, { supply: 'dc', feeds: 1, shelves: 0, shelfPower_W: 0 });
    row.whip(row.dc, [busway, `tap-${i}`], [rack, 'feed-1'], `R${i}/F`);
  }
  const document = row.document();
  if (failed.length === 0) return document;
  const scenario = [...document.tables.scenario.values()][0];
  if (!scenario) throw new Error('no scenario');
  return {
    ...document,
    tables: { ...document.tables, scenario: new Map([[scenario.id, { ...scenario, failed: failed.map((tag) => tagged(document, tag)) }]]) },
  };
}

describe('a row on 800 V direct current', () => {
  const row = solved(dcRow());

  // Held voltages without droop: parallel rectifiers share by the resistance of their cables.
  it('is solved, with the rectifiers sharing the row by their cables', () => {
    expect(row.analysis.islands.filter(({ system, status }) => system === 'electrical' && status !== 'solved')).toEqual([]);
    expect((row.of('RF-1/O', 'current') ?? 0) * (row.of('RF-1/O', 'length') ?? 0)).toBeCloseTo(
      (row.of('RF-2/O', 'current') ?? 0) * (row.of('RF-2/O', 'length') ?? 0),
      6,
    );
    expect(row.analysis.summary?.itPower_W).toBeCloseTo(6 * rack_W, 3);
  });

  it('balances: what the service delivers is racks and losses', () => {
    const { summary } = row.analysis;
    const losses_W = summary?.losses.reduce((sum, { power_W }) => sum + power_W, 0) ?? 0;
    expect(Math.abs((summary?.facilityPower_W ?? 0) - 6 * rack_W - losses_W)).toBeLessThan(1e-9 * 6 * rack_W);
    expect(summary?.losses.find(({ key }) => key === 'rectifiers_W')?.power_W).toBeGreaterThan(0.015 * 6 * rack_W);
    expect(summary?.energyImbalance).toBeLessThan(1e-9);
  });

  it('drops along the busway as Ohm’s law says: both poles, falling current', () => {
    // Tap k carries the racks beyond it; one metre of both poles has 38 µΩ.
    const volts = row.of('DBW', 'voltage') ?? 0;
    const start = volts + (row.of('DBW', 'voltageDrop') ?? 0) * 800;
    let at = start;
    for (let k = 0; k < 6; k++) {
      const current = Array.from({ length: 6 - k }, (_, i) => row.of(`R${k + i + 1}/F`, 'current') ?? 0).reduce((a, b) => a + b, 0);
      at -= 3.8e-5 * (k === 0 ? 0.3 : 0.6) * current;
    }
    expect(at).toBeCloseTo(volts, 6);
  });

  it('has as fault level only what the rectifiers give', () => {
    expect(row.of('DCB', 'faultCurrent')).toBeCloseTo((2 * 1.2 * 500_000) / 800, 6);
    expect(row.of('DCB', 'faultPeak')).toBeUndefined();
  });

  it('shares by the droop of its rectifiers where they have one: I1·(R1 + r1) = I2·(R2 + r2)', () => {
    const drooped = solved(dcRow([], [0.02, 0.04]));
    const fall = (i: number, droop: number) => {
      const current = drooped.of(`RF-${i}/O`, 'current') ?? 0;
      return current * ((droop * 800 ** 2) / 500_000) + (drooped.of(`RF-${i}/O`, 'voltageDrop') ?? 0) * 800;
    };
    expect(fall(1, 0.02)).toBeCloseTo(fall(2, 0.04), 6);
    expect(drooped.of('RF-1', 'voltage')).toBeCloseTo(800 - (drooped.of('RF-1', 'current') ?? 0) * 0.0256, 6);
    expect(drooped.of('RF-1', 'powerHeadroom')).toBeGreaterThan(0);
    expect(drooped.analysis.summary?.energyImbalance).toBeLessThan(1e-9);
  });

  it('overloads the second rectifier when the first has failed, and says so', () => {
    const lost = solved(dcRow(['RF-1']));
    expect(lost.of('RF-2', 'loading')).toBeGreaterThan(1.4);
    expect(lost.errors.some(({ rule, message }) => rule === 'continuous-rating' && message.includes('RF-2'))).toBe(true);
  });

  it('survives its file', () => {
    const document = dcRow();
    const text = writeFacility(document);
    const read = readFacility(text);
    expect(read.ok && writeFacility(read.value.document)).toBe(text);
  });

  it('is drawn as the connect tool would: every run joins ports that fit', () => {
    const document = dcRow();
    for (const run of document.tables.connection.values()) {
      const rest = new Map(document.tables.connection);
      rest.delete(run.id);
      expect(isRefusal(portsFit({ ...document, tables: { ...document.tables, connection: rest } }, run.from, run.to)), run.tag).toBe(false);
    }
  });

  it('refuses to join alternating and direct current, and 800 V to 54 V', () => {
    const row = new PowerRow();
    const { board } = row.supply('A');
    const busway = row.place('dc-busway-800v-800', 'DBW');
    const stage = row.place('dc-converter-800v-54v-110kw', 'DD');
    const document = row.document();
    const end = (equipment: { id: string }, port: string) => ({ equipment: equipment.id, port });
    expect(isRefusal(portsFit(document, end(board, 'out-1'), end(busway, 'feed')))).toBe(true);
    expect(isRefusal(portsFit(document, end(busway, 'tap-1'), end(stage, 'in')))).toBe(false);
    expect(isRefusal(portsFit(document, end(stage, 'out'), end(busway, 'feed')))).toBe(true);
  });
});

describe('voltage angles', () => {
  it('turn with the vector group of the transformer on the way, and fall with the load on its reactance', () => {
    const angles = (vectorGroup: string) => {
      const row = new PowerRow();
      const utility = row.place('utility-20kv-12mw', 'UT');
      const transformer = row.place('transformer-20kv-2500', 'TR', { vectorGroup });
      const board = row.place('lv-board-4000', 'LVB');
      row.cable(row.mv, [utility, 'out'], [transformer, 'primary'], 'TR/I');
      row.cable(row.lv, [transformer, 'secondary'], [board, 'in-1'], 'LVB/I');
      const rack = row.rack('R1', 1_000_000, { feeds: 1, shelves: 0, shelfPower_W: 0, powerFactor: 1 });
      row.cable(row.lv, [board, 'out-1'], [rack, 'feed-1'], 'R1/F');
      const run = solved(row.document());
      return [run.of('UT', 'voltageAngle') ?? Number.NaN, run.of('TR', 'voltageAngle') ?? Number.NaN] as const;
    };
    const [source, plain] = angles('YNyn0');
    expect(source).toBe(0);
    // The closed form of a transformer at unity power factor: some −atan(x·P/S), with 6 % and 40 % load near −1.4°.
    expect(plain).toBeLessThan(-1);
    expect(plain).toBeGreaterThan(-2);
    // Dyn11: the secondary leads by 30°, which is eleven hours of lag.
    expect(angles('Dyn11')[1]).toBeCloseTo(plain + 30, 9);
    expect(angles('Dyn5')[1]).toBeCloseTo(plain - 150, 9);
  });
});

/** Two services on a transfer switch that feeds one rack. */
function transfer(kind: 'ats-1600' | 'sts-1600', failed: boolean) {
  const row = new PowerRow();
  const a = row.supply('A');
  const b = row.supply('B');
  const swap = row.place(kind, 'TS', { preferred: 2 });
  row.cable(row.lv, [a.board, 'out-1'], [swap, 'in-1'], 'A/F');
  row.cable(row.lv, [b.board, 'out-1'], [swap, 'in-2'], 'B/F');
  const rack = row.rack('R1', 50_000, { feeds: 1, shelves: 0, shelfPower_W: 0 });
  row.whip(row.lv, [swap, 'out'], [rack, 'feed-1'], 'R1/F');
  return solved(row.document(failed ? { failed: [b.utility.id] } : {}));
}

describe('a transfer switch', () => {
  it('carries from the preferred incomer and from the other one when that is lost', () => {
    expect(transfer('ats-1600', false).state('TS')).toBe('fed by incomer 2');
    const lost = transfer('ats-1600', true);
    expect(lost.state('TS')).toBe('fed by incomer 1');
    expect(lost.of('R1', 'power')).toBeCloseTo(50_000, 6);
  });

  it('leaves racks dead for its dead time: too long with contacts, short enough with thyristors', () => {
    expect(transfer('ats-1600', false).errors.map(({ rule }) => rule)).toContain('transfer-gap');
    expect(transfer('sts-1600', false).errors.map(({ rule }) => rule)).not.toContain('transfer-gap');
    expect(transfer('sts-1600', false).of('R1', 'deadTime')).toBe(0.004);
  });

  it('loses its share at the rating with the square of the current', () => {
    const sts = transfer('sts-1600', false);
    const load = (sts.of('TS', 'current') ?? 0) / 1600;
    const rated_W = Math.sqrt(3) * 415 * 1600;
    expect((sts.of('TS', 'loss') ?? 0) / (0.006 * rated_W * load ** 2)).toBeCloseTo(1, 9);
  });
});

describe('storage', () => {
  function site(onBattery: boolean, more: Record<string, number | string> = {}) {
    const row = new PowerRow();
    const { utility, board } = row.supply('A', { incomers: 3, incomerMode: 'parallel' });
    const ups = row.place('ups-500', 'UPS');
    row.cable(row.lv, [board, 'out-1'], [ups, 'in'], 'UPS/I');
    const rack = row.rack('R1', 300_000, { feeds: 1, shelves: 0, shelfPower_W: 0 });
    row.cable(row.lv, [ups, 'out'], [rack, 'feed-1'], 'R1/F');
    const bess = row.place('bess-2500kw', 'BESS', more);
    row.cable(row.lv, [bess, 'out'], [board, 'in-2'], 'BESS/F');
    return { row, utility, document: (scenario = {}) => row.document({ onBattery, ...scenario }), bess };
  }

  it('carries its board when the utility is lost, and says for how long', () => {
    const made = site(true);
    const lost = solved(made.document({ failed: [made.utility.id] }));
    expect(lost.state('BESS')).toBe('carrying');
    expect(lost.of('R1', 'power')).toBeCloseTo(300_000, 3);
    expect(lost.of('BESS', 'rideThrough')).toBeCloseTo((5 * 3.6e9 * 0.94) / (lost.of('BESS', 'powerFlow') ?? 1), 6);
  });

  it('leaves a UPS on battery where nothing else carries, for its energy over its load', () => {
    const made = site(true);
    const lost = solved(made.document({ failed: [made.utility.id, made.bess.id] }));
    expect(lost.state('UPS')).toBe('on battery');
    expect(lost.of('R1', 'power')).toBeCloseTo(300_000, 3);
    const battery_J = made.row.b.parameters('ups-500').battery_J as number;
    expect(lost.of('UPS', 'rideThrough')).toBeCloseTo(battery_J / (lost.of('UPS', 'powerFlow') ?? 1), 6);
    const settled = site(false);
    expect(solved(settled.document({ failed: [settled.utility.id, settled.bess.id] })).state('R1')).toBe('off: no supply');
  });

  const balance = ({ coupled }: ReturnType<typeof solved>) => {
    const { report } = coupled.electrical;
    const losses_W = report.losses.reduce((sum, { power_W }) => sum + power_W, 0);
    return (report.sourcePower_W ?? 0) - 300_000 - losses_W - report.stored_W;
  };

  it('discharges a set power beside its utility, for its energy over that, and the balance closes with what leaves the battery', () => {
    const made = site(false, { duty: 'discharge', discharging_W: 100_000 });
    const run = solved(made.document());
    expect(run.state('BESS')).toBe('discharging');
    expect(run.coupled.electrical.report.stored_W).toBeCloseTo(-100_000 / 0.94, 6);
    expect(run.of('BESS', 'rideThrough')).toBeCloseTo((5 * 3.6e9 * 0.94) / 100_000, 6);
    expect(run.of('UT-A', 'powerFlow')).toBeLessThan((solved(site(false).document()).of('UT-A', 'powerFlow') ?? 0) - 99_000);
    expect(Math.abs(balance(run))).toBeLessThan(1e-9 * 300_000);
    expect(run.analysis.summary?.energyImbalance).toBeLessThan(1e-9);
    // What the battery gives counts as facility power.
    expect(run.analysis.summary?.pue).toBeGreaterThan(1);
  });

  it('shaves what the services would deliver beyond the import limit, and stands by below it', () => {
    const made = site(false, { duty: 'shave', importLimit_W: 250_000 });
    const run = solved(made.document());
    expect(Math.abs((run.of('UT-A', 'powerFlow') ?? 0) - 250_000)).toBeLessThan(1e-3);
    expect(run.state('BESS')).toBe('discharging');
    expect(Math.abs(balance(run))).toBeLessThan(1e-9 * 300_000);
    const high = solved(site(false, { duty: 'shave', importLimit_W: 2e6 }).document());
    expect(high.state('BESS')).toBe('standby');
    expect(high.coupled.electrical.report.stored_W).toBe(0);
  });

  it('shaves no more than its rating, and carries its board alone when the utility is lost', () => {
    const small = solved(site(false, { duty: 'shave', importLimit_W: 0, rating_W: 50_000 }).document());
    expect(small.coupled.electrical.report.stored_W).toBeCloseTo(-50_000 / 0.94, 6);
    const made = site(true, { duty: 'shave', importLimit_W: 100_000 });
    const lost = solved(made.document({ failed: [made.utility.id] }));
    expect(lost.state('BESS')).toBe('carrying');
    expect(lost.of('R1', 'power')).toBeCloseTo(300_000, 3);
  });

  it('charges beside its utility: sources are loads, losses and what is stored', () => {
    const made = site(false, { charging_W: 1e6 });
    const charging = solved(made.document());
    const { report } = charging.coupled.electrical;
    expect(report.stored_W).toBeCloseTo(0.94e6, 3);
    const losses_W = report.losses.reduce((sum, { power_W }) => sum + power_W, 0);
    expect(Math.abs((report.sourcePower_W ?? 0) - 300_000 - losses_W - report.stored_W)).toBeLessThan(1e-9 * 1.3e6);
    expect(charging.analysis.summary?.energyImbalance).toBeLessThan(1e-9);
  });
});

describe('a capacitor bank', () => {
  const bank = (steps: number) => {
    const row = new PowerRow();
    const { board } = row.supply('A');
    const rack = row.rack('R1', 800_000, { feeds: 1, shelves: 0, shelfPower_W: 0, powerFactor: 0.9 });
    row.cable(row.lv, [board, 'out-1'], [rack, 'feed-1'], 'R1/F');
    const capacitor = row.place('capacitor-400kvar', 'CAP', { stepsOn: steps });
    row.cable(row.lv, [board, 'out-2'], [capacitor, 'feed-1'], 'CAP/F');
    return solved(row.document());
  };

  it('takes its reactive power off the transformer, raises the voltage and costs its own loss', () => {
    const [without, half, full] = [bank(0), bank(4), bank(8)];
    const reactive = (run: typeof full) => run.of('LVB-A', 'reactivePower') ?? 0;
    expect(reactive(without) - reactive(half)).toBeCloseTo(200_000, -3);
    expect(reactive(without) - reactive(full)).toBeCloseTo(400_000, -3);
    expect(full.of('LVB-A', 'voltage')).toBeGreaterThan(without.of('LVB-A', 'voltage') ?? 0);
    expect(full.of('TR-A', 'loading')).toBeLessThan(without.of('TR-A', 'loading') ?? 0);
    expect(full.of('CAP', 'power')).toBeCloseTo(0.003 * 400_000, 6);
    expect(full.of('CAP', 'reactivePower')).toBeCloseTo(-400_000, 3);
  });
});

describe('a UPS', () => {
  it('loses less in eco mode', () => {
    const loss = (overrides: Record<string, string | [number, number][]>) => {
      const row = new PowerRow();
      const { board } = row.supply('A');
      const ups = row.place('ups-500', 'UPS', overrides);
      row.cable(row.lv, [board, 'out-1'], [ups, 'in'], 'UPS/I');
      const rack = row.rack('R1', 300_000, { feeds: 1, shelves: 0, shelfPower_W: 0 });
      row.cable(row.lv, [ups, 'out'], [rack, 'feed-1'], 'R1/F');
      const run = solved(row.document());
      return (run.of('UPS', 'loss') ?? 0) / (run.of('UPS', 'powerFlow') ?? 1);
    };
    expect(
      loss({
        mode: 'eco',
        ecoEfficiency: [
          [0, 0.99],
          [1, 0.99],
        ],
      }),
    ).toBeCloseTo(0.01, 9);
    expect(loss({})).toBeGreaterThan(0.02);
  });
});

describe('a Rubin Ultra rack on two 800 V trains', () => {
  const pair = (failed: readonly string[] = []) => {
    const row = new PowerRow();
    const rack = row.place('rubin-ultra-nvl576', 'R1', { liquidShare: 0 });
    ['A', 'B'].forEach((train, i) => {
      const { board } = row.supply(train);
      const rectifier = row.place('rectifier-800v-1000kw', `RF-${train}`);
      row.cable(row.lv, [board, 'out-1'], [rectifier, 'in'], `RF-${train}/I`);
      const busway = row.place('dc-busway-800v-1250', `DBW-${train}`, { taps: 1, tap_A: 1250, tapFactor: 1 });
      row.cable(row.dc, [rectifier, 'out'], [busway, 'feed'], `DBW-${train}/F`);
      row.cable(row.dc, [busway, 'tap-1'], [rack, `feed-${i + 1}`], `R1/${train}`);
    });
    const document = row.document();
    return solved(document, { failed: failed.map((tag) => tagged(document, tag)) });
  };

  it('draws half from each, and all from the other when one rectifier is lost', () => {
    const both = pair();
    expect(both.of('R1', 'feedPowerA')).toBeCloseTo(300e3, 3);
    expect(both.of('R1', 'feedPowerB')).toBeCloseTo(300e3, 3);
    const one = pair(['RF-A']);
    expect(one.of('R1', 'feedPowerB')).toBeCloseTo(600e3, 3);
    expect(one.of('R1', 'power')).toBeCloseTo(600e3, 3);
    expect(one.of('RF-B', 'loading')).toBeGreaterThan(0.6);
    expect(one.errors).toEqual([]);
  });
});
