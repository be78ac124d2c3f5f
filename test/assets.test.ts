/** The reference designs in `assets/` are the generators' own output, byte for byte. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { designs } from '../shared/designs/index.ts';
import { readFacility } from '../shared/file/read.ts';
import { writeFacility } from '../shared/file/write.ts';

const folder = new URL('../assets/designs/', import.meta.url);

describe('the saved reference designs', () => {
  it('are one for each generator', () => {
    expect(readdirSync(folder).sort()).toEqual(designs.map(({ name }) => `${name}.facility`).sort());
  });

  for (const design of designs) {
    it(`${design.name} is what its generator writes today, and reads back to the same text`, () => {
      const saved = readFileSync(new URL(`${design.name}.facility`, folder), 'utf8');
      const built = design.build({});
      if (!built.ok) throw new Error(built.problems[0]?.message);
      expect(saved).toBe(writeFacility(built.value));
      const read = readFacility(saved, { file: design.name });
      if (!read.ok) throw new Error(read.problems[0]?.message);
      expect(writeFacility(read.value.document)).toBe(saved);
    });
  }
});
