/** All runs of a design as straight pieces, in one list. */
import { type RunBody, runBody } from '../../catalogue/run-body.ts';
import type { Document } from '../../document/document.ts';
import type { Place } from '../../document/records.ts';
import { pieceBounds } from '../../geometry/capsule.ts';
import type { Bounds } from '../../geometry/polygon.ts';

export interface Piece {
  readonly run: RunBody;
  /** Place in its run, from 0. */
  readonly index: number;
  readonly a: Place;
  readonly b: Place;
  readonly bounds: Bounds;
}

export function bodiesOfRuns(document: Document): RunBody[] {
  const runs: RunBody[] = [];
  document.tables.connection.forEach((connection) => {
    const body = runBody(document, connection);
    if (body) runs.push(body);
  });
  return runs.sort((p, q) => (p.connection.id < q.connection.id ? -1 : 1));
}

export function piecesOf(runs: readonly RunBody[]): Piece[] {
  const pieces: Piece[] = [];
  for (const run of runs) {
    for (let index = 0; index + 1 < run.route.length; index++) {
      const [a, b] = [run.route[index] as Place, run.route[index + 1] as Place];
      pieces.push({ run, index, a, b, bounds: pieceBounds(a, b, run.radius_m) });
    }
  }
  return pieces;
}
