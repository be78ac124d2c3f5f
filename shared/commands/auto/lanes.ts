/** The lanes that runs already take: what a new run must not lie in. */
import { type RunBody, runBody } from '../../catalogue/run-body.ts';
import { inOneTray, isJoint } from '../../catalogue/run-meeting.ts';
import type { Document } from '../../document/document.ts';
import type { ConnectionId } from '../../document/ids.ts';
import type { Place } from '../../document/records.ts';
import { gapBetween } from '../../geometry/capsule.ts';

/** A run that is still looking for its way. */
export type NewRun = Omit<RunBody, 'route'>;

interface Leg {
  readonly run: RunBody;
  readonly a: Place;
  readonly b: Place;
}

const cell_m = 3;

export class Lanes {
  readonly #cells = new Map<string, Leg[]>();

  /** @param except runs that leave their lanes */
  constructor(document: Document, except: ReadonlySet<ConnectionId> = new Set()) {
    document.tables.connection.forEach((connection) => {
      const run = except.has(connection.id) ? undefined : runBody(document, connection);
      if (run) this.add(run);
    });
  }

  add(run: RunBody): void {
    for (let i = 1; i < run.route.length; i++) {
      const leg: Leg = { run, a: run.route[i - 1] as Place, b: run.route[i] as Place };
      for (const cell of cellsOf(leg.a, leg.b, run.radius_m)) {
        const legs = this.#cells.get(cell);
        if (legs) legs.push(leg);
        else this.#cells.set(cell, [leg]);
      }
    }
  }

  /** Legs of other runs about the line from a to b that the run may not meet. */
  *#near(run: NewRun, a: Place, b: Place, reach_m: number): Generator<Leg> {
    const seen = new Set<Leg>();
    for (const cell of cellsOf(a, b, reach_m)) {
      for (const leg of this.#cells.get(cell) ?? []) {
        if (seen.has(leg)) continue;
        seen.add(leg);
        if (leg.run.connection.id !== run.connection.id && !inOneTray(run, leg.run)) yield leg;
      }
    }
  }

  /** Whether a way would take the run through, or nearer than `clearance_m` to, another. */
  isFree(run: NewRun, route: readonly Place[], clearance_m: number): boolean {
    const laid: RunBody = { ...run, route };
    for (let i = 1; i < route.length; i++) {
      const [a, b] = [route[i - 1] as Place, route[i] as Place];
      for (const leg of this.#near(run, a, b, run.radius_m + clearance_m)) {
        const { distance_m, at_m } = gapBetween(a, b, leg.a, leg.b);
        if (distance_m < run.radius_m + leg.run.radius_m + clearance_m - slack_m && !isJoint(laid, leg.run, at_m)) return false;
      }
    }
    return true;
  }
}

const slack_m = 1e-6;

function* cellsOf(a: Place, b: Place, reach_m: number): Generator<string> {
  const cell = (value: number) => Math.floor(value / cell_m);
  for (let i = cell(Math.min(a[0], b[0]) - reach_m); i <= cell(Math.max(a[0], b[0]) + reach_m); i++)
    for (let j = cell(Math.min(a[1], b[1]) - reach_m); j <= cell(Math.max(a[1], b[1]) + reach_m); j++) yield `${i} ${j}`;
}
