/**
 * Every request from the editor to its host. The Electron shell and the loopback server register the
 * same handlers for the same names; the renderer never sees a path, only an opaque file token.
 */
import * as v from 'valibot';

const fileRef = v.object({
  token: v.string(),
  name: v.string(),
  /** Folder or place as a person would say it; not a path to act on. */
  place: v.string(),
  /** ISO time of the last change as the host's file system gives it. */
  modified: v.string(),
  readOnly: v.boolean(),
});
export type FileRef = v.InferOutput<typeof fileRef>;

const problem = v.object({
  code: v.string(),
  message: v.string(),
  file: v.optional(v.string()),
  line: v.optional(v.number()),
  record: v.optional(v.string()),
  field: v.optional(v.string()),
});

export const requests = {
  /** What the host is and which file it was started with. */
  'app.info': {
    request: v.object({}),
    reply: v.object({
      version: v.string(),
      host: v.picklist(['desktop', 'loopback']),
      /** Whether `file.pick` shows a native dialog; otherwise the editor shows `file.list` itself. */
      nativeDialogs: v.boolean(),
      readOnly: v.boolean(),
      opened: v.nullable(fileRef),
    }),
  },
  /** Recent files, and on a loopback host the facility files of the served folder. */
  'file.list': {
    request: v.object({}),
    reply: v.object({ recent: v.array(fileRef), folder: v.array(fileRef) }),
  },
  'file.pick': {
    request: v.object({
      mode: v.picklist(['open', 'save']),
      suggestedName: v.string(),
    }),
    reply: v.object({ file: v.nullable(fileRef) }),
  },
  /** A new, not yet existing file of this name in the served folder (loopback) or the documents folder (desktop). */
  'file.create': {
    request: v.object({ name: v.string() }),
    reply: v.object({ file: fileRef }),
  },
  'file.read': {
    request: v.object({ token: v.string() }),
    reply: v.object({ file: fileRef, text: v.string() }),
  },
  'file.write': {
    request: v.object({ token: v.string(), text: v.string() }),
    reply: v.object({ file: fileRef }),
  },
  /** One line per committed patch; the host appends and flushes. `token` is null for a design never saved. */
  'journal.append': {
    request: v.object({
      token: v.nullable(v.string()),
      base: v.nullable(v.string()),
      line: v.string(),
    }),
    reply: v.object({}),
  },
  'journal.find': {
    request: v.object({}),
    reply: v.object({
      journals: v.array(
        v.object({
          token: v.nullable(v.string()),
          name: v.string(),
          base: v.string(),
          lines: v.array(v.string()),
        }),
      ),
    }),
  },
  'journal.discard': {
    request: v.object({ token: v.nullable(v.string()) }),
    reply: v.object({}),
  },
  /** Writes the bundle of a design given as text; the reply names the zip and offers it for download where there is no dialog. */
  'export.bundle': {
    request: v.object({
      text: v.string(),
      name: v.string(),
      formats: v.array(v.string()),
      scenario: v.string(),
    }),
    reply: v.object({
      file: v.nullable(fileRef),
      download: v.nullable(v.string()),
      files: v.number(),
      bytes: v.number(),
    }),
  },
} as const;

export type RequestName = keyof typeof requests;
export type RequestOf<N extends RequestName> = v.InferInput<(typeof requests)[N]['request']>;
export type ReplyOf<N extends RequestName> = v.InferOutput<(typeof requests)[N]['reply']>;

/** What travels back: a reply or problems, never a stack. */
export type Envelope<N extends RequestName> = { ok: true; value: ReplyOf<N> } | { ok: false; problems: v.InferOutput<typeof problem>[] };

/** Events the host sends without being asked. */
export const events = {
  /** A menu item or shortcut of the native menu: name of an editor action. */
  'menu.action': v.object({ action: v.string() }),
  /** The host was asked to open a file (second instance, file association). */
  'file.opened': v.object({ file: fileRef }),
} as const;
export type EventName = keyof typeof events;
export type EventOf<N extends EventName> = v.InferOutput<(typeof events)[N]>;

/** What the preload (desktop) or the loopback client (browser) puts in the editor's hands. */
export interface Host {
  /**
   * @param onText takes the text of a reply while it arrives, in order; the `text` of the reply is empty then. A host that answers
   * at once does not call it.
   */
  call<N extends RequestName>(name: N, request: RequestOf<N>, onText?: (piece: string) => void): Promise<Envelope<N>>;
  on<N extends EventName>(name: N, listener: (event: EventOf<N>) => void): () => void;
  /** The same request as plain data, where a worker of the window can ask too. */
  requestFor?<N extends RequestName>(name: N, request: RequestOf<N>): HostRequest<N>;
}

/** A request to the loopback host. */
export interface HostRequest<N extends RequestName> {
  readonly name: N;
  /** Address of the page. */
  readonly page: string;
  readonly token: string;
  readonly body: string;
}
