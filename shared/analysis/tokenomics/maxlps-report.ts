/** MaxLPS of a design as one answer: allocation and prices, warmer coolant, growth; as JSON and as text for a terminal. */
import type { Document } from '../../document/document.ts';
import { type RecordId, sequentialIds } from '../../document/ids.ts';
import type { Problem, Result } from '../../problem.ts';
import { succeed } from '../../problem.ts';
import { describeQuantity, formatFixed } from '../../units/format.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import { textColumns } from '../text-columns.ts';
import { type Growth, growthOf, type Pilot, pilotOf } from './growth.ts';
import { type MaxLps, maxLpsDetailed } from './maxlps.ts';
import { moreRacks } from './more-racks.ts';
import { compareSupplyTemperature, type SupplyComparison, type SupplyQuestion } from './supply-temperature.ts';
import { shortNumber } from './tokens-table.ts';
import { worthOfWork } from './worth-of-work.ts';

export interface MaxLpsAnswer {
  readonly maxLps: MaxLps;
  readonly growth: Growth | undefined;
  readonly pilot: Pilot | undefined;
  readonly supply: SupplyComparison | undefined;
  readonly placed: PlacedRacks | undefined;
  /** Parts that have no answer on this design, and why. */
  readonly problems: readonly Problem[];
}

/** Racks added in free places of the drawn rows, connected as their neighbours, each kept only where the plant still holds and it earns. */
export interface PlacedRacks {
  readonly added: readonly string[];
  /** Places that stay free, and why. */
  readonly left: readonly { readonly reason: string; readonly places: number }[];
  readonly solved: number;
}

function placedRacks(document: Document, options: ScenarioOptions): Result<PlacedRacks> {
  const worth = worthOfWork(document);
  const answer = moreRacks(document, { ...options, newId: sequentialIds('more'), worthOf: (_rack, like) => worth.get(like) });
  if (!answer.ok) return answer;
  const reasons = new Map<string, number>();
  for (const { reason } of answer.value.left) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return succeed({
    added: answer.value.added.map(({ tag }) => tag),
    left: [...reasons].map(([reason, places]) => ({ reason, places })),
    solved: answer.value.solved,
  });
}

export interface MaxLpsQuestion {
  /** Site power that growth is asked for. */
  readonly growth_W: number;
  readonly supply?: SupplyQuestion;
  /** Whether racks are placed in the free places of the drawn rows. */
  readonly place?: boolean;
}

export function answerMaxLps(document: Document, question: MaxLpsQuestion, options: ScenarioOptions = {}): Result<MaxLpsAnswer> {
  const shared = maxLpsDetailed(document, options);
  if (!shared.ok) return shared;
  const { maxLps: answer, allocation } = shared.value;
  const growth = growthOf(document, question.growth_W, { ...options, previous: allocation.coupled });
  const pilot = pilotOf(document);
  const supply = question.supply ? compareSupplyTemperature(document, question.supply, options) : undefined;
  const placed = question.place ? placedRacks(document, options) : undefined;
  return succeed({
    maxLps: answer,
    placed: placed?.ok ? placed.value : undefined,
    growth: growth.ok ? growth.value : undefined,
    pilot: pilot.ok ? pilot.value : undefined,
    supply: supply?.ok ? supply.value : undefined,
    problems: [
      ...answer.problems,
      ...(growth.ok ? [] : growth.problems),
      ...(pilot.ok ? [] : pilot.problems),
      ...(supply && !supply.ok ? supply.problems : []),
      ...(placed && !placed.ok ? placed.problems : []),
    ],
  });
}

const allocationJson = ({ racks, ...answer }: MaxLps) => ({ ...answer, racks: Object.fromEntries(racks) });

export function maxLpsJson({ maxLps: answer, supply, growth, pilot, placed, problems }: MaxLpsAnswer) {
  return {
    format: 'headroom-maxlps/1',
    ...allocationJson(answer),
    growth: growth ?? null,
    pilot: pilot ?? null,
    placed: placed ?? null,
    supply: supply
      ? {
          ...supply,
          from: { ...supply.from, maxLps: allocationJson(supply.from.maxLps) },
          to: { ...supply.to, maxLps: allocationJson(supply.to.maxLps) },
        }
      : null,
    problems,
  } as const;
}

const power = (value: number): string => describeQuantity(value, 'power');
const rate = (value: number): string => `${shortNumber(value)} tok/s`;
const dollars = (value: number): string => `${shortNumber(value)} USD`;
const percent = (part: number, decimals = 1): string => `${formatFixed(100 * part, decimals)} %`;

function tagOf(document: Document, id: RecordId): string {
  return (
    document.tables.equipment.get(id)?.tag ??
    document.tables.connection.get(id)?.tag ??
    document.tables.space.get(id)?.name ??
    'utility limit'
  );
}

const limitText = (unit: string, value: number): string => (unit === 'W' ? power(value) : describeQuantity(value, 'flow'));

function allocationRows(document: Document, answer: MaxLps): string[] {
  const { optimal_USD_yr, uniform_USD_yr, uncapped_USD_yr } = answer.earnings;
  return [
    ...textColumns([
      ['Metered', power(answer.site_W), `racks ${power(answer.itPower_W)}`],
      ['Earnings', dollars(optimal_USD_yr), `${percent(optimal_USD_yr / uncapped_USD_yr, 2)} of uncapped`],
      ['  with uniform caps', dollars(uniform_USD_yr), `sharing gains ${percent(optimal_USD_yr / uniform_USD_yr - 1, 3)}`],
      ['One more megawatt', dollars(answer.nextMegawatt_USD_yr), 'a year, at the meter'],
      ['One more rack', dollars(answer.nextRack_USD_yr), 'a year, its power paid at the prices here, its price not'],
      ['Proof', answer.proof.gap.toExponential(1), `duality gap; ${answer.proof.method}, ${answer.proof.rounds} solutions of the plant`],
    ]),
    '',
    ...textColumns([
      ['Work', 'power', 'tokens', 'uniform caps', 'uncapped'],
      ...answer.work.map(({ title, optimal_W, optimal_per_s, uniform_per_s, uncapped_per_s }) => [
        title,
        power(optimal_W),
        rate(optimal_per_s),
        rate(uniform_per_s),
        rate(uncapped_per_s),
      ]),
    ]),
    '',
    answer.limits.length === 0 ? 'No limit binds: every job draws what it can.' : 'What one more unit is worth',
    ...textColumns(
      answer.limits
        .slice(0, 12)
        .map(({ owner, resource, unit, capacity, price_USD_yr }) => [
          tagOf(document, owner),
          resource,
          limitText(unit, capacity),
          unit === 'W' ? `${dollars(price_USD_yr * 1e3)} per kW and year` : `${dollars(price_USD_yr / 6e4)} per L/min and year`,
        ]),
    ),
  ];
}

function supplyRows({ demand_W, limit_W, from, to, steps }: SupplyComparison): string[] {
  const celsius = (value: number) => describeQuantity(value, 'temperature');
  return [
    `Rack supply from ${celsius(from.supply_K)} to ${celsius(to.supply_K)}, utility held to ${power(limit_W)} (${percent(limit_W / demand_W, 0)} of ${power(demand_W)})`,
    ...textColumns([
      ['', 'freed', 'tokens', ''],
      [`At ${celsius(from.supply_K)}`, power(from.site_W), rate(from.tokens_per_s), `racks ${power(from.itPower_W)}`],
      ...steps.map(({ title, freed_W, tokens_per_s }) => [`  ${title}`, freed_W === 0 ? '–' : power(freed_W), rate(tokens_per_s), '']),
      [`At ${celsius(to.supply_K)}`, power(to.site_W), rate(to.tokens_per_s), `racks ${power(to.itPower_W)}`],
    ]),
    ...steps.map(({ title, why }) => `    ${title}: ${why}`),
  ];
}

function growthRows({ power_W, steps, claim }: Growth): string[] {
  return [
    `Racks that ${power(power_W)} of site power holds, at what a rack of this design takes`,
    ...textColumns([
      ['', 'racks', 'against reserved', 'tokens', 'site power each'],
      ...steps.map(({ title, racks, rackRatio, tokenRatio, site_W }) => [
        title,
        formatFixed(racks, 0),
        percent(rackRatio - 1, 0),
        percent(tokenRatio - 1, 0),
        power(site_W),
      ]),
    ]),
    `  Claimed at 1 GW: ${percent(claim.rackRatio - 1, 0)} GPUs, ${percent(claim.tokenRatio - 1, 0)} revenue. ${claim.remark}`,
  ];
}

export function maxLpsTable(document: Document, { maxLps: answer, growth, pilot, supply, placed, problems }: MaxLpsAnswer): string {
  return [
    'Power shared for most earnings under every limit of the design',
    ...allocationRows(document, answer),
    ...(supply ? ['', ...supplyRows(supply)] : []),
    ...(growth ? ['', ...growthRows(growth)] : []),
    ...(pilot
      ? [
          '',
          `Pilot: ${pilot.managed} managed racks in the envelope of ${pilot.envelopeRacks}: ${percent(pilot.tokenRatio - 1, 0)} tokens; the sum passes the envelope ${percent(pilot.overload, 1)} of the time without a cap`,
          `  ${pilot.remark}`,
        ]
      : []),
    ...(placed
      ? [
          '',
          `Placed in the drawn rows: ${placed.added.length} more racks${placed.added.length > 0 ? ` (${placed.added.join(', ')})` : ''}; ${placed.solved} designs solved`,
          ...placed.left.slice(0, 6).map(({ reason, places }) => `  ${places} ${places === 1 ? 'place' : 'places'} left: ${reason}`),
        ]
      : []),
    ...(problems.length > 0 ? ['', ...problems.map(({ message }) => `No figure: ${message}`)] : []),
    '',
  ].join('\n');
}
