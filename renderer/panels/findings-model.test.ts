import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import type { Analysis, Finding } from '../../shared/analysis/result.ts';
import { designs } from '../../shared/designs/index.ts';
import { countWords, findingLines } from './findings-model.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const document = built.value;
const solved = analyse(document);
if (!solved.ok) throw new Error('the scalable unit could not be analysed');
const [rack] = document.tables.equipment.values();
if (!rack) throw new Error('no equipment');

const finding = (more: Partial<Finding>): Finding => ({
  rule: 'test',
  severity: 'warning',
  subjects: [rack.id],
  actual: 0,
  limit: 0,
  unit: '1',
  margin: 0,
  source: 'here',
  message: 'a message',
  ...more,
});
const withFindings = (findings: readonly Finding[]): Analysis => ({ ...solved.value, islands: [], limits: [], findings });

describe('lines of the findings table', () => {
  it('print figures in the units of the person, differences of temperature in kelvin', () => {
    const analysis = withFindings([finding({ actual: 46.1, limit: 45, unit: '°C', margin: -1.1 })]);
    expect(findingLines(document, analysis, [], null, 'SI')[0]).toMatchObject({ actual: '46.1', limit: '45.0 °C', margin: '\u22121.1 K' });
    expect(findingLines(document, analysis, [], null, 'US')[0]).toMatchObject({
      actual: '115.0',
      limit: '113.0 °F',
      margin: '\u22122.0 °F',
    });
    const power = withFindings([finding({ actual: 2.26e6, limit: 2.4e6, unit: 'W', margin: 0.14e6 })]);
    expect(findingLines(document, power, [], null, 'SI')[0]).toMatchObject({ actual: '2.26', limit: '2.40 MW', margin: '140 kW' });
  });

  it('print no figures for a rule that only says yes or no', () => {
    expect(findingLines(document, withFindings([finding({ actual: 1, limit: 1, margin: 0 })]), [], null, 'SI')[0]).toMatchObject({
      actual: '',
      limit: '',
      margin: '',
    });
  });

  it('put errors first and count in words', () => {
    const lines = findingLines(
      document,
      withFindings([finding({}), finding({ severity: 'note' }), finding({ severity: 'error' }), finding({ severity: 'error' })]),
      [],
      null,
      'SI',
    );
    expect(lines.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning', 'note']);
    expect(countWords(lines)).toBe('2 errors · 1 warning · 1 note');
    expect(countWords([])).toBe('no findings');
  });

  it('name the place of their first subject', () => {
    const [line] = findingLines(document, withFindings([finding({ subjects: [rack.id, 'gone'] })]), [], null, 'SI');
    expect(line?.where).toContain(rack.tag);
    expect(line?.where).toMatch(/and 1 more$/);
  });

  it('tell of a network without solution, of a stopped analysis and of lines set aside', () => {
    const analysis: Analysis = {
      ...withFindings([]),
      islands: [
        {
          id: 'a',
          system: 'liquid',
          name: 'TCS-1',
          status: 'not-converged',
          residual: 1,
          iterations: 50,
          cause: 'pump curve ends',
          worst: [rack.id],
          records: 9,
        },
      ],
    };
    const lines = findingLines(document, analysis, [{ code: 'bad-field', message: 'not a number', line: 7 }], 'out of memory', 'SI');
    expect(lines.map(({ message }) => message)).toEqual([
      'The analysis stopped: out of memory',
      'TCS-1: pump curve ends',
      expect.stringContaining('not a number'),
    ]);
  });
});
