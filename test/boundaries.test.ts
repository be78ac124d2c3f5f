import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';

const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: object[]; options: object };

async function violations(paths: string[], baseDir?: string) {
  const options = {
    ...rules.options,
    ...(baseDir === undefined ? {} : { baseDir }),
    ruleSet: { forbidden: rules.forbidden },
    validate: true,
  };
  const { output } = await cruise(paths, options as never);
  if (typeof output === 'string') throw new Error(output);
  return { total: output.summary.totalCruised, broken: output.summary.violations.map(({ rule }) => rule.name).sort() };
}

const sandbox = mkdtempSync(join(tmpdir(), 'boundaries-'));
afterAll(() => rmSync(sandbox, { recursive: true }));
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(sandbox, path)), { recursive: true });
  writeFileSync(join(sandbox, path), text);
};

describe('the import rules', () => {
  it('hold for the whole house, and the house was really read', async () => {
    const { total, broken } = await violations(['shared', 'renderer', 'electron']);
    expect(broken).toEqual([]);
    expect(total).toBeGreaterThan(150);
  });

  it('catch a solver that knows the analysis, a shared file with Node, and a renderer that knows the shell', async () => {
    write('shared/analysis/result.ts', 'export const result = 1;\n');
    write('shared/solve/newton.ts', "export { result } from '../analysis/result.ts';\n");
    write('shared/geometry/pose.ts', "export { sep } from 'node:path';\n");
    write('electron/files.ts', 'export const files = 1;\n');
    write('renderer/App.ts', "export { files } from '../electron/files.ts';\n");
    const { broken } = await violations(['shared', 'renderer', 'electron'], sandbox);
    expect(broken).toEqual(['renderer-knows-no-shell', 'shared-is-pure', 'shared-solve-looks-left']);
  });
});
