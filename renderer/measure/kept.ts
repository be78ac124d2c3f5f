/** Where measurements are kept: with the design, or with the window while a design is open for review. */
import { deleteMeasurements, saveMeasurement } from '../../shared/commands/edit-measurement.ts';
import type { Document } from '../../shared/document/document.ts';
import type { MeasurementId } from '../../shared/document/ids.ts';
import type { Anchor, MeasureKind, Measurement } from '../../shared/document/records.ts';
import { newId, perform, session } from '../session.ts';
import { viewState } from '../view-state.ts';

/** What is drawn, in the order in which it was measured. */
export const shownMeasurements = (document: Document, apart: readonly Measurement[]): readonly Measurement[] => [
  ...[...document.tables.measurement.values()].filter(({ hidden }) => !hidden),
  ...apart,
];

export function keepMeasurement(kind: MeasureKind, anchors: readonly Anchor[]): void {
  if (!viewState.getState().readOnly) {
    perform((document) => saveMeasurement(document, { kind, anchors, newId }));
    return;
  }
  const measurement: Measurement = { id: newId('measurement'), type: 'measurement', name: '', kind, anchors };
  viewState.setState(({ measuredApart }) => ({ measuredApart: [...measuredApart, measurement] }));
}

export function forgetMeasurements(ids: readonly MeasurementId[]): void {
  const { measuredApart, readOnly } = viewState.getState();
  const gone = new Set(ids);
  if (measuredApart.some(({ id }) => gone.has(id))) viewState.setState({ measuredApart: measuredApart.filter(({ id }) => !gone.has(id)) });
  const { measurement } = session.getState().document.tables;
  if (!readOnly && ids.some((id) => measurement.has(id))) perform((document) => deleteMeasurements(document, { measurements: ids }));
}

/** All that this window may delete. */
export function deletableMeasurements(): readonly MeasurementId[] {
  const { measuredApart, readOnly } = viewState.getState();
  return [...(readOnly ? [] : session.getState().document.tables.measurement.keys()), ...measuredApart.map(({ id }) => id)];
}

/** Takes away what was measured last and is shown. */
export function forgetLast(): boolean {
  const { measuredApart } = viewState.getState();
  const deletable = new Set(deletableMeasurements());
  const last = shownMeasurements(session.getState().document, measuredApart)
    .filter(({ id }) => deletable.has(id))
    .at(-1);
  if (last) forgetMeasurements([last.id]);
  return last !== undefined;
}
