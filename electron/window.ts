/** The one window of the editor. */
import { BrowserWindow, dialog } from 'electron';
import { editorAddress } from './security.ts';

export interface WindowOptions {
  /** Path of the bundled preload. */
  readonly preload: string;
  /** Path of the icon, where the platform takes one from the program. */
  readonly icon?: string;
}

export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    title: 'Headroom',
    // The dark theme's ground, so that nothing flashes before the first frame.
    backgroundColor: '#101214',
    show: false,
    // The page has these menus; the native bar would repeat them and appears on Alt. macOS keeps its own at the top of the screen.
    autoHideMenuBar: true,
    ...(options.icon === undefined ? {} : { icon: options.icon }),
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  // The page says that there is something unsaved by refusing to unload; the person decides.
  window.webContents.on('will-prevent-unload', (event) => {
    const choice = dialog.showMessageBoxSync(window, {
      type: 'question',
      message: 'Close without saving?',
      detail: 'The changes since the last save are not in the file.',
      buttons: ['Close without saving', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    if (choice === 0) event.preventDefault();
  });
  void window.loadURL(editorAddress);
  return window;
}
