/** Compares two parsed JSON values: structure and texts exactly, numbers within a relative tolerance. */

const most = 50;

/** How the solver got there, not what it found: free to differ between versions. */
const effort = new Set(['residual', 'iterations', 'passes', 'energyImbalance']);

const show = (value: unknown): string => (value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing').slice(0, 60));

/** What differs, as sentences with the place; at most fifty. Numbers that are both below 1e-9 in size are equal. */
export function compareNumbers(stored: unknown, fresh: unknown, tolerance: number): string[] {
  const differences: string[] = [];
  const visit = (a: unknown, b: unknown, place: string) => {
    if (differences.length >= most) return;
    if (typeof a === 'number' && typeof b === 'number') {
      const size = Math.max(Math.abs(a), Math.abs(b));
      if (Math.abs(a - b) > tolerance * size && size > 1e-9 && Math.abs(a - b) > 1e-9)
        differences.push(`${place} is ${show(a)}, solved again ${show(b)}`);
    } else if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length !== b.length) differences.push(`${place} has ${a.length} entries, solved again ${b.length}`);
      else for (const [i, value] of a.entries()) visit(value, b[i], `${place}[${i}]`);
    } else if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
      const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
        if (!effort.has(key)) visit(left[key], right[key], place === '' ? key : `${place}.${key}`);
    } else if (a !== b) differences.push(`${place} is ${show(a)}, solved again ${show(b)}`);
  };
  visit(stored, fresh, '');
  return differences;
}
