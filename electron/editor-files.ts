/** The built editor as files behind an address: only what lies in its folder, by names that cannot leave it. */
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { mediaType } from './content-policy.ts';

export interface EditorFile {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** The path inside the folder that an address names, or undefined for anything that is not a plain name below it. */
export function plainPath(addressPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(addressPath);
  } catch {
    return undefined;
  }
  const segments = decoded.replace(/^\//, '').split('/');
  if (decoded.endsWith('/')) segments[segments.length - 1] = 'index.html';
  return segments.every((segment) => /^[A-Za-z0-9_@-][A-Za-z0-9_.@-]*$/.test(segment)) ? segments.join('/') : undefined;
}

export async function readEditorFile(folder: string, addressPath: string): Promise<EditorFile | undefined> {
  const path = plainPath(addressPath === '' ? '/' : addressPath);
  const type = path === undefined ? undefined : mediaType(path);
  if (path === undefined || type === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const full = await realpath(join(root, path));
    // A link that leads out of the folder is not part of the editor.
    if (!full.startsWith(root + sep)) return undefined;
    return { bytes: await readFile(full), type };
  } catch {
    return undefined;
  }
}
