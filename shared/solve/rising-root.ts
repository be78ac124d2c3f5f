/**
 * Root of a function that rises between two ends of opposite sign: regula falsi with the Illinois rule (Dowell and
 * Jarratt, BIT 11 (1971) 168), which halves the weight of an end that stays.
 * @param below, above values at `low` (≤ 0) and `high` (≥ 0)
 * @param nearby a value this close to zero is a root
 */
export function risingRoot(value: (x: number) => number, low: number, high: number, below: number, above: number, nearby: number): number {
  let [a, b, fa, fb] = [low, high, below, above];
  let side = 0;
  for (let i = 0; i < 100 && b - a > 1e-14 * Math.abs(b); i++) {
    const inside = fb - fa > 0 ? (a * fb - b * fa) / (fb - fa) : (a + b) / 2;
    const guess = inside > a && inside < b ? inside : (a + b) / 2;
    const miss = value(guess);
    if (Math.abs(miss) <= nearby) return guess;
    if (miss < 0) {
      a = guess;
      fa = miss;
      if (side === -1) fb /= 2;
      side = -1;
    } else {
      b = guess;
      fb = miss;
      if (side === 1) fa /= 2;
      side = 1;
    }
  }
  return (a + b) / 2;
}
