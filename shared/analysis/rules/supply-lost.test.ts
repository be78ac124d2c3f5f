import { expect, it } from 'vitest';
import { designNamed } from '../../designs/index.ts';
import { analyse } from '../analyse.ts';

const design = designNamed('gb300-su')?.build({});
if (!design?.ok) throw new Error('the scalable unit does not build');
const document = design.value;

it('does not let a design in which everything has failed pass as sound', () => {
  const answer = analyse(document, { failed: [...document.tables.equipment.keys()] });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  expect(answer.value.findings).toContainEqual(
    expect.objectContaining({ rule: 'supply-lost', severity: 'error', message: expect.stringContaining('every rack has failed') }),
  );
});
