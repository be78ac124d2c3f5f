/**
 * The liquid side of the 1 GW campus at interaction speed: preparation, a solve from nothing, and the solve after one
 * rack has changed, beside a whole solve from nothing of the same network.
 */
import { extractLiquid } from '../../shared/analysis/extract-liquid.ts';
import { findScenario, stateOf } from '../../shared/analysis/scenario-state.ts';
import type { OperatingState } from '../../shared/analysis/state.ts';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { designs } from '../../shared/designs/index.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import type { LiquidNetwork } from '../../shared/network/liquid.ts';
import type { LiquidSolution } from '../../shared/solve/liquid/solution.ts';
import { prepareLiquid, solveLiquid } from '../../shared/solve/liquid.ts';

export function campusOf(power_W: number): Document {
  const built = designs.find(({ name }) => name === 'campus')?.build({ power: power_W });
  if (!built?.ok) throw new Error('the campus could not be generated');
  return built.value;
}

/** On its design day. */
export function campusState(document: Document): OperatingState {
  const scenario = findScenario(document, undefined);
  if (!scenario.ok) throw new Error('the campus has no scenario');
  return stateOf(document, scenario.value, {});
}

/** The campus with another design power of one rack. */
function withRackPower(document: Document, turn: number): Document {
  const racks = [...document.tables.equipment.values()].filter((one) => kindOf(document, one)?.kind === 'rack');
  const before = racks[(137 * turn) % racks.length];
  if (!before) throw new Error('the campus has no rack');
  const after = { ...before, overrides: { ...before.overrides, design_W: 120e3 + 1e3 * (turn % 9) } };
  return applyPatch(document, [{ id: before.id, before, after }]);
}

/** The network with the heat of one rack changed. */
export function withRackHeat(network: LiquidNetwork, turn: number): LiquidNetwork {
  const racks = network.branches.flatMap(({ heat }, b) => (heat.type === 'fixed' ? [b] : []));
  const at = racks[(137 * turn) % racks.length] ?? 0;
  const branches = network.branches.slice();
  const branch = branches[at];
  if (branch?.heat.type === 'fixed')
    branches[at] = { ...branch, heat: { type: 'fixed', heat_W: branch.heat.heat_W * (0.8 + 0.02 * (turn % 9)) } };
  return { ...network, branches };
}

/** The network with every rack at a heat of its own, so that no hall is a copy of another. */
export function withEachRackItsOwn(network: LiquidNetwork): LiquidNetwork {
  let seed = 7;
  const branches = network.branches.map((branch) => {
    if (branch.heat.type !== 'fixed') return branch;
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return { ...branch, heat: { ...branch.heat, heat_W: branch.heat.heat_W * (0.9 + (0.1 * seed) / 2 ** 31) } };
  });
  return { ...network, branches };
}

/** Columns are put together when they are asked for: flows, pressures and temperatures belong to the solve. */
function read(solution: LiquidSolution): LiquidSolution {
  const { massFlow_kg_s, pressure_Pa, inlet_K, outlet_K } = solution;
  if (![massFlow_kg_s, pressure_Pa, inlet_K, outlet_K].every((column) => column.length > 0)) throw new Error('a column is empty');
  return solution;
}

/** Processor time of one run of this thread, ms. */
function spent(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const least = (times: readonly number[]): number => Math.min(...times);
const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

if (import.meta.main) {
  for (const power_W of [1e8, 1e9]) {
    const document = campusOf(power_W);
    const network = extractLiquid(document, campusState(document));
    const prepare: number[] = [];
    const cold: number[] = [];
    const differing: number[] = [];
    const own = withEachRackItsOwn(network);
    let solution: LiquidSolution | undefined;
    for (let round = 0; round < 12; round++) {
      const fresh = { ...network };
      let prepared: ReturnType<typeof prepareLiquid> | undefined;
      prepare.push(spent(() => (prepared = prepareLiquid(fresh))));
      cold.push(spent(() => (solution = read(solveLiquid(fresh, undefined, prepared ? { prepared } : {})))));
      const ownFresh = prepareLiquid({ ...own });
      differing.push(spent(() => solveLiquid(ownFresh.network, undefined, { prepared: ownFresh })));
    }
    if (!solution || solution.islands.some(({ status }) => status !== 'solved')) throw new Error('the campus has no solution');
    const first = solution;
    const changes = Array.from({ length: 40 }, (_, turn) => withRackHeat(network, turn));
    let parts = 0;
    let passes = 0;
    const again = Array.from({ length: 5 }, () => {
      // One by one they are too short for the clock of the processor.
      const all = spent(() => {
        for (const changed of changes) {
          const answer = read(solveLiquid(changed, first));
          parts = Math.max(parts, answer.partsSolved);
          passes = Math.max(passes, answer.passes);
        }
      });
      return all / changes.length;
    });
    const edits = Array.from({ length: 20 }, (_, turn) => withRackPower(document, turn)).map((edited) => ({
      edited,
      state: campusState(edited),
    }));
    const fromRecord = Array.from({ length: 5 }, () => {
      const all = spent(() => {
        for (const { edited, state } of edits) read(solveLiquid(extractLiquid(edited, state, network), first));
      });
      return all / edits.length;
    });
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    const whole = least(prepare) + least(cold);
    console.log(
      `${power_W / 1e6} MW: ${network.nodes.length} nodes, ${network.branches.length} branches, ${first.parts} parts (processor time)`,
    );
    console.log(`  prepare           least ${ms(least(prepare))}, middle ${ms(middle(prepare))}`);
    console.log(`  cold, prepared    least ${ms(least(cold))}, middle ${ms(middle(cold))} (${first.passes} passes)`);
    console.log(`  cold, whole       least ${ms(whole)}`);
    console.log(`  no two halls alike, cold, prepared: least ${ms(least(differing))}, middle ${ms(middle(differing))}`);
    console.log(
      `  one rack changed  least ${ms(least(again))}, middle ${ms(middle(again))} (${parts} part of ${first.parts}, ${passes} passes), ${(least(again) / whole).toFixed(4)} of a whole cold solve`,
    );
    console.log(
      `  from the edited record: network by difference and solution, least ${ms(least(fromRecord))}, middle ${ms(middle(fromRecord))}`,
    );
  }
}
