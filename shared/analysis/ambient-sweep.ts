/** A design over the outdoor temperature: what it draws, and which control does the work at each point. */
import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Result, succeed } from '../problem.ts';
import { type Analysed, analyseDetailed } from './analyse.ts';
import type { ActiveControl } from './controls.ts';
import type { Analysis } from './result.ts';
import type { ScenarioOptions } from './scenario-state.ts';

/** Equipment of one kind and item whose control is in the same state. */
export interface ControlGroup extends Pick<ActiveControl, 'holds' | 'by' | 'state'> {
  readonly kind: string;
  readonly item: string;
  readonly owners: readonly RecordId[];
}

export interface SweepPoint {
  readonly ambient_K: number;
  readonly analysis: Analysis;
  /** Every running control, grouped; sorted by kind, item, held quantity and state. */
  readonly controls: readonly ControlGroup[];
}

/** Controls in the same state, by kind and catalogue item of their owner. */
export function groupControls(document: Document, controls: readonly ActiveControl[]): ControlGroup[] {
  const groups = new Map<string, { group: Omit<ControlGroup, 'owners'>; owners: RecordId[] }>();
  for (const { owner, holds, by, state } of controls) {
    const record = document.tables.equipment.get(owner);
    if (!record) continue;
    const kind = kindOf(document, record)?.kind ?? 'unknown';
    const item = document.tables.item.get(record.item)?.title ?? record.item;
    const key = [kind, item, holds, by, state].join('|');
    const known = groups.get(key);
    if (known) known.owners.push(owner);
    else groups.set(key, { group: { kind, item, holds, by, state }, owners: [owner] });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { group, owners }]) => ({ ...group, owners }));
}

/**
 * Solves the design at each ambient, K, in the given order, each point started from the one before.
 * @returns a problem where the scenario does not exist; a point without a steady state is an answer.
 */
export function sweepAmbient(
  document: Document,
  ambients_K: readonly number[],
  options: Omit<ScenarioOptions, 'ambient_K'> = {},
): Result<SweepPoint[]> {
  const points: SweepPoint[] = [];
  let previous: Analysed['coupled'] | undefined;
  for (const ambient_K of ambients_K) {
    const answer = analyseDetailed(document, { ...options, ambient_K, ...(previous ? { previous } : {}) });
    if (!answer.ok) return answer;
    const { analysis, coupled } = answer.value;
    previous = coupled;
    points.push({ ambient_K, analysis, controls: groupControls(document, analysis.controls) });
  }
  return succeed(points);
}
