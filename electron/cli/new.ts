import { resolve } from 'node:path';
import type { Design, DesignParameter, DesignValues } from '../../shared/designs/design.ts';
import { designs } from '../../shared/designs/index.ts';
import { readFacility } from '../../shared/file/read.ts';
import { writeFacility } from '../../shared/file/write.ts';
import { fail, type Problem, type Result, succeed } from '../../shared/problem.ts';
import { parseQuantity } from '../../shared/units/parse.ts';
import { saveAtomically } from '../files.ts';
import { defineCommand, reportProblems, reportUsage } from './command.ts';

/** A value as typed: a word from the list, or a quantity with its unit (`1GW`, `45°C`, `8`). */
function typedValue(parameter: DesignParameter, text: string): Result<number | string> {
  if ('choices' in parameter) return succeed(text);
  const parsed = parseQuantity(text, parameter.quantity);
  return parsed.ok ? parsed : fail(...parsed.problems.map((problem): Problem => ({ ...problem, field: parameter.name })));
}

/** `name=value` words to the values a design is built from. */
export function designValues(design: Design, words: readonly string[]): Result<DesignValues> {
  const values: Record<string, number | string> = {};
  const problems: Problem[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    const name = equals === -1 ? word : word.slice(0, equals);
    const parameter = design.parameters.find((candidate) => candidate.name === name);
    if (equals < 1) problems.push({ code: 'bad-parameter', message: `--param ${word} is not of the form name=value` });
    else if (!parameter) {
      const known = design.parameters.map((candidate) => candidate.name).join(', ');
      problems.push({
        code: 'bad-parameter',
        field: name,
        message: `${design.name} has no parameter ${name}; it has ${known === '' ? 'none' : known}`,
      });
    } else if (Object.hasOwn(values, name))
      problems.push({ code: 'bad-parameter', field: name, message: `--param ${name} is given twice` });
    else {
      const value = typedValue(parameter, word.slice(equals + 1));
      if (value.ok) values[name] = value.value;
      else problems.push(...value.problems);
    }
  }
  return problems.length > 0 ? fail(...problems) : succeed(values);
}

/** The text of a design, read back once: what is written is always something that opens. */
export function designText(design: Design, values: DesignValues): Result<string> {
  const built = design.build(values);
  if (!built.ok) return built;
  const text = writeFacility(built.value);
  const again = readFacility(text);
  if (!again.ok) throw new Error(`design ${design.name} does not read back: ${again.problems[0]?.message}`);
  return succeed(text);
}

export const newDesign = defineCommand({
  name: 'new',
  usage: 'new DESIGN [--param name=value]… -o FILE',
  summary: 'writes a built-in design as a facility file; a file that is replaced is kept as FILE.bak',
  options: { param: 'list', output: 'value' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const output = given.value('output');
    if (output === undefined) return reportUsage('new needs -o FILE', this.usage, io);
    const design = designs.find(({ name }) => name === given.operands[0]);
    if (!design)
      return reportUsage(
        `no design is named ${given.operands[0]}; there are ${designs.map(({ name }) => name).join(', ')}`,
        this.usage,
        io,
      );
    const values = designValues(design, given.list('param'));
    if (!values.ok) return reportProblems(values.problems, io);
    const text = designText(design, values.value);
    if (!text.ok) return reportProblems(text.problems, io);
    const saved = await saveAtomically(resolve(io.folder, output), text.value, { keepPrevious: true, shownAs: output });
    if (!saved.ok) return reportProblems(saved.problems, io);
    io.out(`${output}: ${design.title}\n`);
    return 0;
  },
});
