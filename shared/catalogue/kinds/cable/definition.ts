import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';

export const cableParameters = defineParameters({
  voltage_V: { type: 'number', quantity: 'voltage', title: 'Rated voltage', help: 'Highest nominal line-to-line voltage.', min: 12, max: 1e6, acts: ['limit'] },
  resistance_ohm_m: { type: 'number', quantity: 'resistancePerLength', title: 'Resistance', help: 'One conductor set, per metre and phase, warm.', min: 0, max: 0.1, acts: ['electrical'] },
  reactance_ohm_m: { type: 'number', quantity: 'resistancePerLength', title: 'Reactance', help: 'One conductor set, per metre and phase.', min: 0, max: 0.1, acts: ['electrical'] },
  ampacity_A: { type: 'number', quantity: 'current', title: 'Ampacity', help: 'One conductor set, as installed.', min: 1, max: 1e4, acts: ['limit'] },
  parallel: { type: 'number', quantity: 'count', title: 'Parallel sets', help: 'Equal conductor sets side by side.', min: 1, max: 24, default: 1, acts: ['electrical', 'limit'] },
  derating: { type: 'number', quantity: 'ratio', title: 'Derating', help: 'For temperature and grouping.', min: 0.2, max: 1, default: 1, acts: ['limit'] },
  outerDiameter_m: { type: 'number', quantity: 'length', title: 'Outer diameter', help: 'Of the bundle, for drawing.', min: 0.002, max: 0.5, acts: ['layout'] },
  massPerLength_kg_m: { type: 'number', quantity: 'massPerLength', title: 'Mass per metre', help: 'One conductor set.', min: 0, max: 500, acts: ['cost'] },
  extraLength_m: { type: 'number', quantity: 'length', title: 'Extra length', help: 'Added to the drawn route, for slack and terminations.', min: 0, max: 1000, default: 0, acts: ['electrical', 'cost'] },
});
export type CableParameters = ParametersOf<typeof cableParameters>;

export const cable = defineKind({ kind: 'cable', title: 'Cable', discipline: 'electrical', form: 'run', tagPrefix: 'C', parameters: cableParameters });
