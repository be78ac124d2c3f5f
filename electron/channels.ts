/** Names of the messages between the sandboxed page and the desktop shell, made from the contract and nothing else. */
import { type EventName, events, type RequestName, requests } from '../shared/contract/ipc.ts';

export const requestNames = Object.keys(requests) as readonly RequestName[];
export const eventNames = Object.keys(events) as readonly EventName[];

export const requestChannel = (name: RequestName): string => `headroom:call:${name}`;
export const eventChannel = (name: EventName): string => `headroom:event:${name}`;
