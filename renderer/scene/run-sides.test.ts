import { describe, expect, it } from 'vitest';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { sidesOf } from './run-sides.ts';

const built = designNamed('gb300-10mw')?.build({});
const document = built?.ok ? built.value : undefined;

describe('sides of the 10 MW plant', () => {
  it('knows supply or return of every pipe, and the train of every feeder to a rack', () => {
    if (!document) throw new Error('the design does not build');
    const { ofRun } = sidesOf(document);
    const unknown: string[] = [];
    for (const run of document.tables.connection.values()) {
      const side = ofRun.get(run.id);
      // The stub to an expansion vessel hangs on one side; its own side is that of its header.
      if (side === 'liquid') unknown.push(run.tag);
      const to = document.tables.equipment.get(run.to.equipment);
      if (to && kindOf(document, to)?.kind === 'rack' && run.to.port === 'supply') expect(side).toBe('supply');
      if (to && run.to.port.startsWith('feed') && kindOf(document, to)?.kind === 'rack') expect(side === 'A' || side === 'B').toBe(true);
    }
    expect(unknown).toEqual([]);
  });

  it('gives a header one side', () => {
    if (!document) throw new Error('the design does not build');
    const { ofEquipment } = sidesOf(document);
    for (const equipment of document.tables.equipment.values()) {
      if (kindOf(document, equipment)?.kind === 'header') expect(['supply', 'return']).toContain(ofEquipment.get(equipment.id));
    }
  });
});
