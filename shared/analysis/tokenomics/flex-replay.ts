/**
 * Load targets of the DSX Flex contract replayed on the drawn site: the latest target wins, feeds are the utilities,
 * and the answers are the power states and breaches that an agent would publish. Ids follow from the messages, so that
 * a replay repeats exactly.
 */
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import type { Document } from '../../document/document.ts';
import { contractPower_W, type LoadTargetSet, type PowerBreachAlert, type PowerStateStatus } from '../../file/dsx-flex.ts';
import { fail, type Problem, type Result, succeed } from '../../problem.ts';
import { parseMoment } from '../../units/iso-time.ts';
import { quantityOf } from '../result.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import { type Feed, inForce, messagesOf, type Target } from './flex-messages.ts';
import { type FlexSite, flexSite } from './flex-site.ts';
import { type FlexTimeline, followGrid, timesAround } from './flex-timeline.ts';

export interface FlexReplay {
  readonly feeds: readonly Feed[];
  readonly timeline: FlexTimeline;
  readonly states: readonly PowerStateStatus[];
  readonly breaches: readonly PowerBreachAlert[];
  readonly breach_min: number;
  readonly tokensLost: number;
}

const afterwards_s = 1800;

function feedsOf(document: Document, site: FlexSite): Result<readonly Feed[]> {
  const full = site.solveAt(site.classes.map(() => 1));
  if (!full.ok) return full;
  const utilities = [...document.tables.equipment.values()]
    .filter((equipment) => kindOf(document, equipment)?.kind === 'utility')
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const power = utilities.map(({ id }) =>
    Math.max(0, quantityOf(full.value.results, id, 'power') ?? quantityOf(full.value.results, id, 'powerFlow') ?? 0),
  );
  const all = power.reduce((sum, value) => sum + value, 0);
  if (all <= 0) return fail({ code: 'no-feed', message: 'no utility of this design delivers power, so there is no feed to constrain' });
  return succeed(
    utilities.map((utility, i): Feed => {
      const parameters = parametersOf(document, utility);
      const capacity: unknown = parameters.ok ? parameters.value.capacity_W : undefined;
      return { tag: utility.tag, share: (power[i] ?? 0) / all, most_W: typeof capacity === 'number' ? capacity : site.base_W };
    }),
  );
}

function targetsOf(events: readonly LoadTargetSet[], feeds: readonly Feed[]): { targets: Target[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const known = new Set(feeds.map(({ tag }) => tag));
  const targets = events.flatMap((event, i) => {
    const set_s = parseMoment(event.time) ?? 0;
    return event.data.targets.map((target, k): Target => {
      const named = target.feed_tags ?? [];
      for (const tag of named) {
        if (!known.has(tag))
          problems.push({
            code: 'unknown-feed',
            field: `[${i}].data.targets[${k}].feed_tags`,
            message: `no utility has the tag ${tag}; the feeds are ${[...known].join(', ')}`,
          });
      }
      const { start_time, end_time } = target.interval;
      return {
        from_s: Math.max(set_s, start_time === undefined ? set_s : (parseMoment(start_time) ?? set_s)),
        to_s: end_time === undefined ? Number.POSITIVE_INFINITY : (parseMoment(end_time) ?? Number.POSITIVE_INFINITY),
        feeds: named.length > 0 ? named : [...known],
        limit_W: target.load_constraint ? contractPower_W(target.load_constraint) : null,
        correlation: event.correlationid ?? event.id,
        interval: { ...(start_time === undefined ? {} : { start_time }), ...(end_time === undefined ? {} : { end_time }) },
        bestEffort: target.strategy?.best_effort ?? false,
        set_s,
      };
    });
  });
  return { targets: targets.sort((a, b) => a.set_s - b.set_s), problems };
}

export function replayLoadTargets(document: Document, events: readonly LoadTargetSet[], options: ScenarioOptions = {}): Result<FlexReplay> {
  const made = flexSite(document, options);
  if (!made.ok) return made;
  const site = made.value;
  const feeds = feedsOf(document, site);
  if (!feeds.ok) return feeds;
  const { targets, problems } = targetsOf(events, feeds.value);
  if (problems.length > 0) return fail(...problems);
  const origin = Math.min(...targets.map(({ set_s }) => set_s)) - 60;
  const changes = targets.flatMap(({ set_s, from_s, to_s }) => [set_s, from_s, ...(Number.isFinite(to_s) ? [to_s] : [])]);
  const end = Math.max(...changes) + afterwards_s - origin;
  // Work is steered for the whole site: the tightest feed, scaled by its share, rules.
  const targetAt = (time_s: number): number | undefined => {
    const limits = feeds.value.flatMap(({ tag, share }) => {
      const limit_W = inForce(targets, tag, origin + time_s)?.limit_W;
      return share > 0 && typeof limit_W === 'number' ? [limit_W / share] : [];
    });
    return limits.length === 0 ? undefined : Math.min(...limits);
  };
  const times = timesAround(
    changes.map((time) => time - origin),
    end,
  );
  const timeline = followGrid(site, times, { targetAt, called_s: 60 });
  const { states, breaches } = messagesOf(site, feeds.value, targets, timeline, origin);
  return succeed({
    feeds: feeds.value,
    timeline,
    states,
    breaches,
    breach_min: timeline.breach_s / 60,
    tokensLost: timeline.tokensLost.reduce((sum, tokens) => sum + tokens, 0),
  });
}
