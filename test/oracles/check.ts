/** Finds case files and runs each through its adapter. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { adapters, topicOf } from './adapters.ts';
import { WrongField } from './read.ts';

export interface Verdict {
  readonly path: string;
  readonly topic: string;
  readonly passed: boolean;
  readonly worst: number;
  readonly compared: number;
  readonly misses: readonly string[];
}

/** Every JSON file under a folder (or the file itself), sorted by path. */
export function caseFiles(at: string): string[] {
  if (!statSync(at).isDirectory()) return [at];
  return readdirSync(at, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(at, name));
}

/** Files without a schema are data of other cases, not cases: undefined. */
export function checkFile(path: string): Verdict | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { path, topic: '', passed: false, worst: Number.POSITIVE_INFINITY, compared: 0, misses: [`cannot be read: ${String(error)}`] };
  }
  return checkContent(path, content);
}

/** The same from content that is already read. */
export function checkContent(path: string, content: unknown): Verdict | undefined {
  const topic = topicOf(content);
  if (topic === undefined) return undefined;
  const adapter = adapters[topic];
  if (adapter === undefined) return { path, topic, passed: false, worst: Number.NaN, compared: 0, misses: [`no adapter for ${topic}`] };
  try {
    const result = adapter({ path, topic, content });
    return {
      path,
      topic,
      passed: result.misses.length === 0 && result.compared > 0,
      worst: result.worst,
      compared: result.compared,
      misses: result.misses,
    };
  } catch (error) {
    return {
      path,
      topic,
      passed: false,
      worst: Number.POSITIVE_INFINITY,
      compared: 0,
      misses: [error instanceof WrongField ? error.message : `adapter failed: ${String(error)}`],
    };
  }
}
