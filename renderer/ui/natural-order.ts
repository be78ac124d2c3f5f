const collator = new Intl.Collator('en', { numeric: true });

/** “CDU-2” before “CDU-10”. */
export const naturalCompare = (a: string, b: string): number => collator.compare(a, b);
