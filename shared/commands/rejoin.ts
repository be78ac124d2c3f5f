/** Connects an end of a run elsewhere: the run keeps its tag, size and corners, and its nearest legs follow to the other port. */
import { portPlace } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { changed } from '../document/patch.ts';
import type { Connection, ConnectionEnd } from '../document/records.ts';
import { withFirstEndAt } from '../geometry/orthogonal-route.ts';
import { isRefusal, refuse } from '../problem.ts';
import { runObstacles } from './clearance.ts';
import type { CommandAnswer } from './command.ts';
import { type Fit, portsFit } from './compatible.ts';
import { drawnAgain } from './follow-runs.ts';
import { runFault, suits } from './run-fit.ts';

export interface RejoinArguments {
  readonly run: RecordId;
  /** The end that goes elsewhere. */
  readonly end: 'from' | 'to';
  readonly at: ConnectionEnd;
}

const sameEnd = (a: ConnectionEnd, b: ConnectionEnd): boolean => a.equipment === b.equipment && a.port === b.port;

/** Why a run cannot stay what it is between the ports of a fit. */
export function belongsFault(document: Document, run: Connection, fit: Fit): string | undefined {
  const item = document.tables.item.get(run.item);
  const fault = item && runFault(fit, item);
  if (fault) return fault;
  const system = document.tables.system.get(run.system);
  return system && !suits(system, fit)
    ? `${run.tag} belongs to ${system.name}, which does not suit ${fit.fromPort.name} and ${fit.toPort.name}`
    : undefined;
}

export function rejoin(document: Document, { run: id, end, at }: RejoinArguments): CommandAnswer {
  const run = document.tables.connection.get(id);
  if (!run) return refuse(`There is no run ${id}`);
  const stays = end === 'from' ? run.to : run.from;
  if (sameEnd(run[end], at)) return { label: `Connect ${run.tag}`, patch: [] };
  // Of two ports that take either direction the second one begins: the run keeps its own.
  const fit = end === 'from' ? portsFit(document, stays, at, id) : portsFit(document, at, stays, id);
  if (isRefusal(fit)) return fit;
  const fault = belongsFault(document, run, fit);
  if (fault) return refuse(fault);
  const [was, still, now] = [portPlace(document, run[end]), portPlace(document, stays), portPlace(document, at)];
  if (!still || !now) return refuse(`${run.tag} has lost a port: delete it and draw it again`);
  const forth = end === 'from' ? run.waypoints_m : run.waypoints_m.toReversed();
  const route = was && withFirstEndAt([was.at_m, ...forth, still.at_m], was, now);
  const corners = route?.slice(1, -1) ?? drawnAgain(document, run, { from: now, to: still }, runObstacles(document));
  // Kept in the direction of flow, which may be the other way round now.
  const fromMoved = sameEnd(fit.from, at);
  const after: Connection = { ...run, from: fit.from, to: fit.to, waypoints_m: fromMoved ? corners : corners.toReversed() };
  return { label: `Connect ${run.tag} to ${now.equipment.tag}`, patch: [changed(run, after)] };
}
