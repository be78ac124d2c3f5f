import { describe, expect, it } from 'vitest';
import { cableItem, furnished, pipeItem, run } from '../../test/fixtures/furnished-hall.ts';
import { isRefusal } from '../problem.ts';
import { portsFit } from './compatible.ts';
import { connect } from './connect.ts';
import { freePorts, portChoices, refusedPorts, rejoinChoices } from './port-choices.ts';

const all = () => true;

describe('the list of ports that a run could go to', () => {
  it('holds exactly what the connect tool lights, nearest first', () => {
    const { document, ids } = furnished();
    for (const equipment of [ids.a, ids.ups, ids.panel, ids.valve])
      for (const port of freePorts(document(), equipment)) {
        const choices = portChoices(document(), { equipment, port });
        const distances = choices.map(({ distance_m }) => distance_m);
        expect(distances).toEqual(distances.toSorted((a, b) => a - b));
        for (const { end } of choices) expect(isRefusal(portsFit(document(), { equipment, port }, end))).toBe(false);
      }
    const tags = portChoices(document(), { equipment: ids.a, port: 'supply' }).map(({ tag, end }) => `${tag} ${end.port}`);
    expect(tags).toContain(`${document().tables.equipment.get(ids.valve)?.tag} a`);
  });

  it('says of the others why they take no run, and only of those that are asked about', () => {
    const { document, ids } = furnished();
    const end = { equipment: ids.a, port: 'supply' };
    const other = refusedPorts(document(), end, { matches: (name) => name.startsWith('R-02'), most: 20 });
    expect(other.map(({ tag }) => tag)).toEqual(other.map(() => 'R-02'));
    expect(other.find(({ end: { port } }) => port === 'supply')?.refused).toMatch(/both inlets/);
    expect(other.find(({ end: { port } }) => port.startsWith('feed'))?.refused).toMatch(/carries liquid/);
    expect(refusedPorts(document(), end, { matches: all, most: 3 })).toHaveLength(3);
  });

  it('is measured from where the end of a run is that goes elsewhere, and leaves out its own port', () => {
    const { session, document, ids, newId } = furnished();
    const to = { equipment: ids.valve, port: 'a' };
    run(session, connect(document(), { from: { equipment: ids.a, port: 'supply' }, to, catalogue: [pipeItem, cableItem], newId }));
    const [pipe] = document().tables.connection.values();
    if (!pipe) throw new Error('nothing was connected');
    const [atValve, atRack] = pipe.from.equipment === ids.valve ? (['from', 'to'] as const) : (['to', 'from'] as const);
    const choices = rejoinChoices(document(), pipe, atValve);
    expect(choices.map(({ end }) => end)).not.toContainEqual(to);
    expect(choices.find(({ end }) => end.equipment === ids.valve && end.port === 'b')?.distance_m).toBeLessThan(1);
    const distances = choices.map(({ distance_m }) => distance_m);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(rejoinChoices(document(), pipe, atRack).map(({ end }) => end)).toContainEqual({ equipment: ids.b, port: 'supply' });
  });

  it('loses a port once it has a run', () => {
    const { session, document, ids, newId } = furnished();
    const [from, to] = [
      { equipment: ids.a, port: 'supply' },
      { equipment: ids.valve, port: 'a' },
    ];
    run(session, connect(document(), { from, to, catalogue: [pipeItem, cableItem], newId }));
    expect(freePorts(document(), ids.a)).not.toContain('supply');
    expect(portChoices(document(), { equipment: ids.b, port: 'supply' }).map(({ end }) => end)).not.toContainEqual(to);
    expect(
      refusedPorts(document(), { equipment: ids.b, port: 'supply' }, { matches: all, most: 50 }).map(({ refused }) => refused),
    ).toContain(`${document().tables.equipment.get(ids.valve)?.tag} a already has a run`);
  });
});
