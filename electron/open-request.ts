/** What a start of the program asks for: a design to open, perhaps for looking only. */
import { isAbsolute, resolve } from 'node:path';

export interface OpenRequest {
  readonly file: string | null;
  readonly readOnly: boolean;
}

/**
 * Reads the words after the program. Switches are Chromium's business; of the rest the first facility file
 * counts, taken from the folder the program was called in. Words before it (the folder of the sources in a
 * development start) are no facility files.
 */
export function openRequest(words: readonly string[], folder: string): OpenRequest {
  const file = words.find((word) => !word.startsWith('-') && word.endsWith('.facility'));
  return { file: file === undefined ? null : isAbsolute(file) ? file : resolve(folder, file), readOnly: words.includes('--read-only') };
}
