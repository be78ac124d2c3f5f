/** The two figures on a tag: what matters most for the kind, the shown overlay first. */
import { type QuantityKey, quantities } from '../../shared/analysis/quantities.ts';
import { type Analysis, quantityOf } from '../../shared/analysis/result.ts';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { type BuildingElement, elementNamed } from '../../shared/document/building-elements.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { UnitSystem } from '../../shared/units/convert.ts';
import { describeQuantity } from '../../shared/units/format.ts';
import type { QuantityKind } from '../../shared/units/quantity.ts';
import type { Overlay } from './overlays/overlay.ts';

const byKind: Readonly<Record<string, readonly QuantityKey[]>> = {
  rack: ['supplyTemperature', 'power'],
  cdu: ['supplyTemperature', 'heat', 'capacityUse'],
  chiller: ['supplyTemperature', 'heat'],
  'dry-cooler': ['supplyTemperature', 'heat'],
  'adiabatic-cooler': ['supplyTemperature', 'heat'],
  'cooling-tower': ['supplyTemperature', 'heat'],
  'water-cooled-chiller': ['supplyTemperature', 'heat'],
  'fan-wall': ['airSupplyTemperature', 'heat'],
  'rear-door': ['airSupplyTemperature', 'heat'],
  'in-row-cooler': ['airSupplyTemperature', 'heat'],
  'buffer-tank': ['supplyTemperature', 'flow'],
  strainer: ['flow', 'pressureDrop'],
  valve: ['flow', 'valveOpening'],
  pump: ['flow', 'power'],
  pipe: ['flow', 'velocity'],
  header: ['flow', 'velocity'],
  cable: ['current', 'loading'],
  whip: ['current', 'loading'],
};
const otherwise: readonly QuantityKey[] = ['powerFlow', 'loading', 'power', 'flow', 'current', 'heat'];
const byOverlay: Readonly<Record<string, QuantityKey>> = {
  flow: 'flow',
  velocity: 'velocity',
  loading: 'loading',
  'voltage-drop': 'voltageDrop',
  'fault-level': 'faultCurrent',
  'power-headroom': 'powerHeadroom',
  'watt-price': 'powerPrice',
  'supply-temperature': 'supplyTemperature',
};

/** A figure as it stands on a tag: shares as whole per cent. */
const figureText = (value: number, quantity: QuantityKind, system: UnitSystem): string =>
  describeQuantity(value, quantity, quantity === 'ratio' ? { system, unit: '%', decimals: 0 } : { system });

/** What an overlay says of one record: its figure, or the sort it is of. */
export const overlayText = ({ classes, quantity }: Overlay, value: number, system: UnitSystem): string =>
  classes ? (classes[value]?.title ?? '').toLowerCase() : figureText(value, quantity, system);

/** Width and height of an opening, length and thickness of a wall inside, both sides of a column. */
function sizesOf(element: BuildingElement): readonly number[] {
  if (element.sort === 'opening') return [element.is.width_m, element.is.height_m];
  if (element.sort === 'column') return [element.is.width_m, element.is.depth_m];
  const { from_m, to_m, thickness_m } = element.is;
  return [Math.hypot(to_m[0] - from_m[0], to_m[1] - from_m[1]), thickness_m];
}

export function figuresOf(
  document: Document,
  analysis: Analysis | null,
  ids: readonly RecordId[],
  overlay: string | null,
  system: UnitSystem,
): readonly string[] {
  const [first] = ids;
  const element = first === undefined || ids.length > 1 ? undefined : elementNamed(document.tables.space, first);
  if (element) return sizesOf(element).map((size_m) => describeQuantity(size_m, 'length', { system }));
  if (!analysis) return [];
  if (ids.length > 1) {
    // Power is the one figure of which a sum always has a meaning.
    const total = ids.reduce((sum, id) => sum + (quantityOf(analysis.results, id, 'power') ?? 0), 0);
    return total > 0 ? [describeQuantity(total, 'power', { system })] : [];
  }
  const record = first === undefined ? undefined : (document.tables.equipment.get(first) ?? document.tables.connection.get(first));
  if (!record) return [];
  const kind = kindOf(document, record)?.kind ?? '';
  const shown = overlay === null ? undefined : byOverlay[overlay];
  const keys = new Set([...(shown ? [shown] : []), ...(byKind[kind] ?? otherwise), 'power' as const]);
  const figures: string[] = [];
  for (const key of keys) {
    const value = quantityOf(analysis.results, record.id, key);
    if (value !== undefined && figures.length < 2) figures.push(figureText(value, quantities[key].quantity, system));
  }
  return figures;
}
