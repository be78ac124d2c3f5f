/** Which way and how fast what a run carries moves, as solved: what the marks on pipes, headers, cables and busways show. */
import { quantityOf, type ResultTable } from '../../shared/analysis/result.ts';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { portNamed } from '../../shared/catalogue/route.ts';
import { connectionsAt, type Document } from '../../shared/document/document.ts';
import type { Connection, Equipment } from '../../shared/document/records.ts';

/** What is followed: water or power. */
export type Stream = 'liquid' | 'power';

/** Pitches that the marks move in a second: slowest where anything moves at all, and what full speed adds. */
const creep = 0.12;
const swing = 0.6;
/** Water at this speed moves its marks fastest; guides for pipes end below it. */
const fastWater_m_s = 3;
/** A cable without a loading moves its marks as one that is loaded by half. */
const unknownLoading = 0.5;
/** Part of the largest flow of a header or busway below which a piece of it counts as still. */
const still = 1e-4;

const paceOf = (part: number): number => creep + swing * Math.min(1, Math.max(0, part));

function partOf(results: ResultTable, id: string, stream: Stream): number {
  if (stream === 'liquid') return (quantityOf(results, id, 'velocity') ?? 0) / fastWater_m_s;
  return quantityOf(results, id, 'loading') ?? unknownLoading;
}

/** What a run carries, unsigned: kg/s or W at the sending end. */
const carried = (results: ResultTable, id: string, stream: Stream): number | undefined =>
  quantityOf(results, id, stream === 'liquid' ? 'massFlow' : 'powerFlow');

/**
 * Pace of the marks along a run in pitches per second: positive from its first end to its second, zero where
 * nothing moves, undefined where nothing is solved or the run carries something else.
 */
export function paceOfRun(results: ResultTable, { id }: Connection, stream: Stream): number | undefined {
  const direction = quantityOf(results, id, 'flowDirection');
  if (direction === undefined || carried(results, id, stream) === undefined) return undefined;
  return direction === 0 ? 0 : direction * paceOf(partOf(results, id, stream));
}

/** A straight piece of a header or busway between two of its ports, in its own frame along x. */
export interface TrunkPiece {
  readonly from_m: number;
  readonly to_m: number;
  /** As for runs, positive towards larger x. */
  readonly pace: number;
}

const trunks: Readonly<Record<string, Stream>> = { header: 'liquid', busway: 'power', 'dc-busway': 'power' };

export const isTrunk = (document: Document, equipment: Equipment, stream: Stream): boolean =>
  trunks[kindOf(document, equipment)?.kind ?? ''] === stream;

/**
 * Pieces of a header or busway with what passes through each: what came in before a place has to go past it
 * (conservation of mass, and of power but for the loss within the busway). Empty where a run on it is not solved.
 */
export function trunkPieces(document: Document, results: ResultTable, equipment: Equipment, stream: Stream): readonly TrunkPiece[] {
  if (!isTrunk(document, equipment, stream)) return [];
  const entering: { readonly x_m: number; readonly amount: number }[] = [];
  for (const connection of connectionsAt(document, equipment.id)) {
    const comes = connection.to.equipment === equipment.id;
    const port = portNamed(document, equipment, (comes ? connection.to : connection.from).port);
    if (!port) continue;
    const direction = quantityOf(results, connection.id, 'flowDirection');
    const sent = carried(results, connection.id, stream);
    if (direction === undefined || sent === undefined) continue;
    const inwards = comes ? direction : -direction;
    const lost = stream === 'power' && inwards > 0 ? (quantityOf(results, connection.id, 'loss') ?? 0) : 0;
    entering.push({ x_m: port.at_m[0], amount: inwards * (sent - lost) });
  }
  entering.sort((a, b) => a.x_m - b.x_m);
  const passing: { from_m: number; to_m: number; amount: number }[] = [];
  let amount = 0;
  entering.forEach((port, i) => {
    amount += port.amount;
    const next = entering[i + 1];
    if (next && next.x_m - port.x_m > 1e-3) passing.push({ from_m: port.x_m, to_m: next.x_m, amount });
  });
  const least = still * Math.max(...entering.map((port) => Math.abs(port.amount)), 0);
  // What is reported of a header or busway is its fullest piece.
  const fullest = Math.max(...passing.map((piece) => Math.abs(piece.amount)), 0);
  const part = partOf(results, equipment.id, stream);
  return passing.map((piece) => ({
    from_m: piece.from_m,
    to_m: piece.to_m,
    pace: Math.abs(piece.amount) <= least ? 0 : Math.sign(piece.amount) * paceOf((part * Math.abs(piece.amount)) / fullest),
  }));
}
