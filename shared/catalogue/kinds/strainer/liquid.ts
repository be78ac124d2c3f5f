import type { LiquidContribution } from '../../../network/liquid.ts';
import type { StrainerParameters } from './definition.ts';

/** A square-law resistance. Covered mesh speeds the flow up through what is left: Δp ∝ 1/(1 − blocked)². */
export const strainerLiquid: LiquidContribution<StrainerParameters> = (build) => {
  const p = build.parameters;
  build.branch({
    name: 'basket',
    from: build.port('a'),
    to: build.port('b'),
    element: { type: 'resistance', coefficient: p.cleanDrop_Pa / (p.ratedFlow_m3_s * (1 - p.blocked)) ** 2, exponent: 2 },
    open: !build.isolated,
    volume_m3: p.volume_m3,
  });
};
