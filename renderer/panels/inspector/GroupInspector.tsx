import { Layers } from 'lucide-react';
import { useMemo } from 'react';
import type { Document } from '../../../shared/document/document.ts';
import type { Group } from '../../../shared/document/records.ts';
import { type OutlineNode, outlineOf } from '../../outline.ts';
import { Button } from '../../ui/Button.tsx';
import { viewState } from '../../view-state.ts';
import { ArraySection } from './ArraySection.tsx';
import { InspectorHead } from './Head.tsx';
import { SumSection } from './SumSection.tsx';

const nodeOf = (node: OutlineNode, id: string): OutlineNode | undefined =>
  node.id === id ? node : node.children.map((child) => nodeOf(child, id)).find(Boolean);

export function GroupInspector({ document, group }: { document: Document; group: Group }) {
  const members = useMemo(() => nodeOf(outlineOf(document), group.id)?.members ?? [], [document, group.id]);
  return (
    <>
      <InspectorHead
        icon={<Layers size={18} />}
        title={group.name}
        sub={`${group.kind.replaceAll('-', ' ')} · ${members.length} pieces of equipment`}
        ids={members}
      />
      {group.array ? <ArraySection document={document} group={group} array={group.array} /> : null}
      <SumSection document={document} ids={members} />
      <div className="inspector-actions">
        <Button onClick={() => viewState.getState().select(members)}>Select its equipment</Button>
      </div>
    </>
  );
}
