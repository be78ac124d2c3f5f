import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlant, drawPlant, type PlantSpec } from '../../../test/fixtures/random-plant.ts';
import { Rings } from '../../../test/fixtures/ring.ts';
import { kindOf } from '../../catalogue/resolve.ts';
import { designNamed } from '../../designs/index.ts';
import type { Document } from '../../document/document.ts';
import type { Equipment } from '../../document/records.ts';
import { trace } from './trace.ts';

const plant = (spec: Partial<PlantSpec> = {}): Document =>
  drawPlant({
    cdus: 2,
    racks: 3,
    rackPower_W: 40e3,
    rejection: 'dry cooler',
    coil: 'none',
    tank: 'none',
    strainer: false,
    bypass: false,
    tcsSupply_K: 313.15,
    ambient_K: 293.15,
    relativeHumidity: 0.4,
    ...spec,
  });

const idOf = (document: Document, tag: string): string => {
  for (const each of [...document.tables.equipment.values(), ...document.tables.connection.values()]) if (each.tag === tag) return each.id;
  throw new Error(`nothing is tagged ${tag}`);
};
/** Tags of the equipment among records, sorted; each record may stand in a list once only. */
const tags = (document: Document, records: readonly string[]): string[] => {
  expect(new Set(records).size).toBe(records.length);
  return records.flatMap((id) => document.tables.equipment.get(id)?.tag ?? []).sort();
};

/** The liquid lists of a record, by tags of equipment. */
function liquid(document: Document, tag: string) {
  const { coolantFrom, coolantTo, heatTo, heatFrom } = trace(document, idOf(document, tag));
  const [a, b, c, d] = [coolantFrom, coolantTo, heatTo, heatFrom].map((records) => tags(document, records));
  return { coolantFrom: a, coolantTo: b, heatTo: c, heatFrom: d };
}

describe('the coolant of a small plant', () => {
  const document = plant();

  it('comes to a rack from its CDUs and the plant behind them, and its heat leaves over them: neighbours are in neither', () => {
    expect(liquid(document, 'R1')).toEqual({
      coolantFrom: ['CDU-1', 'CDU-2', 'FWS-S', 'P1', 'REJ', 'TCS-S'],
      coolantTo: [],
      heatTo: ['CDU-1', 'CDU-2', 'FWS-R', 'REJ', 'TCS-R'],
      heatFrom: [],
    });
  });

  it('goes from a CDU to the racks of its loop and to no other CDU', () => {
    expect(liquid(document, 'CDU-1')).toEqual({
      coolantFrom: ['FWS-S', 'P1', 'REJ'],
      coolantTo: ['R1', 'R2', 'R3', 'TCS-S'],
      heatTo: ['FWS-R', 'REJ'],
      heatFrom: ['R1', 'R2', 'R3', 'TCS-R'],
    });
  });

  it('goes from the cooler through the CDUs to every rack', () => {
    expect(liquid(document, 'REJ')).toEqual({
      coolantFrom: [],
      coolantTo: ['CDU-1', 'CDU-2', 'FWS-S', 'P1', 'R1', 'R2', 'R3', 'TCS-S'],
      heatTo: [],
      heatFrom: ['CDU-1', 'CDU-2', 'FWS-R', 'R1', 'R2', 'R3', 'TCS-R'],
    });
  });

  it('is followed from a header on the side it lies on', () => {
    expect(liquid(document, 'TCS-R')).toEqual({
      coolantFrom: [],
      coolantTo: [],
      heatTo: ['CDU-1', 'CDU-2', 'FWS-R', 'REJ'],
      heatFrom: ['R1', 'R2', 'R3'],
    });
  });

  it('leaves out expansion vessels, through which nothing flows', () => {
    expect(liquid(document, 'EV-TCS')).toEqual({ coolantFrom: [], coolantTo: [], heatTo: [], heatFrom: [] });
  });

  it('is followed from a hose both ways: from the CDUs, to its rack alone', () => {
    const rack = idOf(document, 'R2');
    const hose = [...document.tables.connection.values()].find(({ to }) => to.equipment === rack && to.port === 'supply');
    const found = trace(document, hose?.id ?? '');
    expect(tags(document, found.coolantTo)).toEqual(['R2']);
    expect(tags(document, found.coolantFrom)).toEqual(['CDU-1', 'CDU-2', 'FWS-S', 'P1', 'REJ', 'TCS-S']);
    expect([found.heatTo, found.heatFrom]).toEqual([[], []]);
  });

  it('does not pass a bypass between the headers', () => {
    const bypassed = plant({ bypass: true });
    expect(liquid(bypassed, 'R1').coolantFrom).toEqual(liquid(document, 'R1').coolantFrom);
    expect(liquid(bypassed, 'R1').heatTo).toEqual(liquid(document, 'R1').heatTo);
  });

  it('goes through a separator from the primary to the secondary circuit, and the heat back through it', () => {
    const separated = plant({ tank: 'separator' });
    expect(liquid(separated, 'R1')).toMatchObject({
      coolantFrom: ['BT', 'CDU-1', 'CDU-2', 'FWS-S', 'P1', 'REJ', 'TCS-S'],
      heatTo: ['BT', 'CDU-1', 'CDU-2', 'FWS-R', 'P0', 'REJ', 'TCS-R'],
    });
    expect(liquid(separated, 'BT').coolantTo).toEqual(['CDU-1', 'CDU-2', 'FWS-S', 'P1', 'R1', 'R2', 'R3', 'TCS-S']);
  });

  it('goes through a water-cooled chiller: from the tower to the racks, and the heat from the racks to the tower', () => {
    const chilled = plant({ rejection: 'water-cooled chiller', coil: 'in-row' });
    expect(liquid(chilled, 'R1')).toMatchObject({
      coolantFrom: ['CDU-1', 'CDU-2', 'FWS-S', 'P1', 'REJ', 'TCS-S', 'condenser-0', 'condenser-2'],
      heatTo: ['CDU-1', 'CDU-2', 'FWS-R', 'REJ', 'TCS-R', 'condenser-2'],
    });
    expect(liquid(chilled, 'condenser-2').coolantTo).toEqual(
      ['CDU-1', 'CDU-2', 'COIL', 'FWS-S', 'P1', 'R1', 'R2', 'R3', 'REJ', 'TCS-S', 'condenser-0'].sort(),
    );
  });
});

describe('any plant', () => {
  const turned = { coolantFrom: 'coolantTo', coolantTo: 'coolantFrom', heatFrom: 'heatTo', heatTo: 'heatFrom' } as const;

  it('is traced alike from both ends: what has its coolant or its power from a piece is fed by that piece', () => {
    fc.assert(
      fc.property(anyPlant, (spec) => {
        const document = drawPlant(spec);
        const ids = [...document.tables.equipment.keys(), ...document.tables.connection.keys()];
        const traces = new Map(ids.map((id) => [id as string, trace(document, id)]));
        const powerFrom = (id: string) => traces.get(id)?.powerFrom.flatMap(({ records }) => records) ?? [];
        for (const [id, found] of traces) {
          for (const [way, back] of Object.entries(turned) as [keyof typeof turned, (typeof turned)[keyof typeof turned]][])
            for (const other of found[way]) expect(traces.get(other)?.[back], `${way} of ${id}`).toContain(id);
          for (const other of found.powerTo) expect(powerFrom(other)).toContain(id);
          for (const other of powerFrom(id)) expect(traces.get(other)?.powerTo).toContain(id);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('brings coolant to every rack from what rejects the heat, and the heat there, without passing another rack', () => {
    fc.assert(
      fc.property(anyPlant, (spec) => {
        const document = drawPlant(spec);
        const rejector = idOf(document, 'REJ');
        for (let i = 1; i <= spec.racks; i++) {
          const { coolantFrom, heatTo } = trace(document, idOf(document, `R${i}`));
          for (const list of [coolantFrom, heatTo]) {
            expect(list).toContain(rejector);
            expect(tags(document, list).filter((tag) => /^(R\d|COIL)/.test(tag))).toEqual([]);
          }
        }
      }),
    );
  });
});

describe('two headers with a tie between them', () => {
  const rings = new Rings();
  const { builder, room, yard } = rings;
  const fws = builder.system({ name: 'FWS', kind: 'fws', fluid: 'water' });
  const place = (item: string, tag: string, space = room): Equipment =>
    rings.place(item, tag, space, item.startsWith('header') ? { taps: 8 } : {});
  const run = (from: readonly [Equipment, string], to: readonly [Equipment, string]) => builder.connect('pipe-dn200', fws, from, to);
  const [supplyA, supplyB, returnA, returnB] = ['S-A', 'S-B', 'R-A', 'R-B'].map((tag) => place('header-dn250', tag)) as [
    Equipment,
    Equipment,
    Equipment,
    Equipment,
  ];
  for (const [name, supply, back] of [
    ['A', supplyA, returnA],
    ['B', supplyB, returnB],
  ] as const) {
    const cooler = place('dry-cooler-2000', `DC-${name}`, yard);
    const cdu = place('vertiv-xdu1350-2p', `CDU-${name}`);
    // The line of the second cooler is the longer one: how many fittings lie on it must not matter.
    const fittings = name === 'A' ? [] : [place('strainer-dn200', 'STR-1'), place('strainer-dn200', 'STR-2')];
    let end: readonly [Equipment, string] = [cooler, 'water-out'];
    for (const fitting of fittings) {
      run(end, [fitting, 'a']);
      end = [fitting, 'b'];
    }
    run(end, [supply, 'start']);
    run([supply, 'tap-1'], [cdu, 'fws-supply']);
    run([cdu, 'fws-return'], [back, 'tap-1']);
    run([back, 'start'], [cooler, 'water-in']);
  }
  const valve = place('strainer-dn200', 'TIE');
  run([supplyA, 'end'], [valve, 'a']);
  run([valve, 'b'], [supplyB, 'end']);
  const document = rings.document();

  it('lets either plant bring coolant to either side', () => {
    expect(liquid(document, 'CDU-A').coolantFrom).toEqual(['DC-A', 'DC-B', 'S-A', 'S-B', 'STR-1', 'STR-2', 'TIE']);
    expect(liquid(document, 'CDU-B').coolantFrom).toEqual(['DC-A', 'DC-B', 'S-A', 'S-B', 'STR-1', 'STR-2', 'TIE']);
    expect(liquid(document, 'DC-A').coolantTo).toEqual(['CDU-A', 'CDU-B', 'S-A', 'S-B', 'TIE']);
    expect(liquid(document, 'CDU-A').heatTo).toEqual(['DC-A', 'R-A']);
  });

  it('feeds nothing back into the line of a cooler', () => {
    expect(liquid(document, 'STR-1').coolantFrom).toEqual(['DC-B']);
  });
});

describe('losses', () => {
  it('go on from the cooler to the CDUs behind it and to their racks', () => {
    const document = plant();
    const lost = tags(document, trace(document, idOf(document, 'REJ')).lost);
    expect(lost).toEqual(expect.arrayContaining(['CDU-1', 'CDU-2', 'R1', 'R2', 'R3']));
    expect(tags(document, trace(document, idOf(document, 'CDU-1')).lost)).toEqual([]);
  });

  it('take racks whose way back is shut as well as those without supply', () => {
    const document = plant();
    for (const tag of ['TCS-S', 'TCS-R'])
      expect(tags(document, trace(document, idOf(document, tag)).lost)).toEqual(expect.arrayContaining(['R1', 'R2', 'R3']));
  });

  it('spread from the power of the only pump to all that it moves water to', () => {
    const document = plant();
    const pump = idOf(document, 'P1');
    const cable = [...document.tables.connection.values()].filter(({ to }) => to.equipment === pump && to.port.startsWith('feed'));
    expect(cable).toHaveLength(1);
    expect(tags(document, trace(document, cable[0]?.id ?? '').lost)).toEqual(
      expect.arrayContaining(['P1', 'CDU-1', 'CDU-2', 'R1', 'R2', 'R3']),
    );
  });
});

describe('a reference design', () => {
  const made = designNamed('gb300-su')?.build({});
  if (!made?.ok) throw new Error('no such design');
  const document = made.value;
  const ofKind = (...kinds: string[]) =>
    [...document.tables.equipment.values()].filter((each) => kinds.includes(kindOf(document, each)?.kind ?? ''));
  const kinds = (records: readonly string[], ...wanted: string[]) => {
    const all = new Set(ofKind(...wanted).map(({ id }) => id as string));
    return records.filter((id) => all.has(id)).sort();
  };
  const ids = (...wanted: string[]) =>
    ofKind(...wanted)
      .map(({ id }) => id as string)
      .sort();

  it('cools a rack from its CDUs and every chiller, and no rack from another', () => {
    const rack = ofKind('rack')[0] as Equipment;
    const found = trace(document, rack.id);
    expect(kinds(found.coolantFrom, 'rack', 'fan-wall')).toEqual([]);
    expect(kinds(found.heatTo, 'rack', 'fan-wall')).toEqual([]);
    expect(kinds(found.coolantFrom, 'cdu')).toEqual(kinds(found.heatTo, 'cdu'));
    expect(kinds(found.coolantFrom, 'cdu').length).toBeGreaterThan(0);
    expect(found.coolantTo).toEqual([]);
  });

  it('has two feeds at a rack, with nothing of train A behind feed B', () => {
    const rack = ofKind('rack')[0] as Equipment;
    const { powerFrom } = trace(document, rack.id);
    expect(powerFrom.map(({ train }) => train)).toEqual(['A', 'B']);
    for (const { train, records } of powerFrom)
      for (const id of records) {
        const run = document.tables.connection.get(id);
        const own = run && document.tables.system.get(run.system)?.train;
        if (own) expect(own).toBe(train);
      }
  });

  it('serves every rack and coil from its chillers together', () => {
    const served = new Set(ofKind('chiller', 'dry-cooler', 'cooling-tower').flatMap(({ id }) => trace(document, id).coolantTo));
    const cooled = new Set(
      [...document.tables.connection.values()].filter(({ to }) => to.port === 'supply').map(({ to }) => to.equipment as string),
    );
    expect(
      ids('rack')
        .filter((id) => cooled.has(id))
        .every((id) => served.has(id)),
    ).toBe(true);
    expect(ids('fan-wall').every((id) => served.has(id))).toBe(true);
  });
});
