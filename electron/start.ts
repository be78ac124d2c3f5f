/** `npm start [FILE]`: opens the editor with a design, or with the published 10 MW plant. */
import { splitArguments } from './cli/arguments.ts';
import { reportUsage } from './cli/command.ts';
import { openInEditor, openOptions, openUsage } from './cli/open.ts';
import { processIo } from './main-cli.ts';

const usage = `start [FILE] ${openUsage}`;
const io = await processIo();
const given = splitArguments(process.argv.slice(2), openOptions);
if (!given.ok) process.exitCode = reportUsage(given.problems[0]?.message ?? '', usage, io);
else if (given.value.operands.length > 1) process.exitCode = reportUsage('only one design can be opened', usage, io);
else process.exitCode = await openInEditor(given.value, usage, io);
