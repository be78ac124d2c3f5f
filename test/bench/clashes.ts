/** The check of runs for clashes on designs of growing size: processor time of the first check and of the next ones. */
import { findClashes } from '../../shared/analysis/clashes/find-clashes.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { allRecords, documentOf } from '../../shared/document/document.ts';

function timed(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

for (const [name, values] of [
  ['gb300-su', {}],
  ['gb300-10mw', {}],
  ['campus', { power: 1e8 }],
  ['campus', { power: 1e9 }],
] as const) {
  const built = designNamed(name)?.build(values);
  if (!built?.ok) throw new Error(`${name} could not be built`);
  // As it is read from a file: nothing about it is known yet.
  const document = documentOf([...allRecords(built.value)]);
  let report = { runs: 0, clashes: 0, penetrations: 0 };
  const check = () => {
    const { runs, clashes, penetrations } = findClashes(document);
    report = { runs, clashes: clashes.length, penetrations: penetrations.length };
  };
  const first = timed(check);
  const next = Math.min(timed(check), timed(check), timed(check));
  const { runs, clashes, penetrations } = report;
  const size = 'power' in values ? ` ${values.power / 1e6} MW` : '';
  process.stdout.write(
    `${`${name}${size}`.padEnd(18)}${`${runs} runs`.padEnd(14)}first ${first.toFixed(0)} ms, then ${next.toFixed(0)} ms; ${clashes} clashes, ${penetrations} penetrations\n`,
  );
}
