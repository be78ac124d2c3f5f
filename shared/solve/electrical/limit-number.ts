/** Limits by number: branches first, then sources, then caps; a place's own limit has none of these. */
import type { ElectricalNetwork } from '../../network/electrical.ts';

export type LimitKey = { readonly branch: number } | { readonly source: number } | { readonly cap: number } | { readonly own: true };

/** A place's own limit beside those of the network: uses `present_W` of `limit_W` (a rack's power shelves). */
export interface OwnLimit {
  readonly present_W: number;
  readonly limit_W: number;
}

export const usedOfOwn = ({ present_W, limit_W }: OwnLimit, power_W: number): number => (present_W + power_W) / limit_W;

type Tables = Pick<ElectricalNetwork, 'branches' | 'sources'>;

export const ownLimit = -1;
export const sourceLimit = ({ branches }: Tables, source: number): number => branches.length + source;
export const capLimit = ({ branches, sources }: Tables, cap: number): number => branches.length + sources.length + cap;

export function limitKey({ branches, sources }: Tables, limit: number): LimitKey {
  if (limit < 0) return { own: true };
  if (limit < branches.length) return { branch: limit };
  const source = limit - branches.length;
  return source < sources.length ? { source } : { cap: source - sources.length };
}
