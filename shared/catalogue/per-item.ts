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

/** Measures kept per item: what is dragged or swept has another at every step, and must not pile up. */
const mostMeasures = 4000;

/**
 * What follows from an item's parameters, a length and one number more: made once for all that agree in them to the bit. A campus
 * has a hundred thousand pieces of pipe and cable, and some hundreds that differ.
 */
export function oncePerMeasure<P extends object, T>(
  make: (parameters: P, length_m: number, other: number) => T,
): (parameters: P, length_m: number, other: number) => T {
  const made = new WeakMap<P, { readonly byLength: Map<number, Measured<T>>; kept: number }>();
  return (parameters, length_m, other) => {
    let ofItem = made.get(parameters);
    if (!ofItem) {
      ofItem = { byLength: new Map(), kept: 0 };
      made.set(parameters, ofItem);
    }
    for (let known = ofItem.byLength.get(length_m); known; known = known.next) if (known.other === other) return known.value;
    if (ofItem.kept >= mostMeasures) {
      ofItem.byLength.clear();
      ofItem.kept = 0;
    }
    const value = make(parameters, length_m, other);
    ofItem.byLength.set(length_m, { other, value, next: ofItem.byLength.get(length_m) });
    ofItem.kept++;
    return value;
  };
}
