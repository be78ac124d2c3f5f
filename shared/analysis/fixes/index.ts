/** Which rules have cures. A fix is offered only where its command is known to take the finding away. */
import type { Document } from '../../document/document.ts';
import type { IdSource } from '../../document/ids.ts';
import type { Finding } from '../result.ts';
import { connectPorts } from './connect-ports.ts';
import type { Fix, Fixer, FixInput } from './fix.ts';
import { largerBreakers, largerRating, largerTapOff, largerVessel } from './larger-item.ts';
import { clearAisle, moveApart } from './move-apart.ts';
import { nextTags } from './next-tags.ts';
import { resizeRun } from './resize-run.ts';
import { raiseDifferentialPressure, stagePumps, supplyOverDewPoint, supplySetPoint } from './set-points.ts';
import { moreCopper } from './short-circuit.ts';

const fixers: Readonly<Record<string, readonly Fixer[]>> = {
  'open-port': [connectPorts],
  'pipe-velocity': [resizeRun],
  'continuous-rating': [resizeRun, largerRating, largerTapOff],
  'fault-withstand': [moreCopper],
  overlap: [moveApart],
  clearance: [moveApart],
  'aisle-width': [clearAisle],
  'supply-lost': [connectPorts],
  'duplicate-tag': [nextTags],
  'vessel-size': [largerVessel],
  'breaking-capacity': [largerBreakers],
  'rack-supply': [supplySetPoint],
  'dew-point': [supplyOverDewPoint],
  'pump-minimum-flow': [stagePumps],
  'control-limit': [raiseDifferentialPressure],
};

/** Whether any command is known against findings of a rule. */
export const hasFixes = (rule: string): boolean => rule in fixers;

/** Cures of one finding, best first; the same input gives the same list. */
export function fixesFor(document: Document, analysis: FixInput['analysis'], finding: Finding, newId: IdSource): readonly Fix[] {
  return (fixers[finding.rule] ?? []).flatMap((fixer) => fixer({ document, analysis, finding, newId }));
}
