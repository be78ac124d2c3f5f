import { describe, expect, it } from 'vitest';
import { bodiesOf } from '../analysis/bodies.ts';
import { clashWords } from '../analysis/clashes/clash-words.ts';
import { findClashes } from '../analysis/clashes/find-clashes.ts';
import { aisleWidth } from '../analysis/rules/aisle-width.ts';
import { clearance } from '../analysis/rules/clearance.ts';
import { duplicateTag } from '../analysis/rules/duplicate-tag.ts';
import { openPort } from '../analysis/rules/open-port.ts';
import { overlap } from '../analysis/rules/overlap.ts';
import type { RuleInput } from '../analysis/rules/rule.ts';
import { overheadKinds } from '../catalogue/placed-body.ts';
import { itemParameters, kindOf, parametersOf } from '../catalogue/resolve.ts';
import { portPlace, portsOf, routeOf } from '../catalogue/route.ts';
import { connectionsAt, type Document, itemOf, scenarioNamed, siteOf } from '../document/document.ts';
import { integrityProblems } from '../document/integrity.ts';
import type { Connection, ConnectionEnd, Place } from '../document/records.ts';
import type { Design, DesignValues } from './design.ts';
import { designNamed, designs } from './index.ts';

function built(design: Design | undefined, values: DesignValues = {}): Document {
  const result = design?.build(values);
  if (!result?.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

const cases = designs.map((design) => [design.name, built(design)] as const);
const everyEnd = ({ from, to }: Connection): ConnectionEnd[] => [from, to];

describe.each(cases)('the reference design %s', (_, document) => {
  it('keeps the integrity of a document', () => {
    expect(integrityProblems(document)).toEqual([]);
  });

  it('has parameters that every kind accepts', () => {
    for (const record of [...document.tables.equipment.values(), ...document.tables.connection.values()]) {
      const parameters = parametersOf(document, record);
      expect(parameters.ok ? [] : parameters.problems, record.tag).toEqual([]);
    }
  });

  it('connects every required port, and no port twice', () => {
    for (const equipment of document.tables.equipment.values()) {
      const used = connectionsAt(document, equipment.id)
        .flatMap(everyEnd)
        .filter((end) => end.equipment === equipment.id)
        .map((end) => end.port);
      expect(new Set(used).size, `runs at the ports of ${equipment.tag}`).toBe(used.length);
      for (const port of portsOf(document, equipment)) {
        if (port.required) expect(used, `${equipment.tag} ${port.name}`).toContain(port.name);
      }
    }
  });

  it('joins only ports of one medium that belong to the run’s system, from outlet to inlet', () => {
    for (const connection of document.tables.connection.values()) {
      const system = document.tables.system.get(connection.system);
      const places = everyEnd(connection).map((end) => portPlace(document, end)?.port);
      for (const port of places) expect(port?.systems, connection.tag).toContain(system?.kind);
      expect(places[0]?.medium, connection.tag).toBe(places[1]?.medium);
      expect(places[0]?.direction, `${connection.tag} starts at an inlet`).not.toBe('in');
      expect(places[1]?.direction, `${connection.tag} ends at an outlet`).not.toBe('out');
    }
  });

  it('feeds every inlet of a train from a system of that train', () => {
    for (const connection of document.tables.connection.values()) {
      const train = portPlace(document, connection.to)?.port.train;
      if (train) expect(document.tables.system.get(connection.system)?.train, connection.tag).toBe(train);
    }
  });

  it('gives every record a tag of its own', () => {
    const tags = [...document.tables.equipment.values(), ...document.tables.connection.values()].map(({ tag }) => tag);
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('runs every pipe and cable along the axes, with no leg of no length', () => {
    for (const connection of document.tables.connection.values()) {
      const route = routeOf(document, connection);
      for (let i = 1; i < route.length; i++) {
        const [a, b] = [route[i - 1] as Place, route[i] as Place];
        const moved = [0, 1, 2].filter((axis) => Math.abs((a[axis] ?? 0) - (b[axis] ?? 0)) > 2e-4);
        expect(moved.length, `${connection.tag} leg ${i}: ${a} to ${b}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('keeps pipes and cables out of racks, CDUs, fan walls, boards and chillers', () => {
    const solid = bodiesOf(document).filter(({ kind }) => !overheadKinds.has(kind));
    // Sorted by west face, so that a leg meets only the few bodies it can touch.
    const sorted = solid.toSorted((p, q) => p.bounds.min[0] - q.bounds.min[0]);
    const widest = Math.max(...solid.map(({ bounds }) => bounds.max[0] - bounds.min[0]));
    const clashes: string[] = [];
    for (const connection of document.tables.connection.values()) {
      const ends = new Set(everyEnd(connection).map(({ equipment }) => equipment));
      const route = routeOf(document, connection);
      for (let i = 1; i < route.length; i++) {
        const [a, b] = [route[i - 1] as Place, route[i] as Place];
        const low = [0, 1, 2].map((k) => Math.min(a[k] ?? 0, b[k] ?? 0));
        const high = [0, 1, 2].map((k) => Math.max(a[k] ?? 0, b[k] ?? 0));
        let at = lowerBound(sorted, (low[0] ?? 0) - widest, ({ bounds }) => bounds.min[0]);
        for (; at < sorted.length; at++) {
          const body = sorted[at];
          if (!body || body.bounds.min[0] > (high[0] ?? 0)) break;
          if (ends.has(body.equipment.id)) continue;
          const inside = [0, 1, 2].every(
            (k) => (low[k] ?? 0) < (body.bounds.max[k] ?? 0) - 0.01 && (high[k] ?? 0) > (body.bounds.min[k] ?? 0) + 0.01,
          );
          if (inside) clashes.push(`${connection.tag} through ${body.equipment.tag}`);
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it('keeps floor-standing equipment apart, with its working space and its aisles', () => {
    const solid = bodiesOf(document)
      .filter(({ kind }) => !overheadKinds.has(kind))
      .toSorted((p, q) => p.bounds.min[0] - q.bounds.min[0]);
    solid.forEach((body, i) => {
      for (let j = i + 1; j < solid.length; j++) {
        const other = solid[j];
        if (!other || other.bounds.min[0] >= body.bounds.max[0] - 1e-3) break;
        const overlap = Math.min(body.bounds.max[1], other.bounds.max[1]) - Math.max(body.bounds.min[1], other.bounds.min[1]);
        expect(overlap, `${body.equipment.tag} and ${other.equipment.tag}`).toBeLessThanOrEqual(1e-3);
      }
    });
    const input = { document } as RuleInput;
    expect(clearance.check(input).map(({ message }) => message)).toEqual([]);
    expect(aisleWidth.check(input).map(({ message }) => message)).toEqual([]);
  });

  it('stands every piece of equipment inside the space it names', () => {
    for (const { equipment, bounds } of bodiesOf(document)) {
      const space = equipment.space === undefined ? undefined : document.tables.space.get(equipment.space);
      if (!space) continue;
      const xs = space.outline_m.map(([x]) => x);
      const ys = space.outline_m.map(([, y]) => y);
      const [x, y] = equipment.position_m;
      const inside = x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys);
      expect(inside, `${equipment.tag} in ${space.name} (${bounds.min} … ${bounds.max})`).toBe(true);
    }
  });

  it('has the seven scenarios, the design day first', () => {
    const names = ['typical', 'design', 'edp-peak', 'hot-day', 'cdu-out', 'chiller-out', 'feed-a-lost'];
    for (const name of names) expect(scenarioNamed(document, name), name).toBeDefined();
    expect(document.tables.scenario.get(siteOf(document).defaultScenario)?.name).toBe('design');
    const failed = (name: string) =>
      scenarioNamed(document, name)?.failed.map((id) => {
        const equipment = document.tables.equipment.get(id);
        return equipment ? kindOf(document, equipment)?.kind : undefined;
      });
    expect(failed('cdu-out')).toEqual(['cdu']);
    expect(failed('chiller-out')?.length).toBe(1);
    expect(new Set(failed('feed-a-lost'))).toEqual(new Set(['utility', 'generator']));
  });

  it('protects every cable: its conductors carry what the breaker ahead lets through', () => {
    for (const connection of document.tables.connection.values()) {
      const source = document.tables.equipment.get(connection.from.equipment);
      if (!source || kindOf(document, connection)?.kind !== 'cable') continue;
      const board = parametersOf(document, source);
      const cable = parametersOf(document, connection);
      if (!board.ok || !cable.ok || board.value.way_A === undefined) continue;
      const carries = cable.value.ampacity_A * cable.value.parallel * cable.value.derating;
      expect(carries, `${connection.tag} from ${source.tag}`).toBeGreaterThanOrEqual(board.value.way_A * board.value.continuousFactor);
    }
  });

  it('uses cables at or below their rated voltage', () => {
    for (const connection of document.tables.connection.values()) {
      const voltage = document.tables.system.get(connection.system)?.voltage_V;
      const parameters = itemParameters(itemOf(document, connection));
      if (voltage !== undefined && parameters.ok) expect(parameters.value.voltage_V, connection.tag).toBeGreaterThanOrEqual(voltage);
    }
  });
});

/** First index whose key is not below the value. */
function lowerBound<T>(sorted: readonly T[], value: number, key: (entry: T) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(sorted[middle] as T) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

describe('designs', () => {
  it('have unique names, and parameters whose defaults lie in their ranges', () => {
    expect(new Set(designs.map(({ name }) => name)).size).toBe(designs.length);
    expect(designs.map(({ name }) => name)).toEqual(['gb300-10mw', 'gb300-su', 'vr-45c-su', 'dc-row', 'campus']);
    for (const { parameters } of designs) {
      for (const parameter of parameters) {
        if ('choices' in parameter) expect(parameter.choices).toContain(parameter.default);
        else expect(parameter.default >= parameter.min && parameter.default <= parameter.max, parameter.name).toBe(true);
      }
    }
  });

  it('say the range of a parameter in the units a person writes', () => {
    const refused = (name: string, values: Record<string, number>) => {
      const result = designs.find((design) => design.name === name)?.build(values);
      return result?.ok === false ? result.problems[0]?.message : undefined;
    };
    expect(refused('campus', { power: 20 })).toBe('Utility power must lie between 20.0 MW and 1.00 GW');
    expect(refused('gb300-10mw', { fwsSupply: 318.15 })).toBe('Facility water supply must lie between 20.0 °C and 42.0 °C');
  });

  it('come out the same, byte for byte, each time', () => {
    for (const design of designs) {
      const text = () => JSON.stringify(Object.values(built(design).tables).map((table) => [...table.values()]));
      const [first, second] = [text(), text()];
      expect(first === second, design.name).toBe(true);
    }
  });

  it('answer unknown names and values out of range with problems that name the field', () => {
    for (const values of [{ nonsense: 1 }, { ambient: 900 }, { ambient: Number.NaN }, { rack: 'no-such-rack' }, { rack: 3 }]) {
      const result = designNamed('gb300-10mw')?.build(values as DesignValues);
      expect(result?.ok).toBe(false);
      if (result && !result.ok) expect(result.problems[0]?.field).toBe(Object.keys(values)[0]);
    }
  });

  it('stay sound at both ends of every parameter: ports connected, nothing in the way, aisles wide enough', () => {
    for (const design of designs.filter(({ name }) => name !== 'campus')) {
      for (const parameter of design.parameters) {
        const values = 'choices' in parameter ? parameter.choices : [parameter.min, parameter.max];
        for (const value of values) {
          const document = built(design, { [parameter.name]: value });
          const input = { document } as RuleInput;
          const found = [overlap, clearance, aisleWidth, openPort, duplicateTag].flatMap((rule) => rule.check(input));
          expect(
            found.map(({ message }) => message),
            `${design.name} ${parameter.name}=${value}`,
          ).toEqual([]);
          expect(integrityProblems(document)).toEqual([]);
        }
      }
    }
  }, 60_000);

  it('lead no pipe or cable through equipment or another run', () => {
    for (const design of designs) {
      const document = built(design, {});
      const { clashes } = findClashes(document);
      expect(
        clashes.map((clash) => clashWords(document, clash)),
        design.name,
      ).toEqual([]);
    }
  });
});
