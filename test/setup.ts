/**
 * Read before each file of tests. Files share what a worker has loaded; `shared` keeps no state, but stores of the
 * window and hosts do, so their tests load modules of their own.
 *
 * Every property test draws from one seed, so that a failure here is a failure everywhere.
 * `HEADROOM_SEED=random` (or a number) explores; a seed drawn is printed, to be given back as the number.
 */
import fc from 'fast-check';
import { expect, vi } from 'vitest';

const usual = 20250101;
const seed = Number(process.env.HEADROOM_SEED || usual);
if (!Number.isSafeInteger(seed)) throw new Error(`HEADROOM_SEED is a whole number or "random", not ${process.env.HEADROOM_SEED}`);
fc.configureGlobal({ seed });

if (/\/(renderer|electron)\//.test(expect.getState().testPath ?? '')) vi.resetModules();
