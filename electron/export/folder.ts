/** A bundle as a folder: written whole beside its place and moved into it, and read back for verification. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { descriptionName } from '../../shared/export/bundle.ts';
import type { ExportFile } from '../../shared/export/exporter.ts';
import { manifestName, readManifest } from '../../shared/export/manifest.ts';
import { fail, type Result, succeed } from '../../shared/problem.ts';
import { fileProblem } from '../files.ts';

/** More than any bundle holds; a guard against being pointed at a whole disk. */
const mostFiles = 10_000;
const mostBytes = 2_000_000_000;

/** Names of all files below a folder, with forward slashes, sorted. */
async function namesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort();
}

/** A folder may be replaced when it is empty or an earlier bundle with nothing of anybody else's in it. */
async function mayReplace(folder: string): Promise<boolean> {
  const names = await namesBelow(folder);
  if (names.length === 0) return true;
  if (!names.includes(manifestName) || !names.includes(descriptionName)) return false;
  const manifest = readManifest(await readFile(join(folder, manifestName), 'utf8'));
  return manifest.ok && names.every((name) => name === manifestName || manifest.value.has(name));
}

/** Writes a bundle as a folder. On failure nothing is left and what stood there before stands there still. */
export async function saveFolder(path: string, files: readonly ExportFile[], shownAs = path): Promise<Result<void>> {
  const fresh = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const existing = await stat(path).catch(() => undefined);
    if (existing && !existing.isDirectory()) return fail({ code: 'not-a-folder', file: shownAs, message: 'there is a file of this name' });
    if (existing && !(await mayReplace(path)))
      return fail({ code: 'folder-in-use', file: shownAs, message: 'the folder holds other files; name a new or empty folder' });
    await mkdir(fresh);
    for (const { path: name, bytes } of files) {
      const full = join(fresh, ...name.split('/'));
      await mkdir(dirname(full), { recursive: true });
      const handle = await open(full, 'wx');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    if (existing) {
      const old = `${fresh}.old`;
      await rename(path, old);
      await rename(fresh, path);
      await rm(old, { recursive: true, force: true });
    } else await rename(fresh, path);
    return succeed(undefined);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    return fail(fileProblem(error, shownAs, 'write the folder'));
  }
}

/** All files of a folder as a bundle. Links are not followed: they could lead anywhere. */
export async function readFolder(path: string, shownAs = path): Promise<Result<ExportFile[]>> {
  try {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    const odd = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
    if (odd) return fail({ code: 'not-a-file', file: shownAs, message: `${odd.name} is neither a file nor a folder` });
    const names = await namesBelow(path);
    if (names.length > mostFiles)
      return fail({ code: 'too-large', file: shownAs, message: `the folder has ${names.length} files; this is not a bundle` });
    const files: ExportFile[] = [];
    let total = 0;
    for (const name of names) {
      total += (await stat(join(path, name))).size;
      if (total > mostBytes) return fail({ code: 'too-large', file: shownAs, message: 'the folder is larger than any bundle' });
      files.push({ path: name, bytes: await readFile(join(path, name)) });
    }
    return succeed(files);
  } catch (error) {
    return fail(fileProblem(error, shownAs, 'read the bundle'));
  }
}
