import { converterElectrical } from '../converter-unit.ts';

/** Rectifier shelf: AC in, its DC busbar held at the output voltage. */
export const powerShelfElectrical = converterElectrical;
