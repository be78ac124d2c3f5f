/** Other people's programs that open our exports. A test that needs one is skipped by name where it is not installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, it } from 'vitest';

const present = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

const python = '/usr/bin/python3';

/** Program or module to whether it is there. */
export const installed = {
  soffice: present('soffice', '--version'),
  qpdf: present('qpdf', '--version'),
  poppler: present('pdfinfo', '-v') && present('pdftotext', '-v') && present('pdftoppm', '-v'),
  unzip: present('unzip', '-v'),
  sha256sum: present('sha256sum', '--version'),
  ezdxf: present(python, '-c', 'import ezdxf'),
  openpyxl: present(python, '-c', 'import openpyxl'),
} as const;

export type Program = keyof typeof installed;

/** A test that is skipped, with the program's name in its title, where the program is missing. */
export function itWith(program: Program, title: string, body: () => void | Promise<void>): void {
  if (installed[program]) it(title, body);
  else it.skip(`${title} (${program} is not installed)`, body);
}

export function run(program: string, args: readonly string[], env: Record<string, string> = {}): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  });
}

export const runPython = (script: string, ...args: string[]): unknown => JSON.parse(run(python, ['-W', 'ignore', '-c', script, ...args]));

/** A folder of its own that goes when the test file ends. */
export function scratch(): { readonly path: string; write(name: string, bytes: Uint8Array): string } {
  const path = mkdtempSync(join(tmpdir(), 'headroom-export-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, bytes) {
      const file = join(path, name);
      writeFileSync(file, bytes);
      return file;
    },
  };
}
