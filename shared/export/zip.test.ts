import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bytesOf } from './text.ts';
import { crc32, unzipFiles, zipFiles } from './zip.ts';

const files = [
  { path: 'a.txt', bytes: bytesOf('a'.repeat(1000)) },
  { path: 'b/c.bin', bytes: Uint8Array.from({ length: 64 }, (_, i) => (i * 97) & 255) },
  { path: 'b/empty', bytes: new Uint8Array() },
];

const problemsOf = (bytes: Uint8Array): string => {
  const answer = unzipFiles(bytes);
  return answer.ok ? '' : answer.problems.map(({ file, message }) => `${file ?? ''} ${message}`).join('\n');
};

describe('a zip', () => {
  it('holds what was put in, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        const answer = unzipFiles(zipFiles([{ path: 'x', bytes }]));
        expect(answer.ok && answer.value[0]?.bytes).toEqual(bytes);
      }),
    );
  });

  it('has the same bytes every time', () => {
    expect(zipFiles(files)).toEqual(zipFiles(files));
  });

  it('uses the check sum of the format', () => {
    expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926);
  });

  it('notices every byte changed: the read files or the packing differ', () => {
    const zip = zipFiles(files);
    for (let at = 0; at < zip.length; at++) {
      const changed = zip.slice();
      changed[at] = (changed[at] as number) ^ 0x10;
      const answer = unzipFiles(changed);
      expect(answer.ok && Buffer.from(zipFiles(answer.value)).equals(Buffer.from(changed)), `byte ${at}`).toBe(false);
    }
  });

  it('is refused when it is cut, empty, or no zip, without an exception', () => {
    const zip = zipFiles(files);
    for (let length = 0; length < zip.length; length += 7) expect(unzipFiles(zip.subarray(0, length)).ok).toBe(false);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !unzipFiles(bytes).ok || bytes.length >= 22));
  });

  it.each(['../x', '/etc/passwd', 'a/../../x', 'C:/x', 'a\\..\\b', 'a//b', 'con', 'ü.txt'])('refuses the name %s', (path) => {
    expect(problemsOf(zipSync({ [path]: bytesOf('x') }))).toContain(path === 'ü.txt' ? 'ASCII' : path);
  });

  it('refuses two entries of one name, also in other letters', () => {
    expect(problemsOf(zipFiles([...files, { path: 'A.TXT', bytes: bytesOf('x') }]))).toContain('A.TXT stands in the zip twice');
  });

  it('refuses a bomb before it unpacks it', () => {
    const zip = zipFiles([{ path: 'zeros', bytes: new Uint8Array(5_000_000) }]);
    const view = new DataView(zip.buffer);
    const directory = view.getUint32(zip.length - 6, true);
    view.setUint32(directory + 24, 0xfffffff0, true);
    expect(problemsOf(zip)).toMatch(/ratio|more than/);
  });

  it('reads zips of other programs', () => {
    const answer = unzipFiles(zipSync({ 'usd/Main.usda': bytesOf('#usda 1.0') }, { level: 9 }));
    expect(answer.ok && answer.value.map(({ path }) => path)).toEqual(['usd/Main.usda']);
  });
});
