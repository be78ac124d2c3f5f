import type { CatalogueItem } from '../../shared/catalogue/library.ts';
import { searchItems } from '../catalogue.ts';
import { Picker } from './Picker.tsx';

const mostShown = 60;

/** A catalogue item chosen by typing. */
export function ItemPicker({
  items,
  value,
  onChange,
  testId,
}: {
  items: readonly CatalogueItem[];
  /** Name of the chosen item. */
  value: string;
  onChange: (name: string) => void;
  testId?: string;
}) {
  const search = (text: string) =>
    searchItems(items, 'all', text)
      .slice(0, mostShown)
      .map(({ name, title, maker }) => ({ value: name, title, note: maker }));
  const title = items.find(({ name }) => name === value)?.title ?? value;
  return <Picker label="Item" title={title} search={search} onChange={onChange} {...(testId ? { testId } : {})} />;
}
