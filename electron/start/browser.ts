/** Opens an address in the person's browser, where there is a desktop to show it on. */
import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

export function openInBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const [program, ...words] = openers[platform] ?? ['xdg-open'];
  const child = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
  // No browser is no fault: the address has been printed.
  child.on('error', () => undefined);
  child.unref();
}
