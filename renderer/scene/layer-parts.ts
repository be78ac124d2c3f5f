/**
 * Layers within a layer: the side of a loop that liquid is on, the train that power belongs to. Made from the runs as they
 * stand, the first time that somebody asks; nothing of it is stored.
 */
import { kindOf } from '../../shared/catalogue/resolve.ts';
import type { Document } from '../../shared/document/document.ts';
import type { EquipmentId, RecordId } from '../../shared/document/ids.ts';
import { type Connection, type Equipment, type LayerName, layerNames, type System } from '../../shared/document/records.ts';
import { madeOfRuns } from './made-of-runs.ts';
import { sidesOf } from './run-sides.ts';

/** The layer that one lies within. */
export const within: Partial<Readonly<Record<LayerName, LayerName>>> = {
  supply: 'liquid',
  return: 'liquid',
  'liquid-plant': 'liquid',
  'train-a': 'electrical',
  'train-b': 'electrical',
  'power-common': 'electrical',
};

type Train = NonNullable<System['train']>;

/** Trains of everything that power runs to; `both` where runs of more than one meet. */
const trainsOf = madeOfRuns(({ tables: { connection, system } }): ReadonlyMap<EquipmentId, Train | 'both'> => {
  const trains = new Map<EquipmentId, Train | 'both'>();
  connection.forEach(({ system: id, from, to }) => {
    const train = system.get(id)?.train;
    if (train === undefined) return;
    for (const { equipment } of [from, to]) {
      const known = trains.get(equipment);
      if (known !== train) trains.set(equipment, known === undefined ? train : 'both');
    }
  });
  return trains;
});

/** The layer within its layer that a record is on; its whole layer where that is not divided. */
export function partOf(document: Document, record: Equipment | Connection): LayerName | undefined {
  const discipline = kindOf(document, record)?.discipline;
  if (discipline !== 'liquid' && discipline !== 'electrical') return discipline;
  const sides = sidesOf(document);
  const side = record.type === 'connection' ? sides.ofRun.get(record.id) : sides.ofEquipment.get(record.id);
  if (discipline === 'liquid') return side === 'supply' || side === 'return' ? side : 'liquid-plant';
  const train = record.type === 'connection' ? side : trainsOf(document).get(record.id);
  return train === 'A' ? 'train-a' : train === 'B' ? 'train-b' : 'power-common';
}

/** What the layers of a view show. A layer within another is shown where both are. */
export function isLayerShown(layers: Readonly<Record<LayerName, boolean>>, document: Document, record: Equipment | Connection): boolean {
  const discipline = kindOf(document, record)?.discipline;
  if (discipline === undefined) return true;
  if (!layers[discipline]) return false;
  const divided =
    discipline === 'liquid'
      ? !(layers.supply && layers.return && layers['liquid-plant'])
      : discipline === 'electrical' && !(layers['train-a'] && layers['train-b'] && layers['power-common']);
  // Who hides no part pays nothing for parts.
  const part = divided ? partOf(document, record) : undefined;
  return part === undefined || layers[part];
}

/** Whether no equipment and no run is hidden by its layer. */
export const showsAll = (layers: Readonly<Record<LayerName, boolean>>): boolean =>
  layerNames.every((name) => name === 'shell' || name === 'underlay' || layers[name]);

/** Whether a layer within another is hidden: then runs and their systems decide what is seen. */
export const hidesParts = (layers: Readonly<Record<LayerName, boolean>>): boolean =>
  (Object.keys(within) as LayerName[]).some((name) => !layers[name]);

/** What is hidden by itself, with what stands in layers that are switched off. */
export function hiddenWith(
  document: Document,
  hidden: ReadonlySet<RecordId>,
  layers: Readonly<Record<LayerName, boolean>>,
): ReadonlySet<RecordId> {
  const all = new Set(hidden);
  document.tables.equipment.forEach((equipment) => {
    if (!isLayerShown(layers, document, equipment)) all.add(equipment.id);
  });
  return all;
}

/** Whether a record is on a layer, or on one within it. */
export function isOnLayer(document: Document, record: Equipment | Connection, layer: LayerName): boolean {
  return kindOf(document, record)?.discipline === layer || (layer in within && partOf(document, record) === layer);
}
