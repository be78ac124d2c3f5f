/** A grid event or a replay as JSON for other programs and as text for a terminal. */
import { describeQuantity, formatFixed } from '../../units/format.ts';
import { zeroCelsius_K } from '../../units/quantity.ts';
import { textColumns } from '../text-columns.ts';
import type { FlexAnswer } from './flex-event.ts';
import type { FlexReplay } from './flex-replay.ts';
import type { FlexTimeline } from './flex-timeline.ts';
import { shortNumber } from './tokens-table.ts';

const power = (value: number): string => describeQuantity(value, 'power');

export function flexJson({ timeline, ...answer }: FlexAnswer) {
  return { format: 'headroom-flex/1', ...answer, ...timelineJson(timeline) } as const;
}

export function replayJson({ timeline, ...replay }: FlexReplay) {
  return { format: 'headroom-flex-replay/1', ...replay, ...timelineJson(timeline) } as const;
}

const timelineJson = ({ steps, ...totals }: FlexTimeline) => ({
  totals,
  steps: steps.map(({ target_W, tokens_per_s, ...step }) => ({
    ...step,
    target_W: target_W ?? null,
    tokens_per_s: tokens_per_s.reduce((sum, rate) => sum + rate, 0),
  })),
});

const dollars = (value: number): string => `${shortNumber(value)} USD`;
const celsius = (value_K: number): string => `${formatFixed(value_K - zeroCelsius_K, 1)} °C`;

export function flexTable({
  event,
  base_W,
  target_W,
  plant_W,
  timeline,
  work,
  tokensLost,
  breach_min,
  coolant,
  money,
}: FlexAnswer): string {
  const last = timeline.steps.at(-1);
  const leastCharge = Math.min(...timeline.steps.map(({ charge }) => charge));

  return [
    `Grid event ${event.name}: ${formatFixed(100 * event.reduction, 0)} % less for ${formatFixed(event.duration_s / 3600, 1)} h after ${formatFixed(event.notice_s, 0)} s, ${formatFixed(event.perYear, 1)} times a year`,
    `  ${event.source}`,
    '',
    ...textColumns([
      ['Metered before', power(base_W), 'all work uncapped'],
      ['Target', power(target_W), `plant solved at the curtailed work: ${power(plant_W)}`],
      ['Above the target', `${formatFixed(breach_min, 1)} min`, `${shortNumber(timeline.breach_J / 3.6e6)} kWh`],
      ['Delivered', `${shortNumber(timeline.delivered_J / 3.6e6)} kWh`, ''],
      ['Steepest at the meter', `${power(timeline.steepest_W_s.down * 60)}/min`, `up ${power(timeline.steepest_W_s.up * 60)}/min`],
      ['Storage', `${formatFixed(100 * leastCharge, 0)} %`, `lowest charge; ${formatFixed(100 * (last?.charge ?? 0), 0)} % at the end`],
      [
        'Warmest coolant',
        celsius(coolant.during.warmestReturn_K),
        `return, before ${celsius(coolant.before.warmestReturn_K)}; supply ${celsius(coolant.before.warmestSupply_K)} to ${celsius(coolant.during.warmestSupply_K)}`,
      ],
    ]),
    '',
    'What gives way',
    ...textColumns([
      ['', 'priority', 'power', 'tokens lost', 'worth'],
      ...work.map(({ title, priority, x, tokensLost: lost, lost_USD }) => [
        title,
        String(priority),
        `${formatFixed(100 * x, 1)} %`,
        shortNumber(lost),
        dollars(lost_USD),
      ]),
    ]),
    '',
    ...textColumns([
      ['Tokens lost', shortNumber(tokensLost), 'of different models: a count, not a comparison'],
      ['Paid', dollars(money.payment_USD), ''],
      ['Energy saved', dollars(money.energySaved_USD), ''],
      ['Earnings lost', dollars(-money.lost_USD), `pays from ${formatFixed(money.breakEven_USD_kWh, 2)} USD/kWh`],
      ['Left', dollars(money.net_USD), `${dollars(money.net_USD_yr)} a year`],
    ]),
    '',
  ].join('\n');
}

export function replayTable({ feeds, timeline, states, breaches, breach_min, tokensLost }: FlexReplay): string {
  return [
    `Load targets on ${feeds.map(({ tag, share }) => `${tag} (${formatFixed(100 * share, 0)} %)`).join(', ')}`,
    ...textColumns([
      ['Above target', `${formatFixed(breach_min, 1)} min`, `${shortNumber(timeline.breach_J / 3.6e6)} kWh`],
      ['Delivered', `${shortNumber(timeline.delivered_J / 3.6e6)} kWh`, ''],
      ['Tokens lost', shortNumber(tokensLost), ''],
      ['Published', `${states.length} power states`, `${breaches.length} breach alerts`],
    ]),
    ...breaches.map(
      ({ time, data }) =>
        `  ${time} ${data.feed_tag} breach ${data.status}, ${data.severity}: ${power(data.measured_load.value)} over ${power(data.target.load_constraint.value)}`,
    ),
    '',
  ].join('\n');
}
