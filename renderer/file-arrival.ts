/**
 * A file on its way from the host. The solver gets every piece at once; the window reads building and equipment of a large design,
 * shows them, and reads the rest after its first frame.
 */
import { createStore } from 'zustand/vanilla';
import type { Envelope } from '../shared/contract/ipc.ts';
import type { Document } from '../shared/document/document.ts';
import { FacilityReader, type ReadFacility } from '../shared/file/read.ts';
import type { Result } from '../shared/problem.ts';
import type { ReadAhead } from './analysis/client.ts';
import { analysisClient } from './analysis/store.ts';
import { host } from './host.ts';

/** What can be seen of a design that is still being read, and what soon can; null at all other times. */
export const arrival = createStore<{ readonly document: Document | null; readonly coming: Document | null }>(() => ({
  document: null,
  coming: null,
}));

/** Pieces of equipment from which on reading the runs takes longer than a glance. */
const largeDesign = 5000;
/** UTF-16 units read at once. */
const bite = 1 << 20;
/** A window that is not drawn, or cannot be, does not hold the file up for longer. */
const longestWait_ms = 15_000;

let onSeen: (() => void) | undefined;

/** The viewport has submitted a frame of what has arrived. */
export const arrivalSeen = (): void => onSeen?.();

export class FileArrival {
  /** Undefined where the solver's worker, which was asking, has ended. */
  readonly reply: Promise<Envelope<'file.read'> | undefined>;
  readonly #ahead: ReadAhead;
  readonly #reader = new FacilityReader({ allowUnreadable: true });
  readonly #waiting: string[] = [];
  readonly #shows: boolean;
  /** Building and equipment, once the first run has arrived. */
  #standing: Document | undefined;

  /**
   * @param shows whether the window has nothing else to show meanwhile
   * @param straight asks for it in the window itself where the solver's worker could
   */
  constructor(token: string, shows: boolean, straight = false) {
    this.#shows = shows;
    const request = straight ? undefined : host.requestFor?.('file.read', { token });
    const fetched = request && analysisClient.fetchAhead(request, (piece) => this.#take(piece));
    if (fetched) {
      this.#ahead = fetched.ahead;
      this.reply = fetched.reply;
    } else {
      this.#ahead = analysisClient.readAhead();
      this.reply = host.call('file.read', { token }, (piece) => this.take(piece));
    }
  }

  /** How the solver gets it. */
  get ahead(): ReadAhead {
    return this.#ahead;
  }

  take(piece: string): void {
    if (piece === '') return;
    this.#ahead.take(piece);
    this.#take(piece);
  }

  #take(piece: string): void {
    for (let from = 0; from < piece.length; from += bite) this.#read(piece.slice(from, from + bite));
  }

  #read(piece: string): void {
    if (this.#standing) {
      this.#waiting.push(piece);
      return;
    }
    this.#reader.take(piece);
    if (this.#shows) this.#standing = this.#reader.standing();
    if (this.#standing) arrival.setState({ coming: this.#standing });
  }

  /** Once all has been taken, for the solver is not to wait for a picture. @param file name used in problems */
  async finish(file: string): Promise<Result<ReadFacility>> {
    this.#ahead.end();
    const standing = this.#standing;
    if (standing && standing.tables.equipment.size >= largeDesign && !globalThis.document.hidden) await seen(standing);
    for (const piece of this.#waiting) this.#reader.take(piece);
    return this.#reader.finish(file);
  }
}

function seen(document: Document): Promise<void> {
  return new Promise((resolve) => {
    onSeen = resolve;
    setTimeout(resolve, longestWait_ms);
    arrival.setState({ document });
  });
}
