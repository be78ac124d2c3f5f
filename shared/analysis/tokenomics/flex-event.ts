/** One grid event on the drawn site: what is given up, what it pays, and whether it was worth it. */
import { siteAssumed } from '../../catalogue/assumptions/site.ts';
import { type Document, siteOf } from '../../document/document.ts';
import type { WorkloadId } from '../../document/ids.ts';
import type { GridEvent } from '../../document/records.ts';
import { fail, type Result, succeed } from '../../problem.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import { workloadOf } from './curtail.ts';
import { type Coolant, coolantOf, type FlexSite, flexSite } from './flex-site.ts';
import { type FlexTimeline, followGrid, powersAt, timesAround } from './flex-timeline.ts';

export interface CurtailedWork {
  readonly id: WorkloadId;
  readonly title: string;
  readonly priority: number;
  /** Relative power and tokens while the event holds. */
  readonly x: number;
  readonly tokensLost: number;
  readonly lost_USD: number;
}

export interface FlexAnswer {
  readonly event: GridEvent;
  readonly base_W: number;
  readonly target_W: number;
  readonly siteFactor: number;
  /** Metered power that the plant itself has at the curtailed work, beside the target: how good the factor is. */
  readonly plant_W: number;
  readonly timeline: FlexTimeline;
  readonly work: readonly CurtailedWork[];
  readonly tokensLost: number;
  readonly breach_min: number;
  readonly coolant: { readonly before: Coolant; readonly during: Coolant };
  readonly money: {
    readonly payment_USD: number;
    readonly energySaved_USD: number;
    readonly lost_USD: number;
    readonly net_USD: number;
    readonly net_USD_yr: number;
    /** Payment per kilowatt-hour at which the event pays for itself. */
    readonly breakEven_USD_kWh: number;
  };
}

/** Named events of the site. */
export function eventNamed(document: Document, name: string): Result<GridEvent> {
  const events = siteOf(document).gridEvents ?? [];
  const found = events.find((event) => event.name === name);
  if (found) return succeed(found);
  const known = events.length === 0 ? 'none' : events.map((event) => event.name).join(', ');
  return fail({ code: 'unknown-event', field: '--event', message: `no grid event is named ${name}; this design has ${known}` });
}

/** One workload on several sorts of racks as one line; its relative power is that of the first. */
const combined = (parts: readonly CurtailedWork[]): CurtailedWork => ({
  ...(parts[0] as CurtailedWork),
  tokensLost: parts.reduce((sum, { tokensLost }) => sum + tokensLost, 0),
  lost_USD: parts.reduce((sum, { lost_USD }) => sum + lost_USD, 0),
});

const quiet_s = 60;

export function flexEvent(document: Document, event: GridEvent, options: ScenarioOptions = {}): Result<FlexAnswer> {
  const site = flexSite(document, options);
  return site.ok ? followEvent(document, site.value, event) : site;
}

export function followEvent(document: Document, site: FlexSite, event: GridEvent): Result<FlexAnswer> {
  const start_s = quiet_s + event.notice_s;
  const end_s = start_s + event.duration_s;
  const target_W = site.base_W * (1 - event.reduction);
  // The notice is used to come down: from the moment that the work's own ramp needs, at the latest.
  const ramp_s = Math.min(event.notice_s, (site.base_W - target_W) / site.down_W_s);
  const times = timesAround([quiet_s, start_s - ramp_s, start_s, end_s], end_s + 3600);
  // During the notice the grid asks for nothing yet, so what the work draws above the target is no breach.
  const targetAt = (time_s: number) => (time_s >= start_s && time_s < end_s ? target_W : undefined);
  const early = (time_s: number) => (time_s >= start_s - ramp_s && time_s < end_s ? target_W : undefined);
  const timeline = followGrid(site, times, { targetAt, aimAt: early, called_s: quiet_s });
  const x = powersAt(site, Math.min(site.base_W, target_W + site.generators_W));
  const during = site.solveAt(x);
  if (!during.ok) return during;
  const work = site.classes.map((one, i): CurtailedWork => {
    const workload = workloadOf(one);
    const tokensLost = timeline.tokensLost[i] ?? 0;
    const utilisation = one.works[0]?.model.utilisation ?? 1;
    return {
      id: workload.id,
      title: workload.title,
      priority: workload.priority,
      x: x[i] ?? 1,
      tokensLost,
      lost_USD: (tokensLost / 1e6) * utilisation * (site.prices_USD_Mtok[i] ?? 0),
    };
  });
  const byWorkload = [...new Set(work.map(({ id }) => id))].map((id) => combined(work.filter((one) => one.id === id)));
  const delivered_kWh = timeline.delivered_J / 3.6e6;
  const lost_USD = work.reduce((sum, one) => sum + one.lost_USD, 0);
  const payment_USD = delivered_kWh * event.payment_USD_kWh;
  const energySaved_USD = delivered_kWh * siteAssumed(siteOf(document), 'energy_USD_kWh').value;
  const net_USD = payment_USD + energySaved_USD - lost_USD;
  return succeed({
    event,
    base_W: site.base_W,
    target_W,
    siteFactor: site.siteFactor,
    plant_W: during.value.meter?.facilityPower_W ?? Number.NaN,
    timeline,
    work: byWorkload,
    tokensLost: timeline.tokensLost.reduce((sum, tokens) => sum + tokens, 0),
    breach_min: timeline.breach_s / 60,
    coolant: { before: site.coolant, during: coolantOf(document, during.value) },
    money: {
      payment_USD,
      energySaved_USD,
      lost_USD,
      net_USD,
      net_USD_yr: net_USD * event.perYear,
      breakEven_USD_kWh: delivered_kWh > 0 ? (lost_USD - energySaved_USD) / delivered_kWh : 0,
    },
  });
}
