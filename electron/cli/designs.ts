import type { DesignParameter } from '../../shared/designs/design.ts';
import { designs as builtIn } from '../../shared/designs/index.ts';
import { describeQuantity } from '../../shared/units/format.ts';
import { defineCommand } from './command.ts';

function range(parameter: DesignParameter): string {
  if ('choices' in parameter) return `${parameter.default} (${parameter.choices.join(', ')})`;
  const show = (value: number) => describeQuantity(value, parameter.quantity);
  return `${show(parameter.default)} (${show(parameter.min)} to ${show(parameter.max)})`;
}

export const designs = defineCommand({
  name: 'designs',
  usage: 'designs [--json]',
  summary: 'the built-in designs with their parameters',
  options: { json: 'flag' },
  operands: { min: 0, max: 0 },
  async run(given, io) {
    if (given.has('json')) {
      const list = builtIn.map(({ name, title, description, parameters }) => ({ name, title, description, parameters }));
      io.out(`${JSON.stringify({ format: 'headroom-designs/1', designs: list })}\n`);
      return 0;
    }
    for (const { name, title, description, parameters } of builtIn) {
      io.out(`${name}: ${title}\n  ${description}\n`);
      for (const parameter of parameters) io.out(`    --param ${parameter.name}=…  ${parameter.title}: ${range(parameter)}\n`);
      io.out('\n');
    }
    return 0;
  },
});
