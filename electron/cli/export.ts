import { extname, resolve } from 'node:path';
import { buildBundle, bundleFormats, bundleZip } from '../../shared/export/bundle.ts';
import { saveFolder } from '../export/folder.ts';
import { exporters } from '../export/index.ts';
import { saveAtomically } from '../files.ts';
import { analyseAsTold, exitCodeOf, isSolved, reportUnsolved } from './analysis-options.ts';
import { defineCommand, reportProblems, reportUsage } from './command.ts';
import { openDesign } from './open-design.ts';

export const exportBundle = defineCommand({
  name: 'export',
  usage: 'export FILE -o DIR-or-FILE.zip [--only FORMAT,…] [--scenario NAME]',
  summary: `writes the bundle as a folder or a zip; formats: ${exporters.map(({ format }) => format).join(', ')}`,
  options: { output: 'value', only: 'list', scenario: 'value' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const output = given.value('output');
    if (output === undefined) return reportUsage('export needs -o DIR or -o FILE.zip', this.usage, io);
    const only = given.list('only').flatMap((list) =>
      list
        .split(',')
        .map((format) => format.trim())
        .filter((format) => format !== ''),
    );
    const options = { exporters, ...(given.list('only').length > 0 ? { only } : {}) };
    const formats = bundleFormats(options);
    if (!formats.ok) return reportProblems(formats.problems, io);
    const design = await openDesign(given.operands[0] ?? '', io, false);
    if (!design.ok) return reportProblems(design.problems, io);
    const { document, text } = design.value;
    const analysis = analyseAsTold(document, given);
    if (!analysis.ok) return reportProblems(analysis.problems, io);
    if (!isSolved(analysis.value)) {
      reportUnsolved(analysis.value, io);
      io.err('headroom: nothing was written, for a bundle must hold results');
      return 3;
    }
    const files = await buildBundle({ document, analysis: analysis.value, text, version: io.version }, options);
    if (!files.ok) return reportProblems(files.problems, io);
    const path = resolve(io.folder, output);
    const isZip = extname(path).toLowerCase() === '.zip';
    const saved = isZip
      ? await saveAtomically(path, bundleZip(files.value), { shownAs: output })
      : await saveFolder(path, files.value, output);
    if (!saved.ok) return reportProblems(saved.problems, io);
    const bytes = files.value.reduce((sum, file) => sum + file.bytes.length, 0);
    io.out(`${output}: ${files.value.length} files, ${bytes} bytes, scenario ${analysis.value.scenario.name}\n`);
    return exitCodeOf(analysis.value);
  },
});
