/** Looks for an Electron program without importing `electron`, whose import would start a download. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const programName: Partial<Record<NodeJS.Platform, string>> = {
  darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  win32: 'electron.exe',
};

/** The program a supplied distribution or the installed package holds, or undefined. */
export function findElectron(
  root: string,
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const name = programName[platform] ?? 'electron';
  const supplied = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const folders = supplied ? [supplied] : [join(root, 'node_modules', 'electron', 'dist')];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Whether a window could be shown at all. */
export function hasDisplay(environment: Environment = process.env, platform: NodeJS.Platform = process.platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return !environment.SSH_CONNECTION;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/**
 * Lets the electron package fetch its program, for at most `limit_ms`. Only on a desktop: a server has no
 * use for it, and `HEADROOM_NO_DOWNLOAD` or a supplied distribution says not to.
 */
export async function installElectron(
  root: string,
  limit_ms = 120_000,
  environment: Environment = process.env,
): Promise<string | undefined> {
  const script = join(root, 'node_modules', 'electron', 'install.js');
  if (environment.HEADROOM_NO_DOWNLOAD || environment.CI || environment.ELECTRON_OVERRIDE_DIST_PATH || !existsSync(script))
    return undefined;
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [script], { stdio: 'ignore', timeout: limit_ms });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
  return findElectron(root, environment);
}
