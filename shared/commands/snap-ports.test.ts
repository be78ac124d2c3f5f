import { describe, expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import { envelopeOf } from '../catalogue/placement.ts';
import { portPlace } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { ConnectionEnd, Equipment, Place } from '../document/records.ts';
import { isRefusal } from '../problem.ts';
import { bodyBox, standingIndex } from './clearance.ts';
import { portsFit } from './compatible.ts';
import { connect } from './connect.ts';
import { wallFaceIndex } from './gaps.ts';
import { move } from './move.ts';
import { place } from './place.ts';
import { snapOffset } from './snap.ts';
import { portSnap } from './snap-ports.ts';

const { document: pod, newId } = barePod();
const item = (name: string) => {
  const source = catalogueItem(name);
  if (!source) throw new Error(`no item ${name}`);
  return pinItem(source, newId('item'));
};
const tagged = (document: Document, tag: string): Equipment => {
  const found = [...document.tables.equipment.values()].find((each) => each.tag === tag);
  if (!found) throw new Error(`no ${tag}`);
  return found;
};
const portAt = (document: Document, end: ConnectionEnd): Place => {
  const found = portPlace(document, end);
  if (!found) throw new Error(`no ${end.port}`);
  return found.at_m;
};
const options = { step_m: 0.1, reach_m: 0.25, axes: { x: true, y: true, z: false } };

/** Puts a piece down, and drags it by an offset as the move tool does. */
function dragged(document: Document, name: string, at_m: Place, yaw_deg: number, offset_m: Place) {
  const answer = place(document, { item: item(name), position_m: at_m, yaw_deg, newId });
  const before = done(document, answer);
  const id = isRefusal(answer) ? '' : (answer.selection?.[0] ?? '');
  const equipment = before.tables.equipment.get(id);
  const envelope = equipment && envelopeOf(before, equipment);
  if (!equipment || !envelope) throw new Error(`no ${name}`);
  const around = {
    index: standingIndex(before, new Set([id])),
    walls: wallFaceIndex(before),
    ports: portSnap(before, [equipment]),
  };
  const snapped = snapOffset(offset_m, bodyBox(id, envelope, at_m, yaw_deg), around, options);
  return { before, after: done(before, move(before, { records: [id], offset_m: snapped.offset_m })), snapped, equipment };
}

describe('ports in a design', () => {
  const rack = tagged(pod, 'R-01');
  const supply = portAt(pod, { equipment: rack.id, port: 'supply' });
  const over: Place = [supply[0] - 5 + 0.06, supply[1] - 5 - 0.08, 2.9];

  it('a header above a rack comes to hang with a tap over its port, before any edge', () => {
    const { after, snapped } = dragged(pod, 'header-dn100', over, 0, [5, 5, 0]);
    const [guide, other] = snapped.guides;
    expect([guide?.by, other?.by]).toEqual(['port', 'port']);
    if (!guide?.ports) throw new Error('no ports');
    const [tap, port] = [portAt(after, guide.ports.moved), portAt(after, guide.ports.standing)];
    expect(Math.hypot(tap[0] - port[0], tap[1] - port[1])).toBeLessThan(1e-5);
    expect(guide.distance_m).toBeCloseTo(tap[2] - port[2], 9);
    expect(isRefusal(portsFit(after, guide.ports.moved, guide.ports.standing))).toBe(false);
  });

  it('a fitting in a pipe lines up with the end of a header, level with it, and says how long the run will be', () => {
    const header = done(pod, place(pod, { item: item('header-dn100'), position_m: [40, 40, 1], yaw_deg: 0, newId }));
    const piece = [...header.tables.equipment.values()].at(-1);
    const end = portAt(header, { equipment: piece?.id ?? '', port: 'end' });
    // The fitting's own height over the floor, so that its ports are level with the header's.
    const trial = dragged(header, 'strainer-dn100', [50, 50, 0], 0, [0, 0, 0]);
    const own = portAt(trial.before, { equipment: trial.equipment.id, port: 'a' });
    const at_m: Place = [50, 50, end[2] - own[2]];
    const { after, snapped, equipment } = dragged(header, 'strainer-dn100', at_m, 0, [end[0] + 2 - 50, end[1] + 0.13 - 50, 0]);
    expect(snapped.guides[0]).toMatchObject({ by: 'port', axis: 'y', ports: { moved: { port: 'a' }, standing: { port: 'end' } } });
    const a = portAt(after, { equipment: equipment.id, port: 'a' });
    expect([a[1], a[2]]).toEqual([expect.closeTo(end[1], 6), expect.closeTo(end[2], 6)]);
    expect(snapped.guides[0]?.distance_m).toBeCloseTo(a[0] - end[0], 9);
  });

  it('ports that have a run, or carry something else, do not catch', () => {
    const { before, equipment, snapped } = dragged(pod, 'header-dn100', over, 0, [5, 5, 0]);
    const port = snapped.guides[0]?.ports?.standing;
    if (!port) throw new Error('no port');
    const pipe = item('pipe-dn50');
    const run = connect(before, { from: { equipment: equipment.id, port: 'start' }, to: port, item: pipe, newId });
    const taken = done(before, run);
    const again = dragged(taken, 'header-dn100', over, 0, [5, 5, 0]);
    expect(again.snapped.guides.map(({ ports }) => ports?.standing)).not.toContainEqual(port);
    const busway = dragged(pod, 'starline-t5-800', over, 0, [5, 5, 0]);
    for (const { ports } of busway.snapped.guides) if (ports) expect(ports.standing.port).toMatch(/^feed/);
  });
});
