import { DoorOpen, Square, SquareSplitHorizontal } from 'lucide-react';
import { type BuildingElement, elementTitle } from '../../../shared/document/building-elements.ts';
import { Button } from '../../ui/Button.tsx';
import { WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView, viewState } from '../../view-state.ts';
import { ColumnFields, OpeningRows, PartitionRows } from './ElementRows.tsx';
import { InspectorHead } from './Head.tsx';

const icons = { opening: DoorOpen, partition: SquareSplitHorizontal, column: Square } as const;

/** A door, a partition or a column that was picked in the model: the same fields as in the list of its space. */
export function ElementInspector({ element }: { element: BuildingElement }) {
  const readOnly = useView((state) => state.readOnly);
  const { space, sort, index } = element;
  const Icon = icons[sort];
  return (
    <>
      <InspectorHead icon={<Icon size={18} />} title={elementTitle(element)} sub={`${sort} of ${space.name}`} ids={[]} verdict={false} />
      <Section title={elementTitle(element)} testId="element">
        {element.sort === 'opening' ? <OpeningRows space={space} opening={element.is} index={index} readOnly={readOnly} /> : null}
        {sort === 'partition' ? <PartitionRows space={space} index={index} readOnly={readOnly} /> : null}
        {sort === 'column' ? <ColumnFields space={space} index={index} /> : null}
        <WideRow label="Stands in">
          <Button small data-testid="element-space" onClick={() => viewState.getState().select([space.id])}>
            {space.name}
          </Button>
        </WideRow>
      </Section>
    </>
  );
}
