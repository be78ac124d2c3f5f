/** The normal law to double precision. */

export const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/**
 * Upper tail 1 − Φ(z), accurate in the far tail too: series of erf for |z| < 3, Lentz's continued fraction
 * of erfc beyond (Abramowitz and Stegun, 1964, 7.1.5 and 7.1.14).
 */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density(z) * sum;
  }
  let fraction = 0;
  for (let k = 200; k >= 1; k--) fraction = k / (z + fraction);
  return density(z) / (z + fraction);
}

/** z with 1 − Φ(z) = probability, by bisection and Newton steps. @throws outside (0, 1). */
export function upperQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new Error(`a probability lies between 0 and 1, not ${probability}`);
  let [low, high] = [-40, 40];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > probability) low = middle;
    else high = middle;
  }
  let z = (low + high) / 2;
  for (let i = 0; i < 3; i++) z += (upperTail(z) - probability) / density(z);
  return z;
}
