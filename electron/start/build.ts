/** Builds the editor (and the desktop shell) when what was built is missing or older than its sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fail, type Result, succeed } from '../../shared/problem.ts';

export interface BuildTarget {
  readonly name: string;
  /** Vite configurations, run in order; relative to the root, like the rest. */
  readonly configs: readonly [string, ...string[]];
  readonly output: string;
  /** File that is there when the build is. */
  readonly entry: string;
  readonly sources: readonly string[];
}

export const editorBuild: BuildTarget = {
  name: 'editor',
  configs: ['renderer/vite.config.ts'],
  output: 'out/renderer',
  entry: 'index.html',
  sources: ['renderer', 'shared', 'assets', 'package-lock.json'],
};

export const shellBuild: BuildTarget = {
  name: 'desktop shell',
  configs: ['electron/vite.config.ts', 'electron/vite.preload.config.ts'],
  output: 'out/electron',
  entry: 'main.js',
  sources: ['electron', 'shared', 'package-lock.json'],
};

const stampName = 'built-from.txt';
/** Builds begun by this process. */
let builds = 0;

async function* filesBelow(path: string): AsyncGenerator<string> {
  const status = await stat(path).catch(() => undefined);
  if (status?.isFile()) yield path;
  if (!status?.isDirectory()) return;
  for (const name of (await readdir(path)).sort()) if (name !== 'node_modules') yield* filesBelow(join(path, name));
}

/** Changes whenever a source file is added, removed or edited. */
async function fingerprint(root: string, target: BuildTarget): Promise<string> {
  const hash = createHash('sha256');
  for (const source of target.sources) {
    for await (const file of filesBelow(join(root, source))) {
      if (/\.test\.tsx?$/.test(file)) continue;
      const { size, mtimeMs } = await stat(file);
      hash.update(`${relative(root, file)}\n${size}\n${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function runVite(root: string, target: BuildTarget, config: string, output: string): Promise<Result<void>> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const words = [vite, 'build', '--config', join(root, config), '--outDir', output, '--logLevel', 'warn'];
  return new Promise((resolve) => {
    const said: string[] = [];
    // What people get, whoever starts it: a test runner's own mode would build in React's slow development checks.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const failed = (reason: string) =>
      resolve(fail({ code: 'build-failed', message: `the ${target.name} could not be built: ${reason}\n${said.join('').slice(-4000)}` }));
    child.on('error', (error) => failed(error.message));
    child.on('exit', (code) => (code === 0 ? resolve(succeed(undefined)) : failed(`vite ended with ${code}`)));
  });
}

/** @returns the folder of the finished build. Built beside and moved into place, so that nobody sees half of it. */
export async function ensureBuilt(root: string, target: BuildTarget, say: (text: string) => void): Promise<Result<string>> {
  const output = join(root, target.output);
  const isThere = existsSync(join(output, target.entry));
  // An installed package has no sources to build from: what it brought is what there is.
  if (!existsSync(join(root, target.configs[0])))
    return isThere ? succeed(output) : fail({ code: 'not-built', message: `the ${target.name} is not part of this installation` });
  const wanted = await fingerprint(root, target);
  const isCurrent = async () =>
    existsSync(join(output, target.entry)) && (await readFile(join(output, stampName), 'utf8').catch(() => '')) === wanted;
  if (await isCurrent()) return succeed(output);
  say(`Building the ${target.name} …`);
  const fresh = `${output}.${process.pid}-${++builds}`;
  for (const config of target.configs) {
    const built = await runVite(root, target, config, fresh);
    if (built.ok) continue;
    await rm(fresh, { recursive: true, force: true });
    return built;
  }
  await writeFile(join(fresh, stampName), wanted);
  const old = `${fresh}.old`;
  await mkdir(join(root, 'out'), { recursive: true });
  // Another program may have built the same meanwhile and be serving it: then that stays.
  if (!(await isCurrent())) {
    await rename(output, old).catch(() => undefined);
    await rename(fresh, output).catch(async (error: unknown) => {
      if (!(await isCurrent())) throw error;
    });
  }
  for (const left of [fresh, old]) await rm(left, { recursive: true, force: true });
  return succeed(output);
}
