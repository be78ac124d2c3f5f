/**
 * Opaque names for files. The editor holds a token and never a path; only files the host itself named
 * (opened, picked, recent, listed, created) have one. Also keeps the list of recent files.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { FileRef } from '../../shared/contract/ipc.ts';
import { fail, type Result, succeed } from '../../shared/problem.ts';
import { saveAtomically } from '../files.ts';
import { madeFolder } from './data-folder.ts';

export const facilityEnding = '.facility';
const mostRecent = 20;
const mostListed = 500;

export interface FileTokens {
  /** The file's token, made on first use; the same path has the same token while the program runs. */
  tokenFor(path: string): string;
  pathOf(token: string): Result<string>;
  /** What the editor may know of a file, whether it exists yet or not. */
  refOf(path: string): Promise<FileRef>;
  /** A path for a new file of this name in a folder; a number is added to a name that is taken. */
  newPath(folder: string, name: string): Promise<Result<string>>;
  /** Facility files directly in a folder, by name. */
  listFolder(folder: string): Promise<FileRef[]>;
  recent(): Promise<FileRef[]>;
  remember(path: string): Promise<void>;
}

/** A name a person may give to a file on every platform: one segment, no reserved characters, no leading dot. */
export function fileNameFault(name: string): string | undefined {
  if (name.trim() === '' || name !== name.trim()) return 'a file needs a name without blanks around it';
  if (name.length > 120) return 'the name is longer than 120 characters';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f<>:"/\\|?*]/.test(name)) return 'the name must not contain < > : " / \\ | ? * or control characters';
  if (name.startsWith('.') || name.endsWith('.')) return 'the name must not start or end with a dot';
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)) return 'the name is reserved by Windows';
  return undefined;
}

function shownFolder(folder: string): string {
  const home = homedir();
  const inside = relative(home, folder);
  if (inside === '') return '~';
  return inside.startsWith('..') || inside.startsWith(sep) || resolve(home, inside) !== folder ? folder : join('~', inside);
}

export function createFileTokens(options: { dataFolder: string; readOnly: boolean }): FileTokens {
  const tokens = new Map<string, string>();
  const paths = new Map<string, string>();
  const recentFile = join(options.dataFolder, 'recent.json');

  const tokenFor = (path: string): string => {
    const full = resolve(path);
    let token = tokens.get(full);
    if (token === undefined) {
      token = `file_${randomBytes(12).toString('base64url')}`;
      tokens.set(full, token);
      paths.set(token, full);
    }
    return token;
  };

  const refOf = async (path: string): Promise<FileRef> => {
    const full = resolve(path);
    const status = await stat(full).catch(() => undefined);
    const writable = status
      ? await access(full, constants.W_OK).then(
          () => true,
          () => false,
        )
      : true;
    return {
      token: tokenFor(full),
      name: basename(full),
      place: shownFolder(dirname(full)),
      modified: status ? status.mtime.toISOString() : '',
      readOnly: options.readOnly || !writable,
    };
  };

  const recentPaths = async (): Promise<string[]> => {
    try {
      const list: unknown = JSON.parse(await readFile(recentFile, 'utf8'));
      return Array.isArray(list) ? list.filter((path) => typeof path === 'string').slice(0, mostRecent) : [];
    } catch {
      // No list yet, or a damaged one: it is a convenience and starts over.
      return [];
    }
  };

  return {
    tokenFor,
    pathOf(token) {
      const path = paths.get(token);
      return path === undefined
        ? fail({ code: 'unknown-file', message: 'the host does not know this file; open it again' })
        : succeed(path);
    },
    refOf,
    async newPath(folder, name) {
      const fault = fileNameFault(name);
      if (fault) return fail({ code: 'bad-name', field: 'name', message: fault });
      const stem = name.endsWith(facilityEnding) ? name.slice(0, -facilityEnding.length) : name;
      for (let number = 1; number < 1000; number++) {
        const path = join(folder, `${stem}${number === 1 ? '' : ` ${number}`}${facilityEnding}`);
        if (!(await stat(path).catch(() => undefined))) return succeed(path);
      }
      return fail({ code: 'bad-name', field: 'name', message: 'there are too many files of this name' });
    },
    async listFolder(folder) {
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      const names = entries
        .filter((entry) => entry.isFile() && entry.name.endsWith(facilityEnding) && !entry.name.startsWith('.'))
        .map(({ name }) => name);
      return Promise.all(
        names
          .sort()
          .slice(0, mostListed)
          .map((name) => refOf(join(folder, name))),
      );
    },
    async recent() {
      const existing: string[] = [];
      for (const path of await recentPaths())
        if (
          await stat(path).then(
            (status) => status.isFile(),
            () => false,
          )
        )
          existing.push(path);
      return Promise.all(existing.map(refOf));
    },
    async remember(path) {
      const full = resolve(path);
      const list = [full, ...(await recentPaths()).filter((other) => other !== full)].slice(0, mostRecent);
      await madeFolder(options.dataFolder);
      // A list that cannot be written is no reason to fail the opening of a file.
      await saveAtomically(recentFile, `${JSON.stringify(list, null, 1)}\n`);
    },
  };
}
