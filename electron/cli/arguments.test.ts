import { expect, test } from 'vitest';
import { type OptionSpecs, splitArguments } from './arguments.ts';

const specs: OptionSpecs = { json: 'flag', ambient: 'value', fail: 'list', output: 'value' };
const split = (...words: string[]) => {
  const given = splitArguments(words, specs);
  if (!given.ok) throw new Error(given.problems[0]?.message);
  return given.value;
};
const fault = (...words: string[]) => {
  const given = splitArguments(words, specs);
  return given.ok ? undefined : given.problems[0]?.message;
};

test('ten degrees of frost are a value, not an option', () => {
  expect(split('plant.facility', '--ambient', '-10').value('ambient')).toBe('-10');
  expect(split('--ambient=-10', 'plant.facility').operands).toEqual(['plant.facility']);
});

test('a list gathers its values in order, a flag is there or not', () => {
  const given = split('--fail', 'CDU-1', 'a', '--json', '--fail=CH-2', 'b');
  expect(given.list('fail')).toEqual(['CDU-1', 'CH-2']);
  expect(given.operands).toEqual(['a', 'b']);
  expect(given.has('json')).toBe(true);
  expect(split('a').has('json')).toBe(false);
});

test('-o is --output, and what follows -- is no option', () => {
  const given = split('-o', 'x.zip', '--', '--json');
  expect(given.value('output')).toBe('x.zip');
  expect(given.operands).toEqual(['--json']);
  expect(given.has('json')).toBe(false);
});

test('unknown, unfinished and doubled options are refused by name', () => {
  expect(fault('--fast')).toContain('--fast');
  expect(fault('-x')).toContain('-x');
  expect(fault('--constructor', 'x')).toContain('--constructor');
  expect(fault('--ambient')).toContain('needs a value');
  expect(fault('--ambient=')).toContain('needs a value');
  expect(fault('--json=yes')).toContain('takes no value');
  expect(fault('--ambient', '1', '--ambient', '2')).toContain('twice');
});
