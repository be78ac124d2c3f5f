/** The catalogue as the editor offers it: items, their place in the tabs, and the figure on their card. */
import type { AnyKind, NumberParameter, ParameterSpec } from '../shared/catalogue/kind.ts';
import { kindNamed } from '../shared/catalogue/kinds/index.ts';
import { type CatalogueItem, catalogue, catalogueItem } from '../shared/catalogue/library.ts';
import type { Document } from '../shared/document/document.ts';
import type { Item } from '../shared/document/records.ts';
import { newId } from './session.ts';
import { viewState } from './view-state.ts';

export type CatalogueTab = 'all' | 'racks' | 'cooling' | 'power' | 'runs';

export const catalogueTabs: readonly { readonly key: CatalogueTab; readonly title: string }[] = [
  { key: 'all', title: 'All' },
  { key: 'racks', title: 'Racks' },
  { key: 'cooling', title: 'Cooling' },
  { key: 'power', title: 'Power' },
  { key: 'runs', title: 'Runs' },
];

export function tabOf(item: CatalogueItem): CatalogueTab {
  const kind = kindNamed(item.kind);
  if (kind?.form === 'run') return 'runs';
  if (kind?.discipline === 'it') return 'racks';
  return kind?.discipline === 'electrical' ? 'power' : 'cooling';
}

/** Items that can be placed first, pipes and cables last, each sort in the order of the library. */
export function itemsOf(document: Document): readonly CatalogueItem[] {
  const names = new Set(catalogue.map(({ name }) => name));
  const own = [...document.tables.item.values()].filter(({ name }) => !names.has(name));
  return [...catalogue, ...own];
}

export function searchItems(items: readonly CatalogueItem[], tab: CatalogueTab, text: string): readonly CatalogueItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (tab !== 'all' && tabOf(item) !== tab) return false;
    const haystack = `${item.title} ${item.maker} ${item.model} ${item.name} ${kindNamed(item.kind)?.title ?? item.kind}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

const figureNames = [
  'design_W',
  'capacity_W',
  'rating_VA',
  'rating_W',
  'bar_A',
  'rating_A',
  'ratedFlow_m3_s',
  'vessel_m3',
  'power_W',
  'ampacity_A',
  'trip_A',
  'nominalSize_m',
  'innerDiameter_m',
  'flowAt100kPa_m3_s',
  'portSize_m',
];

/** The one number that tells items of a kind apart. */
export function mainFigure(item: CatalogueItem): { readonly spec: NumberParameter; readonly value: number } | undefined {
  const kind: AnyKind | undefined = kindNamed(item.kind);
  for (const name of figureNames) {
    const value = item.values[name]?.value;
    const spec = (kind?.parameters as Readonly<Record<string, ParameterSpec>> | undefined)?.[name];
    if (typeof value === 'number' && spec?.type === 'number') return { spec, value };
  }
  return undefined;
}

/** Takes an item in hand: equipment to be placed, a pipe or cable to be drawn. */
export function takeItem({ name, kind }: Pick<CatalogueItem, 'name' | 'kind'>): void {
  if (kindNamed(kind)?.form === 'run') viewState.setState({ tool: 'connect', placing: name, refusal: null });
  else viewState.getState().startPlacing(name);
}

/** Equipment that is in hand; a pipe or cable may be there as well, and is not placed. */
export function equipmentInHand(items: readonly CatalogueItem[]): string | undefined {
  const { placing } = viewState.getState();
  return items.find(({ name, kind }) => name === placing && kindNamed(kind)?.form === 'equipment')?.name;
}

/** The item as a record: the design's own copy where it has one. */
export function itemRecord(document: Document, name: string): Item | undefined {
  for (const item of document.tables.item.values()) if (item.name === name) return item;
  const found = catalogueItem(name);
  return found && { ...found, id: newId('item'), type: 'item' };
}
