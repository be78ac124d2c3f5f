import { Rows3 } from 'lucide-react';
import { useMemo } from 'react';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { Group } from '../../../shared/document/records.ts';
import { useLength } from '../../figures.ts';
import { Button } from '../../ui/Button.tsx';
import { viewState } from '../../view-state.ts';
import { arrangementsOf } from './arrangements.ts';

/** `2 rows of 8, pitch 0.60 m` or `4 units`. */
function useFigures(): (group: Group) => string {
  const length = useLength();
  return ({ array, units }) => {
    if (!array) return `${units?.count ?? 1} units`;
    const { text, unit } = length(array.pitch_m);
    const rows = array.rows === 1 ? `${array.count} in a row` : `${array.rows} rows of ${array.count}`;
    return `${rows}, pitch ${text} ${unit}`;
  };
}

/** The way from pieces to the array or unit they are part of, whose figures place all of them again. */
export function PartOf({ document, ids }: { document: Document; ids: readonly RecordId[] }) {
  const arrangements = useMemo(() => arrangementsOf(document, ids), [document, ids]);
  const figures = useFigures();
  return arrangements.map((group) => (
    <div key={group.id} className="part-of" data-testid="part-of">
      <Rows3 size={14} aria-hidden />
      <div className="clip" title={group.name}>
        Part of <b>{group.name}</b>
        <div className="inspector-sub clip">{figures(group)}</div>
      </div>
      <Button small aria-label={`Edit ${group.name}`} onClick={() => viewState.getState().select([group.id])}>
        Edit
      </Button>
    </div>
  ));
}
