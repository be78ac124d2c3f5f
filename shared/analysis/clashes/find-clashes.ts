/**
 * Interference check of runs: against equipment, columns, walls and one another. A check that one asks for, apart from
 * the analysis: a contractor's list is made when a layout stands, not at every step towards it.
 */
import type { Document } from '../../document/document.ts';
import { bodiesOf } from '../bodies.ts';
import { type Clash, type ClashReport, clashSorts } from './clash.ts';
import { bodiesOfRuns, piecesOf } from './pieces.ts';
import { clashesWithBuilding } from './run-building.ts';
import { clashesWithEquipment } from './run-equipment.ts';
import { clashesBetweenRuns } from './run-run.ts';

/** Sort by sort, the deepest first. */
const byDepth = (p: Clash, q: Clash): number =>
  clashSorts.indexOf(p.sort) - clashSorts.indexOf(q.sort) || q.depth_m - p.depth_m || (p.run < q.run ? -1 : p.run > q.run ? 1 : 0);

/**
 * Every clash and every penetration of a design, as runs are drawn: straight pieces with the outside diameter of their
 * item and the insulation stated for it, round bends taken as corners. Near-linear in the number of pieces.
 */
export function findClashes(document: Document): ClashReport {
  const runs = bodiesOfRuns(document);
  const pieces = piecesOf(runs);
  const building = clashesWithBuilding(document, pieces);
  return {
    clashes: [...clashesWithEquipment(pieces, bodiesOf(document)), ...building.clashes, ...clashesBetweenRuns(pieces)].sort(byDepth),
    penetrations: building.penetrations,
    runs: runs.length,
  };
}
