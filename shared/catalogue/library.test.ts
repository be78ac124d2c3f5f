import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { quantityKinds } from '../units/quantity.ts';
import type { ParameterSpec } from './kind.ts';
import { kindNamed } from './kinds/index.ts';
import { type CatalogueItem, catalogue, catalogueItem, pinItem } from './library.ts';
import { itemParameters } from './resolve.ts';

const specOf = (item: CatalogueItem, parameter: string): ParameterSpec | undefined => kindNamed(item.kind)?.parameters[parameter];
const numberOf = (name: string, parameter: string): number => {
  const value = catalogueItem(name)?.values[parameter]?.value;
  if (typeof value !== 'number') throw new Error(`${name} has no number ${parameter}`);
  return value;
};
const curveOf = (name: string, parameter: string): readonly (readonly [number, number])[] => {
  const value = catalogueItem(name)?.values[parameter]?.value;
  if (!Array.isArray(value)) throw new Error(`${name} has no curve ${parameter}`);
  return value;
};

describe('every catalogue item', () => {
  it('stands in a file of its kind and name, and every file is listed', () => {
    const folder = new URL('items/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));
    expect(catalogue.map(({ kind, name }) => `${kind}/${name}.json`).sort()).toEqual(
      files.map((path) => path.replaceAll('\\', '/')).sort(),
    );
  });

  it('has a name of its own', () => {
    expect(new Set(catalogue.map((item) => item.name)).size).toBe(catalogue.length);
    expect(catalogue.length).toBeGreaterThan(100);
  });

  it.each(catalogue.map((item) => [item.name, item] as const))('%s resolves against its kind', (_, item) => {
    const result = itemParameters(pinItem(item, 'item_1'));
    expect(result.ok ? [] : result.problems).toEqual([]);
    for (const name of Object.keys(item.values)) expect(specOf(item, name), `${item.name}.${name} is declared by its kind`).toBeDefined();
  });

  it('states unit, source, day and tag of every value', () => {
    for (const item of catalogue) {
      for (const [name, value] of Object.entries(item.values)) {
        const place = `${item.name}.${name}`;
        expect(value.source.length, place).toBeGreaterThan(3);
        expect(value.date, place).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(['measured', 'vendor', 'vendor-via-third-party', 'third-party', 'estimate', 'derived'], place).toContain(value.tag);
        const spec = specOf(item, name);
        if (spec?.type === 'number') expect(value.unit, place).toBe(quantityKinds[spec.quantity].unit);
        if (spec?.type === 'curve') expect(value.unit, place).toBe(quantityKinds[spec.y].unit);
        if (spec?.type === 'choice') expect(value.unit, place).toBe('');
      }
    }
  });

  it('names its numbers with the suffix of their unit', () => {
    for (const item of catalogue) {
      for (const name of Object.keys(item.values)) {
        const spec = specOf(item, name);
        if (spec?.type === 'number') expect(name.endsWith(quantityKinds[spec.quantity].suffix), `${item.kind}.${name}`).toBe(true);
      }
    }
  });

  it('gives the reasoning and a band for every estimate, and the value lies in the band', () => {
    for (const item of catalogue) {
      for (const [name, value] of Object.entries(item.values)) {
        if (value.tag !== 'estimate') continue;
        const place = `${item.name}.${name}`;
        expect(value.note?.length ?? 0, place).toBeGreaterThan(5);
        const [low, high] = value.band ?? [Number.NaN, Number.NaN];
        expect(low, place).toBeLessThanOrEqual(high);
        if (typeof value.value === 'number') {
          expect(value.value, place).toBeGreaterThanOrEqual(low);
          expect(value.value, place).toBeLessThanOrEqual(high);
        }
      }
    }
  });
});

describe('GB300 NVL72', () => {
  it('keeps typical, thermal, design and peak power apart', () => {
    expect(['typical_W', 'tdp_W', 'design_W', 'edpp_W'].map((name) => numberOf('gb300-nvl72', name))).toEqual([120e3, 135e3, 142e3, 155e3]);
  });

  it.each(['gb300-nvl72', 'gb300-nvl72-hpe', 'gb300-nvl72-lenovo'])(
    '%s: the fitted curve meets the published pressure drops within 3 percent',
    (name) => {
      const reference = numberOf(name, 'referenceFlow_m3_s');
      const drop = numberOf(name, 'referenceDrop_Pa');
      const exponent = numberOf(name, 'dropExponent');
      for (const [flow, published] of curveOf(name, 'dropPoints')) {
        expect(Math.abs((drop * (flow / reference) ** exponent) / published - 1)).toBeLessThan(0.03);
      }
    },
  );

  it('the published flows all return near 55 °C with 121.5 kW in the liquid', () => {
    for (const [supply_K, flow_m3_s] of curveOf('gb300-nvl72-lenovo', 'flowPoints')) {
      const heat_W = numberOf('gb300-nvl72-lenovo', 'tdp_W') * numberOf('gb300-nvl72-lenovo', 'liquidShare');
      const return_C = supply_K - 273.15 + heat_W / (flow_m3_s * 4.14e6);
      expect(return_C).toBeGreaterThan(54);
      expect(return_C).toBeLessThan(56);
    }
  });
});

describe('coolant distribution units', () => {
  it.each(catalogue.filter((item) => item.kind === 'cdu').map((item) => item.name))(
    '%s: head falls from shut-off through the rated point',
    (name) => {
      const shutoff = numberOf(name, 'shutoffHead_Pa');
      const rated = numberOf(name, 'ratedHead_Pa');
      const flow = numberOf(name, 'ratedSecondary_m3_s');
      expect(shutoff).toBeGreaterThan(rated);
      const coefficient = (shutoff - rated) / flow ** 2;
      const head = (q: number) => shutoff - coefficient * q ** 2;
      expect(head(flow)).toBeCloseTo(rated, 3);
      for (let i = 1; i <= 10; i++) expect(head((i / 10) * flow)).toBeLessThan(head(((i - 1) / 10) * flow));
    },
  );

  it('XDU1350 agrees with the public two-pump fit at the rated flow within 3 %', () => {
    const litresPerMinute = numberOf('vertiv-xdu1350-2p', 'ratedSecondary_m3_s') * 60000;
    const fit_Pa = 1000 * (-0.000234 * litresPerMinute ** 2 + 0.092063 * litresPerMinute + 476.457);
    expect(Math.abs(numberOf('vertiv-xdu1350-2p', 'ratedHead_Pa') / fit_Pa - 1)).toBeLessThan(0.03);
  });
});

describe('fan walls', () => {
  it.each(['vertiv-fa069hc', 'vertiv-fa096hc', 'vertiv-pw170'])(
    '%s: water warmed by the duty carries net capacity and fan heat within 2 percent',
    (name) => {
      const rise_K = name === 'vertiv-pw170' ? 20 : 7;
      const water_W = numberOf(name, 'ratedFlow_m3_s') * 4.17e6 * rise_K;
      expect(Math.abs(water_W / (numberOf(name, 'capacity_W') + numberOf(name, 'fan_W')) - 1)).toBeLessThan(0.02);
    },
  );
});

describe('pipes', () => {
  it('grow in bore with nominal size, and the bore is inside the wall', () => {
    for (const family of ['pipe-dn', 'pipe-ss-dn', 'hose-dn']) {
      const sizes = catalogue.filter((item) => item.name.startsWith(family)).map((item) => item.name);
      expect(sizes.length).toBeGreaterThan(3);
      const bores = sizes.map((name) => numberOf(name, 'innerDiameter_m'));
      expect(bores).toEqual([...bores].sort((a, b) => a - b));
      for (const name of sizes) expect(numberOf(name, 'innerDiameter_m')).toBeLessThan(numberOf(name, 'outerDiameter_m'));
    }
  });
});
