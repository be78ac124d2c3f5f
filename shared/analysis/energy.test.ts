import { beforeAll, describe, expect, test } from 'vitest';
import { kindOf } from '../catalogue/resolve.ts';
import { gb300Hall10MW } from '../designs/gb300-10mw.ts';
import { applyPatch, connectionsAt, type Document, scenarioNamed } from '../document/document.ts';
import type { Scenario } from '../document/records.ts';
import type { LiquidNetwork } from '../network/liquid.ts';
import type { LiquidSolution } from '../solve/liquid/solution.ts';
import { solveLiquid } from '../solve/liquid.ts';
import { energyBalance } from './energy.ts';
import { extractLiquid } from './extract-liquid.ts';
import { type LiquidReport, reportLiquid } from './liquid-results.ts';
import { ColumnWriter } from './number-column.ts';
import { racksOf } from './racks.ts';
import { quantityOf, type ResultTable, rowOf, textOf } from './result.ts';
import { ResultBuilder } from './result-builder.ts';
import { type ScenarioOptions, stateOf } from './scenario-state.ts';

interface Solved {
  readonly document: Document;
  readonly network: LiquidNetwork;
  readonly solution: LiquidSolution;
  readonly report: LiquidReport;
  readonly results: ResultTable;
  readonly balance: ReturnType<typeof energyBalance>;
}

function solveDesign(document: Document, options: ScenarioOptions = {}, previous?: LiquidSolution): Solved {
  const state = stateOf(document, scenarioNamed(document, options.scenario ?? 'design') as Scenario, options);
  const network = extractLiquid(document, state);
  const solution = solveLiquid(network, previous);
  const builder = new ResultBuilder();
  const report = reportLiquid(document, state, network, solution, builder);
  const results = builder.build();
  return { document, network, solution, report, results, balance: energyBalance({ document, state, network, solution, results }) };
}

/** Column of one kind of equipment, in table order. */
function column(solved: Solved, kind: string, quantity: Parameters<typeof quantityOf>[2]): number[] {
  const values: number[] = [];
  for (const equipment of solved.document.tables.equipment.values()) {
    const value = kindOf(solved.document, equipment)?.kind === kind ? quantityOf(solved.results, equipment.id, quantity) : undefined;
    if (value !== undefined) values.push(value);
  }
  return values;
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('the published 10 MW plant with 48 racks at 142 kW', () => {
  let document: Document;
  let solved: Solved;
  beforeAll(() => {
    const built = gb300Hall10MW.build({});
    if (!built.ok) throw new Error(built.problems[0]?.message);
    document = built.value;
    solved = solveDesign(document);
  });

  test('racks are supplied at 40 °C and return 50 °C within 0.5 K; their liquid heat is 5,929.9 kW', () => {
    const supply = column(solved, 'rack', 'supplyTemperature');
    const back = column(solved, 'rack', 'returnTemperature');
    expect(supply).toHaveLength(48);
    for (const kelvin of supply) expect(Math.abs(kelvin - 313.15)).toBeLessThan(0.5);
    for (const kelvin of back) expect(Math.abs(kelvin - 323.15)).toBeLessThan(0.5);
    expect(total(column(solved, 'rack', 'heat')) / 5929920).toBeCloseTo(1, 8);
  });

  test('CDUs and chillers carry more than the racks by exactly the pump heat and pipe gains between', () => {
    const pumpHeat = (kind: string) =>
      total(
        solved.solution.pumps
          .filter(({ owner }) => kindOf(document, document.tables.equipment.get(owner) as never)?.kind === kind)
          .map(({ shaft_W }) => shaft_W),
      );
    let pipes = 0;
    const tcs = new Set(solved.network.exchangers.map(({ hot }) => solved.solution.islandOf[solved.network.branches[hot]?.from as number]));
    solved.network.branches.forEach(({ heat, from }, b) => {
      if (heat.type === 'surroundings' && tcs.has(solved.solution.islandOf[from] as number)) pipes += solved.solution.heat_W[b] as number;
    });
    const cdus = total(column(solved, 'cdu', 'heat'));
    expect(cdus).toBeGreaterThan(5929920);
    expect(Math.abs(cdus - 5929920 - pumpHeat('cdu') - pipes)).toBeLessThan(1e-3);
  });

  test('every stage of the heat balance closes to 1e-9', () => {
    expect(solved.balance.imbalance).toBeLessThan(1e-9);
    expect(solved.balance.stages.map(({ key }) => key)).toEqual(['racks', 'cdus', 'pumps', 'loops', 'rooms', 'site']);
    for (const stage of solved.balance.stages) expect(stage.in_W).toBeGreaterThan(0);
  });

  test('one rack temperature that is wrong by 0.1 K shows in the balance', () => {
    const rack = racksOf(document)[17]?.equipment.id as string;
    const returns = new ColumnWriter(solved.results.columns.returnTemperature);
    const row = rowOf(solved.results, rack) as number;
    returns.set(row, returns.get(row) + 0.1);
    const results = { ...solved.results, columns: { ...solved.results.columns, returnTemperature: returns.column() } };
    const state = stateOf(document, scenarioNamed(document, 'design') as Scenario, {});
    const balance = energyBalance({ document, state, network: solved.network, solution: solved.solution, results });
    expect(balance.imbalance).toBeGreaterThan(1e-4);
    expect(balance.stages.find(({ key }) => key === 'racks')?.residual_W).toBeGreaterThan(1000);
  });

  test('one wrong temperature on the FWS side of a CDU shows in the balance', () => {
    const outlet_K = solved.solution.outlet_K.slice();
    const cold = solved.network.exchangers[4]?.cold as number;
    outlet_K[cold] = (outlet_K[cold] as number) + 0.1;
    const state = stateOf(document, scenarioNamed(document, 'design') as Scenario, {});
    const balance = energyBalance({
      document,
      state,
      network: solved.network,
      solution: { ...solved.solution, outlet_K },
      results: solved.results,
    });
    expect(balance.imbalance).toBeGreaterThan(1e-4);
  });

  test('the ambient from −10 to 45 °C gives one continuous curve, and racks keep their supply until a limit is named', () => {
    let before: { power: number; supply: number; rejected: number } | undefined;
    let previous: LiquidSolution | undefined;
    const states = new Set<string>();
    for (let celsius = -10; celsius <= 45; celsius += 2.5) {
      const now = solveDesign(document, { ambient_K: 273.15 + celsius }, previous);
      previous = now.solution;
      expect(now.report.islands.every(({ status }) => status === 'solved')).toBe(true);
      expect(now.balance.imbalance).toBeLessThan(1e-9);
      const point = {
        power: total([...now.report.mechanicalPower_W.values()]),
        supply: Math.max(...column(now, 'rack', 'supplyTemperature')),
        rejected: now.balance.rejected_W,
      };
      if (before) {
        expect(Math.abs(point.power - before.power)).toBeLessThan(350e3);
        expect(Math.abs(point.supply - before.supply)).toBeLessThan(1);
        expect(Math.abs(point.rejected - before.rejected)).toBeLessThan(5e3);
      }
      before = point;
      for (const equipment of document.tables.equipment.values()) {
        if (kindOf(document, equipment)?.kind === 'chiller') states.add(textOf(now.results, equipment.id, 'state') ?? '');
      }
    }
    for (const state of ['free cooling', 'mixed', 'compressor']) expect([...states]).toContain(state);
  });

  test('a pulled pipe isolates the rack it served, by name, and leaves the others their rise', () => {
    const { equipment } = racksOf(document)[5] as ReturnType<typeof racksOf>[number];
    const pipe = connectionsAt(document, equipment.id).find(({ from, to }) => from.port === 'supply' || to.port === 'supply');
    expect(pipe).toBeDefined();
    if (!pipe) return;
    const cut = solveDesign(applyPatch(document, [{ id: pipe.id, before: pipe, after: null }]));
    expect([...cut.report.unservedHeat_W.keys()]).toEqual([equipment.id]);
    expect(cut.report.limits.find(({ owner }) => owner === equipment.id)?.message).toContain('no coolant flow');
    expect(column(cut, 'rack', 'supplyTemperature')).toHaveLength(47);
    expect(cut.balance.imbalance).toBeLessThan(1e-9);
  });

  test('with every facility pump failed nothing takes the heat out: the loops say so and show no numbers', () => {
    const pumps = [...document.tables.equipment.values()].filter(({ tag }) => tag.startsWith('FWS-P')).map(({ id }) => id);
    const dead = solveDesign(document, { failed: pumps });
    const loops = dead.report.islands.filter(({ name }) => name.startsWith('TCS'));
    expect(loops.map(({ status }) => status)).toEqual(['no-solution', 'no-solution', 'no-solution']);
    expect(loops[0]?.cause).toContain('more heat enters');
    expect(column(dead, 'rack', 'supplyTemperature')).toHaveLength(0);
  });

  test('a failed CDU leaves its pod to the two others, which carry all of it', () => {
    const out = solveDesign(document, { scenario: 'cdu-out' });
    expect(column(out, 'rack', 'supplyTemperature')).toHaveLength(48);
    expect(column(out, 'cdu', 'heat')).toHaveLength(8);
    expect(total(column(out, 'rack', 'heat')) / 5929920).toBeCloseTo(1, 8);
    expect(out.balance.imbalance).toBeLessThan(1e-9);
  });

  test('the order of records does not change the answer', () => {
    const turned: Document = {
      ...document,
      tables: {
        ...document.tables,
        equipment: new Map([...document.tables.equipment].reverse()),
        connection: new Map([...document.tables.connection].reverse()),
      },
    };
    const other = solveDesign(turned);
    for (const { equipment } of racksOf(document)) {
      expect(quantityOf(other.results, equipment.id, 'returnTemperature')).toBe(
        quantityOf(solved.results, equipment.id, 'returnTemperature'),
      );
      expect(quantityOf(other.results, equipment.id, 'flow')).toBe(quantityOf(solved.results, equipment.id, 'flow'));
    }
  });
});
