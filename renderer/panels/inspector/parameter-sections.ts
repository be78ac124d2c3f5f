/** Which section of the inspector a parameter belongs to: where it acts decides. */
import type { AnyKind, ParameterSpec } from '../../../shared/catalogue/kind.ts';

export type ParameterSection = 'liquid' | 'air' | 'power' | 'limits' | 'dimensions' | 'other';

export const parameterSections: readonly { readonly key: ParameterSection; readonly title: string; readonly open: boolean }[] = [
  { key: 'liquid', title: 'Liquid', open: true },
  { key: 'air', title: 'Air', open: true },
  { key: 'power', title: 'Power', open: true },
  { key: 'limits', title: 'Limits', open: false },
  { key: 'dimensions', title: 'Dimensions', open: false },
  { key: 'other', title: 'Other', open: false },
];

const bodyNames = new Set(['width_m', 'depth_m', 'height_m', 'mass_kg', 'frontClearance_m', 'rearClearance_m']);
const electricalUnits = new Set(['power', 'voltage', 'current', 'apparentPower', 'reactivePower', 'resistancePerLength', 'frequency']);

export function sectionOf(name: string, spec: ParameterSpec): ParameterSection {
  if (bodyNames.has(name)) return 'dimensions';
  // Loads act on every network; a person looks for them under power.
  if (spec.acts.includes('electrical') && spec.type === 'number' && electricalUnits.has(spec.quantity)) return 'power';
  if (spec.acts.includes('liquid')) return 'liquid';
  if (spec.acts.includes('air')) return 'air';
  if (spec.acts.includes('electrical')) return 'power';
  if (spec.acts.includes('limit')) return 'limits';
  return spec.acts.includes('layout') ? 'dimensions' : 'other';
}

export function parametersBySection(kind: AnyKind): ReadonlyMap<ParameterSection, readonly (readonly [string, ParameterSpec])[]> {
  const sections = new Map<ParameterSection, (readonly [string, ParameterSpec])[]>();
  for (const [name, spec] of Object.entries(kind.parameters as Readonly<Record<string, ParameterSpec>>)) {
    const key = sectionOf(name, spec);
    sections.set(key, [...(sections.get(key) ?? []), [name, spec]]);
  }
  return sections;
}
