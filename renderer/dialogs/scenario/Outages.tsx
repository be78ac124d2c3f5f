import { X } from 'lucide-react';
import { findRecord } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { useDocument } from '../../session.ts';
import { IconButton } from '../../ui/Button.tsx';

/** What is out of service; each piece can be put back. */
export function Outages({
  ids,
  tried,
  empty,
  onRestore,
}: {
  ids: readonly RecordId[];
  tried?: boolean;
  empty: string;
  /** Absent where nothing can be changed. */
  onRestore?: ((id: RecordId) => void) | undefined;
}) {
  const document = useDocument();
  const nameOf = (id: RecordId) => {
    const record = findRecord(document, id);
    return record && 'tag' in record ? record.tag : id;
  };
  return (
    <span className="outages">
      {ids.map((id) => (
        <span key={id} className={`badge ${tried ? 'estimate' : ''}`}>
          {nameOf(id)}
          {onRestore ? (
            <>
              {' '}
              <IconButton label={`Put ${nameOf(id)} back into service`} icon={<X size={11} />} onClick={() => onRestore(id)} />
            </>
          ) : null}
        </span>
      ))}
      {ids.length === 0 ? <span className="muted">{empty}</span> : null}
    </span>
  );
}
