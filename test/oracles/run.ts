/** `npm run oracles -- DIR…`: every case file through the product's own functions; exit 1 when one misses. */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { caseFiles, checkFile } from './check.ts';

const given = process.argv.slice(2);
const places = given.length > 0 ? given : [new URL('../reference', import.meta.url).pathname];
let passed = 0;
let failed = 0;
for (const place of places) {
  const paths = existsSync(place) ? caseFiles(place) : [];
  if (paths.length === 0) {
    failed++;
    console.log(`FAIL  ${place}  no case files there`);
  }
  for (const path of paths) {
    const verdict = checkFile(path);
    if (verdict === undefined) continue;
    if (verdict.passed) passed++;
    else failed++;
    const name = relative(place, path) || path;
    const error = Number.isNaN(verdict.worst) ? 'no comparison' : `worst relative error ${verdict.worst.toExponential(2)}`;
    console.log(`${verdict.passed ? 'pass' : 'FAIL'}  ${name}  ${error}  (${verdict.compared} values)`);
    for (const miss of verdict.misses.slice(0, 3)) console.log(`      ${miss}`);
    if (verdict.misses.length > 3) console.log(`      and ${verdict.misses.length - 3} more`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
