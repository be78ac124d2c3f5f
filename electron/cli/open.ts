import { startEditor } from '../start/start-editor.ts';
import type { Arguments, OptionSpecs } from './arguments.ts';
import { defineCommand, type ExitCode, type Io, reportProblems, reportUsage } from './command.ts';
import { openDesign } from './open-design.ts';

/** Options that `headroom open` and `npm start` share. */
export const openOptions = { 'read-only': 'flag', port: 'value', 'no-browser': 'flag', serve: 'flag' } as const satisfies OptionSpecs;
export const openUsage = '[--read-only] [--serve] [--port N] [--no-browser]';

/** Checks the file before anything is started, so that a wrong one is told at once. Lines that cannot be read are shown in the editor. */
export async function openInEditor(given: Arguments, usage: string, io: Io): Promise<ExitCode> {
  const port = given.value('port') ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) return reportUsage(`--port ${port} is not a port number`, usage, io);
  const file = given.operands[0];
  const design = file === undefined ? undefined : await openDesign(file, io, true);
  if (design && !design.ok) return reportProblems(design.problems, io);
  return startEditor({
    ...(design ? { file: design.value.path } : {}),
    readOnly: given.has('read-only'),
    port: Number(port),
    openBrowser: !given.has('no-browser'),
    serveOnly: given.has('serve'),
    io,
  });
}

export const open = defineCommand({
  name: 'open',
  usage: `open FILE ${openUsage}`,
  summary: 'opens a design in the editor: the desktop window, or a local address where there is none',
  options: openOptions,
  operands: { min: 1, max: 1 },
  run(given, io) {
    return openInEditor(given, this.usage, io);
  },
});
