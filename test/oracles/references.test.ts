import { describe, expect, it } from 'vitest';
import { caseFiles, checkFile } from './check.ts';

const folder = new URL('../reference/', import.meta.url).pathname;
const topics = ['chillers', 'fluids', 'heat-exchangers', 'psychrometrics', 'tokenomics'];
const files = topics.flatMap((topic) => caseFiles(folder + topic)).map((path) => path.slice(folder.length));

describe('exchangers, machines, fluids, air and tokens', () => {
  it.each(files)('agree with %s', (file) => {
    const verdict = checkFile(folder + file);
    expect(verdict?.misses).toEqual([]);
    expect(verdict?.compared).toBeGreaterThan(0);
  });
});
