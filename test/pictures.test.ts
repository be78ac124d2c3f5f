import { crc32, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPalette } from './pictures/palette.ts';
import { readPng } from './pictures/png.ts';

type Colour = readonly [number, number, number];

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** A PNG as a browser writes one: RGB, each row with a filter of its own. */
function png(width: number, rows: readonly (readonly Colour[])[], filters: readonly number[] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(rows.length, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const bytes = rows.map((row) => row.flat());
  const at = (y: number, x: number) => (y < 0 || x < 0 ? 0 : (bytes[y]?.[x] ?? 0));
  const raw = bytes.flatMap((row, y) => {
    const filter = filters[y] ?? 0;
    const guess = (x: number) => {
      const [a, b, c] = [at(y, x - 3), at(y - 1, x), x < 3 ? 0 : at(y - 1, x - 3)];
      const p = a + b - c;
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      return [0, a, b, Math.floor((a + b) / 2), pa <= pb && pa <= pc ? a : pb <= pc ? b : c][filter] ?? 0;
    };
    return [filter, ...row.map((value, x) => (value - guess(x) + 256) % 256)];
  });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from(raw))), chunk('IEND', Buffer.alloc(0))]);
}

/** Colours of a picture with a palette, read without the writer. */
function colours(file: Buffer): Colour[] {
  const part = (type: string) => {
    const at = file.indexOf(type, 0, 'latin1');
    return file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4));
  };
  const [palette, raw, width] = [part('PLTE'), inflateSync(part('IDAT')), file.readUInt32BE(16)];
  return [...raw].flatMap((index, i): Colour[] =>
    i % (width + 1) === 0 ? [] : [[palette[3 * index] ?? -1, palette[3 * index + 1] ?? -1, palette[3 * index + 2] ?? -1]],
  );
}

const channel = fc.nat(255);
const colour = fc.tuple(channel, channel, channel);

describe('a picture with a palette', () => {
  it('is the same picture where it has few colours, whatever filters its rows were written with', () => {
    const picture = fc.integer({ min: 1, max: 9 }).chain((width) =>
      fc.record({
        rows: fc.array(fc.array(colour, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }),
        filters: fc.array(fc.nat(4), { maxLength: 9 }),
      }),
    );
    fc.assert(
      fc.property(picture, ({ rows, filters }) => {
        const file = png(rows[0]?.length ?? 0, rows, filters);
        expect([...readPng(file).rgb]).toEqual(rows.flat(2));
        expect(colours(withPalette(file))).toEqual(rows.flat());
      }),
    );
  });

  it('keeps areas of one colour as they are, and a ramp within a few steps of what it was', () => {
    const ramp = Array.from({ length: 100 }, (_, y) =>
      Array.from(
        { length: 120 },
        (_, x): Colour => (y < 40 ? [23, 27, 31] : [Math.floor((x * 255) / 119), y, 255 - Math.floor((x * 255) / 119)]),
      ),
    );
    const drawn = colours(withPalette(png(120, ramp)));
    const whole = ramp.flat();
    expect(drawn.slice(0, 40 * 120)).toEqual(whole.slice(0, 40 * 120));
    let worst = 0;
    drawn.forEach((rgb, i) => {
      for (const c of [0, 1, 2] as const) worst = Math.max(worst, Math.abs(rgb[c] - (whole[i]?.[c] ?? 0)));
    });
    expect(worst).toBeLessThan(40);
  });

  it('is refused where it is none of a browser', () => {
    expect(() => readPng(Buffer.from('GIF89a and more'))).toThrow('not a PNG');
  });
});
