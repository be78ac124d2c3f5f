/** Published DOE-2 curve sets of water-cooled chillers: EnergyPlus, datasets/Chillers.idf (NREL/EnergyPlus, BSD-3-Clause). */
import type { ElectricChiller } from './electric-chiller.ts';

export type ChillerCurves = Omit<ElectricChiller, 'ratedCapacity_W' | 'ratedCop'>;

const centrifugal: ChillerCurves = {
  minPartLoad: 0.1,
  maxPartLoad: 1,
  minUnload: 0.2,
  motorToCondenser: 1,
  capacityCurve: [0.257896, 0.0389016, -0.00021708, 0.0468684, -0.00094284, -0.00034344],
  eirCurve: [0.933884, -0.058212, 0.00450036, 0.00243, 0.000486, -0.001215],
  partLoadCurve: [0.222903, 0.313387, 0.46371],
  leaving_C: [5, 10],
  condenser_C: [24, 35],
  partLoad: [0, 1],
};

/** By name: DOE-2 Centrifugal/5.50COP, DOE-2 Reciprocating/3.67COP, Trane CVHF 1758kW/6.46COP/VSD. */
export const chillerCurves = {
  'doe2-centrifugal': centrifugal,
  'doe2-reciprocating': {
    ...centrifugal,
    capacityCurve: [0.507883, 0.145228, -0.00625644, -0.0011178, -0.0001296, -0.00028188],
    eirCurve: [1.03076, -0.103536, 0.00710208, 0.0093186, 0.00031752, -0.00104328],
    partLoadCurve: [0.088065, 1.137742, -0.225806],
  },
  'trane-cvhf-vsd': {
    ...centrifugal,
    minPartLoad: 0.2,
    maxPartLoad: 1.02,
    capacityCurve: [1.066671, 0.00588924, -0.003155053, -0.01591039, 0.0001042897, 0.002576256],
    eirCurve: [0.07989434, 0.02062907, -0.0004050827, 0.04570552, -0.0001469163, -0.001563259],
    partLoadCurve: [0.3268954, 0.3297771, 0.3423342],
    leaving_C: [5.56, 10],
    condenser_C: [12.78, 24.44],
    partLoad: [0.2, 1.02],
  },
} as const satisfies Record<string, ChillerCurves>;

export type ChillerCurveName = keyof typeof chillerCurves;
