/**
 * The same site with warmer or colder coolant, under one utility limit: the real plant is solved at both set points,
 * the watts that compressors, fans, pumps and losses free are followed into the racks, and flow that runs short takes
 * tokens away. Every step in watts and tokens; the steps add up to the difference.
 */
import type { NumberParameter } from '../../catalogue/kind.ts';
import { kindOf, parameterFault, parametersOf } from '../../catalogue/resolve.ts';
import { applyPatch, connectionsAt, type Document, siteOf } from '../../document/document.ts';
import { type Change, changed } from '../../document/patch.ts';
import type { Equipment } from '../../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../../problem.ts';
import { analyse } from '../analyse.ts';
import { type Analysis, quantityOf, type Summary } from '../result.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import type { PowerAllocation } from './allocate-power.ts';
import { curtail, tokensAt, type WorkClass, workClasses } from './curtail.ts';
import { type MaxLps, maxLpsDetailed } from './maxlps.ts';
import { ownDraw, siteWork } from './rack-work.ts';

/** One step from the first set point to the second. */
export interface TemperatureStep {
  readonly key: string;
  readonly title: string;
  /** Watts that the step frees at the meter (positive) or takes. */
  readonly freed_W: number;
  /** Tokens per second that follow: of all workloads, as a count. */
  readonly tokens_per_s: number;
  readonly why: string;
}

export interface SupplyState {
  readonly supply_K: number;
  readonly site_W: number;
  readonly itPower_W: number;
  readonly tokens_per_s: number;
  readonly maxLps: MaxLps;
}

export interface SupplyComparison {
  /** Metered power of the first set point with nothing capped, and the limit set against it. */
  readonly demand_W: number;
  readonly limit_W: number;
  readonly from: SupplyState;
  readonly to: SupplyState;
  readonly steps: readonly TemperatureStep[];
  /** Racks whose solved flow is below what their maker asks for at the warmer supply, and the least margin, as a part. */
  readonly flow: { readonly short: number; readonly leastMargin: number | undefined; readonly loss_per_s: number };
}

export interface SupplyQuestion {
  readonly from_K: number;
  readonly to_K: number;
  /** Utility limit as a part of the uncapped demand at `from_K`. */
  readonly limit: number;
}

/** Whether a unit rejects the heat of the facility water, not of the chilled water for air. */
const onFacilityWater = (document: Document, equipment: Equipment): boolean =>
  connectionsAt(document, equipment.id).some(({ system }) => document.tables.system.get(system)?.kind === 'fws');

/** The document with rack loops at `supply_K` and facility water as far below it as it is drawn. */
export function withSupply(document: Document, supply_K: number): Result<Document> {
  const patch: Change[] = [];
  const problems: Problem[] = [];
  let drawn_K: number | undefined;
  const units: { equipment: Equipment; name: 'supply_K' | 'leaving_K'; value_K: number }[] = [];
  for (const equipment of document.tables.equipment.values()) {
    const kind = kindOf(document, equipment)?.kind ?? '';
    const parameters = parametersOf(document, equipment);
    if (!parameters.ok) continue;
    const { supply_K: supply, leaving_K: leaving } = parameters.value as { supply_K?: unknown; leaving_K?: unknown };
    if (kind === 'cdu' && typeof supply === 'number') {
      drawn_K ??= supply;
      units.push({ equipment, name: 'supply_K', value_K: supply });
    } else if (typeof leaving === 'number' && onFacilityWater(document, equipment))
      units.push({ equipment, name: 'leaving_K', value_K: leaving });
  }
  if (drawn_K === undefined) return fail({ code: 'no-cdu', message: 'no CDU is drawn, so there is no rack supply to change' });
  const shift = supply_K - drawn_K;
  for (const { equipment, name, value_K } of units) {
    const spec = (kindOf(document, equipment)?.parameters as Readonly<Record<string, NumberParameter>> | undefined)?.[name];
    const value = value_K + shift;
    const fault = spec && parameterFault(spec, value);
    if (fault) problems.push({ code: 'bad-value', record: equipment.id, field: name, message: `${equipment.tag}: ${fault}` });
    else patch.push(changed(equipment, { ...equipment, overrides: { ...equipment.overrides, [name]: value } }));
  }
  return problems.length > 0 ? fail(...problems) : succeed(applyPatch(document, patch));
}

const withLimit = (document: Document, utilityLimit_W: number): Document => {
  const site = siteOf(document);
  return applyPatch(document, [changed(site, { ...site, utilityLimit_W })]);
};

const total = (answer: MaxLps): number => answer.work.reduce((sum, { optimal_per_s }) => sum + optimal_per_s, 0);

/** Flow that the maker asks for at a supply temperature, for the rack's own power; linear between published points. */
function requiredFlow_m3_s(points: readonly (readonly [number, number])[], supply_K: number): number | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || supply_K > last[0] + 0.05) return undefined;
  if (supply_K <= first[0]) return first[1];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a && b && supply_K <= b[0]) return a[1] + ((b[1] - a[1]) * (supply_K - a[0])) / (b[0] - a[0]);
  }
  return last[1];
}

/** Racks held against the published flow table of their maker, scaled by their power over the power of the table. */
function flowCheck(document: Document, analysis: Analysis): SupplyComparison['flow'] {
  let [short, loss_per_s] = [0, 0];
  let leastMargin: number | undefined;
  for (const { rack, work } of siteWork(document).racks) {
    const { id } = rack.equipment;
    const points = rack.parameters.flowPoints as readonly (readonly [number, number])[] | undefined;
    const flow = quantityOf(analysis.results, id, 'flow');
    const supply = quantityOf(analysis.results, id, 'supplyTemperature');
    const power = quantityOf(analysis.results, id, 'power');
    if (!points || !flow || !supply || !power) continue;
    const needed = requiredFlow_m3_s(points, supply);
    if (needed === undefined) continue;
    const margin = flow / ((needed * power) / rack.parameters.design_W) - 1;
    leastMargin = Math.min(leastMargin ?? margin, margin);
    if (margin < -0.02) {
      short += 1;
      const rate = work.reduce((sum, one) => sum + one.throughput_per_s, 0);
      loss_per_s += -margin * rate;
    }
  }
  return { short, leastMargin, loss_per_s };
}

const flowStep = ({ short, leastMargin, loss_per_s }: SupplyComparison['flow']): TemperatureStep => ({
  key: 'flow',
  title: 'Coolant flow at the racks',
  freed_W: 0,
  tokens_per_s: -loss_per_s,
  why:
    leastMargin === undefined
      ? 'the maker publishes no flow for this supply temperature'
      : short > 0
        ? `${short} racks get up to ${Math.round(-100 * leastMargin)} % less than their maker asks for at this supply and slow down by as much`
        : `every rack gets at least ${Math.round(100 * leastMargin)} % more than its maker asks for at this supply`,
});

const partTitles: Readonly<Record<string, string>> = {
  compressors_W: 'a smaller lift, and more of the heat leaves by free cooling',
  rejectionFans_W: 'warmer water gives its heat to less air; more free cooling may take more',
  cduPumps_W: 'thinner coolant at the same temperature rise',
  facilityPumps_W: 'thinner water and other valve positions',
};

interface Solved {
  readonly document: Document;
  readonly answer: MaxLps;
  readonly allocation: PowerAllocation;
  readonly summary: Summary;
  readonly analysis: Analysis;
}

function solvedAt(document: Document, options: ScenarioOptions): Result<Solved> {
  const detailed = maxLpsDetailed(document, options);
  if (!detailed.ok) return detailed;
  const { maxLps: answer, allocation } = detailed.value;
  const analysis = analyse(document, { ...options, rackPower_W: allocation.rackPower_W });
  if (!analysis.ok) return analysis;
  const { summary } = analysis.value;
  if (!summary) return fail({ code: 'not-solved', message: 'the plant has no solution at the allocated powers' });
  return succeed({ document, answer, allocation, summary, analysis: analysis.value });
}

const stateOf = (supply_K: number, { answer, summary }: Solved, short_per_s = 0): SupplyState => ({
  supply_K,
  site_W: summary.facilityPower_W,
  itPower_W: summary.itPower_W,
  tokens_per_s: total(answer) - short_per_s,
  maxLps: answer,
});

/** Tokens of the classes when the work gets so much power, at best. */
function tokensFor(classes: readonly WorkClass[], work_W: number): number {
  const alike = classes.map((one) => ({ ...one, priority: 1 }));
  const x = curtail(alike, work_W);
  return classes.reduce((sum, one, i) => sum + tokensAt(one, x[i] ?? 1), 0);
}

export function compareSupplyTemperature(
  document: Document,
  question: SupplyQuestion,
  options: ScenarioOptions = {},
): Result<SupplyComparison> {
  const cold = withSupply(document, question.from_K);
  if (!cold.ok) return cold;
  const warm = withSupply(document, question.to_K);
  if (!warm.ok) return warm;
  const uncapped = analyse(cold.value, { ...options, rackPower_W: ownDraw(document) });
  if (!uncapped.ok) return uncapped;
  const demand_W = uncapped.value.summary?.facilityPower_W;
  if (demand_W === undefined) return fail({ code: 'not-solved', message: 'the plant has no solution at the first set point' });
  const limit_W = question.limit * demand_W;
  const from = solvedAt(withLimit(cold.value, limit_W), options);
  if (!from.ok) return from;
  const to = solvedAt(withLimit(warm.value, limit_W), options);
  if (!to.ok) return to;

  // The same rack powers with the other set point: what the plant alone frees.
  const alone = analyse(warm.value, { ...options, rackPower_W: from.value.allocation.rackPower_W });
  if (!alone.ok) return alone;
  if (!alone.value.summary) return fail({ code: 'not-solved', message: 'the plant has no solution at the second set point' });
  const classes = workClasses(siteWork(document).racks.flatMap(({ work }) => work));
  const flow = flowCheck(warm.value, to.value.analysis);
  const steps = [...stepsOf(from.value, alone.value.summary, to.value, classes), flowStep(flow)];
  return succeed({
    demand_W,
    limit_W,
    from: stateOf(question.from_K, from.value),
    to: stateOf(question.to_K, to.value, flow.loss_per_s),
    steps,
    flow,
  });
}

function stepsOf(from: Solved, alone: Summary, to: Solved, classes: readonly WorkClass[]): TemperatureStep[] {
  const steps: TemperatureStep[] = [];
  const more_W = to.summary.itPower_W - from.summary.itPower_W;
  // Meter watts per rack watt on the way from the freed watts to where the racks end.
  const perRack =
    more_W > 1 ? (to.summary.facilityPower_W - alone.facilityPower_W) / more_W : to.summary.facilityPower_W / to.summary.itPower_W;
  const others = from.summary.itPower_W - from.answer.work.reduce((sum, { optimal_W }) => sum + optimal_W, 0);
  let work_W = from.summary.itPower_W - others;
  let known = tokensFor(classes, work_W);
  const start = total(from.answer);
  const drift = start - known;
  const follow = (key: string, title: string, freed_W: number, why: string) => {
    work_W += freed_W / perRack;
    const next = tokensFor(classes, work_W);
    steps.push({ key, title, freed_W, tokens_per_s: next - known, why });
    known = next;
  };
  const before = new Map(from.summary.losses.map(({ key, power_W }) => [key, power_W]));
  for (const { key, title, power_W } of alone.losses) {
    const freed_W = (before.get(key) ?? 0) - power_W;
    if (Math.abs(freed_W) >= 1) follow(key, title, freed_W, partTitles[key] ?? 'losses follow the power that is left to carry');
  }
  const unspent_W = to.summary.facilityPower_W - from.summary.facilityPower_W;
  if (Math.abs(unspent_W) >= 1)
    follow(
      'limit',
      unspent_W < 0 ? 'Left at the meter' : 'Room at the meter',
      unspent_W,
      unspent_W < 0 ? 'the work draws all it can before the limit is reached' : 'other limits bound before',
    );
  const end = total(to.answer);
  const local = to.answer.limits.filter(({ resource }) => resource !== 'utility');
  const flows = local.filter(({ resource }) => resource === 'flow').length;
  steps.push({
    key: 'limits',
    title: flows > 0 ? 'Flow and other limits of the plant' : 'Limits of single racks and loops',
    freed_W: 0,
    tokens_per_s: end - (known + drift),
    why:
      local.length === 0
        ? 'nothing but the meter binds: what is left over is how unlike racks share a limit'
        : `${local.length} limits inside the plant bind, ${flows} of them flow`,
  });
  return steps;
}
