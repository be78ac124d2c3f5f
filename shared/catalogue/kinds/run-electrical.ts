/** A cable run in the power system: one line from port to port. */
import type { BranchRating, ElectricalBuild } from '../../network/electrical.ts';

interface RunParameters {
  readonly voltage_V: number;
  readonly resistance_ohm_m: number;
  readonly reactance_ohm_m: number;
  readonly parallel: number;
  readonly extraLength_m: number;
}

/**
 * Length is the drawn route plus the extra length; the conductor sets stand in parallel. The buses
 * take the nominal voltage of the equipment at the ends, or of the system where that gave none.
 */
export function runLine(build: ElectricalBuild<RunParameters>, rating: BranchRating): void {
  const p = build.parameters;
  const length_m = build.length_m + p.extraLength_m;
  const nominal_V = build.voltageAt('from') ?? p.voltage_V;
  build.branch({
    name: 'line',
    from: build.port('from', nominal_V),
    to: build.port('to', nominal_V),
    element: {
      type: 'line',
      resistance_ohm: (p.resistance_ohm_m * length_m) / p.parallel,
      reactance_ohm: (p.reactance_ohm_m * length_m) / p.parallel,
    },
    rating,
  });
}
