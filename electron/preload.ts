/**
 * What the page gets from the shell: one function to ask and one to listen, for exactly the names in the
 * contract. Runs sandboxed; nothing of Electron or Node reaches the page.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { EventName, EventOf, Host, RequestName, RequestOf } from '../shared/contract/ipc.ts';
import { eventChannel, eventNames, requestChannel, requestNames } from './channels.ts';

const host: Host = {
  call<N extends RequestName>(name: N, request: RequestOf<N>) {
    if (!requestNames.includes(name)) return Promise.reject(new Error('no such request'));
    return ipcRenderer.invoke(requestChannel(name), request);
  },
  on<N extends EventName>(name: N, listener: (event: EventOf<N>) => void) {
    if (!eventNames.includes(name)) throw new Error('no such event');
    // The Electron event would hand the page a way to send; it gets the data alone.
    const receive = (_: IpcRendererEvent, event: EventOf<N>) => listener(event);
    ipcRenderer.on(eventChannel(name), receive);
    return () => {
      ipcRenderer.off(eventChannel(name), receive);
    };
  },
};

contextBridge.exposeInMainWorld('headroomHost', host);
