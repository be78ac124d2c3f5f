import { describe, expect, it } from 'vitest';
import { done } from '../../../test/fixtures/apply-command.ts';
import { barePod } from '../../../test/fixtures/bare-pod.ts';
import { autoConnect } from '../../commands/auto-connect.ts';
import { resizeRuns } from '../../commands/resize-runs.ts';
import { setParameter } from '../../commands/set-parameter.ts';
import { applyPatch, type Document } from '../../document/document.ts';
import { isRefusal } from '../../problem.ts';
import { fluidNamed, water } from '../../solve/fluids.ts';
import { analyse } from '../analyse.ts';
import { quantityOf } from '../result.ts';
import { frictionLoss_Pa_m } from './size-pipes.ts';
import { changesOf, sizeRuns, usualLimits } from './size-runs.ts';

const solvedPod = () => {
  const { document, newId } = barePod();
  const answer = autoConnect(document, { records: [...document.tables.equipment.keys()], liquid: true, power: true, newId });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return { document: applyPatch(document, answer.patch), newId };
};
const resultsOf = (document: Document) => {
  const analysis = analyse(document);
  if (!analysis.ok) throw new Error('no analysis');
  return analysis.value;
};

describe('friction loss', () => {
  it('is that of the textbook: water at 20 °C, 2 m/s in DN100 steel loses about 380 Pa/m', () => {
    const bore_m = 0.1023;
    const flow = 2 * (Math.PI / 4) * bore_m ** 2;
    const density = water.density(293.15);
    // Re = 2.04e5, ε/D = 4.4e-4: Colebrook by hand gives f = 0.01836.
    expect(frictionLoss_Pa_m(water, 293.15, flow, bore_m, 4.5e-5)).toBeCloseTo(((0.01836 / bore_m) * density * 4) / 2, -1);
  });

  it('is Hagen–Poiseuille where the flow is laminar', () => {
    const pg = fluidNamed('pg40');
    if (!pg) throw new Error('no fluid');
    const [bore_m, flow, at] = [0.03, 1e-5, 280];
    expect(frictionLoss_Pa_m(pg, at, flow, bore_m, 1e-4)).toBeCloseTo((128 * pg.viscosity(at) * flow) / (Math.PI * bore_m ** 4), 9);
  });
});

describe('sizing from a solved state', () => {
  const { document, newId } = solvedPod();
  const analysis = resultsOf(document);
  const runs = [...document.tables.connection.values()];
  const sizing = sizeRuns(document, runs, analysis.results, usualLimits, newId);

  it('takes for every pipe the smallest size within all limits, and names the limit that the next smaller breaks', () => {
    for (const each of sizing.sized) {
      if (each.medium !== 'liquid' || !each.chosen) continue;
      const index = each.candidates.indexOf(each.chosen);
      expect(each.candidates.slice(0, index).every(({ against }) => against !== undefined)).toBe(true);
      if (!/^hose/.test(each.chosen.item.name)) expect(each.chosen.drop_Pa_m).toBeLessThanOrEqual(400);
      if (index > 0) expect(each.decidedBy).toBe(each.candidates[index - 1]?.against);
      expect(each.flow_m3_s).toBeCloseTo(Math.abs(quantityOf(analysis.results, each.run, 'flow') ?? 0), 12);
    }
    expect(sizing.sized.filter(({ medium }) => medium === 'liquid').length).toBeGreaterThan(50);
  });

  it('takes for every cable the fewest sets that carry what the breaker ahead lets through, and never thin ones in parallel', () => {
    for (const each of sizing.sized) {
      if (each.medium !== 'power' || !each.chosen) continue;
      expect(each.chosen.ampacity_A).toBeGreaterThanOrEqual(each.current_A - 1e-6);
      expect(each.chosen.voltageDrop).toBeLessThanOrEqual(0.03 + 1e-9);
      const { parallel, mass_kg_m, item } = each.chosen;
      if (parallel > 1) expect(item.values.conductorArea_m2?.value, each.tag).toBeGreaterThanOrEqual(50e-6);
      for (const other of each.candidates) {
        if (other.against !== undefined) continue;
        expect(other.parallel).toBeGreaterThanOrEqual(parallel);
        if (other.parallel === parallel) expect(other.mass_kg_m).toBeGreaterThanOrEqual(mass_kg_m);
      }
    }
    // Feeders of 1,600 A: four sets of 240 mm², as drawn by hand, and not sixteen of 16 mm².
    const feeders = sizing.sized.filter((each) => each.medium === 'power' && each.current_A === 1600);
    expect(feeders.length).toBeGreaterThan(4);
    for (const each of feeders) expect([each.chosen?.item.name, each.changes]).toEqual(['lv-cable-240', false]);
  });

  it('says why whips are left', () => {
    expect(sizing.unsized.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(sizing.unsized.filter(({ reason }) => /whip/.test(reason))).toHaveLength(32);
  });

  it('is one step that undoes to the exact start, is solved without an error, and then finds nothing to change', () => {
    const answer = resizeRuns(document, { sizes: changesOf(sizing) });
    const after = done(document, answer);
    const again = resultsOf(after);
    expect(again.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    // Flows of parallel pumps shift a little with the new sizes: a second pass may still move a few pipes, a third none.
    const second = changesOf(sizeRuns(after, [...after.tables.connection.values()], again.results, usualLimits, newId));
    expect(second.length).toBeLessThan(5);
  });

  it('chooses a larger pipe for a tighter loss, and a heavier cable for a longer way', () => {
    const tight = sizeRuns(document, runs, analysis.results, { ...usualLimits, pipe: { drop_Pa_m: 100, margin: 0 } }, newId);
    const bore = (list: typeof sizing) =>
      list.sized.map((each) =>
        each.medium === 'liquid' ? (each.chosen ? (each.chosen.item.values.innerDiameter_m?.value as number) : Number.NaN) : 0,
      );
    const [loose, narrow] = [bore(sizing), bore(tight)];
    // A hose whose rack port allows no larger one has none left.
    expect(narrow.every((size, i) => Number.isNaN(size) || size >= (loose[i] ?? 0))).toBe(true);
    expect(narrow.some((size, i) => size > (loose[i] ?? 0))).toBe(true);
    const feeder = sizing.sized.find((each) => each.medium === 'power' && each.current_A > 1000);
    if (!feeder) throw new Error('no feeder');
    const long = setParameter(document, { records: [feeder.run], parameter: 'extraLength_m', value: 160 });
    if (isRefusal(long)) throw new Error(long.refused);
    const far = applyPatch(document, long.patch);
    const [again] = sizeRuns(
      far,
      [far.tables.connection.get(feeder.run)].flatMap((run) => run ?? []),
      analysis.results,
      usualLimits,
      newId,
    ).sized;
    expect(again?.decidedBy).toBe('voltage drop');
  });
});
