import type { LiquidContribution, LiquidElement } from '../../../network/liquid.ts';
import { oncePerItem } from '../../per-item.ts';
import type { ValveParameters } from './definition.ts';

/** A set volume flow is held as a mass flow of this density; ±20 K move it by 1 %. */
const reference_K = 308.15;

const seatOf = oncePerItem(
  (p: ValveParameters): LiquidElement =>
    p.function === 'check'
      ? { type: 'check-valve', flowAt100kPa_m3_s: p.flowAt100kPa_m3_s }
      : {
          type: 'valve',
          flowAt100kPa_m3_s: p.flowAt100kPa_m3_s,
          opening: p.function === 'pressure-independent' ? 1 : p.opening,
          characteristic: p.characteristic,
          rangeability: p.rangeability,
        },
);

/** One seat. A pressure-independent valve is open and throttles to its set flow; opening has no part in it. */
export const valveLiquid: LiquidContribution<ValveParameters> = (build) => {
  const p = build.parameters;
  const seat = build.branch({
    name: 'seat',
    from: build.port('a'),
    to: build.port('b'),
    element: seatOf(p),
    open: !build.isolated,
  });
  if (p.function !== 'pressure-independent' || p.setFlow_m3_s === undefined) return;
  const { density_kg_m3 } = build.properties('a', reference_K);
  build.control({ type: 'flow-limit', branch: seat, flow_kg_s: p.setFlow_m3_s * density_kg_m3, minimumDrop_Pa: p.controlDrop_Pa });
};
