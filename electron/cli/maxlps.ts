import { answerMaxLps, maxLpsJson, maxLpsTable } from '../../shared/analysis/tokenomics/maxlps-report.ts';
import { applyPatch, type Document, siteOf } from '../../shared/document/document.ts';
import { changed } from '../../shared/document/patch.ts';
import { fail, type Problem, type Result, succeed } from '../../shared/problem.ts';
import { parseQuantity } from '../../shared/units/parse.ts';
import type { QuantityKind } from '../../shared/units/quantity.ts';
import { analysisOptionSpecs, analysisOptions, analysisUsage } from './analysis-options.ts';
import type { Arguments } from './arguments.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

function quantity(given: Arguments, name: string, kind: QuantityKind, example: string): Result<number | undefined> {
  const text = given.value(name);
  if (text === undefined) return succeed(undefined);
  const parsed = parseQuantity(text, kind);
  const problem = (message: string): Result<never> => fail({ code: 'bad-option', field: `--${name}`, message });
  if (!parsed.ok) return problem(`"${text}" is not a quantity such as ${example}`);
  return parsed.value > 0 ? parsed : problem(`${text} must be above zero`);
}

/** The design with another utility limit. */
const limited = (document: Document, utilityLimit_W: number | undefined): Document =>
  utilityLimit_W === undefined ? document : applyPatch(document, [changed(siteOf(document), { ...siteOf(document), utilityLimit_W })]);

export const maxlps = defineCommand({
  name: 'maxlps',
  usage: `maxlps FILE [--limit POWER] [--from T --to T] [--growth POWER] [--place] ${analysisUsage} [--json]`,
  summary: 'shares the site’s power for most earnings under all limits; prices, warmer coolant, growth',
  options: { ...analysisOptionSpecs, limit: 'value', from: 'value', to: 'value', growth: 'value', place: 'flag', json: 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const design = await openDesign(given.operands[0] ?? '', io, given.has('allow-unreadable'));
    if (!design.ok) return reportProblems(design.problems, io);
    const options = analysisOptions(design.value.document, given);
    const limit = quantity(given, 'limit', 'power', '9.5MW');
    const growth = quantity(given, 'growth', 'power', '1GW');
    const from = quantity(given, 'from', 'temperature', '35°C');
    const to = quantity(given, 'to', 'temperature', '45°C');
    const problems: Problem[] = [options, limit, growth, from, to].flatMap((one) => (one.ok ? [] : [...one.problems]));
    if (!options.ok || !limit.ok || !growth.ok || !from.ok || !to.ok) return reportProblems(problems, io);
    if ((from.value === undefined) !== (to.value === undefined))
      return reportProblems([{ code: 'bad-option', field: '--from', message: 'warmer coolant needs both --from and --to' }], io);
    const document = limited(design.value.document, limit.value);
    const question = {
      growth_W: growth.value ?? siteOf(document).utilityLimit_W ?? 1e9,
      place: given.has('place'),
      ...(from.value !== undefined && to.value !== undefined ? { supply: { from_K: from.value, to_K: to.value, limit: 0.95 } } : {}),
    };
    const answer = answerMaxLps(document, question, options.value);
    if (!answer.ok) {
      reportProblems(answer.problems, io);
      return answer.problems.some(({ code }) => code === 'unsolved' || code === 'not-solved') ? 3 : 2;
    }
    io.out(given.has('json') ? `${JSON.stringify(maxLpsJson(answer.value))}\n` : maxLpsTable(document, answer.value));
    return 0;
  },
});
