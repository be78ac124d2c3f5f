/** What follows from the parameters of an item alone: made once for all records that share them, as a campus has few items. */
export function oncePerItem<P extends object, T extends object>(make: (parameters: P) => T): (parameters: P) => T {
  const made = new WeakMap<P, T>();
  return (parameters) => {
    let known = made.get(parameters);
    if (!known) {
      known = make(parameters);
      made.set(parameters, known);
    }
    return known;
  };
}

/** Names of a row of like ports, such as `out-1`, `out-2`: the same texts for all records. */
export function numbered(prefix: string): (n: number) => string {
  const names: string[] = [];
  return (n) => {
    while (names.length <= n) names.push(`${prefix}${names.length}`);
    return names[n] as string;
  };
}

interface Measured<T> {
  readonly other: number;
  readonly value: T;
  readonly next: Measured<T> | undefined;
}

/** Measures kept per item: what is dragged has another at every step, and must not pile up. */
const mostMeasures = 4000;

/**
 * What follows from an item's parameters, a length and one number more: made once for all that agree in them to the bit. A campus
 * has a hundred thousand pieces of pipe and cable, and some hundreds that differ.
 */
export function oncePerMeasure<P extends object, T>(
  make: (parameters: P, length_m: number, other: number) => T,
): (parameters: P, length_m: number, other: number) => T {
  const made = new WeakMap<P, Map<number, Measured<T>>>();
  return (parameters, length_m, other) => {
    let ofItem = made.get(parameters);
    if (!ofItem) {
      ofItem = new Map();
      made.set(parameters, ofItem);
    }
    const first = ofItem.get(length_m);
    for (let known = first; known; known = known.next) if (known.other === other) return known.value;
    if (ofItem.size >= mostMeasures) ofItem.clear();
    const value = make(parameters, length_m, other);
    ofItem.set(length_m, { other, value, next: first });
    return value;
  };
}
