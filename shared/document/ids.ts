/** Record ids: a prefix per table and a text that is never reused and never shown as a name. */

declare const table: unique symbol;
type Branded<T extends string> = string & { readonly [table]?: T };

export type SiteId = Branded<'site'>;
export type SpaceId = Branded<'space'>;
export type ItemId = Branded<'item'>;
export type EquipmentId = Branded<'equipment'>;
export type ConnectionId = Branded<'connection'>;
export type SystemId = Branded<'system'>;
export type GroupId = Branded<'group'>;
export type ScenarioId = Branded<'scenario'>;
export type WorkloadId = Branded<'workload'>;
export type ViewId = Branded<'view'>;
export type DrawingId = Branded<'drawing'>;
export type UnderlayId = Branded<'underlay'>;
export type MeasurementId = Branded<'measurement'>;
export type RecordId = string;

export const idPrefix = {
  site: 'site',
  space: 'space',
  item: 'item',
  equipment: 'eq',
  connection: 'conn',
  system: 'sys',
  group: 'grp',
  scenario: 'scn',
  workload: 'work',
  view: 'view',
  drawing: 'drw',
  underlay: 'und',
  measurement: 'mea',
} as const;

/** Where new ids come from. Passed in, so that generators and tests repeat exactly. */
export type IdSource = (type: keyof typeof idPrefix) => string;

/** Ids `eq_<seed>1`, `eq_<seed>2`, …: for generators and tests, and unique within one run. */
export function sequentialIds(seed = ''): IdSource {
  const counts = new Map<string, number>();
  return (type) => {
    const next = (counts.get(type) ?? 0) + 1;
    counts.set(type, next);
    return `${idPrefix[type]}_${seed}${next}`;
  };
}
