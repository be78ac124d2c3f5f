/** The diagrams of this window: which groups are opened, and the placed drawing of the last committed document. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { arrange, type PlacedDiagram } from '../../shared/diagram/arrange.ts';
import type { Diagram, DiagramKind } from '../../shared/diagram/graph.ts';
import { oneLineDiagram } from '../../shared/diagram/one-line.ts';
import { pipingDiagram } from '../../shared/diagram/p-and-id.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { session } from '../session.ts';
import { workerLayouter } from './layouter.ts';

export interface OpenedGroup {
  readonly title: string;
  readonly records: readonly RecordId[];
}

export interface DiagramState {
  readonly opened: readonly OpenedGroup[];
  readonly placed: PlacedDiagram | null;
  /** The drawing is of an earlier document or of other opened groups; the next one is being placed. */
  readonly placing: boolean;
  /** Why the drawing could not be made: a bug, told instead of an empty place. */
  readonly failure: string | null;
}

const nothing: DiagramState = { opened: [], placed: null, placing: false, failure: null };

const makers: Readonly<Record<DiagramKind, typeof oneLineDiagram>> = { 'one-line': oneLineDiagram, 'p-and-id': pipingDiagram };

const stores: Readonly<Record<DiagramKind, StoreApi<DiagramState>>> = {
  'one-line': createStore<DiagramState>(() => nothing),
  'p-and-id': createStore<DiagramState>(() => nothing),
};

export const diagramState = (kind: DiagramKind): DiagramState => stores[kind].getState();
export const useDiagram = <T>(kind: DiagramKind, select: (state: DiagramState) => T): T => useStore(stores[kind], select);

/** What the drawing depends on; a moved rack changes neither symbols nor lines. */
const keyOf = ({ nodes, edges }: Diagram): string => JSON.stringify([nodes, edges]);

/** More members than this do not open all at once: the first of them is taken out of the group. */
export const mostOpened = 48;

class Painter {
  readonly #kind: DiagramKind;
  #drawn = '';
  #wanted = 0;
  #seen: readonly [Document['tables']['equipment'], Document['tables']['connection'], unknown, unknown] | undefined;
  #openedSeen: readonly OpenedGroup[] | undefined;

  constructor(kind: DiagramKind) {
    this.#kind = kind;
  }

  /** Places the drawing anew where document or opened groups changed it. */
  async refresh(document: Document): Promise<void> {
    const store = stores[this.#kind];
    const { opened } = store.getState();
    const { equipment, connection, item, system } = document.tables;
    const seen = this.#seen;
    if (seen?.[0] === equipment && seen[1] === connection && seen[2] === item && seen[3] === system && this.#openedSeen === opened) return;
    this.#seen = [equipment, connection, item, system];
    this.#openedSeen = opened;
    const diagram = makers[this.#kind](document, { opened: opened.flatMap(({ records }) => records) });
    const key = keyOf(diagram);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const serial = ++this.#wanted;
    store.setState({ placing: true });
    try {
      const placed = await arrange(diagram, workerLayouter);
      if (serial === this.#wanted) store.setState({ placed, placing: false, failure: null });
    } catch (error) {
      if (serial === this.#wanted) store.setState({ placing: false, failure: error instanceof Error ? error.message : String(error) });
    }
  }
}

const painters: Readonly<Record<DiagramKind, Painter>> = { 'one-line': new Painter('one-line'), 'p-and-id': new Painter('p-and-id') };

/** Keeps a diagram up with the document while it is on screen; returns how to stop. */
export function watchDiagram(kind: DiagramKind): () => void {
  const painter = painters[kind];
  const update = () => {
    const { document, phase } = session.getState();
    if (phase === 'committed') void painter.refresh(document);
  };
  update();
  const stops = [
    session.subscribe(update),
    stores[kind].subscribe((state, before) => (state.opened !== before.opened ? update() : undefined)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export function openGroup(kind: DiagramKind, title: string, records: readonly RecordId[]): void {
  const taken = records.length > mostOpened ? records.slice(0, 1) : records;
  stores[kind].setState(({ opened }) => ({ opened: [...opened, { title, records: taken }] }));
}

/** Folds again: one opened group, or all of them. */
export function foldGroup(kind: DiagramKind, group?: OpenedGroup): void {
  stores[kind].setState(({ opened }) => ({ opened: group ? opened.filter((other) => other !== group) : [] }));
}

export const openedGroupOf = (kind: DiagramKind, records: readonly RecordId[]): OpenedGroup | undefined =>
  diagramState(kind).opened.findLast((group) => group.records.some((id) => records.includes(id)));
