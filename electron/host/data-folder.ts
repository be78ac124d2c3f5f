/** Where the program keeps what is not the user's: recent files, recovery journals, the sample design. */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The customary folder of the platform; `HEADROOM_DATA` overrides it. */
export function dataFolder(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (environment.HEADROOM_DATA) return environment.HEADROOM_DATA;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Headroom');
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Headroom');
  return join(environment.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'headroom');
}

/** The folder made if it is not there, readable by its owner alone. */
export async function madeFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}
