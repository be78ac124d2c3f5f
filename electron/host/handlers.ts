/**
 * Every request of the contract, answered. Both hosts, the desktop shell and the loopback server, use this
 * one set: arguments are checked against the contract on the way in, replies on the way out, and whatever
 * goes wrong comes back as problems, never as a stack.
 */
import * as v from 'valibot';
import { type Envelope, type FileRef, type ReplyOf, type RequestName, type RequestOf, requests } from '../../shared/contract/ipc.ts';
import { fail, type Problem, type Result, succeed } from '../../shared/problem.ts';
import { readTextFile, saveAtomically } from '../files.ts';
import type { FileTokens } from './file-tokens.ts';
import type { Journal } from './journal.ts';

/** Where an export went: a file the person chose, or an address to download it from. */
export interface ExportedBundle {
  readonly file: FileRef | null;
  readonly download: string | null;
  readonly files: number;
  readonly bytes: number;
}

export interface HandlerOptions {
  readonly version: string;
  readonly host: 'desktop' | 'loopback';
  readonly readOnly: boolean;
  /** File the host was started with, as a path. */
  readonly opened: string | null;
  /** Folder in which new files are made, and on the loopback host listed. */
  readonly folder: string;
  readonly tokens: FileTokens;
  readonly journal: Journal;
  /** Shows a native dialog; absent where there is none. Answers null when the person cancels. */
  readonly pick?: (mode: 'open' | 'save', suggestedName: string) => Promise<string | null>;
  readonly exportBundle: (request: RequestOf<'export.bundle'>) => Promise<Result<ExportedBundle>>;
  /** Hears of bugs; the editor only learns that there was one. */
  readonly log?: (message: string, error: unknown) => void;
}

type Handlers = { readonly [N in RequestName]: (request: v.InferOutput<(typeof requests)[N]['request']>) => Promise<Result<ReplyOf<N>>> };

/** Answers one request, whatever its name and body. */
export type Call = (name: string, body: unknown) => Promise<Envelope<RequestName>>;

const readOnlyProblem: Problem = { code: 'read-only', message: 'the design was opened read-only; it cannot be saved here' };

export function createHandlers(options: HandlerOptions): Handlers {
  const { tokens, journal, folder, readOnly } = options;
  const pathOrNull = (token: string | null): Result<string | null> => (token === null ? succeed(null) : tokens.pathOf(token));
  return {
    'app.info': async () =>
      succeed({
        version: options.version,
        host: options.host,
        nativeDialogs: options.pick !== undefined,
        readOnly,
        opened: options.opened === null ? null : await tokens.refOf(options.opened),
      }),

    'file.list': async () =>
      succeed({ recent: await tokens.recent(), folder: options.host === 'loopback' ? await tokens.listFolder(folder) : [] }),

    'file.pick': async ({ mode, suggestedName }) => {
      if (!options.pick) return fail({ code: 'no-dialog', message: 'this host has no file dialog' });
      if (mode === 'save' && readOnly) return fail(readOnlyProblem);
      const path = await options.pick(mode, suggestedName);
      return succeed({ file: path === null ? null : await tokens.refOf(path) });
    },

    'file.create': async ({ name }) => {
      if (readOnly) return fail(readOnlyProblem);
      const path = await tokens.newPath(folder, name);
      return path.ok ? succeed({ file: await tokens.refOf(path.value) }) : path;
    },

    'file.read': async ({ token }) => {
      const path = tokens.pathOf(token);
      if (!path.ok) return path;
      const file = await tokens.refOf(path.value);
      const read = await readTextFile(path.value, file.name);
      if (!read.ok) return read;
      // The list of recent files is written meanwhile, and is no reason to fail.
      tokens.remember(path.value).catch((error: unknown) => options.log?.('remembering a file', error));
      return succeed({ file, text: read.value.text });
    },

    'file.write': async ({ token, text }) => {
      if (readOnly) return fail(readOnlyProblem);
      const path = tokens.pathOf(token);
      if (!path.ok) return path;
      const { name } = await tokens.refOf(path.value);
      const mark = journal.mark(path.value);
      const saved = await saveAtomically(path.value, text, { keepPrevious: true, shownAs: name });
      if (!saved.ok) return saved;
      await journal.saved(path.value, text, mark);
      await tokens.remember(path.value);
      return succeed({ file: await tokens.refOf(path.value) });
    },

    'journal.append': async ({ token, base, line }) => {
      if (readOnly) return succeed({});
      const path = pathOrNull(token);
      if (!path.ok) return path;
      const appended = await journal.append(path.value, base, line);
      return appended.ok ? succeed({}) : appended;
    },

    'journal.find': async () => {
      const found = readOnly ? [] : await journal.find();
      return succeed({
        journals: found.map(({ path, name, base, lines }) => ({
          token: path === null ? null : tokens.tokenFor(path),
          name,
          base,
          lines: [...lines],
        })),
      });
    },

    'journal.discard': async ({ token }) => {
      const path = pathOrNull(token);
      if (!path.ok) return path;
      const discarded = await journal.discard(path.value);
      return discarded.ok ? succeed({}) : discarded;
    },

    'export.bundle': async (request) => options.exportBundle(request),
  };
}

export const isRequestName = (name: string): name is RequestName => Object.hasOwn(requests, name);

/** The one door: name and body in, envelope out. */
export function createCall(options: HandlerOptions): Call {
  const handlers = createHandlers(options);
  const refuse = (problems: readonly Problem[]): Envelope<RequestName> => ({
    ok: false,
    problems: problems.map((problem) => ({ ...problem })),
  });

  return async (name, body) => {
    if (!isRequestName(name)) return refuse([{ code: 'unknown-request', message: 'the host has no request of this name' }]);
    const parsed = v.safeParse(requests[name].request, body);
    if (!parsed.success) {
      return refuse(
        parsed.issues.slice(0, 5).map((issue): Problem => {
          const field = v.getDotPath(issue);
          return { code: 'bad-request', ...(field === null ? {} : { field }), message: `${name}: ${issue.message}` };
        }),
      );
    }
    try {
      // The name decides both types; the compiler cannot follow that through the table.
      const handle = handlers[name] as (request: unknown) => Promise<Result<unknown>>;
      const answer = await handle(parsed.output);
      if (!answer.ok) return refuse(answer.problems);
      return { ok: true, value: v.parse(requests[name].reply, answer.value) };
    } catch (error) {
      options.log?.(`request ${name} failed`, error);
      return refuse([{ code: 'internal', message: `the host failed at ${name}; nothing was changed` }]);
    }
  };
}
