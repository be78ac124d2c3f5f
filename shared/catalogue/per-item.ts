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
