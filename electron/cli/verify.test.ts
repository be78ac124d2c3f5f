import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../cli.ts';

test('a zip that is none is refused by its name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-verify-'));
  try {
    await writeFile(join(folder, 'plant.zip'), 'not a zip');
    const said: string[] = [];
    const code = await runCommandLine(['verify', 'plant.zip'], { out: () => {}, err: (text) => said.push(text), folder, version: '0.1.0' });
    expect(code).toBe(2);
    expect(said.join('\n')).toMatch(/plant\.zip: this is not a zip file/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
