/**
 * Zip files (PKWARE APPNOTE 6.3.10) as this program writes them: deflate or stored, 1980-01-01, no extra fields,
 * comments, folders or data descriptors, so that the same files always give the same bytes. The reader takes
 * what other programs write too, but trusts nothing: names, sizes, ratio and sums are checked.
 */
import { deflateSync, inflateSync } from 'fflate';
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import type { ExportFile } from './exporter.ts';
import { pathFault } from './path.ts';
import { bytesOf, textOf } from './text.ts';

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
/** 1980-01-01 00:00, the first day that the format can say. */
const dosDate = 0x21;
const utf8Flag = 0x800;
/** -rw-r--r-- of a regular file. */
const unixMode = 0o100644;

interface Packed {
  readonly name: Uint8Array;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly size: number;
  readonly data: Uint8Array;
}

function pack(file: ExportFile): Packed {
  const deflated = deflateSync(file.bytes, { level: 6 });
  const smaller = deflated.length < file.bytes.length;
  return {
    name: bytesOf(file.path),
    method: smaller ? 8 : 0,
    crc: crc32(file.bytes),
    size: file.bytes.length,
    data: smaller ? deflated : file.bytes,
  };
}

/** The bytes of a zip with these files in this order. @throws above 65,535 files or 4 GiB: beyond the format's plain form. */
export function zipFiles(files: readonly ExportFile[]): Uint8Array {
  const packed = files.map(pack);
  const central = packed.reduce((sum, { name }) => sum + 46 + name.length, 0);
  const local = packed.reduce((sum, { name, data }) => sum + 30 + name.length + data.length, 0);
  if (packed.length > 0xffff || local + central > 0xffffffff) throw new Error('too large for a zip without zip64');
  const bytes = new Uint8Array(local + central + 22);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const u16 = (value: number) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const u32 = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const raw = (data: Uint8Array) => {
    bytes.set(data, at);
    at += data.length;
  };
  const common = ({ method, crc, data, size, name }: Packed) => {
    u16(20);
    u16(utf8Flag);
    u16(method);
    u16(0);
    u16(dosDate);
    u32(crc);
    u32(data.length);
    u32(size);
    u16(name.length);
    u16(0);
  };
  const offsets = packed.map((entry) => {
    const offset = at;
    u32(localSignature);
    common(entry);
    raw(entry.name);
    raw(entry.data);
    return offset;
  });
  packed.forEach((entry, i) => {
    u32(centralSignature);
    u16((3 << 8) | 20);
    common(entry);
    u16(0);
    u16(0);
    u16(0);
    u32(unixMode * 0x10000);
    u32(offsets[i] as number);
    raw(entry.name);
  });
  u32(endSignature);
  u16(0);
  u16(0);
  u16(packed.length);
  u16(packed.length);
  u32(central);
  u32(local);
  u16(0);
  return bytes;
}

export interface ZipLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
  /** Largest allowed ratio of unpacked to packed size of one entry. */
  readonly maxRatio: number;
}

const defaultZipLimits: ZipLimits = { maxEntries: 20_000, maxBytes: 2 ** 31, maxRatio: 1100 };

const bad = (code: string, message: string, field?: string): Problem => ({
  code,
  message,
  ...(field === undefined ? {} : { file: field }),
});

/** Files of a zip in the order of its directory. Never throws; every problem names the entry. */
export function unzipFiles(
  bytes: Uint8Array,
  limits: ZipLimits = defaultZipLimits,
  { anyName = false }: { /** For zips made in this process, whose names are known. */ readonly anyName?: boolean } = {},
): Result<readonly ExportFile[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 22 - 0xffff && u32(end) !== endSignature) end--;
  if (end < 0 || u32(end) !== endSignature) return fail(bad('not-a-zip', 'this is not a zip file: its directory is missing'));
  const count = u16(end + 10);
  let at = u32(end + 16);
  if (count > limits.maxEntries)
    return fail(bad('too-many-entries', `the zip has ${count} entries; at most ${limits.maxEntries} are read`));
  const files: ExportFile[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || u32(at) !== centralSignature)
      return fail(bad('damaged-zip', `the zip's directory is damaged at entry ${i + 1}`), ...problems);
    const [flags, method, crc, packedSize, size] = [u16(at + 8), u16(at + 10), u32(at + 16), u32(at + 20), u32(at + 24)];
    const [nameLength, extraLength, commentLength, attributes, offset] = [
      u16(at + 28),
      u16(at + 30),
      u16(at + 32),
      u32(at + 38),
      u32(at + 42),
    ];
    const path = textOf(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + extraLength + commentLength;
    const mode = attributes >>> 28;
    if (path.endsWith('/') && size === 0) continue;
    const fault =
      (anyName ? undefined : pathFault(path)) ??
      (seen.has(path.toLowerCase()) ? 'stands in the zip twice' : undefined) ??
      (mode === 0xa ? 'is a link' : undefined) ??
      (flags & 1 ? 'is encrypted' : undefined) ??
      (method !== 0 && method !== 8 ? `is packed by method ${method}, which is not read` : undefined) ??
      (size > limits.maxRatio * Math.max(packedSize, 1) ? 'is packed beyond any honest ratio' : undefined);
    seen.add(path.toLowerCase());
    total += size;
    if (total > limits.maxBytes) return fail(...problems, bad('too-large', `the zip unpacks to more than ${limits.maxBytes} bytes`, path));
    if (fault !== undefined) {
      problems.push(bad('bad-entry', fault, path));
      continue;
    }
    const content = unpack(bytes, view, offset, packedSize, size, method);
    if (content === undefined) problems.push(bad('damaged-entry', 'cannot be unpacked', path));
    else if (crc32(content) !== crc) problems.push(bad('damaged-entry', 'does not have the check sum that the zip states', path));
    else files.push({ path, bytes: content });
  }
  return problems.length > 0 ? fail(...problems) : succeed(files);
}

function unpack(
  bytes: Uint8Array,
  view: DataView,
  offset: number,
  packedSize: number,
  size: number,
  method: number,
): Uint8Array | undefined {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localSignature) return undefined;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + packedSize);
  if (packed.length !== packedSize) return undefined;
  if (method === 0) return packedSize === size ? packed.slice() : undefined;
  try {
    // One byte more than promised shows an entry that is larger than it says.
    const out = inflateSync(packed, { out: new Uint8Array(size + 1) });
    return out.length === size ? out : undefined;
  } catch {
    return undefined;
  }
}
