/** Power profiles that the software of a group can set on its racks. Max-P lets work draw what it will; Max-Q is a standing cap. */
import type { Site } from '../../document/records.ts';
import { siteAssumed } from './site.ts';

export const powerProfiles = ['max-p', 'max-q'] as const;
export type PowerProfile = (typeof powerProfiles)[number];

/** However it is written: Max-Q, max_q, MAXQ. Nothing stated is Max-P. @returns undefined for any other name. */
export function powerProfileNamed(text: string): PowerProfile | undefined {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain === '' ? 'max-p' : powerProfiles.find((name) => name.replace('-', '') === plain);
}

/** Most that work may draw, as a part of its own draw under Max-P. */
export const profileCap = (site: Site, profile: PowerProfile): number => (profile === 'max-q' ? siteAssumed(site, 'maxQPower').value : 1);
