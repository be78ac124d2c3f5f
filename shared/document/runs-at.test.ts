import { describe, expect, it } from 'vitest';
import { designNamed } from '../designs/index.ts';
import { applyPatch, connectionsAt, type Document, documentOf, previewPatch } from './document.ts';
import { changed, type Patch, removed } from './patch.ts';
import type { Connection } from './records.ts';

const built = designNamed('gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const design: Document = built.value;
const runs = [...design.tables.connection.values()];

/** The same as a document that knows nothing of those before it. */
const afresh = (document: Document) => documentOf([...document.tables.equipment.values(), ...document.tables.connection.values()]);

function expectSame(document: Document): void {
  const fresh = afresh(document);
  for (const id of document.tables.equipment.keys()) expect(connectionsAt(document, id)).toEqual(connectionsAt(fresh, id));
}

describe('runs at equipment', () => {
  it('are those of the document at hand after runs got other corners, in a preview and for good', () => {
    connectionsAt(design, '');
    const elsewhere: Patch = runs.slice(3, 40).map((run) => changed<Connection>(run, { ...run, waypoints_m: [[1, 2, 3]] }));
    expectSame(previewPatch(design, elsewhere));
    const after = applyPatch(design, elsewhere);
    expectSame(after);
    expectSame(
      applyPatch(after, [changed<Connection>(after.tables.connection.get(runs[5]?.id ?? '') as Connection, runs[5] as Connection)]),
    );
    expectSame(design);
  });

  it('are found anew after a run came, went or was joined to other equipment', () => {
    connectionsAt(design, '');
    const [one, other] = runs as [Connection, Connection];
    expectSame(applyPatch(design, [changed<Connection>(one, { ...one, to: other.to })]));
    expectSame(applyPatch(design, [removed(one)]));
  });
});
