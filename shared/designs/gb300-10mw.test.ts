import { describe, expect, it } from 'vitest';
import { itemParameters, kindOf, parametersOf } from '../catalogue/resolve.ts';
import { connectionsAt, type Document, itemOf } from '../document/document.ts';
import type { Connection, Equipment } from '../document/records.ts';
import { area } from '../geometry/polygon.ts';
import { designNamed } from './index.ts';

const build = (name: string, values = {}): Document => {
  const result = designNamed(name)?.build(values);
  if (!result?.ok) throw new Error(JSON.stringify(result));
  return result.value;
};
const document = build('gb300-10mw');
const equipment = [...document.tables.equipment.values()];
const ofKind = (kind: string): Equipment[] => equipment.filter((one) => kindOf(document, one)?.kind === kind);
const ofItem = (name: string): Equipment[] => equipment.filter((one) => itemOf(document, one).name === name);
const tagged = (tag: string): Equipment => {
  const found = equipment.find((one) => one.tag === tag);
  if (!found) throw new Error(`nothing is tagged ${tag}`);
  return found;
};
const run = (tag: string): Connection => {
  for (const connection of document.tables.connection.values()) if (connection.tag === tag) return connection;
  throw new Error(`no run is tagged ${tag}`);
};
const bore = (connection: Connection): number => {
  const parameters = itemParameters(itemOf(document, connection));
  return parameters.ok ? parameters.value.innerDiameter_m : Number.NaN;
};
/** PG25 at 40 to 50 °C carries 4.004 MJ/(m³·K) (limits, table H2). */
const flow = (heat_W: number, rise_K = 10) => heat_W / (4.004e6 * rise_K);
const velocity = (tag: string, flow_m3_s: number) => flow_m3_s / ((Math.PI / 4) * bore(run(tag)) ** 2);

const rackHeat = 142_000 * 0.87;

describe('the published 10 MW plant', () => {
  it('has the published counts: 48 racks in 3 pods of 16, 9 CDUs, 4 chillers', () => {
    expect(ofItem('gb300-nvl72')).toHaveLength(48);
    expect(ofItem('motivair-mcdu-50')).toHaveLength(9);
    expect(ofItem('uniflair-xraf4242a')).toHaveLength(4);
    const pods = [...document.tables.group.values()].filter(({ kind }) => kind === 'pod');
    const rows = [...document.tables.group.values()].filter(({ kind }) => kind === 'row');
    expect(pods).toHaveLength(3);
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(ofKind('rack').filter(({ group }) => group === row.id)).toHaveLength(8);
    for (const pod of pods) expect(ofKind('cdu').filter(({ group }) => group === pod.id)).toHaveLength(3);
  });

  it('names racks by hall, row and place, and equipment by train and pod', () => {
    for (const tag of ['H1-R01-01', 'H1-R06-08', 'CDU-1A', 'CDU-3C', 'CH-4', 'UPS-A2', 'UPS-B3', 'BW-A1-1', 'RPP-B2', 'FW-4'])
      expect(tagged(tag)).toBeDefined();
  });

  it('carries 5,929.9 kW in the liquid and 886 kW in the air at design power', () => {
    let liquid = 0;
    let air = 0;
    for (const rack of ofKind('rack')) {
      const parameters = parametersOf(document, rack);
      if (!parameters.ok) continue;
      liquid += parameters.value.design_W * parameters.value.liquidShare;
      air += parameters.value.design_W * (1 - parameters.value.liquidShare);
    }
    expect(liquid).toBeCloseTo(5_929_920, 0);
    expect(air).toBeCloseTo(886_080, 0);
  });

  it('has one redundant unit of everything that moves or rejects heat', () => {
    const capacity = (item: string) => {
      const parameters = itemParameters(itemOf(document, ofItem(item)[0] as Equipment));
      return parameters.ok ? parameters.value : undefined;
    };
    expect(3 * capacity('uniflair-xraf4242a').capacity_W).toBeGreaterThan(48 * rackHeat * 1.03);
    expect(2 * capacity('motivair-mcdu-50').capacity_W).toBeGreaterThan(16 * rackHeat);
    expect(2 * capacity('motivair-mcdu-50').ratedSecondary_m3_s).toBeGreaterThan(16 * flow(rackHeat));
    expect((ofItem('vertiv-fa096hc').length - 1) * capacity('vertiv-fa096hc').capacity_W).toBeGreaterThan(48 * 142_000 * 0.13);
    expect((ofItem('pump-fws').length - 1) * capacity('pump-fws').ratedFlow_m3_s).toBeGreaterThan(48 * flow(rackHeat));
  });

  it('sizes hoses, rows, CDU lines, pod lines and chiller lines for 0.9 to 3 m/s', () => {
    const perRack = flow(rackHeat);
    const velocities: Record<string, number> = {
      hose: velocity('H1-R01-01/S', perRack),
      row: velocity('TCS1-R01-SL.1', 8 * perRack),
      'CDU, all running': velocity('CDU-1A/TCS-SUPPLY.1', (16 * perRack) / 3),
      'CDU, one out': velocity('CDU-1A/TCS-SUPPLY.1', 8 * perRack),
      'FWS at a CDU, one out': velocity('CDU-1A/FWS-SUPPLY.1', 8 * perRack),
      'FWS to a pod': velocity('FWS1/S.1', 16 * perRack),
      'chiller, one out': velocity('CH-1/IN.1', 16 * perRack),
      'pump, one out': velocity('FWS-P1/D.1', 16 * perRack),
    };
    for (const [name, value] of Object.entries(velocities)) {
      expect(value, name).toBeGreaterThan(0.9);
      expect(value, name).toBeLessThan(3);
    }
    expect(velocities.hose).toBeLessThan(1.8);
  });

  it('lets a busway and its whips carry four racks alone: 806 A of 1000 A', () => {
    for (const busway of ofKind('busway')) {
      const racks = connectionsAt(document, busway.id).filter(({ from }) => from.equipment === busway.id);
      expect(racks, busway.tag).toHaveLength(4);
      const current = (racks.length * 142_000) / (Math.sqrt(3) * 415 * 0.98);
      expect(current).toBeCloseTo(806, 0);
      const parameters = parametersOf(document, busway);
      if (parameters.ok) expect(current).toBeLessThan(parameters.value.rating_A * parameters.value.continuousFactor);
    }
    expect(ofKind('busway')).toHaveLength(24);
  });

  it('keeps each pod’s UPS of one train able to carry the pod alone', () => {
    const ups = ofKind('ups');
    expect(ups).toHaveLength(6);
    for (const one of ups) {
      const parameters = parametersOf(document, one);
      if (parameters.ok) expect(parameters.value.rating_W).toBeGreaterThan(16 * 142_000 + 3 * 17_700);
    }
  });

  it('has a hall with a 2 m hot aisle and cold aisles above the 2.083 m preferred for liquid-cooled rows', () => {
    for (const space of document.tables.space.values()) {
      if (space.kind !== 'aisle') continue;
      const [, a, b] = space.outline_m;
      const width = Math.abs((b?.[1] ?? 0) - (a?.[1] ?? 0));
      if (space.aisle === 'hot') expect(width).toBeCloseTo(2, 3);
      else expect(width).toBeGreaterThan(2.083);
      expect(area(space.outline_m)).toBeGreaterThan(0);
    }
  });

  it('uses PG25 in every loop and stainless pipe where the racks’ coolant flows', () => {
    for (const system of document.tables.system.values()) if (system.fluid) expect(system.fluid).toBe('pg25');
    for (const connection of document.tables.connection.values()) {
      if (document.tables.system.get(connection.system)?.kind !== 'tcs') continue;
      expect(itemOf(document, connection).name, connection.tag).toMatch(/^(pipe-ss|hose)-/);
    }
  });
});

describe('parameters of the hall', () => {
  it('change what they name', () => {
    const count = (values: object, kind: string) => {
      const other = build('gb300-10mw', values);
      return [...other.tables.equipment.values()].filter((one) => kindOf(other, one)?.kind === kind).length;
    };
    expect(count({ pods: 1 }, 'rack')).toBe(16);
    expect(count({ racksPerRow: 4 }, 'rack')).toBe(24);
    expect(count({ cdusPerPod: 4 }, 'cdu')).toBe(12);
    expect(count({ chillers: 5 }, 'chiller')).toBe(8);
    const colder = build('gb300-10mw', { ambient: 293.15, rack: 'gb200-nvl72' });
    expect([...colder.tables.scenario.values()].find(({ name }) => name === 'design')?.ambient.dryBulb_K).toBe(293.15);
    expect([...colder.tables.item.values()].some(({ name }) => name === 'gb200-nvl72')).toBe(true);
  });
});
