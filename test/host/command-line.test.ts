/** The command line from a new design to a verified bundle, as other programs use it. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headroom } from './run-headroom.ts';

let folder = '';
const run = (...words: string[]) => headroom(words, { folder });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-cli-'));
  const made = await run('new', 'gb300-10mw', '-o', 'plant.facility');
  expect(made, made.err).toMatchObject({ code: 0, err: '' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Solved {
  readonly format: string;
  readonly scenario: string;
  readonly summary: Record<string, number> & { losses: Record<string, number> };
  readonly records: Record<string, { kind: string; tag: string } & Record<string, number>>;
  readonly islands: { system: string; status: string; residual: number; iterations: number }[];
  readonly findings: Record<string, unknown>[];
}
const solve = async (...words: string[]): Promise<Solved> => {
  const ended = await run('solve', 'plant.facility', '--json', ...words);
  expect(ended.err).toBe('');
  return JSON.parse(ended.out) as Solved;
};

test('designs are listed with their parameters', async () => {
  const listed = await run('designs');
  expect(listed.code).toBe(0);
  expect(listed.out).toMatch(/gb300-10mw[\s\S]*--param/);
  const json = JSON.parse((await run('designs', '--json')).out) as { designs: { name: string }[] };
  expect(json.designs.map(({ name }) => name)).toContain('gb300-10mw');
});

test('the same design is the same bytes, and a file that is replaced is kept', async () => {
  const first = await readFile(join(folder, 'plant.facility'), 'utf8');
  await run('new', 'gb300-10mw', '--output=again.facility');
  expect(await readFile(join(folder, 'again.facility'), 'utf8')).toBe(first);
  await run('new', 'gb300-10mw', '--param', 'pods=1', '-o', 'again.facility');
  expect(await readFile(join(folder, 'again.facility.bak'), 'utf8')).toBe(first);
  expect(await readFile(join(folder, 'again.facility'), 'utf8')).not.toBe(first);
});

test('solve gives one JSON object with summary, records, islands and findings', async () => {
  const solved = await solve();
  expect(solved).toMatchObject({ format: 'headroom-analysis/1', scenario: 'design' });
  const { losses, ...figures } = solved.summary;
  for (const name of [
    'itPower_W',
    'facilityPower_W',
    'pue',
    'heatToLiquid_W',
    'heatToAir_W',
    'heatRejected_W',
    'energyImbalance',
    'racks',
    'gpus',
    'minSupplyMargin_K',
    'minPowerHeadroom_W',
    'floorArea_m2',
    'densityMean_W_m2',
  ]) {
    expect(figures[name], name).toBeTypeOf('number');
  }
  const lost = Object.values(losses).reduce((sum, part) => sum + part, 0);
  expect(lost).toBeCloseTo((figures.facilityPower_W ?? 0) - (figures.itPower_W ?? 0), 3);
  const racks = Object.values(solved.records).filter(({ kind }) => kind === 'rack');
  expect(racks).toHaveLength(48);
  for (const rack of racks) {
    expect(rack.tag).not.toBe('');
    for (const name of ['supplyTemperature_C', 'returnTemperature_C', 'flow_L_min', 'pressureDrop_Pa', 'power_W'])
      expect(rack[name], name).toBeTypeOf('number');
  }
  expect(solved.islands.length).toBeGreaterThan(1);
  for (const island of solved.islands) expect(island.status).toBe('solved');
});

test('ambient, failures and scenarios act, by bare number, unit, tag and id', async () => {
  const cold = await solve('--ambient', '-10');
  const warm = await solve('--ambient=95°F');
  expect(cold.summary.ambientDryBulb_C).toBeCloseTo(-10, 9);
  expect(warm.summary.ambientDryBulb_C).toBeCloseTo(35, 9);
  expect(warm.summary.facilityPower_W).toBeGreaterThan(cold.summary.facilityPower_W ?? Number.POSITIVE_INFINITY);
  const [id, cdu] = Object.entries(cold.records).find(([, { kind }]) => kind === 'cdu') ?? [];
  const byTag = await run('solve', 'plant.facility', '--fail', cdu?.tag ?? '', '--json');
  const byId = await run('solve', 'plant.facility', '--fail', id ?? '', '--json');
  expect(byTag.out).toBe(byId.out);
  expect(byTag.out).not.toBe((await run('solve', 'plant.facility', '--json')).out);
  expect((await solve('--scenario', 'typical')).scenario).toBe('typical');
});

test('the table and the findings are readable without --json', async () => {
  const table = await run('solve', 'plant.facility');
  expect(table.code).toBe(0);
  expect(table.out).toMatch(/PUE +1\.\d/);
  const check = await run('check', 'plant.facility');
  expect(check.code).toBe(0);
  expect(check.out).toMatch(/^Scenario design/);
  expect(check.out).toMatch(/Findings: 0 errors/);
});

test('a design that breaks a limit exits with 1', async () => {
  const text = await readFile(join(folder, 'plant.facility'), 'utf8');
  const hot = text.replace(/("type":"item","kind":"rack",.*?"maxSupply_K":\{"value":)[\d.]+/, '$1290');
  expect(hot).not.toBe(text);
  await writeFile(join(folder, 'hot.facility'), hot);
  const broken = await run('check', 'hot.facility');
  expect(broken.code, broken.err).toBe(1);
  expect(broken.out).toMatch(/Findings: [1-9]\d* errors/);
});

test('clashes of pipes and cables are listed with their places and the holes in walls, and exit with 1', async () => {
  const text = await readFile(join(folder, 'plant.facility'), 'utf8');
  // Every pipe of one loop is led through one place.
  const led = text.replaceAll(/("id":"conn_[^\n]*"type":"connection"[^\n]*"waypoints_m":)\[(\[[^\n]*?\])\]/g, '$1[[20,10,1]]');
  expect(led).not.toBe(text);
  await writeFile(join(folder, 'tangled.facility'), led);
  const listed = await run('clashes', 'tangled.facility');
  expect(listed.code, listed.err).toBe(1);
  expect(listed.out).toMatch(/^\d+ runs checked: \d+ clashes\n/);
  expect(listed.out).toMatch(/Through other runs: \d+\n {2}\S+ and \S+ are in the same place, [\d.]+ mm deep at/);
  expect(listed.out).toMatch(/Penetrations of walls: \d+\n {2}.* through wall \d+ of /);
  const json = await run('clashes', 'tangled.facility', '--json');
  expect(json.code).toBe(1);
  const { format, clashes } = JSON.parse(json.out) as { format: string; clashes: { sort: string; depth_m: number }[] };
  expect(format).toBe('headroom-clashes/1');
  expect(clashes.some(({ sort }) => sort === 'run')).toBe(true);
  expect(clashes.every(({ depth_m }) => depth_m > 0.001)).toBe(true);
});

interface Line {
  readonly id: string;
  readonly type: string;
  readonly kind: string;
  readonly item: string;
  readonly from: { readonly equipment: string };
  readonly to: { readonly equipment: string };
}

test('a plant whose loops lost their expansion vessels exits with 3, names the loops, and has no bundle', async () => {
  const [header, ...lines] = (await readFile(join(folder, 'plant.facility'), 'utf8')).trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line) as Line);
  const vessels = new Set(records.filter(({ type, kind }) => type === 'item' && kind === 'expansion-vessel').map(({ id }) => id));
  const gone = new Set(records.filter(({ type, item }) => type === 'equipment' && vessels.has(item)).map(({ id }) => id));
  expect(gone.size).toBeGreaterThan(0);
  const isCut = ({ id, type, from, to }: Line) =>
    gone.has(id) || (type === 'connection' && (gone.has(from.equipment) || gone.has(to.equipment)));
  const kept = lines.filter((_, i) => !isCut(records[i] as Line));
  await writeFile(join(folder, 'loose.facility'), `${[header, ...kept].join('\n')}\n`);
  const solved = await run('solve', 'loose.facility', '--json');
  expect(solved.code).toBe(3);
  expect(solved.err).toContain('expansion vessel');
  expect((JSON.parse(solved.out) as Solved).islands.some(({ status }) => status === 'no-reference')).toBe(true);
  const exported = await run('export', 'loose.facility', '-o', 'loose.zip');
  expect(exported.code).toBe(3);
  expect(await readdir(folder)).not.toContain('loose.zip');
});

test('a bundle is written as a folder and as a zip, verified, and rejected when a byte changes', async () => {
  // That it is the same each time, and a folder with all formats, is seen in test/export/bundle.test.ts.
  for (const words of [['bundle.zip'], ['bundle', '--only', 'usd']]) {
    const exported = await run('export', 'plant.facility', '-o', ...words);
    expect(exported.code, exported.err).toBe(0);
  }
  const bytes = await readFile(join(folder, 'bundle.zip'));
  for (const good of ['bundle.zip', 'bundle']) expect((await run('verify', good)).code, good).toBe(0);
  const report = JSON.parse((await run('verify', 'bundle.zip', '--json')).out) as { ok: boolean };
  expect(report.ok).toBe(true);

  const changed = Buffer.from(bytes);
  const at = Math.floor(bytes.length / 2);
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  await writeFile(join(folder, 'changed.zip'), changed);
  const rejected = await run('verify', 'changed.zip');
  expect(rejected.code).toBe(2);
  expect(rejected.err).not.toBe('');

  await writeFile(join(folder, 'bundle', 'extra.txt'), 'not ours');
  expect((await run('verify', 'bundle')).code).toBe(2);
  const again = await run('export', 'plant.facility', '-o', 'bundle');
  expect(again.code).toBe(2);
  expect(again.err).toContain('other files');
  expect(await readdir(join(folder, 'bundle'))).toContain('extra.txt');
  expect((await readdir(folder)).filter((name) => name.includes('.tmp'))).toEqual([]);
});

test('only the formats asked for are in the bundle', async () => {
  const exported = await run('export', 'plant.facility', '-o', 'only', '--only', 'analysis');
  expect(exported.code, exported.err).toBe(0);
  const description = JSON.parse(await readFile(join(folder, 'only', 'bundle.json'), 'utf8')) as { formats: string[] };
  expect(description.formats).toEqual(['analysis']);
});

test('sweep names the controls at each ambient, and refuses a step that is none', async () => {
  const swept = await run('sweep', 'plant.facility', '--from', '10', '--to', '68 °F', '--step', '5', '--json');
  expect(swept).toMatchObject({ code: 0, err: '' });
  const { points } = JSON.parse(swept.out) as { points: { ambient_C: number; pue: number; controls: { by: string; tags: string[] }[] }[] };
  expect(points.map(({ ambient_C }) => Math.round(ambient_C))).toEqual([10, 15, 20]);
  for (const { pue, controls } of points) {
    expect(pue).toBeGreaterThan(1);
    expect(controls.find(({ by }) => by === 'FWS valve')?.tags).toHaveLength(9);
  }
  const refused = await run('sweep', 'plant.facility', '--step', '0');
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('--step');
});
