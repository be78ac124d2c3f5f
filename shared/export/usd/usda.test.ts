import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerFaults } from './check.ts';
import { parseLayer } from './parse.ts';
import { type Prim, writeLayer } from './usda.ts';

const layer = (prim: Partial<Prim>) => writeLayer({ defaultPrim: 'World', prims: [{ type: 'Xform', name: 'World', ...prim } as Prim] });
const wrapped = (body: string, metadata = 'defaultPrim = "World"\n    metersPerUnit = 1\n    upAxis = "Z"') =>
  `#usda 1.0\n(\n    ${metadata}\n)\n\ndef Xform "World"\n{\n${body}}\n`;

describe('the USD writer', () => {
  it('writes what the strict reader reads back, whatever the texts and numbers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true, noDefaultInfinity: true }), (text, number) => {
        const read = parseLayer(
          layer({
            displayName: text,
            attributes: [
              { name: 'a', type: 'double', value: number, custom: true },
              { name: 'headroom:t', type: 'string', value: text, custom: true },
            ],
          }),
        );
        const world = read.prims[0];
        expect(world?.properties.get('a')?.value).toBe(Object.is(number, -0) ? 0 : number);
        expect(world?.properties.get('headroom:t')?.value).toBe(text.replace(/(?![\n\t])\p{Cc}/gu, ' '));
      }),
    );
  });

  it.each([
    ['a number that is none', { attributes: [{ name: 'a', type: 'double', value: Number.NaN }] }],
    ['an infinite point', { attributes: [{ name: 'a', type: 'point3f[]', value: [[0, Infinity, 0]] }] }],
    ['an empty array', { attributes: [{ name: 'a', type: 'int[]', value: [] }] }],
    ['an int beyond 32 bits', { attributes: [{ name: 'a', type: 'int', value: 3e9 }] }],
    ['a text where a number belongs', { attributes: [{ name: 'a', type: 'double', value: 'x' }] }],
    [
      'an attribute twice',
      {
        attributes: [
          { name: 'a', type: 'int', value: 1 },
          { name: 'a', type: 'int', value: 2 },
        ],
      },
    ],
    [
      'siblings of one name',
      {
        children: [
          { type: 'Xform', name: 'A' },
          { type: 'Mesh', name: 'A' },
        ],
      },
    ],
    ['a name outside ASCII', { children: [{ type: 'Xform', name: 'Ä' }] }],
    ['an asset outside the package', { instanceOf: './../secret.usda' }],
  ] as [string, Partial<Prim>][])('refuses %s', (_, prim) => {
    expect(() => layer(prim)).toThrow(/USD/);
  });
});

describe('the strict reader', () => {
  it.each([
    ['two statements on one line', '    double a = 1 double b = 2\n'],
    ['a statement that ends with its prim', '    def Cube "A" { double size = 1 }\n'],
    ['a digit before a name', '    def Xform "1A"\n    {\n    }\n'],
    ['siblings of one name', '    def Xform "A"\n    {\n    }\n    def Xform "A"\n    {\n    }\n'],
    ['an unknown type', '    foo a = 1\n'],
    ['an int beyond 32 bits', '    int n = 3000000000\n'],
    ['nan', '    double a = nan\n'],
    ['a text as a number', '    double a = "x"\n'],
    ['an empty array', '    float3[] extent = []\n'],
    ['a vector of two', '    float3 a = (1, 2)\n'],
    ['an open text', '    string a = "x\n'],
    ['an attribute twice', '    double a = 1\n    double a = 1\n'],
    ['an absolute asset', '    asset a = @/etc/x.usda@\n'],
    ['metadata on the def line', '    def Xform "A" (kind = "group")\n    {\n    }\n'],
  ])('refuses %s and names the line', (_, body) => {
    expect(() => parseLayer(wrapped(body))).toThrow(/^line \d+:/);
  });

  it('accepts the same file without the fault', () => {
    expect(layerFaults(parseLayer(wrapped('    double a = 1\n')))).toEqual([]);
  });

  it('finds centimetres, Y up, a missing default prim, a dead target and a broken mesh', () => {
    const faults = layerFaults(
      parseLayer(
        wrapped(
          '    custom rel headroom:from = </World/Nothing>\n    def Mesh "M"\n    {\n        float3[] extent = [(0, 0, 0), (1, 1, 0)]\n        int[] faceVertexCounts = [3]\n        int[] faceVertexIndices = [0, 1, 7]\n        point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 2, 0)]\n    }\n',
          'defaultPrim = "Other"\n    metersPerUnit = 0.01\n    upAxis = "Y"',
        ),
      ),
    ).join('\n');
    for (const word of ['metersPerUnit', 'up axis', 'default prim', 'target', 'index', 'extent']) expect(faults).toContain(word);
  });
});
