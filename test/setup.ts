/**
 * Every property test draws from one seed, so that a failure here is a failure everywhere.
 * `HEADROOM_SEED=random` (or a number) explores; a seed drawn is printed, to be given back as the number.
 */
import fc from 'fast-check';

const usual = 20250101;
const seed = Number(process.env.HEADROOM_SEED || usual);
if (!Number.isSafeInteger(seed)) throw new Error(`HEADROOM_SEED is a whole number or "random", not ${process.env.HEADROOM_SEED}`);
fc.configureGlobal({ seed });
