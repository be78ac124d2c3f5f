/** Native file dialogs. */

import { join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { facilityEnding } from './host/file-tokens.ts';

const facilityFilter = { name: 'Headroom facility', extensions: [facilityEnding.slice(1)] };

const withEnding = (path: string, ending: string): string => (path.toLowerCase().endsWith(ending) ? path : `${path}${ending}`);

/** Path of a design to open or to save as; null when the person cancels. */
export async function pickDesign(
  window: BrowserWindow,
  mode: 'open' | 'save',
  suggestedName: string,
  folder: string,
): Promise<string | null> {
  if (mode === 'open') {
    const answer = await dialog.showOpenDialog(window, { properties: ['openFile'], filters: [facilityFilter] });
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  }
  const answer = await dialog.showSaveDialog(window, { defaultPath: join(folder, suggestedName), filters: [facilityFilter] });
  return answer.canceled || answer.filePath === '' ? null : withEnding(answer.filePath, facilityEnding);
}

/** Path of a bundle to write; null when the person cancels. */
export async function pickBundle(window: BrowserWindow, suggestedName: string, folder: string): Promise<string | null> {
  const answer = await dialog.showSaveDialog(window, {
    defaultPath: join(folder, suggestedName),
    filters: [{ name: 'Bundle', extensions: ['zip'] }],
  });
  return answer.canceled || answer.filePath === '' ? null : withEnding(answer.filePath, '.zip');
}
