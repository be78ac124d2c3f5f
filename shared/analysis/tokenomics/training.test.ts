import { describe, expect, it } from 'vitest';
import { designs } from '../../designs/index.ts';
import { applyPatch } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import { trainingOf } from './training.ts';

const built = designs.find(({ name }) => name === 'gb300-10mw')?.build({});
if (!built?.ok) throw new Error('the hall could not be built');
const hall = built.value;

describe('training on the 10 MW hall', () => {
  const answer = trainingOf(hall);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  const [job] = answer.value;
  if (!job) throw new Error('no job');

  it('slows what is off the critical path at equal iteration time: the closed form for four uneven stages', () => {
    // Stage times 1, 0.92, 0.85, 0.8 with a 0.1, b 1.3 and 35 % of the power while waiting.
    const y = (r: number) => (-0.1 + Math.sqrt(0.01 + 5.2 * (1 - r))) / 2.6;
    const stages = [1, 0.92, 0.85, 0.8];
    const before = stages.reduce((sum, t) => sum + t + 0.35 * (1 - t), 0);
    const after = stages.reduce((sum, t) => sum + 1 - y(t), 0);
    expect(job.saving).toBeCloseTo(1 - after / before, 9);
    expect(job.iteration_s).toBe(1);
    expect(job.stages[0]?.x).toBe(1);
    // The job draws 16 racks of 0.89 · 135 kW.
    expect(job.before_J).toBeCloseTo((16 * 0.89 * 135e3 * before) / 4, 3);
    expect(job.freed_W).toBeCloseTo(job.before_J - job.after_J, 3);
  });

  it('the swing at the transformers is the swing of the racks with what lies between', () => {
    expect(job.swing.step_W).toBeCloseTo(16 * 0.89 * 135e3 * 0.65, 3);
    // Power passes one layer of transformers here, on two trains.
    const seen = job.swing.transformers.reduce((sum, { step_W }) => sum + step_W, 0);
    expect(seen / job.swing.step_W).toBeGreaterThan(1);
    expect(seen / job.swing.step_W).toBeLessThan(1.6);
    for (const { ofRating } of job.swing.transformers) expect(ofRating).toBeLessThan(1);
  });

  it('power smoothing of the racks shows at the transformers: P · swing · (1 − smoothing), in its own time', () => {
    const stated = (value: number, unit: string) => ({ value, unit, source: 'test', tag: 'estimate' as const, date: '2026-01-01' });
    const at = (smoothing: number) => {
      const items = [...hall.tables.item.values()].filter(({ kind }) => kind === 'rack');
      const values = { powerSwing: stated(0.4, '1'), smoothing: stated(smoothing, '1'), swingTime_s: stated(0.05, 's') };
      const smoothed = trainingOf(
        applyPatch(
          hall,
          items.map((item) => changed(item, { ...item, values: { ...item.values, ...values } })),
        ),
      );
      if (!smoothed.ok) throw new Error(smoothed.problems[0]?.message);
      // Those that feed the plant see its answer to the step, but no racks.
      return (smoothed.value[0]?.swing.transformers ?? []).flatMap(({ smoothed_W, ramp_W_s }) =>
        smoothed_W === undefined || ramp_W_s === undefined ? [] : [{ smoothed_W, ramp_W_s }],
      );
    };
    for (const smoothing of [0, 0.75]) {
      const seen = at(smoothing);
      expect(seen).toHaveLength(2);
      const swing_W = seen.reduce((sum, { smoothed_W }) => sum + smoothed_W, 0);
      expect(swing_W).toBeCloseTo(16 * 0.89 * 135e3 * 0.4 * (1 - smoothing), 3);
      for (const { smoothed_W, ramp_W_s } of seen) expect(ramp_W_s / smoothed_W).toBeCloseTo(20, 6);
    }
  });

  it('a job that stops needs E = ΔP²/2R to come down at 10 MW a minute', () => {
    const power = 16 * 0.89 * 135e3;
    expect(job.swing.stop_J).toBeCloseTo(power ** 2 / (2 * (10e6 / 60)), 0);
    expect(job.swing.stop_s).toBeCloseTo(power / (10e6 / 60), 6);
  });

  it('a design without training says so', () => {
    const unit = designs.find(({ name }) => name === 'gb300-su')?.build({});
    const none = unit?.ok ? trainingOf(unit.value) : unit;
    expect(none && !none.ok && none.problems[0]?.code).toBe('no-training');
  });
});
