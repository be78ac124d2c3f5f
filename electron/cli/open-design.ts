/** Opens a facility file for a command: reads, checks, and refuses with every problem placed. */
import { basename, resolve } from 'node:path';
import { type ReadFacility, readFacility } from '../../shared/file/read.ts';
import { type Result, succeed } from '../../shared/problem.ts';
import { readTextFile } from '../files.ts';
import type { Io } from './command.ts';

export interface OpenedDesign extends ReadFacility {
  readonly path: string;
  /** File name without folder and ending. */
  readonly name: string;
  readonly text: string;
}

export async function openDesign(file: string, io: Io, allowUnreadable: boolean): Promise<Result<OpenedDesign>> {
  const path = resolve(io.folder, file);
  const read = await readTextFile(path, file);
  if (!read.ok) return read;
  const facility = readFacility(read.value.text, { file, allowUnreadable });
  if (!facility.ok) return facility;
  return succeed({ ...facility.value, path, name: basename(path).replace(/\.facility$/, ''), text: read.value.text });
}
