/** The file behind the session: open, save, start anew. The host does the reading and writing; this keeps the token. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { FileRef } from '../shared/contract/ipc.ts';
import { allRecords, type Document, emptyDocument, siteOf } from '../shared/document/document.ts';
import { isChanged } from '../shared/document/session.ts';
import { type ReadFacility, readFacility } from '../shared/file/read.ts';
import { writeFacility } from '../shared/file/write.ts';
import { fail, type Problem, type Result, succeed } from '../shared/problem.ts';
import type { ReadAhead } from './analysis/client.ts';
import { analysisClient, solveReferences } from './analysis/store.ts';
import { hostGone } from './fetch-reply.ts';
import { arrival, FileArrival } from './file-arrival.ts';
import { ask, resultOf } from './host.ts';
import { session } from './session.ts';
import { nothingTried, viewState } from './view-state.ts';

export interface DesignFile {
  /** Null for a design that was never saved. */
  readonly file: FileRef | null;
  readonly name: string;
  /** What was set aside when the file was read. */
  readonly notes: readonly Problem[];
  /** Came out of a journal, which is kept until the design is saved. */
  readonly recovered: boolean;
  readonly busy: 'opening' | 'saving' | null;
  /** Why the last opening or saving did not work. */
  readonly problems: readonly Problem[];
}

export const designFile = createStore<DesignFile>(() => ({
  file: null,
  name: 'untitled.facility',
  notes: [],
  recovered: false,
  busy: null,
  problems: [],
}));
export const useDesignFile = <T>(select: (state: DesignFile) => T): T => useStore(designFile, select);

export const isUnsaved = (): boolean => viewState.getState().screen === 'editor' && isChanged(session.getState());

/** Shows a document in the editor as the one design of this window. */
export function showDocument(
  document: Document,
  more: {
    file?: FileRef;
    name: string;
    notes?: readonly Problem[];
    readOnly?: boolean;
    unsaved?: boolean;
    recovered?: boolean;
    /** How the solver got it, where it reads it too. */
    ahead?: ReadAhead;
  },
): void {
  session.replace(document, !more.unsaved);
  designFile.setState({
    file: more.file ?? null,
    name: more.name,
    notes: more.notes ?? [],
    recovered: more.recovered ?? false,
    busy: null,
    problems: [],
  });
  viewState.setState({
    screen: 'editor',
    readOnly: more.readOnly ?? false,
    reviewOnly: more.readOnly ?? false,
    selection: [],
    hover: null,
    tool: 'select',
    placing: null,
    overlay: null,
    hidden: new Set(),
    section: [],
    measuredApart: [],
    focus: null,
    viewpoint: null,
    playing: false,
    explained: null,
    refusal: null,
    dialog: null,
    paletteOpen: false,
    request: { scenario: null, ...nothingTried },
    dockTab: more.notes && more.notes.length > 0 ? 'findings' : null,
  });
  analysisClient.load(more.ahead);
}

function showRead(read: Result<ReadFacility>, name: string, ahead: ReadAhead, file?: FileRef): Result<Document> {
  if (!read.ok) {
    designFile.setState({ busy: null, problems: read.problems });
    // The file came before them.
    if (viewState.getState().screen === 'start') solveReferences();
    return read;
  }
  performance.mark('headroom:read');
  showDocument(read.value.document, { name, ahead, notes: read.value.notes, readOnly: file?.readOnly ?? false, ...(file && { file }) });
  return succeed(read.value.document);
}

export function openText(text: string, name: string): Result<Document> {
  const ahead = analysisClient.readAhead();
  ahead.take(text);
  ahead.end();
  return showRead(readFacility(text, { file: name, allowUnreadable: true }), name, ahead);
}

export async function openFile(token: string): Promise<Result<Document>> {
  designFile.setState({ busy: 'opening', problems: [] });
  performance.mark('headroom:open');
  const fromStart = viewState.getState().screen === 'start';
  let arriving = new FileArrival(token, fromStart);
  if (fromStart) standReady();
  let envelope = await arriving.reply;
  if (!envelope) {
    arriving = new FileArrival(token, fromStart, true);
    envelope = await arriving.reply;
  }
  const reply = resultOf<'file.read'>(envelope ?? hostGone);
  if (!reply.ok) designFile.setState({ busy: null, problems: reply.problems });
  const opened = reply.ok ? await showArrived(arriving, reply.value.text, reply.value.file) : reply;
  if (!opened.ok && fromStart) viewState.setState({ screen: 'start' });
  return opened;
}

/** @param text what did not come piece by piece */
async function showArrived(arriving: FileArrival, text: string, file: FileRef): Promise<Result<Document>> {
  arriving.take(text);
  const read = await arriving.finish(file.name);
  arrival.setState({ document: null, coming: null });
  return showRead(read, file.name, arriving.ahead, file);
}

/** While the host reads a file the editor is built around it: panels, canvas and shaders take as long as a large file. */
function standReady(): void {
  session.replace(emptyDocument, true);
  viewState.setState({ screen: 'opening', selection: [], hover: null });
}

/** Writes to the file of this token, which becomes the design's file. */
export async function saveTo(token: string): Promise<Result<FileRef>> {
  const { document, phase, revision } = session.getState();
  if (phase === 'preview') return fail({ code: 'busy', message: 'finish or cancel the running change first' });
  designFile.setState({ busy: 'saving', problems: [] });
  const reply = await ask('file.write', { token, text: writeFacility(document) });
  if (!reply.ok) {
    designFile.setState({ busy: null, problems: reply.problems });
    return reply;
  }
  const { file: was, recovered } = designFile.getState();
  const former = was?.token ?? null;
  designFile.setState({ file: reply.value.file, name: reply.value.file.name, recovered: false, busy: null, problems: [] });
  // Under another name the changes are safe; the journal of the former place would offer them once more.
  if (recovered || former !== reply.value.file.token) void ask('journal.discard', { token: former });
  // What was changed while the host was writing is not in the file.
  if (session.getState().revision === revision) session.markSaved();
  return succeed(reply.value.file);
}

export async function saveAs(name: string): Promise<Result<FileRef>> {
  const created = await ask('file.create', { name });
  if (!created.ok) {
    designFile.setState({ problems: created.problems });
    return created;
  }
  return saveTo(created.value.file.token);
}

/** An empty site: one hall to start in, and the scenario that every design has. */
export function isEmptyDesign(document: Document): boolean {
  return document.tables.equipment.size === 0;
}

export const designTitle = (document: Document): string => (document.tables.site.size === 1 ? siteOf(document).name : 'Untitled');

export const recordCount = (document: Document): number => [...allRecords(document)].length;
