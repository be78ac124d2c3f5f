import type { LiquidContribution } from '../../../network/liquid.ts';
import type { ExpansionVesselParameters } from './definition.ts';

/** Holds its fill pressure at its connection; nothing flows through it in steady state. */
export const expansionVesselLiquid: LiquidContribution<ExpansionVesselParameters> = (build) => {
  if (build.isolated || build.fluidAt('water') === undefined) return;
  build.reference(build.port('water'), build.parameters.fillPressure_Pa);
};
