/** The report's typeface, embedded so that it prints the same everywhere. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ReportFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

let loaded: ReportFonts | undefined;

/** Looks for `assets/fonts` from this file upwards: sources, bundled code and the packaged program lie at different depths. */
export function reportFonts(): ReportFonts {
  if (loaded) return loaded;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const read = (name: string) => readFileSync(join(folder, 'assets', 'fonts', name));
      loaded = { regular: read('Inter-Regular.ttf'), bold: read('Inter-SemiBold.ttf') };
      return loaded;
    } catch (error) {
      if (dirname(folder) === folder) throw new Error('assets/fonts with the report’s typeface is missing', { cause: error });
    }
  }
}
