/** The commands about tokens, power sharing and grid events, as other programs use them. */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFacility } from '../../shared/file/write.ts';
import { smallHall } from '../fixtures/small-hall.ts';
import { headroom } from './run-headroom.ts';

let folder = '';
const run = (...words: string[]) => headroom(words, { folder });
const json = async (...words: string[]): Promise<Record<string, unknown>> => {
  const ended = await run(...words, '--json');
  expect(ended.err).toBe('');
  return JSON.parse(ended.out) as Record<string, unknown>;
};
const reference = (path: string) => fileURLToPath(new URL(`../reference/dsx-flex/${path}`, import.meta.url));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-tokens-'));
  await run('new', 'gb300-su', '-o', 'unit.facility');
  await copyFile(reference('load-targets.json'), join(folder, 'targets.json'));
  await writeFile(join(folder, 'idle.facility'), writeFacility(smallHall()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('tokens gives figures per megawatt that carry their whole frame', async () => {
  const ended = await run('tokens', 'unit.facility');
  expect(ended.code).toBe(0);
  expect(ended.out).toMatch(
    /per utility MW \(DeepSeek-V4-Pro FP4, 8192 tokens in and 1024 out at 27 tok\/s per user, prompt and output tokens\)/,
  );
  expect(ended.out).toMatch(/claimed 50\.00 ×, reproduced 54\.92 ×/);
  const answer = await json('tokens', 'unit.facility');
  const [chat] = answer.workloads as Record<string, Record<string, unknown>>[];
  expect(chat?.tokensPerUtilityMegawatt).toMatchObject({
    megawatt: 'utility',
    model: 'DeepSeek-V4-Pro',
    precision: 'fp4',
    promptTokens: 8192,
    outputTokens: 1024,
    tokensPerUser_per_s: 27,
    counts: 'total',
  });
});

test('maxlps gives prices, growth and the comparison of supply temperatures', async () => {
  const answer = await json('maxlps', 'unit.facility', '--limit', '1.2MW', '--from', '35', '--to', '45', '--growth', '1GW');
  expect(answer.format).toBe('headroom-maxlps/1');
  expect(answer.limits).toMatchObject([{ resource: 'utility' }]);
  expect(answer.nextMegawatt_USD_yr).toBeGreaterThan(0);
  expect((answer.supply as { steps: unknown[] }).steps.length).toBeGreaterThan(3);
  expect(answer.problems).toEqual([]);
});

test('maxlps places racks in the free places of the drawn rows and says why others stay free', async () => {
  const answer = await json('maxlps', 'unit.facility', '--place');
  const placed = answer.placed as { added: string[]; left: { reason: string; places: number }[]; solved: number };
  expect(placed.solved).toBeGreaterThan(0);
  expect(placed.added.length + placed.left.reduce((sum, { places }) => sum + places, 0)).toBeGreaterThan(0);
});

test('flex follows an event of the design and replays load targets', async () => {
  const event = await json('flex', 'unit.facility', '--event', 'grid-relief');
  expect(event).toMatchObject({ format: 'headroom-flex/1', breach_min: 0 });
  const replay = await run('flex', 'unit.facility', '--event', 'targets.json');
  expect(replay.code, replay.err).toBe(0);
  expect(replay.out).toMatch(/power states/);
});

test.each([
  [['tokens', 'idle.facility'], 'no workloads'],
  [['tokens', 'unit.facility', '--scenario', 'doomsday'], 'no scenario is named doomsday'],
  [['maxlps', 'unit.facility', '--limit', 'much'], '--limit'],
  [['maxlps', 'unit.facility', '--from', '35'], 'both --from and --to'],
  [['maxlps', 'unit.facility', '--limit', '10kW'], 'exceed the utility limit'],
  [['flex', 'unit.facility'], 'needs --event'],
  [['flex', 'unit.facility', '--event', 'eclipse'], 'no grid event is named eclipse; this design has grid-relief, grid-emergency'],
  [['flex', 'unit.facility', '--event', 'missing.json'], 'missing.json'],
  [['flex', 'unit.facility', '--event', 'unit.facility.json'], 'unit.facility.json'],
])('%j is refused with what is wrong', async (words, says) => {
  const ended = await run(...words);
  expect(ended.code, ended.err).toBe(2);
  expect(ended.out).toBe('');
  expect(ended.err).toContain(says);
  expect(ended.err).not.toMatch(/^\s+at /m);
});
