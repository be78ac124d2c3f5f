import { describe, expect, it } from 'vitest';
import { gb300ScalableUnit } from '../designs/gb300-su.ts';
import type { Document } from '../document/document.ts';
import { solveElectrical } from '../solve/electrical.ts';
import { electricalPowers } from './electrical-powers.ts';
import { type ElectricalReport, reportElectrical } from './electrical-results.ts';
import { extractElectrical } from './extract-electrical.ts';
import { findPowerHeadroom, reportHeadroom, type SiteHeadroom } from './power-headroom.ts';
import { quantityOf, type ResultTable, textOf } from './result.ts';
import { ResultBuilder } from './result-builder.ts';
import { findScenario, stateOf } from './scenario-state.ts';
import type { OperatingState } from './state.ts';

const built = gb300ScalableUnit.build({});
if (!built.ok) throw new Error('the scalable unit cannot be built');
const document: Document = built.value;

/** Steady draws for the drives, as the liquid side would give them. */
const draws: Readonly<Record<string, number>> = { cdu: 12_000, pump: 18_000, chiller: 90_000, 'fan-wall': 9_000 };

interface Run {
  readonly state: OperatingState;
  readonly report: ElectricalReport;
  readonly results: ResultTable;
  readonly headroom: SiteHeadroom | undefined;
}

function run(scenarioName: string, failed: readonly string[] = []): Run {
  const scenario = findScenario(document, scenarioName);
  if (!scenario.ok) throw new Error(scenarioName);
  const start = stateOf(document, scenario.value, { failed });
  const mechanicalPower_W = new Map<string, number>();
  for (const equipment of document.tables.equipment.values()) {
    const draw = draws[document.tables.item.get(equipment.item)?.kind ?? ''];
    if (draw !== undefined) mechanicalPower_W.set(equipment.id, draw);
  }
  const state = { ...start, mechanicalPower_W };
  const network = extractElectrical(document, state);
  const solution = solveElectrical(network);
  const builder = new ResultBuilder();
  const report = reportElectrical(document, state, network, solution, electricalPowers(document, network, solution), builder);
  const headroom = reportHeadroom(document, findPowerHeadroom(document, state, solution, undefined), solution, builder);
  return { state, report, results: builder.build(), headroom };
}

const ofKind = (kind: string): string[] =>
  [...document.tables.equipment.values()].filter((record) => document.tables.item.get(record.item)?.kind === kind).map(({ id }) => id);
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

describe('a scalable unit with two trains', () => {
  const normal = run('design');

  it('delivers what racks, drives and named losses take', () => {
    const drawn = sum(normal.state.itPower_W.values()) + sum(normal.state.mechanicalPower_W.values());
    const lost = sum(normal.report.losses.map(({ power_W }) => power_W));
    expect(normal.report.unpowered.size).toBe(0);
    expect(Math.abs((normal.report.sourcePower_W as number) - drawn - lost)).toBeLessThan(1e-9 * drawn);
    expect(normal.report.losses.every(({ power_W }) => power_W > -1e-6)).toBe(true);
  });

  it('feeds every rack half from each side', () => {
    for (const id of ofKind('rack')) {
      const power = quantityOf(normal.results, id, 'power') as number;
      expect(quantityOf(normal.results, id, 'feedPowerA')).toBeCloseTo(power / 2, 6);
      expect(quantityOf(normal.results, id, 'feedPowerB')).toBeCloseTo(power / 2, 6);
    }
  });

  it('says which way power goes in every cable: towards the racks, and not at all from a set on standby', () => {
    const racks = new Set(ofKind('rack'));
    const generators = new Set(ofKind('generator'));
    let [whips, standby] = [0, 0];
    for (const { id, from, to } of document.tables.connection.values()) {
      const direction = quantityOf(normal.results, id, 'flowDirection');
      if (direction === undefined) continue;
      expect([1, 0, -1]).toContain(direction);
      if (racks.has(to.equipment) || racks.has(from.equipment)) {
        expect(direction).toBe(racks.has(to.equipment) ? 1 : -1);
        whips++;
      }
      if (generators.has(to.equipment) || generators.has(from.equipment)) {
        expect(direction).toBe(0);
        standby++;
      }
    }
    expect([whips > 0, standby > 0]).toEqual([true, true]);
  });

  it('keeps its standby sets off', () => {
    for (const id of ofKind('generator')) expect(textOf(normal.results, id, 'state')).toBe('standby');
  });

  it('names a tightest place whose binding record exists', () => {
    expect(normal.headroom?.power_W).toBeGreaterThan(0);
    const id = normal.headroom?.bindingId ?? '';
    expect(document.tables.equipment.has(id) || document.tables.connection.has(id)).toBe(true);
  });

  it('gives every board, transformer, UPS, busway and rack a headroom', () => {
    for (const kind of ['switchgear', 'switchboard', 'transformer', 'ups', 'busway', 'rpp', 'rack']) {
      for (const id of ofKind(kind)) expect(quantityOf(normal.results, id, 'powerHeadroom'), id).toBeDefined();
    }
  });

  it('carries the racks on side B when side A is lost', () => {
    const lost = run('feed-a-lost');
    for (const id of ofKind('rack')) {
      expect(quantityOf(lost.results, id, 'feedPowerA') ?? 0).toBe(0);
      expect(quantityOf(lost.results, id, 'feedPowerB')).toBeCloseTo(quantityOf(normal.results, id, 'power') as number, 6);
    }
    expect(lost.report.islands.some(({ status }) => status === 'dead')).toBe(true);
  });

  it('starts the standby sets when every service is lost, and loses nothing', () => {
    const dark = run('design', ofKind('utility'));
    expect(dark.report.unpowered.size).toBe(0);
    const running = ofKind('generator').filter((id) => textOf(dark.results, id, 'state') === 'carrying');
    expect(running.length).toBeGreaterThan(0);
    expect(sum(running.map((id) => quantityOf(dark.results, id, 'powerFlow') as number))).toBeCloseTo(
      dark.report.sourcePower_W as number,
      3,
    );
  });

  it('has no supply for a rack whose whips are both open', () => {
    const [rack = ''] = ofKind('rack');
    const whips = [...document.tables.connection.values()].filter(
      ({ to, system }) => to.equipment === rack && document.tables.system.get(system)?.kind === 'lv',
    );
    const cut = run(
      'design',
      whips.map(({ id }) => id),
    );
    expect([...cut.report.unpowered]).toEqual([rack]);
    expect(textOf(cut.results, rack, 'state')).toBe('off: no supply');
    expect(quantityOf(cut.results, rack, 'power')).toBe(0);
  });
});
