/** A cable run in the power system: one line from port to port. */
import type {
  BranchProtection,
  BranchRating,
  ConductorState,
  ElectricalBuild,
  ElectricalElement,
  RunPhase,
} from '../../network/electrical.ts';
import { oncePerMeasure } from '../per-item.ts';
import { withstand_A2s } from './conductor.ts';

interface RunParameters {
  readonly voltage_V: number;
  readonly resistance_ohm_m: number;
  readonly reactance_ohm_m: number;
  readonly parallel: number;
  readonly conductorArea_m2?: number | undefined;
  readonly conductor: string;
  readonly operating_K: number;
  readonly faultEnd_K: number;
  readonly extraLength_m: number;
  readonly phases: RunPhase | 'three';
}

/** What all runs of an item have in common, whatever their length. */
export interface RunPlate {
  readonly of: RunParameters;
  readonly rating: BranchRating;
  readonly protection?: BranchProtection;
  readonly conductor: ConductorState;
  readonly withstand_A2s?: number;
}

/** @param protection — where each of parallel sets has its own breaker; parallel sets of a cable share theirs and the fault. */
export function runPlate(p: RunParameters, rating: BranchRating, protection?: BranchProtection): RunPlate {
  const together = protection ? 1 : p.parallel;
  return {
    of: p,
    rating,
    ...(protection && { protection }),
    conductor: { stated_K: p.operating_K, faultEnd_K: p.faultEnd_K },
    ...(p.conductorArea_m2 !== undefined && { withstand_A2s: withstand_A2s(p.conductorArea_m2 * together, p) }),
  };
}

function line({ conductor, withstand_A2s }: RunPlate, resistance_ohm: number, reactance_ohm: number): ElectricalElement {
  return withstand_A2s === undefined
    ? { type: 'line', resistance_ohm, reactance_ohm, conductor }
    : { type: 'line', resistance_ohm, reactance_ohm, conductor, withstand_A2s };
}

/** @param conductors one after the other along the way of the current */
const acLine = oncePerMeasure((plate: RunPlate, length_m, conductors) => {
  const { resistance_ohm_m, reactance_ohm_m, parallel } = plate.of;
  return line(plate, (conductors * resistance_ohm_m * length_m) / parallel, (conductors * reactance_ohm_m * length_m) / parallel);
});

/** Direct current knows no reactance. */
const dcLine = oncePerMeasure((plate: RunPlate, length_m, conductors) =>
  line(plate, (conductors * plate.of.resistance_ohm_m * length_m) / plate.of.parallel, 0),
);

/**
 * Length is the drawn route plus the extra length; the conductor sets stand in parallel. The buses
 * take the nominal voltage of the equipment at the ends, or of the system where that gave none.
 */
export function runLine(build: ElectricalBuild<RunParameters>, plate: RunPlate): void {
  const { rating, protection } = plate;
  const p = build.parameters;
  const length_m = build.length_m + p.extraLength_m;
  // Direct current returns through a second conductor.
  const dc = build.currentAt('from') === 'dc';
  const phase = dc || p.phases === 'three' ? undefined : p.phases;
  // A run of one phase is the balanced line that drops and loses as much: there and back, with three times the current, or √3 times between phases.
  const conductors = dc ? 2 : phase === undefined ? 1 : phase.length === 2 ? 6 : 2;
  const nominal_V = build.voltageAt('from') ?? p.voltage_V;
  build.branch({
    name: 'line',
    from: build.port('from', nominal_V),
    to: build.port('to', nominal_V),
    element: dc ? dcLine(plate, length_m, conductors) : acLine(plate, length_m, conductors),
    rating,
    ...(protection && { protection }),
    ...(phase && { phase }),
  });
}
