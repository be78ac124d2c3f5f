import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { designs } from '../../designs/index.ts';
import { applyPatch, type Document, siteOf } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import type { GridEvent } from '../../document/records.ts';
import { messageProblems, powerBreachAlert, powerStateStatus, readLoadTargets } from '../../file/dsx-flex.ts';
import { curtail } from './curtail.ts';
import { type FlexAnswer, followEvent } from './flex-event.ts';
import { replayLoadTargets } from './flex-replay.ts';
import { type FlexSite, flexSite } from './flex-site.ts';
import { leastLoad_W, powersAt } from './flex-timeline.ts';

const event: GridEvent = {
  name: 'test',
  reduction: 0.25,
  notice_s: 600,
  duration_s: 3600,
  perYear: 10,
  payment_USD_kWh: 1,
  source: 'test',
};
const targetsText = readFileSync(new URL('../../../test/reference/dsx-flex/load-targets.json', import.meta.url), 'utf8');

let hall: Document;
let site: FlexSite;
const withBattery = (energy_J: number, power_W: number): FlexSite => ({
  ...site,
  battery: { energy_J, power_W, leastCharge: 0.1, mostCharge: 1, chargeEfficiency: 0.95, dischargeEfficiency: 0.95 },
});
const follow = (change: Partial<GridEvent> = {}, at: FlexSite = site): FlexAnswer => {
  const answer = followEvent(hall, at, { ...event, ...change });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};

beforeAll(() => {
  const built = designs.find(({ name }) => name === 'gb300-10mw')?.build({});
  const made = built?.ok ? flexSite(built.value) : built;
  if (!built?.ok || !made?.ok) throw new Error('the hall could not be made');
  hall = built.value;
  site = made.value;
});

describe('curtailment by priority', () => {
  it('touches no work while work of lower priority is above its least power, and spends the budget', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 1, noNaN: true }), (part) => {
        const x = curtail(site.classes, part * site.work_W);
        const used = site.classes.reduce((sum, one, i) => sum + one.saturation_W * (x[i] ?? 0), 0);
        expect(used).toBeCloseTo(part * site.work_W, 2);
        site.classes.forEach((higher, i) => {
          if ((x[i] ?? 1) >= 1) return;
          site.classes.forEach((lower, k) => {
            if (lower.priority < higher.priority) expect(x[k] ?? 1).toBeLessThanOrEqual((lower.works[0]?.model.least ?? 1) + 1e-9);
          });
        });
      }),
    );
  });

  it('keeps more tokens than lowering everything alike, where priorities are equal', () => {
    const equal = site.classes.map((one) => ({ ...one, priority: 1 }));
    const x = curtail(equal, 0.75 * site.work_W);
    expect(Math.max(...x) - Math.min(...x)).toBeGreaterThan(0.02);
  });
});

describe('a grid event on the 10 MW hall', () => {
  it('comes down within its notice, delivers what was asked for, and breaks nothing', () => {
    const answer = follow();
    expect(answer.breach_min).toBe(0);
    expect(answer.timeline.delivered_J).toBeGreaterThanOrEqual(0.25 * site.base_W * 3600 * (1 - 1e-9));
    expect(answer.timeline.delivered_J).toBeLessThan(0.25 * site.base_W * 3600 * 1.02);
    // The plant itself, solved at the curtailed work, meets the target.
    expect(answer.plant_W).toBeLessThanOrEqual(answer.target_W * 1.005);
    expect(answer.plant_W).toBeGreaterThan(answer.target_W * 0.95);
  });

  it('without notice the meter stands above the target for as long as the work takes to come down', () => {
    const answer = follow({ notice_s: 0 });
    const ramp_s = (0.25 * site.base_W) / site.down_W_s;
    expect(answer.breach_min * 60).toBeGreaterThan(0);
    expect(answer.breach_min * 60).toBeLessThan(ramp_s + 4);
  });

  it('storage that covers the ramp ends the breach, and its charge pays for every joule', () => {
    const answer = follow({ notice_s: 0 }, withBattery(1e9, 3e6));
    expect(answer.breach_min).toBe(0);
    const drawn = answer.timeline.steps.reduce((sum, { battery_W, duration_s }) => sum + Math.max(0, battery_W) * duration_s, 0);
    const least = Math.min(...answer.timeline.steps.map(({ charge }) => charge));
    expect((1 - least) * 1e9 * 0.95).toBeCloseTo(drawn, 0);
    for (const { grid_W, load_W, generators_W, battery_W } of answer.timeline.steps)
      expect(grid_W).toBeCloseTo(load_W - generators_W - battery_W, 3);
  });

  it('comes back no faster than the grid allows', () => {
    expect(follow().timeline.steepest_W_s.up).toBeLessThanOrEqual(site.up_W_s * (1 + 1e-9));
  });

  it('a deeper or longer event loses more tokens; generators that may run save them', () => {
    const lost = (answer: FlexAnswer) => answer.work.reduce((sum, { lost_USD }) => sum + lost_USD, 0);
    expect(lost(follow({ reduction: 0.3 }))).toBeGreaterThan(lost(follow()));
    expect(lost(follow({ duration_s: 7200 }))).toBeGreaterThan(lost(follow()));
    const generators = { ...site, generators_W: site.base_W, generatorStart_s: 60 };
    expect(lost(follow({}, generators))).toBeLessThan(0.1 * lost(follow()));
  });

  it('an event beyond all work parks it and stays in breach for its whole length', () => {
    const answer = follow({ reduction: 0.99 });
    expect(powersAt(site, answer.target_W).every((x) => x === 0)).toBe(true);
    expect(answer.breach_min).toBeCloseTo(60, 3);
    expect(leastLoad_W(site)).toBeGreaterThan(answer.target_W);
  });

  it('is worth it from its break-even payment on', () => {
    const { money } = follow();
    const even = follow({ payment_USD_kWh: money.breakEven_USD_kWh });
    expect(even.money.net_USD).toBeCloseTo(0, 6);
    expect(follow({ payment_USD_kWh: money.breakEven_USD_kWh * 1.1 }).money.net_USD).toBeGreaterThan(0);
  });
});

describe('DSX Flex load targets', () => {
  const targets = () => {
    const read = readLoadTargets(targetsText, 'targets.json');
    if (!read.ok) throw new Error(read.problems[0]?.message);
    return read.value;
  };

  it('every published message fits the contract’s schema', () => {
    const slow = applyPatch(hall, [
      changed(siteOf(hall), {
        ...siteOf(hall),
        assumptions: { rampDown_W_s: { value: 0.5, unit: 'W/s', source: 'test', tag: 'estimate', date: '' } },
      }),
    ]);
    const replay = replayLoadTargets(slow, targets());
    if (!replay.ok) throw new Error(replay.problems[0]?.message);
    const { states, breaches } = replay.value;
    for (const message of states) expect(messageProblems(powerStateStatus, message)).toEqual([]);
    for (const message of breaches) expect(messageProblems(powerBreachAlert, message)).toEqual([]);
    expect(states.length).toBeGreaterThan(5);
    // So slow a ramp is in breach when the interval begins: every feed reports it, escalates it and ends it.
    const byFeed = (tag: string) => breaches.filter(({ data }) => data.feed_tag === tag).map(({ data }) => data.status);
    for (const { tag } of replay.value.feeds) expect(byFeed(tag)).toEqual(['active', 'escalated', 'resolved']);
    expect(new Set(states.map(({ id }) => id)).size).toBe(states.length);
  });

  it('a target holds from its start until a later one takes it back', () => {
    const replay = replayLoadTargets(hall, targets());
    if (!replay.ok) throw new Error(replay.problems[0]?.message);
    const { timeline, feeds, states } = replay.value;
    expect(feeds.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const held = timeline.steps.filter(({ target_W }) => target_W !== undefined);
    expect(held[0]?.time_s).toBe(60 + 600);
    expect((held.at(-1)?.time_s ?? 0) + (held.at(-1)?.duration_s ?? 0)).toBe(60 + 2400);
    for (const feed of feeds) expect((held[0]?.target_W ?? 0) * feed.share).toBeLessThanOrEqual(2.5e6 * (1 + 1e-9));
    expect(states.some(({ data }) => Object.values(data.feeds).some(({ event: what }) => what === 'target_set'))).toBe(true);
    const last = states.at(-1)?.data.feeds[feeds[0]?.tag ?? ''];
    expect(last).toMatchObject({ compliant: true, targets: [] });
  });

  it('wrong messages are named by place, a signed one too, and an unknown feed is refused', () => {
    const faults = (text: string) => {
      const read = readLoadTargets(text, 'targets.json');
      return read.ok ? [] : read.problems.map(({ field, message }) => `${field}: ${message}`);
    };
    expect(faults('{')[0]).toMatch(/not JSON/);
    expect(faults('[]')[0]).toMatch(/no event/);
    expect(faults(targetsText.replace('"1.0.2"', '"1.0"'))[0]).toMatch(/^\[0\]\.specversion/);
    expect(faults(targetsText.replace('"value": 2.5', '"value": -1'))[0]).toMatch(/load_constraint/);
    expect(faults(targetsText.replace('T12:10:00Z', 'T12:10'))[0]).toMatch(/start_time/);
    const [first] = JSON.parse(targetsText) as Record<string, unknown>[];
    expect(faults(JSON.stringify([{ ...first, data: 'a.b.c' }]))[0]).toMatch(/signed/);
    const [target] = targets();
    if (!target) throw new Error('no target');
    const elsewhere = { ...target, data: { targets: target.data.targets.map((one) => ({ ...one, feed_tags: ['main-z'] })) } };
    const refused = replayLoadTargets(hall, [elsewhere]);
    expect(refused.ok ? '' : refused.problems[0]?.message).toMatch(/no utility has the tag main-z/);
  });
});
