/**
 * Files as bytes: reading text safely and saving so that a crash or a full disk leaves either the old
 * file or the new one, never half of either. Knows nothing about facilities.
 */
import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, copyFile, type FileHandle, link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, type Problem, type Result, succeed } from '../shared/problem.ts';

/** More text than one JavaScript string can hold with room to spare; a 1 GW campus has about 30 MB. */
export const largestFile_bytes = 400_000_000;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is denied',
  EPERM: 'the operation is not permitted',
  EISDIR: 'this is a folder, not a file',
  ENOTDIR: 'a part of the path is not a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
};

/** A failed file operation as a problem; anything that is not one is a bug and thrown on. */
export function fileProblem(error: unknown, file: string, doing: string): Problem {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) throw error;
  return { code: `file-${code.toLowerCase()}`, file, message: `cannot ${doing}: ${reasons[code] ?? code}` };
}

export interface TextFile {
  readonly text: string;
  /** ISO time of the last change. */
  readonly modified: string;
}

/** Line of the first bytes that are not UTF-8 or are zero, which no text file contains. */
function firstBinaryLine(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes) && !bytes.includes(0)) return undefined;
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const part = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!isUtf8(part) || part.includes(0)) return line;
    if (end === -1) break;
    start = end + 1;
  }
  return line;
}

/** Reads a text file whole. `shownAs` is the name used in problems. */
export async function readTextFile(path: string, shownAs = path): Promise<Result<TextFile>> {
  try {
    const status = await stat(path);
    if (!status.isFile())
      return fail({
        code: 'not-a-file',
        file: shownAs,
        message: status.isDirectory() ? 'this is a folder, not a file' : 'this is not an ordinary file',
      });
    if (status.size > largestFile_bytes)
      return fail({
        code: 'too-large',
        file: shownAs,
        message: `the file has ${status.size} bytes; more than ${largestFile_bytes} are not read`,
      });
    const bytes = await readWhole(path, status);
    const binary = firstBinaryLine(bytes);
    if (binary !== undefined)
      return fail({
        code: 'binary',
        file: shownAs,
        line: binary,
        message: 'this is not a text file: it has bytes that are not UTF-8 text',
      });
    return succeed({ text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), modified: status.mtime.toISOString() });
  } catch (error) {
    return fail(fileProblem(error, shownAs, 'read the file'));
  }
}

async function readWhole(path: string, status: Stats): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const bytes = new Uint8Array(status.size);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

/** Makes the names in a folder durable. Windows cannot flush a folder and does not need to. */
async function flushFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== 'EISDIR' && code !== 'EPERM' && code !== 'EINVAL' && code !== 'EACCES') throw error;
  } finally {
    await handle?.close();
  }
}

async function keepPrevious(path: string, temporary: string): Promise<void> {
  const copy = `${temporary}.bak`;
  try {
    await link(path, copy);
  } catch {
    // A file system without hard links.
    await copyFile(path, copy);
  }
  await rename(copy, `${path}.bak`);
}

export interface SaveOptions {
  /** Keep the file that is replaced beside the new one, as `name.bak`. */
  readonly keepPrevious?: boolean;
  readonly shownAs?: string;
}

/** Writes beside the file, flushes, renames over it, flushes the folder. On failure the file is as it was. */
export async function saveAtomically(
  path: string,
  content: string | Uint8Array,
  options: SaveOptions = {},
): Promise<Result<{ modified: string }>> {
  const shownAs = options.shownAs ?? path;
  let temporary: string | undefined;
  try {
    const existing = await stat(path).catch(() => undefined);
    if (existing && !existing.isFile())
      return fail({ code: 'not-a-file', file: shownAs, message: 'there is something of this name that is not a file' });
    // A link stays a link: the file it points to is the one replaced.
    const target = existing ? await realpath(path) : path;
    if (existing) await access(target, constants.W_OK);
    const folder = dirname(target);
    temporary = join(folder, `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
    const handle = await open(temporary, 'wx', existing ? existing.mode & 0o777 : 0o644);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (existing && options.keepPrevious) await keepPrevious(target, temporary);
    await rename(temporary, target);
    temporary = undefined;
    await flushFolder(folder);
    return succeed({ modified: (await stat(target)).mtime.toISOString() });
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true });
    return fail(fileProblem(error, shownAs, 'write the file'));
  }
}
