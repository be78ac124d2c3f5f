/** Tokens and money of a design as text for a terminal. */

import { describeProblem } from '../../problem.ts';
import { describeQuantity, formatFixed } from '../../units/format.ts';
import { textColumns } from '../text-columns.ts';
import { claims } from './claims.ts';
import type { TokensAnswer } from './tokens-json.ts';
import { frameText, type TokensPerMegawatt } from './tokens-per-megawatt.ts';

const power = (value: number): string => describeQuantity(value, 'power');

/** Three figures and a prefix: 2.21 M, 940 k. */
export function shortNumber(value: number): string {
  if (value === 0) return '0';
  const steps = [
    [1e12, ' T'],
    [1e9, ' G'],
    [1e6, ' M'],
    [1e3, ' k'],
  ] as const;
  const [by, prefix] = steps.find(([step]) => Math.abs(value) >= step) ?? [1, ''];
  const scaled = value / by;
  const decimals = Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 10 ? 1 : 2;
  return `${formatFixed(scaled, decimals)}${prefix}`;
}

/** With everything that makes it comparable. */
export const perMegawattText = (value: TokensPerMegawatt): string =>
  `${shortNumber(value.value_per_s)} tok/s per ${value.megawatt} MW (${frameText(value.frame)})`;

const USD = (value: number): string => `${shortNumber(value)} USD`;

export function tokensTable({ tokens, money }: TokensAnswer): string {
  const pct = (part: number) => `${formatFixed((100 * part) / tokens.facilityPower_W, 1)} %`;
  return [
    `Tokens in scenario ${tokens.scenario}`,
    '',
    'Where the watts go',
    ...textColumns(
      tokens.waterfall.map(({ title, power_W, kind }) => [kind === 'total' ? title : `  − ${title}`, power(power_W), pct(power_W)]),
    ),
    '',
    'Workloads',
    ...textColumns([
      ['', 'accelerators', 'given', 'draws', 'possible', 'served', 'cost', 'revenue a year'],
      ...tokens.workloads.map((workload) => {
        const own = money.workloads.find(({ id }) => id === workload.id);
        return [
          workload.title,
          formatFixed(workload.accelerators, 0),
          power(workload.given_W),
          power(workload.drawn_W),
          `${shortNumber(workload.possible_per_s)} tok/s`,
          `${shortNumber(workload.served_per_s)} tok/s`,
          own?.cost_USD_Mtok === undefined ? '–' : `${formatFixed(own.cost_USD_Mtok, 3)} USD/Mtok`,
          USD(own?.revenue_USD_yr ?? 0),
        ];
      }),
    ]),
    ...tokens.workloads.flatMap(({ title, cpuRacks, cpu_W, drawn_W, perIT, perUtility, throughput }) => [
      ...(cpuRacks > 0
        ? [`  ${title}: ${cpuRacks} CPU racks draw ${power(cpu_W)} of it, ${formatFixed((100 * cpu_W) / drawn_W, 1)} %, and make no tokens`]
        : []),
      ...(perIT ? [`  ${title}: ${perMegawattText(perIT)}`] : []),
      ...(perUtility ? [`  ${title}: ${perMegawattText(perUtility)}`] : []),
      ...throughput.map(({ accelerator, throughput: one }) => `    ${accelerator}: ${one.tag}, ${one.how} [${one.source}]`),
    ]),
    '',
    `Expected capacity ${formatFixed(100 * tokens.uptime.capacity, 4)} %: ${tokens.uptime.parts.map(({ title, capacity }) => `${title} ${formatFixed(100 * capacity, 4)} %`).join(', ')}`,
    '',
    'A year',
    ...textColumns([
      ['Capital', USD(money.capital.total_USD), ''],
      ...money.costs.map(({ title, cost_USD_yr }) => [
        `  ${title}`,
        USD(cost_USD_yr),
        `${formatFixed((100 * cost_USD_yr) / money.cost_USD_yr, 1)} %`,
      ]),
      ['Cost', USD(money.cost_USD_yr), `${USD(money.perUtilityMW.cost_USD_yr)} per utility MW`],
      ['Revenue', USD(money.revenue_USD_yr), `${USD(money.perUtilityMW.revenue_USD_yr)} per utility MW`],
      ['Margin', USD(money.margin_USD_yr), `${USD(money.perUtilityMW.margin_USD_yr)} per utility MW`],
      [
        'Energy, demand, water',
        `${formatFixed(100 * money.energyShare.ofAll, 1)} %`,
        `of all cost; ${formatFixed(100 * money.energyShare.ofOperation, 1)} % without depreciation`,
      ],
    ]),
    ...(money.capital.unpriced.length > 0
      ? [`  Not priced: ${money.capital.unpriced.map(({ kind, pieces }) => `${pieces} ${kind}`).join(', ')}`]
      : []),
    '',
    'Claims of vendors, with what their own inputs give (never used above)',
    ...claims().flatMap(({ title, frame, figures, remark }) => [
      `  ${title}: ${frame}`,
      ...figures.map(
        ({ title: what, claimed, reproduced, unit }) =>
          `    ${what}: claimed ${formatFixed(claimed, 2)} ${unit}, reproduced ${formatFixed(reproduced, 2)} ${unit}`,
      ),
      `    ${remark}`,
    ]),
    ...(tokens.problems.length > 0 ? ['', ...tokens.problems.map((problem) => `No figure: ${describeProblem(problem)}`)] : []),
    '',
  ].join('\n');
}
