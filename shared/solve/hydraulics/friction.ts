/** Darcy friction factor of round pipes against Reynolds number, with its derivative. */

/**
 * `swamee-jain-dunlop`: 64/Re below 2000, Swamee–Jain above 4000, C1 cubic between (EPANET 2.2 manual, Dunlop).
 * `swamee-jain` and `colebrook`: 64/Re below 2300, the named law above.
 */
export type FrictionLaw = 'swamee-jain-dunlop' | 'swamee-jain' | 'colebrook';
