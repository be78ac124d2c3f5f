/** The shell's side of the contract: who asks is checked here, what is asked in the shared handlers. */
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { EventName, EventOf } from '../shared/contract/ipc.ts';
import { eventChannel, requestChannel, requestNames } from './channels.ts';
import type { Call } from './host/handlers.ts';
import { isEditorAddress } from './security.ts';

/** Only the top frame of our own page may ask. */
export function isOurs(event: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isEditorAddress(frame.url);
}

/** Registers every request of the contract. */
export function handleRequests(call: Call): void {
  for (const name of requestNames) {
    ipcMain.handle(requestChannel(name), (event, request: unknown) =>
      isOurs(event) ? call(name, request) : { ok: false, problems: [{ code: 'forbidden', message: 'this page may not ask' }] },
    );
  }
}

export function sendEvent<N extends EventName>(contents: WebContents, name: N, event: EventOf<N>): void {
  contents.send(eventChannel(name), event);
}
