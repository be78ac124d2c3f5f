import { expect, it } from 'vitest';
import { analyseDetailed } from '../analysis/analyse.ts';
import { racksOf } from '../analysis/racks.ts';
import { designs } from '../designs/index.ts';
import { applyPatch } from '../document/document.ts';
import { buffersOf, packAnalysis, unpackAnalysis } from './analysis-delta.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const design = built.value;

function edited(power_W: number) {
  const [rack] = racksOf(design).filter(({ parameters }) => parameters.liquidShare > 0);
  const before = rack?.equipment;
  if (!before) throw new Error('no rack');
  return applyPatch(design, [{ id: before.id, before, after: { ...before, overrides: { ...before.overrides, design_W: power_W } } }]);
}

it('what the window unpacks from differences is the analysis itself, and the columns of the worker stay whole', () => {
  const first = analyseDetailed(design);
  if (!first.ok) throw new Error('not analysed');
  let sent = packAnalysis(undefined, first.value.analysis);
  let shown = unpackAnalysis(undefined, structuredClone(sent, { transfer: buffersOf(sent) }));
  expect(shown).toEqual(first.value.analysis);
  let last = first.value;
  for (const power_W of [90_000, 120_000, 120_000]) {
    const next = analyseDetailed(edited(power_W), { previous: last.coupled });
    if (!next.ok) throw new Error('not analysed');
    sent = packAnalysis(last.analysis, next.value.analysis);
    shown = unpackAnalysis(shown, structuredClone(sent, { transfer: buffersOf(sent) }));
    last = next.value;
    expect(shown).toEqual(last.analysis);
    expect(sent.ids).toBeUndefined();
    expect(sent.kept).toContain('floorLoad');
  }
  // The same design again: nothing has to be sent but what is said of it.
  expect(buffersOf(sent).length).toBeLessThan(8);
});

it('another design is sent whole', () => {
  const [one, other] = [design, edited(70_000)].map((document) => analyseDetailed(document));
  if (!one?.ok || !other?.ok) throw new Error('not analysed');
  const sent = packAnalysis(one.value.analysis, other.value.analysis);
  expect(sent.ids).toEqual(other.value.analysis.results.ids);
  expect(unpackAnalysis(one.value.analysis, structuredClone(sent))).toEqual(other.value.analysis);
});
