/** Text to UTF-8 bytes and back, without platform help; and the one order of names that every export uses. */
import { strFromU8, strToU8 } from 'fflate';

export const bytesOf = (text: string): Uint8Array => strToU8(text);

export const textOf = (bytes: Uint8Array): string => strFromU8(bytes);

/** Order by UTF-16 code unit, equal to the order of bytes for the ASCII names of a bundle. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
