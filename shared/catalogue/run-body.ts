/** What a run takes up: the line from port to port, and how thick it is around it. */
import type { Document } from '../document/document.ts';
import type { Connection, Place } from '../document/records.ts';
import { kindOf, parametersOf } from './resolve.ts';
import { routeOf } from './route.ts';

/** Of a run whose item states no diameter, as it is drawn. */
const unknown_m = 0.05;

/** Outside radius of a run with the insulation that is stated for it, metres; of parallel sets of cable one, as drawn. */
export function runRadius(document: Document, connection: Connection): number {
  const parameters = parametersOf(document, connection);
  const { outerDiameter_m = unknown_m, insulationThickness_m = 0 }: Readonly<Record<string, number | undefined>> = parameters.ok
    ? parameters.value
    : {};
  return outerDiameter_m / 2 + insulationThickness_m;
}

export interface RunBody {
  readonly connection: Connection;
  /** Pipe, cable or whip. */
  readonly kind: string;
  readonly route: readonly Place[];
  readonly radius_m: number;
}

/** The body of a run; undefined where an end is missing. */
export function runBody(document: Document, connection: Connection): RunBody | undefined {
  const route = routeOf(document, connection);
  if (route.length < 2) return undefined;
  return { connection, kind: kindOf(document, connection)?.kind ?? '', route, radius_m: runRadius(document, connection) };
}
