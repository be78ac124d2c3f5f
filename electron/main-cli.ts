/** The command line bound to this process. */
import { readFile } from 'node:fs/promises';
import type { Io } from './cli/command.ts';
import { runCommandLine } from './cli.ts';

/** Standard output and error, the folder the person stands in, and the version of the package. */
export async function processIo(): Promise<Io> {
  // A reader that stops reading (`headroom solve … | head`) is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(`${text}\n`),
    // npm runs a script in the package's folder and says where it was called; npx stays where it was called.
    folder: ['start', 'cli'].includes(process.env.npm_lifecycle_event ?? '') ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd(),
    version,
  };
}

export async function main(): Promise<void> {
  process.exitCode = await runCommandLine(process.argv.slice(2), await processIo());
}
