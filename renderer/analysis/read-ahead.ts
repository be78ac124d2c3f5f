/**
 * A file that the worker is given as it arrives and solves at once, on the supposition that the window, which reads it too and
 * draws it, will show it in the scenario that a design opens in.
 */
import { type AnalysisInParts, analyseInParts } from '../../shared/analysis/analyse.ts';
import type { AnalysisRequest, ToWorker } from '../../shared/contract/analysis-port.ts';
import { siteOf } from '../../shared/document/document.ts';
import { FacilityReader, type ReadFacility } from '../../shared/file/read.ts';
import type { Result } from '../../shared/problem.ts';

export interface ReadAndSolved {
  readonly read: Result<ReadFacility>;
  /** Absent where the file could not be read or solved: asked again, it says why. */
  readonly solved?: { readonly scenario: string; readonly parts: AnalysisInParts; readonly took_ms: number };
}

export type FilePiece = Omit<Extract<ToWorker, { type: 'read' }>, 'type'>;

export class SolvedAhead {
  #reader = new FacilityReader();
  #held: ReadAndSolved | undefined;

  /** @returns whether the file has ended, and `solve` has something to do */
  take({ piece, begins, ends }: FilePiece): boolean {
    if (begins) {
      this.#reader = new FacilityReader({ allowUnreadable: true });
      this.#held = undefined;
    }
    this.#reader.take(piece);
    if (!ends) return false;
    this.#held = { read: this.#reader.finish() };
    this.#reader = new FacilityReader();
    return this.#held.read.ok;
  }

  solve(now_ms: () => number): void {
    const read = this.#held?.read;
    if (!read?.ok) return;
    const { document } = read.value;
    const scenario = document.tables.scenario.get(siteOf(document).defaultScenario)?.name;
    if (scenario === undefined) return;
    const start_ms = now_ms();
    try {
      const parts = analyseInParts(document, { scenario });
      if (parts.ok) this.#held = { read, solved: { scenario, parts: parts.value, took_ms: now_ms() - start_ms } };
    } catch {
      // Solved once more when it is shown, it is reported there.
    }
  }

  /** What was read and solved, once. */
  claim(): ReadAndSolved | undefined {
    const held = this.#held;
    this.#held = undefined;
    return held;
  }
}

/** Whether a request asks for the scenario as it stands in the design and nothing besides. */
export const asksFor = (request: AnalysisRequest, scenario: string): boolean =>
  request.scenario === scenario && request.ambient_K === undefined && request.failed === undefined && request.prices === undefined;
