/**
 * Every message between the session and the analysis worker. Plain data only, so that the worker may
 * become a process. The worker keeps its own copy of the document; each patch names the revision it
 * builds on, and on a gap the worker asks for the whole document again.
 */

import type { ControlGroup } from '../analysis/ambient-sweep.ts';
import type { HeatFlow } from '../analysis/charts/heat-flow.ts';
import type { PumpDuty } from '../analysis/charts/pump-duty.ts';
import type { TemperatureStage } from '../analysis/charts/temperature-path.ts';
import type { LossLoading } from '../analysis/charts/train-loss.ts';
import type { ClashReport } from '../analysis/clashes/clash.ts';
import type { Analysis, Summary } from '../analysis/result.ts';
import type { RackRoom } from '../analysis/stranded/rack-room.ts';
import type { StrandedPower } from '../analysis/stranded/stranded-power.ts';
import type { TokensAsk, TokensReply } from '../analysis/tokenomics/tokens-ask.ts';
import type { RecordId } from '../document/ids.ts';
import type { Patch } from '../document/patch.ts';
import type { FacilityRecord } from '../document/records.ts';
import type { SentAnalysis } from './analysis-delta.ts';
import type { Envelope, HostRequest } from './ipc.ts';

/** What to solve: a scenario of the design by name, its ambient and failures if they differ from the scenario's own. */
export interface AnalysisRequest {
  readonly scenario: string;
  readonly ambient_K?: number;
  readonly failed?: readonly RecordId[];
  /** Also what one more watt is worth at every rack: one allocation of power more. */
  readonly prices?: true;
}

/** What a chart is of; the networks and solutions it is made from stay in the worker. */
export type ChartAsk =
  | { readonly chart: 'heat' }
  | { readonly chart: 'path'; readonly rack: RecordId }
  | { readonly chart: 'pump'; readonly record: RecordId }
  | { readonly chart: 'stranded' }
  /** Solved a train at a time between other work. */
  | { readonly chart: 'train-loss' }
  | { readonly chart: 'tokens'; readonly ask: TokensAsk };

export type ChartAnswer =
  | { readonly chart: 'heat'; readonly flow: HeatFlow | null }
  | { readonly chart: 'path'; readonly stages: readonly TemperatureStage[] }
  | { readonly chart: 'pump'; readonly duties: readonly PumpDuty[] }
  /** Null where the plant has no solution to grow from. */
  | { readonly chart: 'stranded'; readonly stranded: StrandedPower | null; readonly room: readonly RackRoom[] }
  | { readonly chart: 'train-loss'; readonly loading: LossLoading }
  | { readonly chart: 'tokens'; readonly reply: TokensReply };

/** What a check of runs found, and of which revision. */
export interface FoundClashes {
  readonly report: ClashReport;
  readonly revision: number;
}

/** One outdoor temperature of a sweep; figures are absent where the plant has no steady state. */
export interface SweepAnswer {
  readonly ambient_K: number;
  readonly pue?: number;
  readonly facilityPower_W?: number;
  readonly minSupplyMargin_K?: number;
  readonly controls: readonly ControlGroup[];
}

export type ToWorker =
  /**
   * What has arrived of a file that the window is reading too: both at the same time instead of one after the other. A text crosses
   * to the worker at once, a large table of records does not. A file that has ended is solved on the supposition that the window
   * will show it.
   */
  | { readonly type: 'read'; readonly piece: string; readonly begins: boolean; readonly ends: boolean }
  /** The same for a file that the worker asks the host for and passes on: a window busy with its first picture does not hold it up. */
  | { readonly type: 'fetch'; readonly serial: number; readonly request: HostRequest<'file.read'> }
  | {
      readonly type: 'load';
      readonly revision: number;
      readonly content: { readonly records: readonly FacilityRecord[] } | 'as read';
      readonly request: AnalysisRequest;
    }
  | { readonly type: 'patch'; readonly base: number; readonly revision: number; readonly patch: Patch; readonly request: AnalysisRequest }
  | { readonly type: 'request'; readonly revision: number; readonly request: AnalysisRequest }
  /** Make and solve reference designs for their cards on the start screen, one after the other; a design that is opened ends it. */
  | { readonly type: 'references'; readonly designs: readonly string[] }
  | { readonly type: 'chart'; readonly serial: number; readonly ask: ChartAsk }
  /** Check the runs of the design as it stands for clashes. */
  | { readonly type: 'clashes'; readonly serial: number }
  /** Another document, or another scenario of one, solved beside the design: for comparison. */
  | { readonly type: 'apart'; readonly serial: number; readonly records: readonly FacilityRecord[]; readonly scenario: string | null }
  /** One point after the other between other work; a change of the design ends it. An empty list ends it too. */
  | { readonly type: 'sweep'; readonly serial: number; readonly ambients_K: readonly number[] };

export type FromWorker =
  /** Its program is there. */
  | { readonly type: 'ready' }
  /** What has arrived of a file that the worker fetches, in order; then the host's answer without it. */
  | { readonly type: 'piece'; readonly serial: number; readonly piece: string }
  | { readonly type: 'fetched'; readonly serial: number; readonly reply: Envelope<'file.read'> }
  | { readonly type: 'solving'; readonly revision: number }
  | {
      readonly type: 'analysis';
      readonly revision: number;
      readonly request: AnalysisRequest;
      /** Against the analysis that this worker sent before. */
      readonly sent: SentAnalysis;
      readonly elapsed_ms: number;
    }
  | { readonly type: 'resync'; readonly have: number }
  /** A bug or a design that the pipeline cannot take: what was solved before stays, marked out of date. */
  | { readonly type: 'failed'; readonly revision: number; readonly message: string }
  | { readonly type: 'reference'; readonly design: string; readonly summary: Summary | null; readonly message: string | null }
  /** Null before the first solution, and where the design changed before the answer was found. */
  | { readonly type: 'chart'; readonly serial: number; readonly answer: ChartAnswer | null }
  /** Null before a design is there. */
  | { readonly type: 'clashes'; readonly serial: number; readonly found: FoundClashes | null; readonly message: string | null }
  /** One more solution, or part of the work, of a chart is done. */
  | { readonly type: 'step'; readonly serial: number }
  | { readonly type: 'apart'; readonly serial: number; readonly analysis: Analysis | null; readonly message: string | null }
  | { readonly type: 'sweep'; readonly serial: number; readonly point: SweepAnswer }
  | { readonly type: 'sweep-end'; readonly serial: number; readonly whole: boolean };
