import type { LiquidContribution } from '../../../network/liquid.ts';
import { numbered } from '../../per-item.ts';
import { pipeHeat, pipePiece } from '../pipe-piece.ts';
import type { HeaderParameters } from './definition.ts';

const tapName = numbered('tap-');

/** A chain of pipe pieces between the connected taps and ends; what lies beyond the last connected one holds still water and is left out. */
export const headerLiquid: LiquidContribution<HeaderParameters> = (build) => {
  const p = build.parameters;
  const length_m = 2 * p.lead_m + (p.taps - 1) * p.pitch_m;
  const stations: { port: string; at_m: number }[] = [];
  if (build.fluidAt('start') !== undefined) stations.push({ port: 'start', at_m: 0 });
  for (let i = 0; i < p.taps; i++) {
    const port = tapName(i + 1);
    if (build.fluidAt(port) !== undefined) stations.push({ port, at_m: p.lead_m + i * p.pitch_m });
  }
  if (build.fluidAt('end') !== undefined) stations.push({ port: 'end', at_m: length_m });
  for (let i = 1; i < stations.length; i++) {
    const a = stations[i - 1] as { port: string; at_m: number };
    const b = stations[i] as { port: string; at_m: number };
    const piece_m = Math.max(0.01, b.at_m - a.at_m);
    const { element, volume_m3 } = pipePiece(p, piece_m, p.tapLoss);
    build.branch({
      name: `${a.port}–${b.port}`,
      from: build.port(a.port),
      to: build.port(b.port),
      element,
      heat: pipeHeat(p, piece_m, build.surroundings_K),
      open: !build.isolated,
      volume_m3,
    });
  }
};
