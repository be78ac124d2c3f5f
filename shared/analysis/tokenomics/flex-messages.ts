/** What a power agent would publish while the site follows its targets: power states and breaches, as the DSX Flex contract has them. */
import type { PowerBreachAlert, PowerStateStatus } from '../../file/dsx-flex.ts';
import { formatMoment } from '../../units/iso-time.ts';
import type { FlexSite } from './flex-site.ts';
import { type FlexTimeline, leastLoad_W } from './flex-timeline.ts';

export interface Feed {
  readonly tag: string;
  /** Part of the site's power that it delivers. */
  readonly share: number;
  readonly most_W: number;
}

export interface Target {
  readonly from_s: number;
  readonly to_s: number;
  readonly feeds: readonly string[];
  /** Null takes a constraint back. */
  readonly limit_W: number | null;
  readonly correlation: string;
  readonly interval: { readonly start_time?: string; readonly end_time?: string };
  readonly bestEffort: boolean;
  readonly set_s: number;
}

const agent = '//grid/v1/dsx-flex-agent/headroom';
const heartbeat_s = 900;
/** The contract does not say when a breach escalates. */
const escalation_s = 60;
const critical = 0.2;

/** A UUID of version 4's form from a text: 128 bits of FNV-1a over it with four seeds. */
function uuidOf(text: string): string {
  let hex = '';
  for (let seed = 0; seed < 4; seed++) {
    let hash = (0x811c9dc5 ^ (seed * 0x9e3779b1)) >>> 0;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    hex += hash.toString(16).padStart(8, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The target in force on a feed: of those that hold now, the one that was set last. */
export function inForce(targets: readonly Target[], feed: string, time_s: number): Target | undefined {
  let found: Target | undefined;
  for (const target of targets)
    if (target.set_s <= time_s && target.from_s <= time_s && time_s < target.to_s && target.feeds.includes(feed)) found = target;
  return found?.limit_W === null ? undefined : found;
}

const watts = (value: number) => ({ value: Math.round(value), unit: 'watt' }) as const;

type StateEvent = PowerStateStatus['data']['feeds'][string]['event'];

/** What changed from one step to the next, in the contract's words; undefined for nothing. */
function stateEvent(timeline: FlexTimeline, i: number, newTarget: boolean): StateEvent | undefined {
  if (newTarget) return 'target_set';
  const [first, second, third] = [timeline.steps[i - 1]?.load_W, timeline.steps[i]?.load_W, timeline.steps[i + 1]?.load_W];
  if (first === undefined || second === undefined) return 'periodic';
  const still = (a: number, b: number | undefined) => b === undefined || Math.abs(a - b) < 1;
  const before = timeline.steps[i - 2]?.load_W ?? first;
  if (!still(first, second) && still(before, first)) return second < first ? 'start_ramp_down' : 'start_ramp_up';
  if (!still(first, second) && still(second, third)) return second < first ? 'end_ramp_down' : 'end_ramp_up';
  return undefined;
}

/** Power states at every change and as a heartbeat, and breaches from active over escalated to resolved. */
export function messagesOf(site: FlexSite, feeds: readonly Feed[], targets: readonly Target[], timeline: FlexTimeline, origin: number) {
  const states: PowerStateStatus[] = [];
  const breaches: PowerBreachAlert[] = [];
  const open = new Map<string, { id: string; since: number; correlation: string; limit_W: number; escalated: boolean }>();
  let started: number | undefined;
  let published = Number.NEGATIVE_INFINITY;
  const envelope = (type: string, subject: string, time: number, key: string) => ({
    specversion: '1.0.2' as const,
    id: uuidOf(`${type} ${key} ${time}`),
    source: agent,
    type,
    time: formatMoment(time),
    datacontenttype: 'application/json' as const,
    subject,
    traceparent: `00-${uuidOf(`trace ${key}`).replaceAll('-', '')}-${uuidOf(`${type} ${key} ${time}`).replaceAll('-', '').slice(0, 16)}-01`,
  });
  timeline.steps.forEach((step, i) => {
    const time = origin + step.time_s;
    const event = stateEvent(
      timeline,
      i,
      targets.some(({ set_s }) => set_s === time),
    );
    if (step.target_W !== undefined) started ??= time;
    else started = undefined;
    if (event !== undefined || time - published >= heartbeat_s) {
      published = time;
      states.push({
        ...envelope('grid.powerstate.status.v1', 'powerstate', time, 'site'),
        type: 'grid.powerstate.status.v1',
        data: {
          snapshot_time: formatMoment(time),
          feeds: Object.fromEntries(
            feeds.map((feed) => [feed.tag, feedState(site, feed, targets, step, time, event ?? 'periodic', started)]),
          ),
        },
      });
    }
    for (const feed of feeds) {
      const target = inForce(targets, feed.tag, time);
      const measured_W = step.grid_W * feed.share;
      const over = typeof target?.limit_W === 'number' ? measured_W - target.limit_W : 0;
      const limit_W = target?.limit_W ?? 0;
      const known = open.get(feed.tag);
      const report = (status: 'active' | 'escalated' | 'resolved', of: NonNullable<typeof known>) =>
        breaches.push({
          ...envelope('grid.powerbreach.alert.v1', 'powerbreach', time, `${feed.tag} ${status}`),
          type: 'grid.powerbreach.alert.v1',
          data: {
            feed_tag: feed.tag,
            status,
            severity: measured_W > of.limit_W * (1 + critical) ? 'critical' : 'warning',
            breach: {
              breach_id: of.id,
              detected_at: formatMoment(of.since),
              ...(status === 'resolved' ? { resolved_at: formatMoment(time) } : {}),
            },
            target: { correlation_id: of.correlation, load_constraint: watts(of.limit_W) },
            measured_load: watts(measured_W),
            ...(status === 'resolved' ? {} : { shed_hints: shedHints(site) }),
            infrastructure_actions:
              status === 'resolved' ? [] : status === 'escalated' ? ['SHUTDOWN_NODES', 'SHUTDOWN_RACKS'] : ['SHUTDOWN_NODES'],
          },
        });
      if (target && over > 1e-6 * limit_W) {
        if (!known) {
          const fresh = {
            id: uuidOf(`breach ${feed.tag} ${time}`),
            since: time,
            correlation: target.correlation,
            limit_W,
            escalated: false,
          };
          open.set(feed.tag, fresh);
          report('active', fresh);
        } else if (!known.escalated && time - known.since >= escalation_s) {
          known.escalated = true;
          report('escalated', known);
        }
      } else if (known) {
        open.delete(feed.tag);
        report('resolved', known);
      }
    }
  });
  return { states, breaches };
}

function feedState(
  site: FlexSite,
  feed: Feed,
  targets: readonly Target[],
  step: FlexTimeline['steps'][number],
  time: number,
  event: StateEvent,
  started: number | undefined,
): PowerStateStatus['data']['feeds'][string] {
  const current = inForce(targets, feed.tag, time);
  const load_W = step.grid_W * feed.share;
  return {
    metadata: {
      power_minimum: watts(leastLoad_W(site) * feed.share),
      power_maximum: watts(feed.most_W),
      default_constraint: watts(feed.most_W),
    },
    targets: targets
      .filter((target) => target.set_s <= time && time < target.to_s && target.feeds.includes(feed.tag))
      .flatMap((target) =>
        target.limit_W === null
          ? []
          : [
              {
                active: target === current,
                load_constraint: watts(target.limit_W),
                interval: target.interval,
                strategy: { best_effort: target.bestEffort },
                correlation_id: target.correlation,
              },
            ],
      ),
    calculated_load: watts(load_W),
    in_flight: event === 'start_ramp_down' || event === 'start_ramp_up',
    event,
    ...(started === undefined ? {} : { power_event_start_time: formatMoment(started) }),
    compliant: typeof current?.limit_W === 'number' ? load_W <= current.limit_W * (1 + 1e-6) : true,
  };
}

/** First what matters least, a few racks of each. */
const shedHints = (site: FlexSite) =>
  [...site.classes]
    .sort((a, b) => a.priority - b.priority)
    .flatMap(({ works, priority }) =>
      works.slice(0, 2).map(({ rack, saturation_W, model }) => ({
        resource_id: rack.equipment.tag,
        resource_type: 'chassis' as const,
        action: 'power_cap' as const,
        priority,
        target_power: watts(saturation_W * model.least),
      })),
    );
