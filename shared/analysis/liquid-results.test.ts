import { beforeAll, describe, expect, test } from 'vitest';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import { kindOf } from '../catalogue/resolve.ts';
import { gb300ScalableUnit } from '../designs/gb300-su.ts';
import { allRecords, applyPatch, type Document, documentOf, scenarioNamed } from '../document/document.ts';
import type { Equipment, ParameterValue, Scenario, Space } from '../document/records.ts';
import { solveLiquid } from '../solve/liquid.ts';
import { energyBalance } from './energy.ts';
import { extractLiquid } from './extract-liquid.ts';
import { reportLiquid } from './liquid-results.ts';
import { racksOf } from './racks.ts';
import { quantityOf, textOf } from './result.ts';
import { ResultBuilder } from './result-builder.ts';
import { stateOf } from './scenario-state.ts';

const ofKind = (document: Document, kind: string): Equipment[] =>
  [...document.tables.equipment.values()].filter((equipment) => kindOf(document, equipment)?.kind === kind);

/** The scalable unit with one XDU1350 and wide pipes in place of its two CDUs, racks at 0.9 · 135 kW that hold 55 °C return. */
function behindOneCdu(base: Document, supply_K: number): { document: Document; cdu: Equipment; spare: Equipment } {
  const item = catalogueItem('vertiv-xdu1350-2p');
  const [cdu, spare] = ofKind(base, 'cdu');
  if (!item || !cdu || !spare) throw new Error('the unit has two CDUs and the catalogue an XDU1350');
  const pinned = pinItem(item, 'item_xdu1350');
  const changed = (equipment: Equipment, overrides: Record<string, ParameterValue>): Equipment => ({
    ...equipment,
    overrides: { ...equipment.overrides, ...overrides },
  });
  const records = new Map([...allRecords(base)].map((record) => [record.id as string, record]));
  records.set(pinned.id, pinned);
  records.set(cdu.id, { ...changed(cdu, { supply_K, differentialPressure_Pa: 200000 }), item: pinned.id });
  for (const { equipment, parameters } of racksOf(base)) {
    if (parameters.liquidShare === 0) continue;
    records.set(
      equipment.id,
      changed(equipment, {
        design_W: 135000,
        liquidShare: 0.9,
        flowControl: 'return-temperature',
        returnTemperature_K: 328.15,
        controlDrop_Pa: 1000,
      }),
    );
  }
  // Wide pipes, headers and valves leave the pumps' head to the racks.
  for (const valve of ofKind(base, 'valve')) records.set(valve.id, changed(valve, { flowAt100kPa_m3_s: 1 }));
  for (const header of ofKind(base, 'header')) records.set(header.id, changed(header, { innerDiameter_m: 0.25, tapLoss: 0 }));
  for (const connection of base.tables.connection.values()) {
    if (base.tables.system.get(connection.system)?.kind === 'tcs') {
      records.set(connection.id, {
        ...connection,
        overrides: { ...connection.overrides, innerDiameter_m: 0.2, fittingLoss: 0, elbowLoss: 0 },
      });
    }
  }
  for (const chiller of ofKind(base, 'chiller')) {
    if (chiller.tag.startsWith('CH-')) records.set(chiller.id, changed(chiller, { leaving_K: supply_K - 5 }));
  }
  return { document: documentOf(records.values()), cdu, spare };
}

function solved(document: Document, failed: readonly string[]) {
  const state = stateOf(document, scenarioNamed(document, 'design') as Scenario, { failed });
  const network = extractLiquid(document, state);
  const solution = solveLiquid(network);
  const builder = new ResultBuilder();
  const report = reportLiquid(document, state, network, solution, builder);
  const results = builder.build();
  return { report, results, balance: energyBalance({ document, state, network, solution, results }) };
}

describe('eight GB300 racks behind one two-pump 1368 kW CDU, drawn and connected', () => {
  let at40: ReturnType<typeof solved>;
  let at45: ReturnType<typeof solved>;
  let rack: string;
  let cdu: string;
  beforeAll(() => {
    const built = gb300ScalableUnit.build({});
    if (!built.ok) throw new Error(built.problems[0]?.message);
    const cool = behindOneCdu(built.value, 313.15);
    const warm = behindOneCdu(built.value, 318.15);
    cdu = cool.cdu.id;
    rack = racksOf(built.value).find(({ parameters }) => parameters.liquidShare > 0)?.equipment.id ?? '';
    at40 = solved(cool.document, [cool.spare.id]);
    at45 = solved(warm.document, [warm.spare.id]);
  });

  test('5 K warmer supply takes 1.49 times the flow and 2.2 times the rack pressure drop', () => {
    const ratio = (quantity: 'flow' | 'pressureDrop') =>
      (quantityOf(at45.results, rack, quantity) ?? 0) / (quantityOf(at40.results, rack, quantity) ?? 1);
    expect(quantityOf(at40.results, rack, 'returnTemperature')).toBeCloseTo(328.15, 6);
    expect(Math.abs(ratio('flow') / 1.49 - 1)).toBeLessThan(0.03);
    expect(Math.abs(ratio('pressureDrop') / 2.2 - 1)).toBeLessThan(0.03);
  });

  test('the limit that is named is the pump curve, not kW', () => {
    expect(at40.report.limits.filter(({ owner }) => owner === cdu)).toEqual([]);
    const named = at45.report.limits.find(({ owner }) => owner === cdu)?.message ?? '';
    expect(named).toContain('limited by its pump curve');
    expect(quantityOf(at45.results, cdu, 'capacityUse')).toBeLessThan(0.75);
    expect(textOf(at45.results, cdu, 'state')).toContain('pumps at full speed');
  });

  test('every rack, CDU, chiller, fan wall and pump has its figures, and heat closes', () => {
    expect(at45.balance.imbalance).toBeLessThan(1e-9);
    for (const quantity of [
      'supplyTemperature',
      'returnTemperature',
      'temperatureRise',
      'flow',
      'massFlow',
      'pressureDrop',
      'supplyMargin',
      'inletPressure',
      'heatToLiquid',
      'heatToAir',
      'airInletTemperature',
    ] as const) {
      expect(quantityOf(at45.results, rack, quantity), quantity).toBeDefined();
    }
    for (const quantity of [
      'supplyTemperature',
      'primarySupplyTemperature',
      'primaryReturnTemperature',
      'approach',
      'capacityUse',
      'flowUse',
      'valveOpening',
      'speed',
      'head',
      'pumpPower',
      'power',
    ] as const) {
      expect(quantityOf(at45.results, cdu, quantity), quantity).toBeDefined();
    }
  });
});

test('pipes show velocity and pressure drop; a pipe taken out of service shows neither', () => {
  const built = gb300ScalableUnit.build({ racks: 2, networkRacks: 0, storageRacks: 0, managementRacks: 0 });
  if (!built.ok) throw new Error(built.problems[0]?.message);
  const document = applyPatch(built.value, []);
  const { equipment } = racksOf(document)[0] as ReturnType<typeof racksOf>[number];
  const pipe = [...document.tables.connection.values()].find(({ from, to }) =>
    [from, to].some((end) => end.equipment === equipment.id && end.port === 'return'),
  );
  const whole = solved(document, []);
  const cut = solved(document, [pipe?.id ?? '']);
  expect(quantityOf(whole.results, pipe?.id ?? '', 'velocity')).toBeGreaterThan(0.5);
  expect(quantityOf(cut.results, pipe?.id ?? '', 'velocity')).toBeUndefined();
  expect(quantityOf(cut.results, equipment.id, 'supplyTemperature')).toBeUndefined();
  expect([...cut.report.unservedHeat_W.keys()]).toEqual([equipment.id]);
});

test('every pipe says which way its water goes, and node by node as much comes as leaves', () => {
  const built = gb300ScalableUnit.build({});
  if (!built.ok) throw new Error('the unit cannot be built');
  const { results } = solved(built.value, []);
  const balance = new Map<string, { in_m3_s: number; out_m3_s: number }>();
  let still = 0;
  for (const connection of built.value.tables.connection.values()) {
    const flow = quantityOf(results, connection.id, 'flow');
    const direction = quantityOf(results, connection.id, 'flowDirection');
    if (flow === undefined) continue;
    expect(direction === 0).toBe(flow < 1e-9);
    if (direction === 0 || direction === undefined) {
      still++;
      continue;
    }
    const [source, sink] = direction > 0 ? [connection.from, connection.to] : [connection.to, connection.from];
    for (const [end, way] of [
      [source, 'out_m3_s'],
      [sink, 'in_m3_s'],
    ] as const) {
      const at = balance.get(end.equipment) ?? { in_m3_s: 0, out_m3_s: 0 };
      at[way] += flow;
      balance.set(end.equipment, at);
    }
  }
  expect(balance.size).toBeGreaterThan(30);
  for (const [id, { in_m3_s, out_m3_s }] of balance) {
    const kind = built.value.tables.item.get(built.value.tables.equipment.get(id)?.item ?? '')?.kind;
    // Water is denser where it is colder: as many kilograms leave, not quite as many litres.
    expect(Math.abs(in_m3_s - out_m3_s) / Math.max(in_m3_s, out_m3_s), `${kind} ${id}`).toBeLessThan(0.02);
  }
  expect(still).toBeLessThan(balance.size);
});

test('a pipe that is drawn the other way round says so with the other sign', () => {
  const built = gb300ScalableUnit.build({});
  if (!built.ok) throw new Error('the unit cannot be built');
  const [rack] = racksOf(built.value).filter(({ parameters }) => parameters.liquidShare > 0);
  const pipe = [...built.value.tables.connection.values()].find(({ from, to }) =>
    [from, to].some(({ equipment, port }) => equipment === rack?.equipment.id && port === 'supply'),
  );
  if (!pipe || !rack) throw new Error('a rack has a supply pipe');
  const turned = { ...pipe, from: pipe.to, to: pipe.from, waypoints_m: [...pipe.waypoints_m].reverse() };
  const records = new Map([...allRecords(built.value)].map((record) => [record.id as string, record]));
  records.set(pipe.id, turned);
  const [before, after] = [built.value, documentOf(records.values())].map((document) =>
    quantityOf(solved(document, []).results, pipe.id, 'flowDirection'),
  );
  expect(before).toBe(pipe.to.equipment === rack.equipment.id ? 1 : -1);
  expect(after).toBe(-(before ?? 0));
});

test('a system whose fluid the library does not have is named as invalid', () => {
  const built = gb300ScalableUnit.build({ racks: 2, networkRacks: 0, storageRacks: 0, managementRacks: 0 });
  if (!built.ok) throw new Error(built.problems[0]?.message);
  const tcs = [...built.value.tables.system.values()].find(({ kind }) => kind === 'tcs');
  if (!tcs) throw new Error('the unit has a TCS');
  const { report } = solved(applyPatch(built.value, [{ id: tcs.id, before: tcs, after: { ...tcs, fluid: 'milk' } }]), []);
  const island = report.islands.find(({ status }) => status === 'invalid');
  expect(island?.cause).toContain('names the fluid milk');
});

test('on a humid day the dew-point guard raises the TCS supply, and says so', () => {
  const built = gb300ScalableUnit.build({});
  if (!built.ok) throw new Error(built.problems[0]?.message);
  const humid = (space: Space): Space => (space.air ? { ...space, air: { ...space.air, dewPoint_K: 312.15 } } : space);
  const spaces = [...built.value.tables.space.values()];
  const document = applyPatch(
    built.value,
    spaces.map((space) => ({ id: space.id, before: space, after: humid(space) })),
  );
  const { results } = solved(document, []);
  for (const cdu of ofKind(document, 'cdu')) {
    expect(quantityOf(results, cdu.id, 'supplyTemperature')).toBeCloseTo(314.15, 2);
    expect(textOf(results, cdu.id, 'state')).toContain('above the dew point');
  }
});
