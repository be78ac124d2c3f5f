import type { LiquidContribution } from '../../../network/liquid.ts';
import type { ValveParameters } from './definition.ts';

export const valveLiquid: LiquidContribution<ValveParameters> = (build) => {
  const p = build.parameters;
  build.branch({
    name: 'seat',
    from: build.port('a'),
    to: build.port('b'),
    element:
      p.function === 'check'
        ? { type: 'check-valve', flowAt100kPa_m3_s: p.flowAt100kPa_m3_s }
        : {
            type: 'valve',
            flowAt100kPa_m3_s: p.flowAt100kPa_m3_s,
            opening: p.opening,
            characteristic: p.characteristic,
            rangeability: p.rangeability,
          },
    open: !build.isolated,
  });
};
