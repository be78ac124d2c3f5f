/** What no page in the shell may do, whatever it is: leave, open windows, ask for devices, load foreign content. */
import type { App, Session, WebContents } from 'electron';

export const editorScheme = 'headroom';
export const editorAddress = `${editorScheme}://editor/index.html`;

/** Whether an address is the editor's own; anything that does not parse is not. */
export function isEditorAddress(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return protocol === `${editorScheme}:` && host === 'editor';
  } catch {
    return false;
  }
}

function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Copying text is the one thing a page may ask for. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write'];

export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(allowedPermissions.includes(permission) && isEditorAddress(contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => allowedPermissions.includes(permission) && isEditorAddress(origin));
  session.setDevicePermissionHandler(() => false);
  // Whatever slips past the content policy ends here: the editor never loads anything over a network.
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !/^(headroom|devtools|blob|data):/.test(details.url) }));
}

export function confineApp(app: App): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => confine(contents));
}
