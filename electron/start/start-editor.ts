/**
 * Starts the editor: as a desktop window where there is an Electron program and a display, otherwise as the
 * same editor on a loopback address, with the solved summary of the opened design printed beside it.
 */
import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeProblem, succeed } from '../../shared/problem.ts';
import type { ExitCode, Io } from '../cli/command.ts';
import { readTextFile } from '../files.ts';
import { type RunJob, threadRunner } from '../host/background.ts';
import { dataFolder } from '../host/data-folder.ts';
import { createFileTokens } from '../host/file-tokens.ts';
import { createCall, type HandlerOptions } from '../host/handlers.ts';
import { createJournal } from '../host/journal.ts';
import { Downloads, type RunningServer, serve } from '../serve.ts';
import { openInBrowser } from './browser.ts';
import { editorBuild, ensureBuilt, shellBuild } from './build.ts';
import { findElectron, hasDisplay, installElectron } from './electron-binary.ts';
import { sampleDesign } from './sample-design.ts';

export interface StartOptions {
  /** Path of the design to open; the sample plant when absent. */
  readonly file?: string;
  readonly readOnly: boolean;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly openBrowser: boolean;
  /** Never a desktop window, even where one could be had. */
  readonly serveOnly: boolean;
  readonly io: Io;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const report = (io: Io, problems: Parameters<typeof describeProblem>[0][]): ExitCode => {
  for (const problem of problems) io.err(`headroom: ${describeProblem(problem)}`);
  return 2;
};

/** A window that closes within this time and with an error has not opened: libraries or a display are missing. */
const opensWithin_ms = 5000;

/** @returns the exit code, or undefined when the program could not show a window. */
async function openDesktop(electron: string, file: string, options: StartOptions): Promise<ExitCode | undefined> {
  const built = await ensureBuilt(root, shellBuild, options.io.err);
  if (!built.ok) return report(options.io, [...built.problems]);
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(electron, [root, ...(options.readOnly ? ['--read-only'] : []), file], { stdio: 'inherit' });
    child.on('error', () => resolve(undefined));
    child.on('exit', (code) => resolve(code === 0 ? 0 : performance.now() - began < opensWithin_ms ? undefined : 2));
  });
}

/** The host of the browser editor, ready to serve. */
function loopbackHandlers(file: string, options: StartOptions, runJob: RunJob, downloads: Downloads): HandlerOptions {
  const data = dataFolder();
  return {
    version: options.io.version,
    host: 'loopback',
    readOnly: options.readOnly,
    opened: file,
    folder: options.file === undefined ? options.io.folder : dirname(file),
    tokens: createFileTokens({ dataFolder: data, readOnly: options.readOnly }),
    journal: createJournal(data),
    exportBundle: async ({ text, name, scenario, formats }) => {
      const bundle = await runJob({ job: 'bundle', text, file: name, scenario, formats, version: options.io.version });
      if (!bundle.ok) return bundle;
      const { zip, files } = bundle.value;
      return succeed({
        file: null,
        download: downloads.offer(`${name.replace(/\.facility$/, '')}.zip`, zip),
        files,
        bytes: zip.length,
      });
    },
    log: (message, error) => options.io.err(`headroom: ${message}: ${error instanceof Error ? error.message : String(error)}`),
  };
}

/** Resolves on the first signal to end. */
const untilTold = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

async function printSummary(file: string, runJob: RunJob, io: Io): Promise<void> {
  const read = await readTextFile(file, basename(file));
  const summary = read.ok ? await runJob({ job: 'summary', text: read.value.text, file: basename(file) }) : read;
  if (summary.ok) io.out(`${summary.value}\n`);
  else report(io, [...summary.problems]);
}

async function serveEditor(file: string, editorFolder: string, options: StartOptions): Promise<ExitCode> {
  const { io } = options;
  const runJob = threadRunner(new URL('../export-process.ts', import.meta.url));
  const downloads = new Downloads();
  const handlers = loopbackHandlers(file, options, runJob, downloads);
  let server: RunningServer;
  try {
    server = await serve({ call: createCall(handlers), editorFolder, port: options.port, downloads });
  } catch (error) {
    return report(io, [
      { code: 'no-port', message: `port ${options.port} cannot be opened: ${(error as NodeJS.ErrnoException).code ?? String(error)}` },
    ]);
  }
  const ended = untilTold();
  io.out(`\nHeadroom is open at\n\n  ${server.url}\n\n`);
  io.out(
    `with ${file}${options.readOnly ? ', read-only' : ''}. From another machine: ssh -L ${server.port}:127.0.0.1:${server.port} HOST, then the same address.\nCtrl+C ends it.\n\n`,
  );
  if (options.openBrowser && hasDisplay()) openInBrowser(server.url);
  await Promise.race([ended, printSummary(file, runJob, io)]);
  await ended;
  await server.close();
  await handlers.journal.close();
  return 0;
}

/** Opens a design and stays until the window is closed or the host is told to end. */
export async function startEditor(options: StartOptions): Promise<ExitCode> {
  const { io } = options;
  const file = options.file === undefined ? await sampleDesign(dataFolder()) : succeed(options.file);
  if (!file.ok) return report(io, [...file.problems]);
  const editor = await ensureBuilt(root, editorBuild, io.err);
  if (!editor.ok) return report(io, [...editor.problems]);
  if (!options.serveOnly && hasDisplay()) {
    const electron = findElectron(root) ?? (await installElectron(root));
    const code = electron === undefined ? undefined : await openDesktop(electron, file.value, options);
    if (code !== undefined) return code;
    io.err('No desktop window can be opened here; the editor is served to the browser instead.');
  }
  return serveEditor(file.value, editor.value, options);
}
