import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type VerifyReport, verifyBundle, verifyZip } from '../../shared/export/verify.ts';
import { type Result, succeed } from '../../shared/problem.ts';
import { readFolder } from '../export/folder.ts';
import { exporters } from '../export/index.ts';
import { fileProblem, largestFile_bytes } from '../files.ts';
import { defineCommand, reportProblems } from './command.ts';

async function verifyPath(path: string, shownAs: string, version: string): Promise<Result<VerifyReport>> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) {
      const files = await readFolder(path, shownAs);
      return files.ok ? succeed(await verifyBundle(files.value, { version, exporters })) : files;
    }
    if (status.size > largestFile_bytes)
      return { ok: false, problems: [{ code: 'too-large', file: shownAs, message: 'the file is larger than any bundle' }] };
    return succeed(await verifyZip(new Uint8Array(await readFile(path)), { version, exporters }));
  } catch (error) {
    return { ok: false, problems: [fileProblem(error, shownAs, 'read the bundle')] };
  }
}

export const verify = defineCommand({
  name: 'verify',
  usage: 'verify BUNDLE [--json]',
  summary: 'hashes, reads and solves a bundle again and compares',
  options: { json: 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const shownAs = given.operands[0] ?? '';
    const verified = await verifyPath(resolve(io.folder, shownAs), shownAs, io.version);
    if (!verified.ok) return reportProblems(verified.problems, io);
    const report = verified.value;
    if (given.has('json')) io.out(`${JSON.stringify(report)}\n`);
    else {
      for (const { title, status, detail } of report.checks) io.out(`${status.padEnd(8)}${title}${detail === '' ? '' : ` (${detail})`}\n`);
      io.out(report.ok ? 'The bundle is as it was written.\n' : 'The bundle is NOT as it was written.\n');
    }
    if (report.ok) return 0;
    // What is wrong with the zip itself names no entry; it is about the file that was given.
    return reportProblems(
      report.problems.map((problem) => ({ file: shownAs, ...problem })),
      io,
    );
  },
});
