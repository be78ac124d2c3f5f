/** `manifest-sha256.txt`: one line `<hex><two spaces><path>` for every other file, sorted, LF; `sha256sum -c` reads it. */
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import type { ExportFile } from './exporter.ts';
import { pathFault } from './path.ts';
import { sha256 } from './sha256.ts';
import { byText } from './text.ts';

export const manifestName = 'manifest-sha256.txt';

export const manifestText = (files: readonly ExportFile[]): string =>
  files
    .map(({ path, bytes }) => ({ path, line: `${sha256(bytes)}  ${path}\n` }))
    .sort((a, b) => byText(a.path, b.path))
    .map(({ line }) => line)
    .join('');

/** Path to digest. Refuses anything but the exact form above: a manifest is never guessed at. */
export function readManifest(text: string): Result<ReadonlyMap<string, string>> {
  const problems: Problem[] = [];
  const sums = new Map<string, string>();
  const lines = text.split('\n');
  if (lines.pop() !== '')
    problems.push({ code: 'bad-manifest', file: manifestName, line: lines.length + 1, message: 'the last line has no end' });
  let previous = '';
  lines.forEach((text, i) => {
    const line = i + 1;
    const match = /^([0-9a-f]{64}) {2}(.+)$/.exec(text);
    const path = match?.[2];
    const sum = match?.[1];
    const fault =
      path === undefined || sum === undefined
        ? 'is not a sha256 sum, two spaces and a name'
        : (pathFault(path) ?? (sums.has(path) ? 'names a file twice' : path < previous ? 'is out of order' : undefined));
    if (fault !== undefined || path === undefined || sum === undefined) {
      problems.push({ code: 'bad-manifest', file: manifestName, line, message: `the line ${fault}` });
      return;
    }
    sums.set(path, sum);
    previous = path;
  });
  return problems.length > 0 ? fail(...problems) : succeed(sums);
}
