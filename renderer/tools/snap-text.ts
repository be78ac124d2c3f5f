/** What a guide says: what caught, whose it is, and how far away. */
import type { SnapCause, SnapGuide } from '../../shared/commands/snap.ts';
import type { Document } from '../../shared/document/document.ts';
import { lengthText } from './length-text.ts';

const words: Readonly<Record<SnapCause, string>> = {
  port: 'Port of',
  corner: 'Corner of',
  edge: 'Edge of',
  centre: 'Centre of',
  gap: 'Equal gaps with',
  wall: 'Wall',
};

/** `Port liquid-supply to PU-01 b 1.25 m`, `Edge of R-02 0.60 m`; no figure where the two meet. */
export function snapText({ tables }: Document, { by, to, distance_m, ports }: SnapGuide): string {
  const whose = tables.equipment.get(to)?.tag ?? tables.space.get(to)?.name ?? 'a column';
  const what = ports ? `Port ${ports.moved.port} to ${whose} ${ports.standing.port}` : by === 'wall' ? words.wall : `${words[by]} ${whose}`;
  return distance_m > 0.0005 ? `${what} ${lengthText(distance_m)}` : what;
}
