/** The worst finding below each line of the tree, counted once per analysis. */
import type { Analysis, Severity } from '../../../shared/analysis/result.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { OutlineNode } from '../../outline.ts';

export type WorstFindings = ReadonlyMap<RecordId, Severity>;

/** Errors and warnings only: notes do not colour the tree. */
export function worstFindings(analysis: Analysis | null): WorstFindings {
  const worst = new Map<RecordId, Severity>();
  for (const { severity, subjects } of analysis?.findings ?? []) {
    if (severity === 'note') continue;
    for (const id of subjects) if (severity === 'error' || !worst.has(id)) worst.set(id, severity);
  }
  return worst;
}

const known = new WeakMap<WorstFindings, WeakMap<OutlineNode, Severity | 'none'>>();

function worstBelow(node: OutlineNode, worst: WorstFindings): Severity | undefined {
  let found = node.id === null ? undefined : worst.get(node.id);
  for (const id of node.members) {
    const severity = worst.get(id);
    if (severity === 'error') return 'error';
    found ??= severity;
  }
  return found;
}

export function severityOf(node: OutlineNode, worst: WorstFindings): Severity | undefined {
  if (worst.size === 0) return undefined;
  let ofNode = known.get(worst);
  if (!ofNode) {
    ofNode = new WeakMap();
    known.set(worst, ofNode);
  }
  let severity = ofNode.get(node);
  if (severity === undefined) {
    severity = worstBelow(node, worst) ?? 'none';
    ofNode.set(node, severity);
  }
  return severity === 'none' ? undefined : severity;
}
