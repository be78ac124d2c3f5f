/** What kind of thing a limit of the plant is: the causes by which power is stranded. */
import { kindOf } from '../../catalogue/resolve.ts';
import type { Document } from '../../document/document.ts';
import type { PlantLimit } from '../tokenomics/limits/plant-limit.ts';

const titles = {
  utility: 'Utility service',
  generator: 'Generators',
  breaker: 'Breakers and boards',
  phase: 'Unbalanced phases',
  cable: 'Cables',
  busway: 'Busways',
  transformer: 'Transformers',
  ups: 'UPS',
  converter: 'Rectifiers and transfer switches',
  'cdu-flow': 'CDU flow',
  'cdu-heat': 'CDU capacity',
  pump: 'Loop pumps',
  rejection: 'Chillers and coolers',
  air: 'Air cooling',
  space: 'Floor',
} as const;

export type StrandedCause = keyof typeof titles;

export const causeTitle = (cause: StrandedCause): string => titles[cause];

const byKind: Readonly<Record<string, StrandedCause>> = {
  utility: 'utility',
  generator: 'generator',
  bess: 'generator',
  switchgear: 'breaker',
  switchboard: 'breaker',
  rpp: 'breaker',
  'dc-board': 'breaker',
  cable: 'cable',
  whip: 'cable',
  busway: 'busway',
  'dc-busway': 'busway',
  transformer: 'transformer',
  ups: 'ups',
  'power-shelf': 'converter',
  rectifier: 'converter',
  'dc-converter': 'converter',
  ats: 'converter',
  sts: 'converter',
  pump: 'pump',
  'fan-wall': 'air',
  'in-row-cooler': 'air',
  'rear-door': 'air',
};

export function causeOf(document: Document, { owner, resource }: Pick<PlantLimit, 'owner' | 'resource'>): StrandedCause {
  if (resource === 'density') return 'space';
  if (resource === 'utility') return 'utility';
  if (resource === 'phase') return 'phase';
  const record = document.tables.equipment.get(owner) ?? document.tables.connection.get(owner);
  const kind = record ? (kindOf(document, record)?.kind ?? '') : '';
  if (kind === 'cdu') return resource === 'flow' ? 'cdu-flow' : 'cdu-heat';
  return byKind[kind] ?? 'rejection';
}
