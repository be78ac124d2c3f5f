/** Keeps, names, shows, hides and removes what was measured. */
import type { Document } from '../document/document.ts';
import type { IdSource, MeasurementId } from '../document/ids.ts';
import { anchorsFault } from '../document/measured-points.ts';
import { added, changed, removed } from '../document/patch.ts';
import type { Anchor, MeasureKind, Measurement } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

const titles: Readonly<Record<MeasureKind, string>> = { distance: 'Distance', area: 'Area', clearance: 'Clearance' };

/** By name as people count, `Distance 2` before `Distance 10`; two of one name go by id. */
export function measurementsInOrder(document: Document): readonly Measurement[] {
  const key = ({ name }: Measurement) => name.replace(/\d+/g, (digits) => digits.padStart(8, '0'));
  return [...document.tables.measurement.values()]
    .map((measurement) => ({ measurement, key: key(measurement) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.measurement.id < b.measurement.id ? -1 : 1))
    .map(({ measurement }) => measurement);
}

/** `Distance 1`, `Distance 2`, …: the first that is free. */
export function freeMeasurementName(document: Document, kind: MeasureKind): string {
  const taken = new Set([...document.tables.measurement.values()].map(({ name }) => name));
  let number = 1;
  while (taken.has(`${titles[kind]} ${number}`)) number++;
  return `${titles[kind]} ${number}`;
}

export function saveMeasurement(
  document: Document,
  { kind, anchors, newId }: { readonly kind: MeasureKind; readonly anchors: readonly Anchor[]; readonly newId: IdSource },
): CommandAnswer {
  const fault = anchorsFault(kind, anchors);
  if (fault !== undefined) return refuse(`${titles[kind]} is measured with ${fault}`);
  if (!anchors.every(({ at_m }) => at_m.every(Number.isFinite))) return refuse('There is no such point');
  const gone = anchors.find(({ on }) => on !== undefined && !document.tables.equipment.has(on));
  if (gone) return refuse('What was to be measured is gone');
  const name = freeMeasurementName(document, kind);
  const measurement: Measurement = { id: newId('measurement'), type: 'measurement', name, kind, anchors };
  return { label: `Measure ${titles[kind].toLowerCase()}`, patch: [added(measurement)] };
}

const missing = (id: MeasurementId) => refuse(`There is no measurement ${id}`);

export function renameMeasurement(
  document: Document,
  { measurement: id, name }: { readonly measurement: MeasurementId; readonly name: string },
): CommandAnswer {
  const before = document.tables.measurement.get(id);
  if (!before) return missing(id);
  const trimmed = name.trim();
  if (trimmed === '') return refuse('A measurement needs a name');
  if (trimmed === before.name) return refuse(`It is named ${trimmed} already`);
  return { label: `Rename ${before.name}`, patch: [changed(before, { ...before, name: trimmed })] };
}

/** Hides measurements or shows them again; those that are so already stay as they are. */
export function showMeasurements(
  document: Document,
  { measurements, shown }: { readonly measurements: readonly MeasurementId[]; readonly shown: boolean },
): CommandAnswer {
  const other = [...new Set(measurements)]
    .flatMap((id) => document.tables.measurement.get(id) ?? [])
    .filter(({ hidden }) => shown === (hidden === true));
  const [first] = other;
  if (!first) return refuse(shown ? 'Nothing that was measured is hidden' : 'Nothing that was measured is shown');
  const patch = other.map((before) => {
    const { hidden: _was, ...rest } = before;
    return changed(before, shown ? rest : { ...rest, hidden: true });
  });
  return { label: `${shown ? 'Show' : 'Hide'} ${other.length === 1 ? first.name : `${other.length} measurements`}`, patch };
}

export function deleteMeasurements(
  document: Document,
  { measurements }: { readonly measurements: readonly MeasurementId[] },
): CommandAnswer {
  const gone = [...new Set(measurements)].flatMap((id) => document.tables.measurement.get(id) ?? []);
  const [first] = gone;
  if (!first) return refuse('Nothing has been measured');
  return { label: `Delete ${gone.length === 1 ? first.name : `${gone.length} measurements`}`, patch: gone.map(removed) };
}
