import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkContent } from './check.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = (string | number)[];

const parse = (file: string): Json => JSON.parse(readFileSync(new URL(`../reference/${file}.json`, import.meta.url), 'utf8'));

/** A copy with another value at a path; undefined takes the field away. */
function spoilt(content: Json, path: Path, value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined || typeof content !== 'object' || content === null) return value ?? null;
  if (Array.isArray(content))
    return content.flatMap((part, i) => (i !== key ? [part] : rest.length === 0 && value === undefined ? [] : [spoilt(part, rest, value)]));
  const copy = { ...content };
  const part = copy[key];
  if (rest.length === 0 && value === undefined) delete copy[key];
  else if (part !== undefined) copy[key] = spoilt(part, rest, value);
  return copy;
}

const said = (file: string, path: Path, value: Json | undefined): string =>
  checkContent(file, spoilt(parse(file), path, value))?.misses.join('\n') ?? 'not a case';

describe('a case file with a wrong field', () => {
  it.each([
    ['powerflow/case4gs', ['network', 'branches', 'x_pu', 2], 'thick', 'network.branches.x_pu[2]: "thick", expected a number'],
    ['powerflow/case4gs', ['network', 'branches', 'x_pu'], undefined, 'network.branches.x_pu: missing'],
    ['powerflow/case4gs', ['network', 'branches', 'x_pu', 2], undefined, 'network.branches.x_pu: 3 entries, expected 4'],
    ['powerflow/case4gs', ['network', 'branches', 'to', 1], 17, 'network.branches.to[1]: 17 is not in network.buses.id'],
    ['powerflow/case4gs', ['network', 'buses', 'kind', 0], 'swing', 'network.buses.kind[0]: "swing", expected slack, pv or pq'],
    [
      'powerflow/case4gs',
      ['network', 'buses', 'v_set_pu', 3],
      null,
      'network.buses.v_set_pu[3]: null, expected the voltage that this pv bus holds',
    ],
    ['powerflow/case4gs', ['network', 'buses', 'id', 3], 0, 'network.buses.id[3]: 0 stands there twice'],
    ['powerflow/dc-busway', ['cases', 1, 'segments', 2, 'to'], 40, 'cases[1].segments[2]: node 40, expected one below 5'],
    ['powerflow/two-bus-closed-form', ['cases', 3, 'x_pu'], null, 'cases[3].x_pu: null, expected a number'],
    ['powerflow/iec60909-datacentre-max', ['options', 'case'], 'most', 'options.case: "most", expected max or min'],
    [
      'powerflow/datacentre-radial-small',
      ['physical', 'transformers', 'vk_percent', 0],
      0,
      'physical.transformers.vk_percent[0]: 0, expected a number above 0',
    ],
    [
      'hydraulics/pump-static-head',
      ['network', 'links', 0, 'head_curve', 'h0_m'],
      null,
      'network.links[0] "pump" head_curve.h0_m: null, expected a number',
    ],
    ['hydraulics/pump-static-head', ['network', 'links', 1, 'to'], 'tnak', 'network.links[1] "p" to: "tnak" is not in network.nodes'],
    [
      'hydraulics/pump-static-head',
      ['network', 'links', 1, 'kind'],
      'tube',
      'network.links[1] "p" kind: "tube", expected pipe, resistance or pump',
    ],
    ['hydraulics/heat-loop-racks-4', ['network', 'pipes', 3, 'from'], 99, 'network.pipes[3].from: 99 is not in network.nodes'],
    [
      'heat-exchangers/streams-cdu',
      ['cases', 2, 'arrangement'],
      'counter',
      'cases[2].arrangement: "counter", expected an arrangement of streams',
    ],
    ['chillers/doe2-centrifugal', ['chiller', 'capft', 5], undefined, 'chiller.capft[5]: missing, expected a number'],
    ['fluids/pg25', ['cases', 0, 3], undefined, 'cases[0]: no k_w_mk'],
    ['psychrometrics/evaporative', ['cases', 4, 'pressure_pa'], '1 bar', 'cases[4].pressure_pa: "1 bar", expected a number'],
    ['tokenomics/a_power_curve', ['cases', 0, 'given', 'P_sat', 'value'], 'much', 'given.P_sat: "much", expected a number'],
  ] as [string, Path, Json | undefined, string][])('%s %j = %j says so', (file, path, value, message) => {
    expect(said(file, path, value)).toContain(message);
  });

  const files = [
    'powerflow/case4gs',
    'powerflow/datacentre-radial-small',
    'powerflow/dc-busway',
    'powerflow/two-bus-closed-form',
    'powerflow/iec60909-datacentre-max',
    'hydraulics/tcs-8-unequal-racks',
    'hydraulics/heat-loop-district-3',
    'hydraulics/heat-mixing-node',
    'hydraulics/epanet-net1-t0',
    'heat-exchangers/streams-cdu',
    'heat-exchangers/sizing-lmtd',
    'chillers/doe2-reciprocating',
    'chillers/dry-cooler',
    'fluids/water',
    'psychrometrics/evaporative',
    'tokenomics/b_allocation',
    'tokenomics/f_availability',
    'tokenomics/g_flex',
  ].map((file) => [file, parse(file)] as const);

  it('never breaks the check, wherever it stands and whatever it holds', () => {
    const wrong = fc.constantFrom<Json | undefined>(undefined, null, 'much', true, [], {}, [null], -1, 0, 1e300);
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), wrong, ([file, content], turns, value) => {
        const path: Path = [];
        let at: Json = content;
        for (const turn of turns) {
          if (typeof at !== 'object' || at === null) break;
          const keys: (string | number)[] = Array.isArray(at) ? at.map((_, i) => i) : Object.keys(at);
          const key = keys[turn % Math.max(1, keys.length)];
          if (key === undefined) break;
          path.push(key);
          at = (Array.isArray(at) ? at[key as number] : at[key]) ?? null;
        }
        const misses = checkContent(file, spoilt(content, path, value))?.misses ?? [];
        expect(misses.filter((miss) => miss.startsWith('adapter failed'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
