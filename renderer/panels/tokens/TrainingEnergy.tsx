import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { viewState } from '../../view-state.ts';
import { ChartFrame, ChartNote, Empty } from '../charts/chart-parts.tsx';
import { AskFirst } from './AskFirst.tsx';
import { useLongTokens } from './use-tokens.ts';
import { percent } from './words.ts';

const watts = (value: number): string => describeQuantity(value, 'power');
const megajoules = (value: number): string => `${formatFixed(value / 1e6, 1)} MJ`;

/** Stages off the critical path slowed at equal iteration time, and the swing of the job at its transformers. */
export function TrainingEnergy() {
  const { answer, reason, pending } = useLongTokens({ about: 'training' });
  const stale = useAnalysis((state) => state.stale);
  if (reason !== null) return <Empty>{reason}</Empty>;
  if (pending) return <AskFirst pending={pending} what="The plant is solved with the jobs computing and waiting." />;
  if (!answer) return <Empty>Solving the plant with the job computing and waiting.</Empty>;
  const [job] = answer.jobs;
  if (!job) return <Empty>No training is placed.</Empty>;
  const { swing, iteration_s } = job;
  const stages = job.stages.map((stage, i) => ({ ...stage, title: `Stage ${i + 1}` }));
  return (
    <ChartFrame
      label={`Energy of ${job.title}`}
      columns={['Stage', 'Work', 'Power']}
      rows={stages.map(({ title, work_s, x }) => [title, `${formatFixed(work_s, 2)} s`, percent(x)])}
      stale={stale}
      note={
        <ChartNote
          hint=""
          picked={{
            title: 'Freed at equal iteration time',
            value: watts(job.freed_W),
            formula: 'x = 1 − (−a + √(a² + 4b(1 − t/T)))/(2b) for a stage of work t in an iteration T',
            inputs: [
              ['Energy before', megajoules(job.before_J)],
              ['Energy after', megajoules(job.after_J)],
              ['Saving', percent(job.saving)],
              ['Made flat over an iteration', megajoules(swing.iteration_J)],
              ['A stop within the ramp', `${megajoules(swing.stop_J)} in ${formatFixed(swing.stop_s, 1)} s`],
            ],
            source: 'idea of Perseus (Chung et al., 2024); uses the same slack as a power cap, so the two savings do not add',
          }}
        />
      }
    >
      <div className="token-columns" data-testid="training">
        <div>
          <h4>Stages of one iteration, {formatFixed(iteration_s, 2)} s</h4>
          {stages.map(({ title, work_s, x }) => (
            <div key={title} className="waterfall-row part">
              <span>{title}</span>
              <span className="waterfall-track">
                <span style={{ left: 0, width: `${(100 * work_s) / iteration_s}%`, background: 'var(--ramp-3)' }} />
              </span>
              <span className="figure">{formatFixed(work_s, 2)} s</span>
              <span className="figure figure-strong">{percent(x)}</span>
            </div>
          ))}
        </div>
        <div>
          <h4>Swing of {watts(swing.step_W)} at the transformers</h4>
          {swing.transformers.slice(0, 10).map(({ id, tag, step_W, ofRating, smoothed_W, ramp_W_s }) => (
            <button type="button" key={id} className="bar-row token-row" onClick={() => viewState.getState().select([id])}>
              <span className="clip">{tag}</span>
              <span className="figure figure-strong">{watts(step_W)}</span>
              <span className="figure">{ofRating === undefined ? '' : `${percent(ofRating, 0)} of rating`}</span>
              <span className="figure" title="Fast swings of its racks after their power smoothing, and how fast they are">
                {smoothed_W === undefined
                  ? ''
                  : `${watts(smoothed_W)} smoothed${ramp_W_s === undefined ? '' : `, ${describeQuantity(ramp_W_s, 'powerRate')}`}`}
              </span>
            </button>
          ))}
        </div>
      </div>
    </ChartFrame>
  );
}
