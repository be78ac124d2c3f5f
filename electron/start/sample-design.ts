/** The design that opens when none is named: the published 10 MW plant, kept among the program's own data. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { designs } from '../../shared/designs/index.ts';
import { writeFacility } from '../../shared/file/write.ts';
import { type Result, succeed } from '../../shared/problem.ts';
import { saveAtomically } from '../files.ts';
import { madeFolder } from '../host/data-folder.ts';

export const sampleName = 'gb300-10mw';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const textAt = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

/**
 * Path of the sample. It is made again as long as nobody has changed it, so that it follows the program;
 * from the first save on it is the person's own and left alone.
 */
export async function sampleDesign(dataFolder: string): Promise<Result<string>> {
  const folder = await madeFolder(join(dataFolder, 'samples'));
  const path = join(folder, `${sampleName}.facility`);
  const mark = join(folder, `${sampleName}.made`);
  const present = await textAt(path);
  if (present !== undefined && (await textAt(mark)) !== hashOf(present)) return succeed(path);
  const design = designs.find(({ name }) => name === sampleName);
  if (!design) throw new Error(`there is no design ${sampleName}`);
  const built = design.build({});
  if (!built.ok) return built;
  const text = writeFacility(built.value);
  if (text !== present) {
    const saved = await saveAtomically(path, text);
    if (!saved.ok) return saved;
  }
  const marked = await saveAtomically(mark, hashOf(text));
  return marked.ok ? succeed(path) : marked;
}
