/**
 * Every property test draws from one seed, so that a failure here is a failure everywhere.
 * `HEADROOM_SEED=random` (or a number) explores; the seed is printed, to be given back as the number.
 */
import fc from 'fast-check';

const usual = 20250101;

function seedOf(asked: string | undefined): number {
  if (asked === undefined || asked === '') return usual;
  if (asked === 'random') return Math.floor(Math.random() * 2 ** 31);
  const seed = Number(asked);
  if (!Number.isSafeInteger(seed)) throw new Error(`HEADROOM_SEED is a whole number or "random", not ${asked}`);
  return seed;
}

const asked = process.env.HEADROOM_SEED;
const seed = seedOf(asked);
if (asked === 'random') console.info(`HEADROOM_SEED=${seed}`);
fc.configureGlobal({ seed });
