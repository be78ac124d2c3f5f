import { describe, expect, it } from 'vitest';
import { type AnalyseOptions, analyse } from '../analysis/analyse.ts';
import type { QuantityKey } from '../analysis/quantities.ts';
import { type Analysis, quantityOf } from '../analysis/result.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { applyPatch, type Document } from '../document/document.ts';
import { removed } from '../document/patch.ts';
import type { Connection, Equipment } from '../document/records.ts';
import type { DesignValues } from './design.ts';
import { designNamed } from './index.ts';

const build = (name: string, values: DesignValues = {}): Document => {
  const result = designNamed(name)?.build(values);
  if (!result?.ok) throw new Error(JSON.stringify(result));
  return result.value;
};
const solve = (document: Document, options: AnalyseOptions = {}): Analysis => {
  const result = analyse(document, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};
const ofKind = (document: Document, kind: string): Equipment[] =>
  [...document.tables.equipment.values()].filter((one) => kindOf(document, one)?.kind === kind);
const celsius = (kelvin: number | undefined) => (kelvin ?? Number.NaN) - 273.15;

describe('gb300-10mw on its design day', () => {
  const document = build('gb300-10mw');
  const analysis = solve(document);
  const value = (one: { id: string }, quantity: QuantityKey) => quantityOf(analysis.results, one.id, quantity);

  it('holds every rack at 40/50 °C within half a kelvin', () => {
    for (const rack of ofKind(document, 'rack')) {
      expect(Math.abs(celsius(value(rack, 'supplyTemperature')) - 40), rack.tag).toBeLessThan(0.5);
      expect(Math.abs(celsius(value(rack, 'returnTemperature')) - 50), rack.tag).toBeLessThan(0.5);
      expect(value(rack, 'power')).toBe(142_000);
    }
  });

  it('carries 5,929.9 kW in the liquid, and more than that through CDUs and chillers', () => {
    expect(Math.abs((analysis.summary?.heatToLiquid_W ?? 0) / 5_929_900 - 1)).toBeLessThan(1e-3);
    const cdus = ofKind(document, 'cdu').reduce((sum, cdu) => sum + (value(cdu, 'heat') ?? Number.NaN), 0);
    expect(cdus).toBeGreaterThan(5_929_920);
    expect(cdus).toBeLessThan(5_929_920 * 1.03);
  });

  it('runs its facility water near the published 37/47 °C', () => {
    for (const chiller of ofKind(document, 'chiller')) {
      if (!chiller.tag.startsWith('CH-')) continue;
      expect(celsius(value(chiller, 'supplyTemperature'))).toBeCloseTo(37, 1);
      expect(Math.abs(celsius(value(chiller, 'returnTemperature')) - 47)).toBeLessThan(1);
    }
  });

  it('solves every island and has no error and no control at its limit', () => {
    expect(analysis.islands.filter(({ status }) => status !== 'solved')).toEqual([]);
    expect(analysis.findings.filter(({ severity }) => severity !== 'note').map(({ message }) => message)).toEqual([]);
    expect(analysis.limits).toEqual([]);
  });

  it('keeps every pipe at or below its velocity guide', () => {
    for (const connection of document.tables.connection.values()) {
      const velocity = value(connection, 'velocity');
      const parameters = parametersOf(document, connection);
      if (velocity !== undefined && parameters.ok) expect(velocity, connection.tag).toBeLessThanOrEqual(parameters.value.maxVelocity_m_s);
    }
  });

  it('stays within 10 MW at the meter, and shares it over both trains', () => {
    const services = ofKind(document, 'utility').map((service) => value(service, 'powerFlow') ?? Number.NaN);
    const total = services.reduce((sum, power) => sum + power, 0);
    expect(total).toBeLessThan(10e6);
    for (const power of services) expect(power / total).toBeGreaterThan(0.4);
  });

  it.each(['cdu-out', 'chiller-out', 'hot-day', 'typical'])('has no error in %s', (scenario) => {
    const other = solve(document, { scenario });
    expect(other.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  });

  it('keeps all racks running when train A is dead; only what one side of a rack can carry is exceeded', () => {
    const lost = solve(document, { scenario: 'feed-a-lost' });
    expect(lost.summary?.itPower_W).toBe(48 * 142_000);
    const errors = lost.findings.filter(({ severity }) => severity === 'error');
    for (const { subjects, rule } of errors) {
      const kinds = subjects.map((id) => {
        const record = document.tables.equipment.get(id) ?? document.tables.connection.get(id);
        return record ? kindOf(document, record)?.kind : undefined;
      });
      // 142 kW through four 33 kW shelves and four 60 A whips: 8 % past what the published rack carries on one side.
      expect(['rack', 'whip', 'busway'], `${rule} at ${subjects}`).toContain(kinds[0]);
    }
  });
});

describe.each(['gb300-su', 'vr-45c-su', 'campus'])('%s on its design day', (name) => {
  const analysis = solve(build(name));

  it('solves every island without an error or a control at its limit', () => {
    expect(analysis.islands.filter(({ status }) => status !== 'solved')).toEqual([]);
    expect(analysis.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    expect(analysis.limits).toEqual([]);
  });

  it('stays within its utility power', () => {
    const limit = [...build(name).tables.site.values()][0]?.utilityLimit_W ?? 0;
    expect(analysis.summary?.facilityPower_W).toBeLessThan(limit);
  });
});

describe('deleting a pipe or a cable', () => {
  const document = build('gb300-10mw', { pods: 1, racksPerRow: 4 });
  const deadTrain = (train: 'A' | 'B') =>
    [...document.tables.equipment.values()].filter(({ tag }) => tag === `UT-${train}` || tag.startsWith(`G-${train}`)).map(({ id }) => id);
  /** Idle inlets and standby sets show when what runs before them is gone. */
  const states: AnalyseOptions[] = [
    {},
    { failed: deadTrain('A') },
    { failed: deadTrain('B') },
    { failed: deadTrain('A').slice(0, 4) },
    { failed: [...document.tables.equipment.values()].filter(({ tag }) => tag.startsWith('UT-')).map(({ id }) => id) },
  ];
  const before = new Map<AnalyseOptions, Analysis>();
  const reference = (state: AnalyseOptions) => {
    let analysis = before.get(state);
    if (!analysis) {
      analysis = solve(document, state);
      before.set(state, analysis);
    }
    return analysis;
  };

  /** One run of every sort: system, kinds at its ends and the stem of its tag. */
  const families = new Map<string, Connection>();
  for (const connection of document.tables.connection.values()) {
    const kind = (id: string) => {
      const equipment = document.tables.equipment.get(id);
      return equipment ? kindOf(document, equipment)?.kind : undefined;
    };
    const system = document.tables.system.get(connection.system);
    families.set(
      `${system?.kind}${system?.train ?? ''} ${kind(connection.from.equipment)} to ${kind(connection.to.equipment)}`,
      connection,
    );
  }

  function changed(a: Analysis, b: Analysis, without: string): boolean {
    for (const id of a.results.ids) {
      if (id === without) continue;
      for (const quantity of ['flow', 'current', 'supplyTemperature', 'power', 'powerFlow', 'inletPressure'] as const) {
        const [was, is] = [quantityOf(a.results, id, quantity), quantityOf(b.results, id, quantity)];
        if ((was === undefined) !== (is === undefined)) return true;
        if (was !== undefined && is !== undefined && Math.abs(was - is) > 1e-6 * Math.max(1e-6, Math.abs(was))) return true;
      }
    }
    return a.islands.some(({ status }, i) => b.islands[i]?.status !== status);
  }

  it('finds a run of every sort to delete', () => {
    expect(families.size).toBeGreaterThan(25);
  });

  it.each([...families])('changes the solution: %s', (_, connection) => {
    const without = applyPatch(document, [removed(connection)]);
    expect(
      states.some((state) => changed(reference(state), solve(without, state), connection.id)),
      connection.tag,
    ).toBe(true);
  });
});

describe('dc-row on its design day', () => {
  const document = build('dc-row');
  const analysis = solve(document);
  const value = (one: { id: string }, quantity: QuantityKey) => quantityOf(analysis.results, one.id, quantity) ?? Number.NaN;

  it('solves every island without an error, and its energy closes', () => {
    expect(analysis.islands.filter(({ status }) => status !== 'solved')).toEqual([]);
    expect(analysis.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(analysis.summary?.energyImbalance).toBeLessThan(1e-9);
  });

  it('shares over the rectifiers of a train by droop: slopes and cables alike, currents nearly so', () => {
    for (const train of ['A', 'B']) {
      const [one, two] = ofKind(document, 'rectifier').filter(({ tag }) => tag.startsWith(`RF-${train}`));
      if (!one || !two) throw new Error('no rectifiers');
      expect(value(one, 'current') / value(two, 'current')).toBeCloseTo(1, 2);
      expect(value(one, 'voltage')).toBeCloseTo(800 * (1 - (0.02 * value(one, 'current') * 800) / 1e6), 6);
    }
  });

  it.each(['feed-a-lost', 'cdu-out', 'chiller-out', 'hot-day', 'typical', 'edp-peak'])(
    'has no error and keeps its racks in %s',
    (scenario) => {
      const other = solve(document, { scenario });
      expect(other.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
      expect(other.summary?.itPower_W).toBeGreaterThan(8 * 200_000);
    },
  );
});
