/** Start-up order of the desktop shell, and nothing else. */
import { join } from 'node:path';
import { app, type BrowserWindow, Menu, session } from 'electron';
import { succeed } from '../shared/problem.ts';
import { pickBundle, pickDesign } from './dialogs.ts';
import { saveAtomically } from './files.ts';
import { dataFolder } from './host/data-folder.ts';
import { createFileTokens } from './host/file-tokens.ts';
import { createCall, type ExportedBundle, type HandlerOptions } from './host/handlers.ts';
import { createJournal } from './host/journal.ts';
import { handleRequests, sendEvent } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { openRequest } from './open-request.ts';
import { registerScheme, serveEditorFiles } from './protocol.ts';
import { confineApp, confineSession } from './security.ts';
import { utilityRunner } from './utility-runner.ts';
import { openWindow } from './window.ts';

// Bundled: this file, the preload and the export process lie side by side, the editor in the folder beside.
const here = import.meta.dirname;
const asked = openRequest(process.argv.slice(1), process.cwd());
const data = dataFolder();
const tokens = createFileTokens({ dataFolder: data, readOnly: asked.readOnly });
const journal = createJournal(data);
const runJob = utilityRunner(join(here, 'export-process.js'));
let window: BrowserWindow | undefined;
/** A file the system asked for before there was a window (macOS). */
let waiting: string | null = asked.file;

function showFile(path: string): void {
  if (!window) {
    waiting = path;
    return;
  }
  const { webContents } = window;
  void tokens.refOf(path).then((file) => sendEvent(webContents, 'file.opened', { file }));
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function exportBundle(request: Parameters<HandlerOptions['exportBundle']>[0]): ReturnType<HandlerOptions['exportBundle']> {
  const cancelled: ExportedBundle = { file: null, download: null, files: 0, bytes: 0 };
  if (!window) return succeed(cancelled);
  const path = await pickBundle(window, `${request.name.replace(/\.facility$/, '')}.zip`, app.getPath('documents'));
  if (path === null) return succeed(cancelled);
  const bundle = await runJob({
    job: 'bundle',
    text: request.text,
    file: request.name,
    scenario: request.scenario,
    formats: request.formats,
    version: app.getVersion(),
  });
  if (!bundle.ok) return bundle;
  const { zip, files } = bundle.value;
  const saved = await saveAtomically(path, zip);
  return saved.ok ? succeed({ file: await tokens.refOf(path), download: null, files, bytes: zip.length }) : saved;
}

function startWindow(): void {
  const documents = app.getPath('documents');
  handleRequests(
    createCall({
      version: app.getVersion(),
      host: 'desktop',
      readOnly: asked.readOnly,
      opened: waiting,
      folder: documents,
      tokens,
      journal,
      pick: async (mode, suggestedName) => {
        const path = window ? await pickDesign(window, mode, suggestedName, documents) : null;
        if (path !== null) app.addRecentDocument(path);
        return path;
      },
      exportBundle,
      log: (message, error) => console.error(message, error),
    }),
  );
  serveEditorFiles(session.defaultSession, join(here, '..', 'renderer'));
  confineSession(session.defaultSession);
  window = openWindow({ preload: join(here, 'preload.cjs') });
  window.on('closed', () => {
    window = undefined;
  });
  const act = (action: string) => window && sendEvent(window.webContents, 'menu.action', { action });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ platform: process.platform, act: (action) => void act(action), developer: !app.isPackaged })),
  );
}

if (!app.requestSingleInstanceLock()) app.quit();
else {
  registerScheme();
  confineApp(app);
  app.on('second-instance', (_event, words, folder) => {
    const { file } = openRequest(words.slice(1), folder);
    if (file !== null) showFile(file);
    else window?.focus();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    showFile(path);
  });
  app.on('window-all-closed', () => app.quit());
  let flushed = false;
  app.on('will-quit', (event) => {
    if (flushed) return;
    event.preventDefault();
    void journal.close().finally(() => {
      flushed = true;
      app.quit();
    });
  });
  void app.whenReady().then(startWindow);
}
